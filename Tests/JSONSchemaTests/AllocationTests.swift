import Foundation
import TestSupport
import Testing

/// Validating takes no memory from the heap: valgrind counts as many allocations for many calls as for few.
@Suite("Allocations")
struct AllocationTests {
  static let valgrind = HarnessProcess.find("valgrind")
  static let isAvailable =
    valgrind != nil || ProcessInfo.processInfo.environment["FLOW_SIDECAR_REQUIRE_ALL_TESTS"] == "1"

  static let cases = #"""
    {"all keywords": {
      "schema": {
        "definitions": {"secret": {"type": "string", "format": "password", "minLength": 1}},
        "type": "object",
        "properties": {
          "name": {"type": "string", "maxLength": 100},
          "kind": {"enum": ["basic", "oauth", 3, {"a": [1]}]},
          "url": {"type": "string", "pattern": "^https://([a-z]+\\.)+[a-z]+/?$", "format": "uri"},
          "secret": {"$ref": "#/definitions/secret"},
          "limit": {"type": "integer", "minimum": 1, "maximum": 1e3, "multipleOf": 0.5},
          "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": true, "contains": {"const": "b"}}
        },
        "required": ["name", "secret"],
        "patternProperties": {"^x-": {"type": "boolean"}},
        "additionalProperties": false,
        "propertyNames": {"maxLength": 20},
        "dependencies": {"url": ["name"]},
        "allOf": [{"if": {"properties": {"kind": {"const": "oauth"}}}, "then": {"required": ["url"]}}],
        "anyOf": [{"required": ["limit"]}, {"required": ["tags"]}],
        "oneOf": [{"required": ["name"]}, {"required": ["title"]}],
        "not": {"required": ["forbidden"]}
      },
      "valid": {
        "name": "N\u00e4me", "kind": "oauth", "url": "https://www.example.com/", "secret": "s", "limit": 12.5e1,
        "tags": ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "\u00e9"], "x-ok": true
      }
    }}
    """#

  @Test(
    "none while a valid instance is read and validated", .enabled(if: isAvailable, "needs valgrind"),
    .disabled(if: TestEnvironment.sanitizer != nil, "valgrind and sanitizers exclude each other"))
  func none() throws {
    let valgrind = try #require(Self.valgrind, "valgrind is not installed")
    let few = try Self.allocations(valgrind, calls: 10)
    let many = try Self.allocations(valgrind, calls: 2_000)
    print("allocations: \(few) with 10 calls, \(many) with 2,000")
    #expect(few > 0)
    #expect(few == many)
  }

  private static func allocations(_ valgrind: String, calls: Int) throws -> Int {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("allocations-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("cases.json")
    try Data(cases.utf8).write(to: file)
    let result = try HarnessProcess.run(
      valgrind, ["--leak-check=no", HarnessProcess.path, "--validate", file.path, String(calls)])
    #expect(result.status == 0, "\(result.errors.suffix(2_000))")
    #expect(result.output == "\(calls)\n")
    let line = try #require(result.errors.split(separator: "\n").first { $0.contains("total heap usage") })
    let words = line.split(separator: " ")
    let usage = try #require(words.firstIndex(of: "usage:"))
    return try #require(Int(words[usage + 1].filter(\.isNumber)))
  }
}

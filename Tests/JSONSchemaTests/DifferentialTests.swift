import Foundation
import JSON
import Testing

@testable import JSONSchema

/// Random schemas and instances, judged by jsonschema-rs as well.
///
/// `FLOW_SIDECAR_PYTHON` names a Python that has PyPI's `jsonschema-rs`; `FLOW_SIDECAR_PAIRS` the number of pairs, and
/// `FLOW_SIDECAR_SEED` the first seed, which is 1 otherwise, so that a run can be repeated.
@Suite("Differential")
struct DifferentialTests {
  static let environment = ProcessInfo.processInfo.environment
  static let python = environment["FLOW_SIDECAR_PYTHON"]
  static let isAvailable = python != nil || environment["FLOW_SIDECAR_REQUIRE_ALL_TESTS"] == "1"
  static let reason: Comment = "needs FLOW_SIDECAR_PYTHON, a Python with jsonschema-rs"

  @Test("agrees with jsonschema-rs", .enabled(if: isAvailable, reason))
  func agrees() throws {
    let python = try #require(Self.python, "FLOW_SIDECAR_PYTHON is not set")
    let count = Self.environment["FLOW_SIDECAR_PAIRS"].flatMap { Int($0) } ?? 20_000
    let seed = Self.environment["FLOW_SIDECAR_SEED"] ?? "1"
    let output = try Self.run(python, [Self.script, String(count), seed])
    var pairs = 0
    var differences: [String] = []
    for line in output.split(separator: 0x0A) {
      let document = try JSONDocument(Array(line))
      let elements = document.root.elements
      let schemaText = try #require(elements.first).rawBytes
      let schema = try JSONSchema(try JSONDocument(schemaText))
      for pair in elements.dropFirst() {
        guard let instance = pair[0], let expected = pair[1]?.boolean else { continue }
        pairs += 1
        let answer = schema.isValid(instance)
        let diagnosed = schema.diagnose(instance).isValid
        if answer != expected || diagnosed != expected {
          let texts = [schemaText, instance.rawBytes].map { String(decoding: $0, as: UTF8.self) }
          differences.append("\(texts[0]) / \(texts[1]): \(answer), diagnosed \(diagnosed), expected \(expected)")
        }
      }
    }
    print("differential: \(pairs) pairs, \(differences.count) differences (seed \(seed))")
    #expect(pairs >= count)
    #expect(differences.isEmpty)
    for difference in differences.prefix(10) { Issue.record("\(difference)") }
  }

  private static let script =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
    + "/Differential/schema-pairs.py"

  private static func run(_ program: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return output
  }
}

import Foundation
import JSON
import Testing

@testable import JSONSchema

/// Wrong inputs and the words each is answered with, for people to read: `Tests/Golden/schema-messages.json`.
///
/// `FLOW_SIDECAR_UPDATE_GOLDEN=1` writes the file anew from what the validator says; what changed is then for the
/// reviewer of the commit to judge.
@Suite("Golden messages")
struct GoldenTests {
  static let path =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
    + "/Golden/schema-messages.json"

  @Test("every case says what the table has")
  func messages() throws {
    let document = try JSONDocument(Array(Data(contentsOf: URL(fileURLWithPath: Self.path))))
    let cases = document.root.elements
    #expect(cases.count >= 40)
    var table = Data("[\n".utf8)
    for (position, testCase) in cases.enumerated() {
      let name = testCase["case"]?.string ?? ""
      var options = JSONSchema.Options()
      options.contentAssertion = true
      let schema = try JSONSchema(try JSONDocument(testCase["schema"]?.rawBytes ?? []), options: options)
      let instance = try #require(testCase["instance"])
      let diagnosis = schema.diagnose(instance)
      #expect(schema.isValid(instance) == diagnosis.isValid, "\(name)")
      let errors = diagnosis.errors.map(Self.line)
      let warnings = diagnosis.warnings.map(Self.line)
      #expect(errors == Self.strings(testCase["errors"]), "\(name)")
      #expect(warnings == Self.strings(testCase["warnings"]), "\(name)")
      table += Self.entry(testCase, errors, warnings)
      table += Data((position == cases.count - 1 ? "\n" : ",\n").utf8)
    }
    table += Data("]\n".utf8)
    if ProcessInfo.processInfo.environment["FLOW_SIDECAR_UPDATE_GOLDEN"] == "1" {
      try table.write(to: URL(fileURLWithPath: Self.path))
    }
  }

  /// A problem as one line: where, by which keyword, in which words, with which suggestion.
  static func line(_ problem: Problem) -> String {
    let place = problem.instanceLocation.isEmpty ? "the root" : problem.instanceLocation
    let suggestion = problem.suggestion.map { " => \($0)" } ?? ""
    return "\(place) [\(problem.keywordLocation)]: \(problem.message)\(suggestion)"
  }

  static func strings(_ value: JSONValue?) -> [String] { value?.elements.compactMap(\.string) ?? [] }

  private static func entry(_ testCase: JSONValue, _ errors: [String], _ warnings: [String]) -> Data {
    var lines: [String] = []
    func add(_ name: String, _ bytes: [UInt8]) {
      lines.append("    \"\(name)\": " + String(decoding: bytes, as: UTF8.self))
    }
    for name in ["case", "schema", "instance"] {
      var writer = JSONWriter()
      if let value = testCase[JSONName(name)] { writer.value(value) }
      add(name, writer.bytes)
    }
    for (name, texts) in [("errors", errors), ("warnings", warnings)] where !texts.isEmpty {
      var list: [String] = []
      for text in texts {
        var writer = JSONWriter()
        writer.string(text)
        list.append("      " + String(decoding: writer.bytes, as: UTF8.self))
      }
      lines.append("    \"\(name)\": [\n" + list.joined(separator: ",\n") + "\n    ]")
    }
    return Data(("  {\n" + lines.joined(separator: ",\n") + "\n  }").utf8)
  }
}

import Foundation
import JSON
import Testing

@testable import JSONSchema

/// The official JSON Schema test suite, read from its files with this package's own reader, so that numbers arrive as
/// they are written.
///
/// `FLOW_SIDECAR_SCHEMA_SUITE` names its folders, each with `tests` and `remotes` in it; `Tests/fetch-schema-suite`
/// obtains them.
struct OfficialSuite {
  static let folders: [String] = (ProcessInfo.processInfo.environment["FLOW_SIDECAR_SCHEMA_SUITE"] ?? "")
    .split(separator: ":").map(String.init)
  static let isRequired = ProcessInfo.processInfo.environment["FLOW_SIDECAR_REQUIRE_ALL_TESTS"] == "1"
  static let isAvailable = !folders.isEmpty || isRequired

  let folder: String
  private(set) var registry = SchemaRegistry()

  init(folder: String) throws {
    self.folder = folder
    let remotes = folder + "/remotes"
    for file in try FileManager.default.subpathsOfDirectory(atPath: remotes) where file.hasSuffix(".json") {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: remotes + "/" + file))
      registry.register(try JSONDocument(Array(bytes)), uri: "http://localhost:1234/" + file)
    }
  }

  struct Count: CustomStringConvertible {
    var files = 0
    var passed = 0
    var total = 0
    var failures: [String] = []
    var description: String { "\(passed) of \(total) in \(files) files" }
  }

  /// Runs all files of a folder below `tests`, without its sub-folders.
  func run(_ path: String, options: JSONSchema.Options) throws -> Count {
    var count = Count()
    let directory = folder + "/tests/" + path
    for file in try FileManager.default.contentsOfDirectory(atPath: directory).sorted() where file.hasSuffix(".json") {
      count.files += 1
      let document = try JSONDocument(Array(Data(contentsOf: URL(fileURLWithPath: directory + "/" + file))))
      for (position, group) in document.root.elements.enumerated() {
        runGroup(group, document, position, file, options, &count)
      }
    }
    return count
  }

  private func runGroup(
    _ group: JSONValue, _ document: JSONDocument, _ position: Int, _ file: String, _ options: JSONSchema.Options,
    _ count: inout Count
  ) {
    let tests = group["tests"]?.elements ?? []
    count.total += tests.count
    func fail(_ test: String, _ why: String) {
      count.failures.append("\(file): \(group["description"]?.string ?? "?"): \(test): \(why)")
    }
    do {
      // A document of its own for each schema: references are relative to the schema, not to the suite's file.
      let schema = try JSONSchema(
        try JSONDocument(group["schema"]?.rawBytes ?? []), registry: registry, options: options)
      for test in tests {
        guard let data = test["data"], let expected = test["valid"]?.boolean else { continue }
        let description = test["description"]?.string ?? "?"
        let isValid = schema.isValid(data)
        let diagnosis = schema.diagnose(data)
        if isValid != expected {
          fail(description, "answered \(isValid)")
        } else if diagnosis.isValid != expected {
          fail(description, "diagnosed \(diagnosis.errors.map(\.message))")
        } else {
          count.passed += 1
        }
      }
    } catch {
      fail("all", "\(error)")
    }
  }
}

@Suite("Official suite, draft-07")
struct OfficialSuiteTests {
  static let reason: Comment = "needs FLOW_SIDECAR_SCHEMA_SUITE (see Tests/fetch-schema-suite)"

  static func run(_ path: String, _ change: (inout JSONSchema.Options) -> Void = { _ in }) throws {
    try #require(!OfficialSuite.folders.isEmpty, "FLOW_SIDECAR_SCHEMA_SUITE is not set")
    var options = JSONSchema.Options()
    change(&options)
    for folder in OfficialSuite.folders {
      let count = try OfficialSuite(folder: folder).run(path, options: options)
      print("official suite, \(path): \(count) (\(folder))")
      #expect(count.total > 0)
      #expect(count.passed == count.total)
      for failure in count.failures.prefix(20) { Issue.record("\(failure)") }
    }
  }

  @Test("required", .enabled(if: OfficialSuite.isAvailable, reason))
  func required() throws { try Self.run("draft7") }

  @Test("required, with format as an annotation", .enabled(if: OfficialSuite.isAvailable, reason))
  func requiredWithoutFormat() throws { try Self.run("draft7") { $0.formatAssertion = false } }

  @Test("optional", .enabled(if: OfficialSuite.isAvailable, reason))
  func optional() throws { try Self.run("draft7/optional") { $0.contentAssertion = true } }

  @Test("optional/format", .enabled(if: OfficialSuite.isAvailable, reason))
  func format() throws { try Self.run("draft7/optional/format") }
}

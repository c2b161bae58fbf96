import Foundation
import JSON
import JSONSchema
import Testing

/// `isUnremarkable` lets a caller skip the diagnosis, so it must never be true where a diagnosis has something to say.
@Suite("Unremarkable instances")
struct UnremarkableTests {
  private static let schema = """
    {"type":"object","properties":{
      "url":{"type":"string","x-warnPattern":"^https://a","x-warnMessage":"odd"},
      "inner":{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]},
      "free":{"type":"object"}},
    "required":["url"]}
    """

  @Test(
    "true for what is right",
    arguments: [#"{"url":"https://a"}"#, #"{"url":"https://a","inner":{"a":1},"free":{"x":1,"y":{"z":2}}}"#])
  func right(text: String) throws {
    let schema = try JSONSchema(try JSONDocument(Self.schema))
    let document = try JSONDocument(text)
    #expect(withExtendedLifetime(document) { schema.isUnremarkable(document.root.cursor) })
  }

  @Test(
    "false for what is wrong and for what is doubtful",
    arguments: [
      #"{}"#, #"{"url":1}"#, #"{"url":"http://b"}"#, #"{"url":"https://a","urk":1}"#,
      #"{"url":"https://a","inner":{}}"#,
      #"{"url":"https://a","inner":{"a":1,"b":2}}"#,
    ])
  func remarkable(text: String) throws {
    let schema = try JSONSchema(try JSONDocument(Self.schema))
    let document = try JSONDocument(text)
    #expect(!withExtendedLifetime(document) { schema.isUnremarkable(document.root.cursor) })
    let diagnosis = schema.diagnose(document.root)
    #expect(!diagnosis.errors.isEmpty || !diagnosis.warnings.isEmpty)
  }

  @Test(
    "false for a name where the schema has properties, and none of them",
    arguments: [#"{"properties":{}}"#, #"{"type":"object","properties":{},"required":["b"]}"#])
  func undeclared(text: String) throws {
    let schema = try JSONSchema(try JSONDocument(text))
    let document = try JSONDocument(#"{"a":1,"b":2}"#)
    #expect(!withExtendedLifetime(document) { schema.isUnremarkable(document.root.cursor) })
    #expect(
      schema.diagnose(document.root).warnings.map(\.property) == (text.contains("required") ? ["a"] : ["a", "b"]))
  }

  @Test("never true where the golden table has a problem")
  func golden() throws {
    let document = try JSONDocument(Array(Data(contentsOf: URL(fileURLWithPath: GoldenTests.path))))
    for testCase in document.root.elements {
      var options = JSONSchema.Options()
      options.contentAssertion = true
      let schema = try JSONSchema(try JSONDocument(testCase["schema"]?.rawBytes ?? []), options: options)
      let instance = try #require(testCase["instance"])
      let diagnosis = schema.diagnose(instance)
      let isUnremarkable = withExtendedLifetime(instance) { schema.isUnremarkable(instance.cursor) }
      let isSilent = diagnosis.errors.isEmpty && diagnosis.warnings.isEmpty
      #expect(!isUnremarkable || isSilent, "\(testCase["case"]?.string ?? "")")
    }
  }
}

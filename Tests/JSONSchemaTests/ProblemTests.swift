import JSON
import Testing

@testable import JSONSchema

/// What problems tell is kept escaped as JSON has it: whoever asks for strings gets the characters.
@Suite("Problems")
struct ProblemTests {
  /// Characters that are escaped somewhere, and some that are not.
  static let characters = ["\"", "\\", "/", "~", "\u{1}", "\n", "\u{1F}", "\u{7F}", "\u{2028}", "é", "😀", " ", "a"]

  @Test("names come through whole, wherever in them the character stands", arguments: characters)
  func names(character: String) throws {
    let schema = try JSONSchema(try JSONDocument(#"{"additionalProperties": false}"#))
    for before in 0...17 {
      let name = String(repeating: "n", count: before) + character + "nnn"
      var instance = JSONWriter()
      instance.beginObject()
      instance.name(name)
      instance.null()
      instance.endObject()
      let problem = try #require(schema.diagnose(try JSONDocument(instance.bytes).root).errors.first)
      #expect(problem.instanceLocation == "/" + JSONPointer.escape(name))
      #expect(problem.keywordLocation == "/additionalProperties")
      #expect(problem.keyword == "additionalProperties")
      #expect(problem.message == "\"\(Words.clean(name))\" is not allowed here")
      #expect(problem.property == Words.clean(name))
      try expectSame(problem)
    }
  }

  @Test("so do names of the schema", arguments: characters)
  func required(character: String) throws {
    let name = "longer\(character)SecretName"
    var text = JSONWriter()
    text.beginObject()
    text.name("properties")
    text.beginObject()
    text.name(name)
    text.beginObject()
    text.endObject()
    text.endObject()
    text.name("required")
    text.beginArray()
    text.string(name)
    text.endArray()
    text.endObject()
    let schema = try JSONSchema(try JSONDocument(text.bytes))
    let missing = try #require(schema.diagnose(try JSONDocument("{}").root).errors.first)
    #expect(missing.message == "\"\(Words.clean(name))\" is missing")
    #expect(missing.property == Words.clean(name))
    let misspelt = try #require(schema.diagnose(try JSONDocument(#"{"longerSecretName": 1}"#).root).errors.first)
    #expect(misspelt.suggestion == .name(name))
    #expect(misspelt.instanceLocation == "/longerSecretName")
    try expectSame(misspelt)
  }

  @Test("a value that is suggested is JSON, whatever it holds")
  func suggestedValue() throws {
    let schema = try JSONSchema(try JSONDocument(#"{"enum": ["tabl\u0007e", "root"]}"#))
    let problem = try #require(schema.diagnose(try JSONDocument(#""tabl\u0008e""#).root).errors.first)
    #expect(problem.suggestion == .value(json: #""tabl\u0007e""#))
    #expect(problem.message.hasSuffix(#"did you mean "tabl\u{7}e"?"#))
    try expectSame(problem)
  }

  @Test("what was told otherwise keeps the rest")
  func with() throws {
    let problem = Problem(
      instanceLocation: "/a\"", keywordLocation: "/b", keyword: "k\u{2028}", message: "m\n", suggestion: .name("n\\"),
      property: "p", range: 1..<2)
    #expect(problem.with(instanceLocation: "/a\"") == problem)
    let moved = problem.with(instanceLocation: "/x", suggestion: .some(nil))
    #expect(moved.instanceLocation == "/x")
    #expect(moved.suggestion == nil)
    #expect(moved.keyword == "k\u{2028}" && moved.message == "m\n" && moved.property == "p" && moved.range == 1..<2)
    try expectSame(problem)
  }

  /// Whether the JSON that a problem lends reads as its strings.
  private func expectSame(_ problem: Problem) throws {
    var texts: [[UInt8]] = []
    problem.withJSON { parts in
      texts = [parts.instanceLocation, parts.keywordLocation, parts.keyword, parts.message].map { Array($0) }
      if let suggestion = parts.suggestion, !parts.suggestsValue { texts.append(Array(suggestion)) }
    }
    let strings = try texts.map { try JSONDocument([UInt8(ascii: "\"")] + $0 + [UInt8(ascii: "\"")]).root.string }
    var expected = [problem.instanceLocation, problem.keywordLocation, problem.keyword, problem.message]
    if case .name(let name) = problem.suggestion { expected.append(name) }
    #expect(strings == expected)
    for text in texts { #expect(!String(decoding: text, as: UTF8.self).contains("\u{2028}")) }
  }
}

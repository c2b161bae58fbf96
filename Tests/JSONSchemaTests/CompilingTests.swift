import JSON
import TestSupport
import Testing

@testable import JSONSchema

/// What is wrong or odd in schemas, and where references lead.
@Suite("Compiling")
struct CompilingTests {
  static func schema(_ text: String, registry: SchemaRegistry = .init()) throws -> JSONSchema {
    try JSONSchema(try JSONDocument(text), registry: registry)
  }

  static func isValid(_ schema: JSONSchema, _ instance: String) throws -> Bool {
    let document = try JSONDocument(instance)
    let isValid = schema.isValid(document.root)
    #expect(schema.diagnose(document.root).isValid == isValid)
    return isValid
  }

  @Test(
    "faults are told with their place",
    arguments: [
      (#"{"type": "strin"}"#, "/type", "\"type\" has to be one or several of"),
      (#"{"properties": {"a": {"minLength": -1}}}"#, "/properties/a/minLength", "not below 0"),
      (#"{"properties": {"a": 1}}"#, "/properties/a", "a schema has to be an object or a boolean"),
      (#"{"items": {"pattern": "(a"}}"#, "/items/pattern", "the regular expression cannot be used"),
      (#"{"patternProperties": {"a/(": true}}"#, "/patternProperties/a~1(", "the regular expression cannot be used"),
      (#"{"allOf": {"type": "null"}}"#, "/allOf", "a list of schemas"),
      (#"{"required": "a"}"#, "/required", "a list of names"),
      (#"{"required": ["a", 1]}"#, "/required", "a list of names"),
      (#"{"multipleOf": 0}"#, "/multipleOf", "a number above 0"),
      (##"{"properties": {"a": {"$ref": "#/definitions/a"}}}"##, "/properties/a/$ref", "#/definitions/a"),
      (#"{"$ref": "https://example.com/schema.json"}"#, "/$ref", "https://example.com/schema.json"),
      (##"{"$ref": "#"}"##, "", "never end"),
      (##"{"allOf": [{"$ref": "#/definitions/a"}], "definitions": {"a": {"not": {"$ref": "#"}}}}"##, "", "never end"),
      (##"{"dependencies": {"a": {"$ref": "#"}}}"##, "", "never end"),
      (#"{"enum": 1}"#, "/enum", "a list"), ("[]", "", "a schema has to be an object or a boolean"),
    ])
  func faults(text: String, pointer: String, words: String) throws {
    let error = #expect(throws: SchemaError.self) { try Self.schema(text) }
    #expect(error?.pointer == pointer)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test(
    "oddities are noted",
    arguments: [
      (#"{"properties": {"a": true}, "required": ["b"]}"#, "/required", "\"b\" is required"),
      (#"{"requird": ["b"]}"#, "/requird", "\"required\" was meant"),
      (
        ##"{"properties": {"a": {"$ref": "#/definitions/b", "minLength": 2}}, "definitions": {"b": {}}}"##,
        "/properties/a/$ref", "\"minLength\""
      ),
      (#"{"then": {}}"#, "/then", "says nothing"),
      (
        #"{"properties": {"a": {"required": true}}}"#,
        "/properties/a/required", "since draft-04"
      ),
    ])
  func notes(text: String, pointer: String, words: String) throws {
    let notes = try Self.schema(text).notes
    #expect(notes.count == 1)
    #expect(notes.first?.pointer == pointer)
    #expect(notes.first?.message.contains(words) == true, "\(notes)")
  }

  @Test("what other systems put into schemas is no oddity")
  func foreignKeywords() throws {
    let text = """
      {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": {"a": {"type": "string",
       "uiAttributes": {"hidden": true}, "example": "x", "originalType": "string", "format": "password"}}}
      """
    #expect(try Self.schema(text).notes == [])
  }

  @Test("an unknown $schema is taken for draft-07")
  func oddDialect() throws {
    let schema = try Self.schema(#"{"$schema": "http://example.com/own#", "const": 1}"#)
    #expect(try Self.isValid(schema, "1.0"))
    #expect(try !Self.isValid(schema, "2"))
  }

  @Test("a schema within a larger document")
  func embedded() throws {
    let document = try JSONDocument(
      ##"""
      {"authSpec": [{"spec": {"properties": {"a": {"$ref": "#/definitions/own"}, "b": {"$ref": "#/shared/b"}},
       "definitions": {"own": {"type": "integer"}}}}], "shared": {"b": {"type": "null"}}}
      """##)
    let schema = try JSONSchema(document, at: JSONPointer(["authSpec", "0", "spec"]))
    #expect(try Self.isValid(schema, #"{"a": 1, "b": null}"#))
    #expect(try !Self.isValid(schema, #"{"a": "1"}"#))
    #expect(try !Self.isValid(schema, #"{"b": 1}"#))
    #expect(throws: SchemaError.self) { try JSONSchema(document, at: JSONPointer(["authSpec", "1"])) }
  }

  @Test("registered documents, by URI and by their own identifier")
  func registry() throws {
    var registry = SchemaRegistry()
    registry.register(
      try JSONDocument(
        ##"{"$id": "http://example.com/other.json", "definitions": {"a": {"$id": "#x", "type": "null"}}}"##),
      uri: "http://localhost/a.json#")
    let schema = try Self.schema(#"{"$ref": "http://localhost/a.json#/definitions/a"}"#, registry: registry)
    #expect(try Self.isValid(schema, "null"))
    #expect(try !Self.isValid(schema, "1"))
  }

  @Test("the metaschema is built in and judges itself")
  func metaschema() throws {
    let schema = try Self.schema(#"{"$ref": "http://json-schema.org/draft-07/schema#"}"#)
    let document = try #require(Metaschema.document)
    #expect(schema.isValid(document.root))
    #expect(try Self.isValid(schema, #"{"type": "object", "properties": {"a": {"minLength": 1}}}"#))
    #expect(try !Self.isValid(schema, #"{"properties": {"a": {"minLength": -1}}}"#))
  }

  @Test(
    "a value nested more deeply than the rules may be is not valid, and says so",
    .disabled(if: TestEnvironment.sanitizer != nil, "a sanitizer's frames are too large for 2,000 levels"))
  func depth() throws {
    let schema = try JSONSchema(try JSONDocument(##"{"items": {"$ref": "#"}, "type": "array"}"##))
    let document = try JSONDocument(
      String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000), maximumDepth: 10_000)
    #expect(!schema.isValid(document.root))
    let errors = schema.diagnose(document.root).errors
    #expect(errors.count == 1)
    #expect(errors.first?.message.contains("nested too deeply") == true)
    #expect(try Self.isValid(schema, String(repeating: "[", count: 500) + String(repeating: "]", count: 500)))
  }
}

import JSON
import Testing

@testable import Sidecar

@Suite("the schemas that a schema refers to") struct ReferencedSchemasTests {
  private static let schemas = #"""
    {"a":{"properties":{"x":{"$ref":"#/components/schemas/b"}}},"b":{"items":[{"$ref":"#/components/schemas/c"}]},
     "c":{"anyOf":[{"$ref":"#/components/schemas/a"},{"$ref":"#/components/schemas/c"}]},"d":{"type":"string"},
     "errors":{"type":"null"}}
    """#

  private func names(_ schemas: [String]) throws -> [String] {
    let document = try JSONDocument(Self.schemas)
    return try withExtendedLifetime(document) {
      var referenced = ReferencedSchemas(among: document.root.cursor)
      for schema in schemas {
        let schema = try JSONDocument(schema)
        withExtendedLifetime(schema) { referenced.follow(schema.root.cursor) }
      }
      return referenced.found.map { $0.name.string ?? "" }
    }
  }

  @Test(
    "by way of one another, each once",
    arguments: [
      (##"{"$ref":"#/components/schemas/d"}"##, ["d"]), (##"{"$ref":"#/components/schemas/a"}"##, ["a", "b", "c"]),
      (##"{"allOf":[{"$ref":"#/components/schemas/c"},{"$ref":"#/components/schemas/d"}]}"##, ["c", "a", "b", "d"]),
      (##"{"$ref":"#/components/schemas/d/properties/x"}"##, ["d"]),
    ])
  func found(_ schema: String, _ expected: [String]) throws {
    #expect(try names([schema]) == expected)
    #expect(try names([schema, schema]) == expected)
  }

  @Test(
    "what is none",
    arguments: [
      "{}", "true", ##"{"$ref":"#/components/errors/d"}"##, ##"{"$ref":"#/components/schemas/e"}"##,
      ##"{"$ref":"#/components/schemas/"}"##, ##"{"$ref":"#"}"##, ##"{"const":"#/components/schemas/d"}"##,
    ])
  func none(_ schema: String) throws {
    #expect(try names([schema]) == [])
  }

  @Test("a property that is called $ref") func property() throws {
    #expect(try names([##"{"properties":{"$ref":{"$ref":"#/components/schemas/d"}}}"##]) == ["d"])
  }
}

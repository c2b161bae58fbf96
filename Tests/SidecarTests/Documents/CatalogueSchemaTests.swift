import JSON
import JSONSchema
import Testing

/// One kind of credentials of one file of the catalogue.
struct CatalogueEntry: Sendable, CustomTestStringConvertible {
  let file: String
  let document: JSONDocument
  let index: Int

  var value: JSONValue? { document.root["authSpec"]?[index] }
  var name: String { value?["name"]?.string ?? "" }
  var specID: String { document.root["id"]?.string ?? "" }
  var specName: String { document.root["name"]?.string ?? "" }
  var testDescription: String { "\(file): \(name)" }

  /// All of them, from the committed files.
  static let all: [CatalogueEntry] = {
    do {
      return try PackageRoot.files(in: "protocol/connection-specs").flatMap { file in
        let document = try PackageRoot.document("protocol/connection-specs/\(file)")
        return (0..<(document.root["authSpec"]?.count ?? 0)).map {
          CatalogueEntry(file: file, document: document, index: $0)
        }
      }
    } catch {
      fatalError("the catalogue cannot be read: \(error)")
    }
  }()

  func schema() throws -> JSONSchema {
    try JSONSchema(document, at: JSONPointer(["authSpec", "\(index)", "spec"]))
  }
}

@Suite("The schemas of the catalogue")
struct CatalogueSchemaTests {
  @Test("each compiles as draft-07, and nothing in it is odd", arguments: CatalogueEntry.all)
  func compiles(_ entry: CatalogueEntry) throws {
    let value = try #require(entry.value)
    #expect(!entry.name.isEmpty)
    let spec = try #require(value["spec"])
    #expect(spec["$schema"]?.string == "http://json-schema.org/draft-07/schema#")
    #expect(spec["type"]?.string == "object")
    let schema = try entry.schema()
    #expect(schema.notes.isEmpty, "\(schema.notes)")
    for name in spec["required"]?.elements ?? [] {
      #expect(spec["properties"]?[JSONName(name.string ?? "")] != nil, "\(name.text) is required and not described")
    }
    let provenance = value["x-provenance"]?.string
    #expect(provenance == "published" || provenance == "derived")
  }

  @Test("the kinds of credentials of one source have different names, and one can tell where it comes from")
  func names() throws {
    for file in try PackageRoot.files(in: "protocol/connection-specs") {
      let root = try PackageRoot.document("protocol/connection-specs/\(file)").root
      let names = (root["authSpec"]?.elements ?? []).compactMap { $0["name"]?.string }
      #expect(Set(names).count == names.count, "\(file)")
      let kinds = (root["authSpec"]?.elements ?? []).compactMap { $0["x-provenance"]?.string }
      let isPublished = kinds.allSatisfy { $0 == "published" }
      let told = root.at("/x-catalogue/provenance")?.string
      #expect(told == "published" || told == "derived", "\(file)")
      if told == "published" { #expect(isPublished, "\(file)") }
    }
  }

  @Test("examples in the schemas fit them")
  func examples() throws {
    var count = 0
    for entry in CatalogueEntry.all {
      for (name, property) in entry.value?["spec"]?["properties"]?.members ?? [] {
        guard let examples = property["examples"] else { continue }
        let pointer = JSONPointer(["authSpec", "\(entry.index)", "spec", "properties", name])
        let schema = try JSONSchema(entry.document, at: pointer)
        for example in examples.elements {
          count += 1
          let found = schema.diagnose(example)
          #expect(found.errors.isEmpty && found.warnings.isEmpty, "\(entry.testDescription): \(name)")
        }
      }
    }
    #expect(count > 0)
  }
}

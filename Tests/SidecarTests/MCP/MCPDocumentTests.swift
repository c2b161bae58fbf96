import JSON
import JSONSchema
import Testing

@testable import JSONRPC
@testable import Sidecar

@Suite("mcp.json and the program")
struct MCPDocumentTests {
  /// What the reader itself acts on.
  private static let builtIn = ["notifications/cancelled"]

  private func names(_ form: String) throws -> [String] {
    try (MCPSchemas.document.get().root["methods"]?.elements ?? [])
      .filter { [form, "both"].contains($0["x-form"]?.string) }.compactMap { $0["name"]?.string }
      .filter { !Self.builtIn.contains($0) }.sorted()
  }

  @Test("every method of the program is in the document, and every method of the document in the program")
  func methods() throws {
    let server = MCPServer(TestSession().context)
    #expect(server.methods(.handshake).map(\.name).sorted() == (try names("handshake")))
    #expect(server.dialect.methods.names.sorted() == (try names("handshake")))
    #expect(server.methods(.stateless).map(\.name).sorted() == (try names("stateless")))
    let plain = SidecarMethods.table(TestSession().context).names
    #expect(Set(plain).count == plain.count)
    #expect(plain.filter { $0.contains("/") }.sorted() == (try names("stateless")))
  }

  @Test("every method says what becomes of it, and its params and result are schemas without anything odd")
  func shapes() throws {
    for method in try MCPSchemas.document.get().root["methods"]?.elements ?? [] {
      let name = try #require(method["name"]?.string)
      #expect(["handshake", "stateless", "both"].contains(method["x-form"]?.string), "\(name)")
      #expect(["only", "dropped"].contains(method["x-notification"]?.string), "\(name)")
      #expect(MethodSpecification.named(name, in: .mcp).schema.notes.isEmpty, "\(name)")
      guard method["x-notification"]?.string == "dropped" else { continue }
      #expect(try MCPSchemas.result(name).notes.isEmpty, "\(name)")
      for example in method["examples"]?.elements ?? [] {
        var params = JSONWriter()
        params.beginObject()
        for param in example["params"]?.elements ?? [] {
          params.name(param["name"]?.string ?? "")
          params.value(try #require(param["value"]))
        }
        params.endObject()
        let document = try JSONDocument(params.bytes)
        #expect(MethodSpecification.named(name, in: .mcp).schema.isValid(document.root.cursor), "\(name)")
        let result = try #require(example.at("/result/value"))
        #expect(try MCPSchemas.result(name).diagnose(result.cursor).errors.isEmpty, "\(name)")
      }
    }
  }

  @Test("the errors it lists are those of errors.json, or have a schema for their data")
  func errors() throws {
    let kinds = ProtocolSchemas.shared.errors.root.elements
    for (kind, error) in try MCPSchemas.document.get().root.at("/components/errors")?.members ?? [] {
      if error["x-data"] != nil {
        let pointer = JSONPointer(["components", "errors", kind, "x-data"])
        #expect(try JSONSchema(MCPSchemas.document.get(), at: pointer).notes.isEmpty)
        #expect(!kinds.contains { $0["code"]?.integer == error["code"]?.integer }, "\(kind)")
      } else {
        let entry = try #require(kinds.first { $0["kind"]?.string == kind })
        #expect(entry["code"]?.integer == error["code"]?.integer && entry["message"]?.text == error["message"]?.text)
      }
    }
  }

  @Test("the effect of every tool is told, and a tool is there for every method with one")
  func effects() throws {
    let tools = MCPServer(TestSession().context).tools
    #expect(Set(tools.map(\.name)).count == tools.count)
    let described = ProtocolSchemas.shared.methods.filter { $0["x-tool"] != nil }
    #expect(tools.map(\.method.name) == described.compactMap { $0["name"]?.string })
    for method in ProtocolSchemas.shared.methods {
      let name = try #require(method["name"]?.string)
      #expect((method["x-tool"] != nil) == (name.hasPrefix("connection") || name == "info"), "\(name)")
      guard let effect = method["x-tool"] else { continue }
      #expect(effect.names == ["readOnly", "destructive", "idempotent", "openWorld", "meta"], "\(name)")
      for member in ["readOnly", "destructive", "idempotent", "openWorld"] as [JSONName] {
        #expect(effect[member]?.boolean != nil, "\(name)")
      }
      for member in effect["meta"]?.elements ?? [] {
        let known = ProtocolSchemas.shared.openRPC.root.at("/components/schemas/Meta/properties")
        #expect(known?[JSONName(member.string ?? "")] != nil, "\(name)")
      }
      // A method whose work only reads cannot be one that changes something.
      let changes = ["create", "ensure", "update", "delete"].contains { name.hasSuffix(".\($0)") }
      #expect(effect["readOnly"]?.boolean == !changes, "\(name)")
    }
  }
}

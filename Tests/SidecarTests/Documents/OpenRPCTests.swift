import JSON
import JSONSchema
import Testing

@testable import JSONRPC
@testable import Sidecar

@Suite("openrpc.json and the program")
struct OpenRPCTests {
  /// What the reader itself answers or acts on.
  private static let builtIn = ["shutdown", "exit", "$/cancelRequest"]

  @Test("every method of the program is in the document, and every method of the document in the program")
  func methods() {
    let names = SidecarMethods.table(TestSession().context).names
    // Those of the Model Context Protocol stand in a document of their own.
    let program = names.filter { !$0.contains("/") } + Self.builtIn
    let document = ProtocolSchemas.shared.methods.compactMap { $0["name"]?.string }
    #expect(program.sorted() == document.sorted())
    #expect(Set(document).count == document.count)
  }

  @Test("every request method is known by a session")
  func requests() async throws {
    let session = TestSession()
    let names = ProtocolSchemas.shared.requestMethods.compactMap { $0["name"]?.string }
    #expect(names.contains("rpc.discover") && names.contains("connection.create"))
    for name in names where name != "shutdown" {
      let answer = try await session.call(name)
      #expect(answer["result"] != nil || answer.at("/error/data/kind")?.string == "invalidParams", "\(name)")
    }
    // After it there is no other.
    _ = try await session.result("shutdown")
  }

  @Test("a notification changes nothing unless the document says so")
  func notifications() async throws {
    let session = TestSession()
    for method in ProtocolSchemas.shared.methods where method["name"]?.string != "exit" {
      let name = try #require(method["name"]?.string)
      session.sendLine(#"{"jsonrpc":"2.0","method":"\#(name)","params":\#(Sample.oauth2)}"#)
    }
    // Neither an answer to one of them, nor a shutdown, nor a connection.
    _ = try await session.result("ping")
    #expect(session.inbox.messages.count == 1)
    let simulated = try await session.result("info")
    #expect(simulated["inFlight"]?.integer == 0)
  }

  @Test("rpc.discover answers the document, which lists it")
  func discover() async throws {
    let result = try await TestSession().result("rpc.discover")
    #expect(
      Sidecar.ProtocolDocument.openRPCDocument.root.rawBytes == (try PackageRoot.bytes("protocol/openrpc.json").trimmed)
    )
    #expect(result["openrpc"]?.string == "1.3.2")
    let names = result["methods"]?.elements.compactMap { $0["name"]?.string } ?? []
    #expect(names == ProtocolSchemas.shared.methods.compactMap { $0["name"]?.string })
    #expect(names.contains("rpc.discover"))
  }

  @Test("the params of every method make a schema without anything odd in it")
  func params() {
    #expect(MethodSpecification.all.count == ProtocolSchemas.shared.methods.count)
    for specification in MethodSpecification.all {
      #expect(specification.schema.notes.isEmpty, "\(specification.name): \(specification.schema.notes)")
    }
  }

  @Test("every method says what becomes of unknown params and of notifications")
  func vendorMembers() {
    for method in ProtocolSchemas.shared.methods {
      let name = method["name"]?.string ?? ""
      #expect(MethodSpecification.UnknownParams(rawValue: method["x-unknownParams"]?.string ?? "") != nil, "\(name)")
      #expect(["only", "dropped"].contains(method["x-notification"]?.string), "\(name)")
      #expect(["either", "by-name"].contains(method["paramStructure"]?.string), "\(name)")
    }
  }

  @Test("every schema and every error of the components is well formed")
  func components() throws {
    let document = ProtocolSchemas.shared.openRPC
    for name in document.root.at("/components/schemas")?.names ?? [] {
      let schema = try JSONSchema(document, at: JSONPointer(["components", "schemas", name]))
      #expect(schema.notes.isEmpty, "\(name): \(schema.notes)")
    }
    let errors = ProtocolSchemas.shared.errors.root.elements
    let components = document.root.at("/components/errors")
    #expect(components?.names.sorted() == errors.compactMap { $0["kind"]?.string }.sorted())
    for error in errors {
      let component = components?[JSONName(error["kind"]?.string ?? "")]
      #expect(component?["code"]?.integer == error["code"]?.integer)
      #expect(component?["message"]?.string == error["message"]?.string)
    }
    for method in ProtocolSchemas.shared.methods {
      for reference in method["errors"]?.elements ?? [] {
        let pointer = reference["$ref"]?.string?.dropFirst() ?? ""
        #expect(document.root.at(String(pointer)) != nil, "\(reference.text)")
      }
    }
  }

  @Test("every example fits the params, and its result the result")
  func examples() throws {
    var count = 0
    for method in ProtocolSchemas.shared.methods {
      let name = try #require(method["name"]?.string)
      let specification = MethodSpecification.named(name)
      let examples = method["examples"]?.elements ?? []
      #expect(!examples.isEmpty, "\(name)")
      for example in examples {
        count += 1
        let title = "\(name): \(example["name"]?.string ?? "")"
        let params = try JSONDocument(params(of: example)).root
        let found = specification.schema.diagnose(params)
        #expect(found.errors.isEmpty && found.warnings.isEmpty, "\(title)")
        guard let result = example.at("/result/value") else { continue }
        let answer = try ProtocolSchemas.shared.resultSchema(name).diagnose(result)
        #expect(answer.errors.isEmpty && answer.warnings.isEmpty, "\(title)")
      }
    }
    #expect(count > 12)
  }

  @Test("validate answers its own examples as the document says")
  func validateExamples() async throws {
    let session = TestSession()
    let examples = ProtocolSchemas.shared.method("connection.validate")?["examples"]?.elements ?? []
    #expect(examples.count >= 4)
    for example in examples {
      let text = String(decoding: params(of: example), as: UTF8.self)
      let result = try await session.result("connection.validate", text)
      let expected = try #require(example.at("/result/value"))
      #expect(result["valid"]?.boolean == expected["valid"]?.boolean)
      for list in ["errors", "warnings"] as [JSONName] {
        let found = result[list]?.elements ?? []
        let wanted = expected[list]?.elements ?? []
        #expect(found.count == wanted.count)
        for (problem, other) in zip(found, wanted) {
          for member in ["instanceLocation", "keywordLocation", "keyword", "suggestion"] as [JSONName] {
            #expect(problem[member]?.text == other[member]?.text)
          }
        }
      }
    }
  }

  /// The params of an example as one object.
  private func params(of example: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    for param in example["params"]?.elements ?? [] {
      guard let value = param["value"] else { continue }
      writer.name(param["name"]?.string ?? "")
      writer.value(value)
    }
    writer.endObject()
    return writer.bytes
  }
}

extension [UInt8] {
  /// Without the line end of a file.
  fileprivate var trimmed: [UInt8] { last == UInt8(ascii: "\n") ? Array(dropLast()) : self }
}

import FlowService
import JSON
import JSONSchema
import TestSupport
import Testing

@testable import JSONRPC
@testable import Sidecar

@Suite("The tools of the Model Context Protocol")
struct MCPToolTests {
  private let byID = #"{"id":"\#(Sample.id)"}"#

  @Test("a tool takes what its method takes: the same examples fit, and the same mistakes do not")
  func inputSchemas() throws {
    let list = try JSONDocument(MCPServer(TestSession().context).toolList).root
    for tool in list.elements {
      let name = try #require(tool["name"]?.string)
      let schema = try JSONSchema(JSONDocument(try #require(tool["inputSchema"]).rawBytes))
      #expect(schema.notes.isEmpty, "\(name): \(schema.notes)")
      let method = try #require(ProtocolSchemas.shared.methods.first { $0["name"]?.string.map(underscored) == name })
      let own = MethodSpecification.named(method["name"]?.string ?? "").schema
      for example in method["examples"]?.elements ?? [] {
        var params = JSONWriter()
        params.beginObject()
        for param in example["params"]?.elements ?? [] where param["name"]?.string != "includeSecrets" {
          params.name(param["name"]?.string ?? "")
          params.value(try #require(param["value"]))
        }
        params.endObject()
        let whole = try JSONDocument(params.bytes).root
        #expect(schema.isValid(whole.cursor), "\(name)")
        // Each member left out, and each made something else.
        for (member, _) in whole.members {
          for changed in try [changed(whole, member, nil), changed(whole, member, "[[7]]")] {
            #expect(schema.isValid(changed.cursor) == own.isValid(changed.cursor), "\(name): \(changed.text)")
          }
        }
      }
    }
    #expect(list.count > 12)
  }

  private func underscored(_ name: String) -> String { String(name.map { $0 == "." ? "_" : $0 }) }

  private func changed(_ object: JSONValue, _ member: String, _ value: String?) throws -> JSONValue {
    var writer = JSONWriter()
    writer.beginObject()
    for (name, old) in object.members {
      if name != member {
        writer.name(name)
        writer.value(old)
      } else if let value {
        writer.name(name)
        writer.raw(Array(value.utf8))
      }
    }
    writer.endObject()
    return try JSONDocument(writer.bytes).root
  }

  @Test("what a tool promises is what its method answers")
  func outputSchemas() throws {
    for tool in try JSONDocument(MCPServer(TestSession().context).toolList).root.elements {
      let name = try #require(tool["name"]?.string)
      let schema = try JSONSchema(JSONDocument(try #require(tool["outputSchema"]).rawBytes))
      #expect(schema.notes.isEmpty, "\(name)")
      #expect(tool.at("/outputSchema/type")?.string == "object", "\(name)")
      let method = try #require(ProtocolSchemas.shared.methods.first { $0["name"]?.string.map(underscored) == name })
      for example in method["examples"]?.elements ?? [] {
        let result = try #require(example.at("/result/value"))
        #expect(schema.isValid(result.cursor), "\(name)")
        // Whatever is required of a result is required here.
        for (member, _) in result.members {
          let without = try changed(result, member, nil)
          let own = try ProtocolSchemas.shared.resultSchema(method["name"]?.string ?? "")
          #expect(schema.isValid(without.cursor) == own.isValid(without.cursor), "\(name) without \(member)")
        }
      }
    }
  }

  @Test("a failure is for the model to read: all problems, with what was meant", arguments: [true, false])
  func problems(_ handshake: Bool) async throws {
    let peer = try await MCPPeer(TestSession(), handshake ? .handshake : .stateless)
    let body = Sample.oauth2.edited(Edit("clientId", "clientID"), Edit("60.0", "60"))
    let result = try await peer.tool("connection_create", body)
    #expect(result["isError"]?.boolean == true)
    #expect(result["structuredContent"] == nil)
    let text = try #require(result.at("/content/0/text")?.string)
    for words in ["2 problems", "/auth/params/clientID", "\"clientId\"", "/auth/params/apiVersion", "\"60.0\""] {
      #expect(text.contains(words), "\(words)")
    }
    #expect(result["_meta"]?["flow-sidecar/error"]?.at("/data/errors")?.count == 2)
    let report = try await peer.tool("connection_validate", body)
    #expect(report["isError"]?.boolean == false && report.at("/structuredContent/valid")?.boolean == false)
    #expect(report.at("/content/0/text")?.string?.contains("2 problems") == true)
    #expect(try await peer.tool("connection_list", #"{"count":true}"#).at("/structuredContent/count")?.integer == 0)
  }

  @Test("what Flow Service fails with is told in words too, with what a decision depends on")
  func serviceErrors() async throws {
    let transport = ScriptedTransport { _, _ in .json(409, #"{"title":"Conflict","detail":"a dataflow uses it"}"#) }
    let result = try await MCPPeer(TestSession(transport)).tool("connection_delete", byID)
    #expect(result["isError"]?.boolean == true)
    let error = result["_meta"]?["flow-sidecar/error"]
    #expect(error?["code"]?.integer == 1000 && error?.at("/data/retryable")?.boolean == false)
    let text = result.at("/content/0/text")?.string ?? ""
    #expect(text.contains("a dataflow uses it") && text.contains("\"retryable\":false"))
  }

  static let refused = [
    #"{"id":7}"#, #"{"id":"\#(Sample.id)","includeSecrets":true}"#, #"{"id":"\#(Sample.id)","includeSecrets":false}"#,
    #"{"_meta":[]}"#, #"{"ID":"\#(Sample.id)"}"#, "{}", "null", #"{"id":"\#(Sample.id)","_meta":{"timeoutMs":"soon"}}"#,
  ]

  @Test("arguments that the tool does not take are its own to refuse", arguments: refused)
  func badArguments(_ arguments: String) async throws {
    let transport = ScriptedTransport { _, _ in .item(Sample.id, state: "enabled") }
    let result = try await MCPPeer(TestSession(transport)).tool("connection_get", arguments)
    #expect(result["isError"]?.boolean == true)
    #expect(result["_meta"]?["flow-sidecar/error"]?.at("/data/kind")?.string == "invalidParams")
    #expect(transport.requests.isEmpty)
  }

  static let notCalls = [
    "{}", #"{"name":7}"#, #"{"name":null}"#, #"{"name":"info","arguments":[]}"#, #"{"name":"info","arguments":"{}"}"#,
    #"{"name":""}"#, #"{"name":"connection.get"}"#, #"{"name":"Info"}"#, #"{"name":"ping"}"#, "[]", #"["info",{}]"#,
    #"{"name":"info","_meta":[]}"#, #"{"name":"info","_meta":{"progressToken":{}}}"#,
  ]

  @Test("what is no call is an error of the protocol", arguments: notCalls)
  func noCalls(_ params: String) async throws {
    let error = try await MCPPeer().error("tools/call", params)
    #expect(error["code"]?.integer == -32602)
    #expect((error.at("/data/errors")?.count ?? 0) > 0)
  }

  @Test("a token of the request, and no other, is reported with; its numbers grow", arguments: ["\"t\"", "7", "\"\""])
  func progress(_ token: String) async throws {
    let transport = ScriptedTransport { _, index in .item(Sample.id, state: index < 4 ? "initializing" : "enabled") }
    let peer = try await MCPPeer(TestSession(transport))
    let arguments = #"{"id":"\#(Sample.id)","_meta":{"progressToken":"mine"}}"#
    _ = try await peer.tool("connection_waitEnabled", arguments)
    #expect(peer.progress.isEmpty)
    let second = ScriptedTransport { _, index in .item(Sample.id, state: index < 4 ? "initializing" : "enabled") }
    let other = try await MCPPeer(TestSession(second))
    _ = try await other.tool("connection_waitEnabled", arguments, meta: #""progressToken":\#(token)"#)
    #expect(other.progress.map { $0.at("/params/progressToken")?.text } == Array(repeating: token, count: 4))
    #expect(other.progress.compactMap { $0.at("/params/progress")?.integer } == [1, 2, 3, 4])
    #expect(other.session.progress.isEmpty)
  }

  @Test("a cancelled call is not answered, and nothing waits for it any more", arguments: [true, false])
  func cancel(_ handshake: Bool) async throws {
    let transport = ScriptedTransport { _, _ in .item(Sample.id, state: "initializing") }
    let peer = try await MCPPeer(TestSession(transport), handshake ? .handshake : .stateless)
    let call = #"{"name":"connection_waitEnabled","arguments":\#(byID)}"#
    let wait = peer.send("tools/call", call, meta: #""progressToken":1"#)
    _ = try await peer.session.inbox.message("progress") { $0["method"] != nil }
    peer.session.sendLine(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(wait)}}"#)
    while try await peer.tool("info").at("/structuredContent/waiting")?.integer != 0 {}
    let before = peer.session.inbox.messages.count
    _ = try await peer.tool("info")
    #expect(peer.session.inbox.messages.count == before + 1)
    #expect(!peer.session.inbox.messages.contains { $0["id"]?.integer == wait })
  }

  @Test("arguments as large as a message may be, and as deep")
  func large() async throws {
    var limits = SessionLimits()
    limits.nesting = 5000
    let peer = try await MCPPeer(TestSession(limits: limits))
    let name = String(repeating: "é\\u0000\\\"", count: 200_000)
    let long = try await peer.tool("connection_validate", Sample.oauth2.edited(Edit("ACME Salesforce account", name)))
    #expect(long["isError"]?.boolean == false)
    let deep = String(repeating: "[", count: 4000) + String(repeating: "]", count: 4000)
    let result = try await peer.tool("connection_validate", Sample.oauth2.edited(Edit("\"60.0\"", deep)))
    #expect(result.at("/structuredContent/valid")?.boolean == false)
  }
}

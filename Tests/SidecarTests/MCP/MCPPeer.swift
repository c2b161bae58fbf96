import FlowService
import JSON
import JSONSchema
import Testing

@testable import JSONRPC
@testable import Sidecar

/// A host of the Model Context Protocol that talks to a session in memory. Every result is held against
/// protocol/mcp.json.
final class MCPPeer {
  let session: TestSession
  private let form: MCPForm
  private var lastID: Int

  /// After a handshake, or, without one, with the protocol fields in every request.
  init(_ session: TestSession = TestSession(), _ form: MCPForm = .handshake, after: Int = 0) async throws {
    self.session = session
    self.form = form
    // Two of them on one session must not use the same ids.
    lastID = after
    guard form == .handshake else { return }
    _ = try await result("initialize", #"{"protocolVersion":"2025-11-25","capabilities":{}}"#)
    session.sendLine(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
  }

  static let fields =
    #""io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}"#

  /// Sends a request and returns its id. `meta` are members of `_meta`.
  @discardableResult
  func send(_ method: String, _ params: String = "{}", meta: String = "") -> Int {
    lastID += 1
    let members = [form == .stateless ? Self.fields : "", meta].filter { !$0.isEmpty }.joined(separator: ",")
    var params = params
    if !members.isEmpty {
      params = String(params.dropLast()) + (params == "{}" ? "" : ",") + #""_meta":{\#(members)}}"#
    }
    session.sendLine(#"{"jsonrpc":"2.0","id":\#(lastID),"method":"\#(method)","params":\#(params)}"#)
    return lastID
  }

  func answer(_ id: Int) async throws -> JSONValue {
    try await session.inbox.message("answer \(id)") { $0["id"]?.integer == id }
  }

  func call(_ method: String, _ params: String = "{}", meta: String = "") async throws -> JSONValue {
    let answer = try await answer(send(method, params, meta: meta))
    #expect(!session.inbox.text.contains(Secrets.canary), "a secret was told")
    if let result = answer["result"] {
      let found = try MCPSchemas.result(method).diagnose(result.cursor)
      #expect(found.errors.isEmpty, "\(method): \(found.errors.map(\.message))")
      #expect((result["resultType"]?.string == "complete") == (form == .stateless))
    }
    return answer
  }

  func result(_ method: String, _ params: String = "{}", meta: String = "") async throws -> JSONValue {
    let answer = try await call(method, params, meta: meta)
    return try #require(answer["result"], "\(answer.text)")
  }

  func error(_ method: String, _ params: String = "{}", meta: String = "") async throws -> JSONValue {
    let answer = try await call(method, params, meta: meta)
    return try #require(answer["error"], "\(answer.text)")
  }

  /// The result of a tool call.
  func tool(_ name: String, _ arguments: String = "{}", meta: String = "") async throws -> JSONValue {
    try await result("tools/call", #"{"name":"\#(name)","arguments":\#(arguments)}"#, meta: meta)
  }

  /// The notifications of progress so far.
  var progress: [JSONValue] {
    session.inbox.messages.filter { $0["method"]?.string == "notifications/progress" }
  }
}

/// The schemas of protocol/mcp.json.
enum MCPSchemas {
  static let document = Swift.Result { try PackageRoot.document("protocol/mcp.json") }

  static func result(_ method: String) throws -> JSONSchema {
    let document = try document.get()
    let index = try #require(document.root["methods"]?.elements.firstIndex { $0["name"]?.string == method })
    return try JSONSchema(document, at: JSONPointer(["methods", "\(index)", "result", "schema"]))
  }
}

import JSON
import Testing

@testable import JSONRPC
@testable import Sidecar

@Suite("A session of the Model Context Protocol")
struct MCPSessionTests {
  @Test(
    "versions",
    arguments: [
      ("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("2025-03-26", "2025-03-26"),
      ("2024-11-05", "2024-11-05"), ("2026-07-28", "2025-11-25"), ("", "2025-11-25"), ("1.0", "2025-11-25"),
    ])
  func versions(_ asked: String, _ answered: String) async throws {
    let result = try await TestSession().result("initialize", #"{"protocolVersion":"\#(asked)","clientInfo":{}}"#)
    #expect(result["protocolVersion"]?.string == answered)
    #expect(result["capabilities"]?.names == ["tools", "resources"])
  }

  @Test("a version that is no text is refused, and changes nothing", arguments: ["null", "20251125", "[]", "{}"])
  func badVersion(_ version: String) async throws {
    let session = TestSession()
    let error = try await session.error("initialize", #"{"protocolVersion":\#(version)}"#)
    #expect(error.at("/data/errors/0/instanceLocation")?.string == "/protocolVersion")
    _ = try await session.result("info")
  }

  @Test("an initialize without a version, and a notification, leave the plain protocol")
  func plain() async throws {
    let session = TestSession()
    _ = try await session.result("initialize", #"{"capabilities":{}}"#)
    session.sendLine(#"{"jsonrpc":"2.0","method":"initialize","params":{"protocolVersion":"2025-11-25"}}"#)
    _ = try await session.result("info")
  }

  @Test("after a handshake there are tools and no methods; a hint tells which")
  func methodsAreGone() async throws {
    let peer = try await MCPPeer()
    for (method, hint) in [
      ("connection.create", "connection_create"), ("info", "info"), ("rpc.discover", "tools/list"),
    ] {
      let error = try await peer.error(method)
      #expect(error["code"]?.integer == -32601)
      #expect(error.at("/data/hint")?.string?.contains(hint) == true)
    }
    _ = try await peer.result("ping")
  }

  @Test("it may begin twice")
  func twice() async throws {
    let peer = try await MCPPeer()
    let again = try await peer.result("initialize", #"{"protocolVersion":"2024-11-05","capabilities":{}}"#)
    #expect(again["protocolVersion"]?.string == "2024-11-05")
    #expect(try await peer.error("initialize", #"{"processId":1}"#)["code"]?.integer == -32602)
    _ = try await peer.tool("info")
  }

  @Test("without a handshake each request says its version and what the host can do")
  func stateless() async throws {
    let session = TestSession()
    let peer = try await MCPPeer(session, .stateless, after: 100)
    let discovered = try await peer.result("server/discover")
    #expect(discovered["supportedVersions"]?.elements.first?.string == "2026-07-28")
    #expect(try await peer.tool("info").at("/structuredContent/simulate")?.boolean == true)
    // It leaves no trace.
    _ = try await session.result("info")
    let bare = try await MCPPeer(session, after: 200)
    #expect(try await bare.tool("info")["isError"]?.boolean == false)
  }

  static let incomplete = [
    (#"{}"#, ""), (#"{"_meta":{}}"#, "/_meta"), (#"{"_meta":7}"#, "/_meta"), (#"{"_meta":null}"#, "/_meta"), ("[]", ""),
    (#"{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}"#, "/_meta"),
    (#"{"_meta":{"io.modelcontextprotocol/clientCapabilities":{}}}"#, "/_meta"),
  ]

  @Test("what lacks them is malformed", arguments: incomplete)
  func malformed(_ params: String, _ place: String) async throws {
    let session = TestSession()
    for method in ["tools/list", "tools/call", "resources/list", "resources/read", "server/discover"] {
      session.sendLine(#"{"jsonrpc":"2.0","id":"\#(method)","method":"\#(method)","params":\#(params)}"#)
      let answer = try await session.inbox.message(method) { $0["id"]?.string == method }
      #expect(answer.at("/error/code")?.integer == -32602, "\(method)")
      let places = answer.at("/error/data/errors")?.elements.compactMap { $0["instanceLocation"]?.string } ?? []
      // A call lacks more than that.
      #expect(method == "tools/call" || method == "resources/read" || places == [place], "\(method): \(places)")
    }
  }

  @Test("a version that is not known is answered with those that are", arguments: ["2027-01-01", "2025-11-25", ""])
  func unsupported(_ version: String) async throws {
    let session = TestSession()
    session.sendLine(
      #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"\#(version)"}}}"#
    )
    let error = try await session.inbox.message("error") { $0["error"] != nil }["error"]
    #expect(error?["code"]?.integer == -32022)
    #expect(error?.at("/data/requested")?.string == version)
    #expect(error?.at("/data/supported/0")?.string == "2026-07-28")
  }

  @Test("lists are on one page")
  func pages() async throws {
    let peer = try await MCPPeer()
    for method in ["tools/list", "resources/list", "resources/templates/list"] {
      #expect(try await peer.result(method)["nextCursor"] == nil)
      #expect(try await peer.error(method, #"{"cursor":""}"#)["code"]?.integer == -32602)
    }
  }
}

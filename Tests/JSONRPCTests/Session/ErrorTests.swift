import JSONRPC
import Testing

/// Codes stand here as numbers, not by the names of the code under test.
@Suite("Errors")
struct ErrorTests {
  static let cases: [Case] = [
    Case("parse-error", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":}", answers: .error("null", -32700, "unexpected")),
    Case(
      "parse-error-keeps-no-id", call("7", "echo"), "{\"id\":8,}", answers: .result("7", "{}"),
      .error("null", -32700, "trailingComma")),
    Case("invalid-request", "{}", answers: .error("null", -32600, "badVersion")),
    Case("method-not-found", call("1", "nothing"), answers: .error("1", -32601, "methodNotFound")),
    Case("own-code", call("1", "failing"), answers: .error("1", 1000, "flowServiceError")),
    Case(
      "half-a-result-is-taken-back", call("1", "failing"), call("2", "echo", "[1]"),
      answers: .error("1", 1000, "flowServiceError"), .result("2", #"{"params":[1]}"#)),
  ]

  @Test(arguments: cases, Delivery.all)
  func errors(_ it: Case, delivery: Delivery) { #expect(exchange(it.messages, delivery) == it.answers) }

  @Test("An error that comes later", arguments: Delivery.all)
  func later(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1", "a", "failingLater"), "[\(slow("2", "a", "failingLater"))]")
    peer.open("a")
    #expect(peer.answers() == [.error("1", 1503, "unreachable"), .batch([.error("2", 1503, "unreachable")])])
  }

  @Test("A text that is no JSON is told with offset, line and column")
  func position() {
    let peer = Peer(Delivery(framing: .header))
    peer.say("{\n  \"id\": 1,\n  \"a\" 2\n}")
    let text = peer.texts().first ?? ""
    #expect(text.contains(#""offset":19,"line":3,"column":7"#), "\(text)")
  }

  @Test("The five codes and the one of the Language Server Protocol")
  func codes() {
    let codes: [ErrorCode] = [
      .parseError, .invalidRequest, .methodNotFound, .invalidParams, .internalError, .requestCancelled, .busy,
      .shuttingDown,
    ]
    #expect(codes.map(\.rawValue) == [-32700, -32600, -32601, -32602, -32603, -32800, 1508, 1509])
  }

  @Test("unreadable-in-a-row: a hundred are answered, then none until a message can be read", arguments: Delivery.all)
  func hundred(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(call("0", "echo"))
    #expect(peer.answers() == [.result("0", "{}")])
    for _ in 0..<100 { peer.say("{]") }
    #expect(peer.answers() == Array(repeating: .parseError("unexpected"), count: 100))
    #expect(peer.warned.isEmpty)
    for _ in 0..<50 { peer.say("{]") }
    #expect(peer.answers() == [])
    #expect(peer.warned.count == 1)
    peer.say(call("1", "echo"))
    #expect(peer.answers() == [.result("1", "{}")])
    peer.say("{]")
    #expect(peer.answers() == [.parseError("unexpected")])
  }

  @Test("Messages that are too large count as well, requests that are invalid do not", arguments: Delivery.all)
  func counted(_ delivery: Delivery) {
    var limits = SessionLimits()
    limits.unreadableInARow = 2
    limits.messageBytes = 100
    let peer = Peer(delivery, limits: limits)
    peer.say(call("0", "echo"))
    let large = "[\"\(String(repeating: "x", count: 200))\"]"
    peer.say(large, "{]", large, "{]", "[]", "[]", "[]", "[]", large)
    #expect(
      peer.answers() == [
        .result("0", "{}"), .tooLarge, .parseError("unexpected"), .invalid("emptyBatch"), .invalid("emptyBatch"),
        .invalid("emptyBatch"), .invalid("emptyBatch"), .tooLarge,
      ])
  }
}

import JSONRPC
import Testing

/// An id comes back as the very bytes it was sent as (JSON-RPC 2.0, section 4).
@Suite("Request ids")
struct RequestIDTests {
  static let ids: [String] = [
    "0", "-0", "1", "-1", "1.5", "1.0", "1e3", "1E+3", "1.50", "9007199254740993", "12345678901234567890", "1e400",
    "0.1000000000000000055511151231257827", "\"\"", "\"0\"", "\"1\"", "\"abc\"", "\"a b\"", "null", "\"null\"",
    #""\u0061""#, #""\"quoted\\\/\n""#, #""\ud83d\ude00""#, "\"é\u{1F600}\"", "\"\u{2028}\"", #""\u0000""#,
    "\"" + String(repeating: "a", count: 1022) + "\"", String(repeating: "9", count: 1024),
  ]

  @Test(arguments: ids, Delivery.all)
  func echoed(_ id: String, delivery: Delivery) {
    let messages = [call(id, "echo"), call(id, "nothing"), call(id, "failing"), slow(id)]
    let peer = Peer(delivery)
    peer.say(messages)
    #expect(
      peer.answers() == [.result(id, "{}"), .unknownMethod(id), .error(id, 1000, "flowServiceError")])
    peer.open("gate")
    #expect(peer.answers() == [.result(id, #"{"gate":"gate"}"#)])
    peer.say(messages[3])
    peer.say(cancel(id))
    peer.end()
    // The gate stands open, so the request may be through already.
    #expect([[.result(id, #"{"gate":"gate"}"#)], [.cancelled(id)]].contains(peer.answers()))
  }

  @Test("Blanks around an id are not part of it", arguments: Delivery.all)
  func blanks(_ delivery: Delivery) {
    #expect(exchange([call(" \t12 ", "echo")], delivery) == [.result("12", "{}")])
  }

  static let cases: [Case] = [
    Case(
      "id-too-long", call("\"" + String(repeating: "a", count: 1023) + "\"", "echo"), answers: .invalid("idTooLong")),
    Case("id-too-long-number", call(String(repeating: "9", count: 1025), "echo"), answers: .invalid("idTooLong")),
    Case(
      "id-too-long-escaped", call("\"" + String(repeating: #"\u0061"#, count: 171) + "\"", "echo"),
      answers: .invalid("idTooLong")),
    Case("id-array", call("[1]", "echo"), answers: .invalid("badID")),
    Case("id-object", call("{}", "echo"), answers: .invalid("badID")),
    Case("id-true", call("true", "echo"), answers: .invalid("badID")),
    Case("id-false", call("false", "echo"), answers: .invalid("badID")),
    Case("id-null", call("null", "echo"), answers: .result("null", "{}")),
    Case("id-null-unknown-method", call("null", "nothing"), answers: .unknownMethod("null")),
    Case("id-last", #"{"method":"echo","params":[],"jsonrpc":"2.0","id":7}"#, answers: .result("7", #"{"params":[]}"#)),
    Case("id-name-escaped", #"{"jsonrpc":"2.0","\u0069d":7,"method":"echo"}"#, answers: .result("7", "{}")),
    Case("id-capital", #"{"jsonrpc":"2.0","ID":7,"method":"echo"}"#),
    Case("id-twice", #"{"jsonrpc":"2.0","id":7,"id":8,"method":"echo"}"#, answers: .parseError("duplicateName")),
  ]

  @Test(arguments: cases, Delivery.all)
  func reads(_ it: Case, delivery: Delivery) { #expect(exchange(it.messages, delivery) == it.answers) }

  @Test("The bound on an id can be set", arguments: Delivery.all)
  func bound(_ delivery: Delivery) {
    var limits = SessionLimits()
    limits.idBytes = 4
    let answers = exchange(
      [call("1234", "echo"), call("12345", "echo"), call(#""abc""#, "echo")], delivery, limits: limits)
    #expect(answers == [.result("1234", "{}"), .invalid("idTooLong"), .invalid("idTooLong")])
  }

  @Test("1, 1.0 and \"1\" are three ids", arguments: Delivery.all)
  func kinds(_ delivery: Delivery) {
    let peer = Peer(delivery)
    let ids = ["1", "1.0", "\"1\"", #""\u0031""#]
    for id in ids { peer.say(slow(id, "gate\(ids.firstIndex(of: id) ?? 0)")) }
    #expect(peer.answers() == [])
    peer.say(cancel("1.0"))
    #expect(peer.answers() == [.cancelled("1.0")])
    peer.open("gate2")
    #expect(peer.answers() == [.result("\"1\"", #"{"gate":"gate2"}"#)])
    peer.open("gate0")
    peer.open("gate3")
    #expect(peer.answers() == [.result("1", #"{"gate":"gate0"}"#), .result(#""\u0031""#, #"{"gate":"gate3"}"#)])
  }
}

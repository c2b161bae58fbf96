import JSONRPC
import Testing

/// What a request, a notification and a response are (JSON-RPC 2.0, sections 4 and 5).
@Suite("Envelope")
struct EnvelopeTests {
  static let cases: [Case] = [
    Case("version-missing", #"{"id":1,"method":"echo"}"#, answers: .invalid("1", "badVersion")),
    Case("version-1.0", #"{"jsonrpc":"1.0","id":1,"method":"echo"}"#, answers: .invalid("1", "badVersion")),
    Case("version-number", #"{"jsonrpc":2.0,"id":1,"method":"echo"}"#, answers: .invalid("1", "badVersion")),
    Case("version-longer", #"{"jsonrpc":"2.00","id":1,"method":"echo"}"#, answers: .invalid("1", "badVersion")),
    Case("version-null", #"{"jsonrpc":null,"id":1,"method":"echo"}"#, answers: .invalid("1", "badVersion")),
    Case("version-escaped", #"{"jsonrpc":"\u0032.0","id":1,"method":"echo"}"#, answers: .result("1", "{}")),
    Case("version-missing-no-id", #"{"method":"echo"}"#, answers: .invalid("badVersion")),
    Case("empty-object", "{}", answers: .invalid("badVersion")),
    Case("method-missing", #"{"jsonrpc":"2.0","id":1}"#, answers: .invalid("1", "badMethod")),
    Case("method-missing-no-id", #"{"jsonrpc":"2.0"}"#, answers: .invalid("badMethod")),
    Case("method-number", #"{"jsonrpc":"2.0","id":"x","method":1}"#, answers: .invalid("\"x\"", "badMethod")),
    Case("method-null", #"{"jsonrpc":"2.0","id":1,"method":null}"#, answers: .invalid("1", "badMethod")),
    Case("method-array", #"{"jsonrpc":"2.0","id":1,"method":["echo"]}"#, answers: .invalid("1", "badMethod")),
    Case("method-number-no-id", #"{"jsonrpc":"2.0","method":1,"params":"bar"}"#, answers: .invalid("badMethod")),
    Case("method-empty", call("1", ""), answers: .unknownMethod("1")),
    Case("method-unknown", call("1", "nothing"), answers: .unknownMethod("1")),
    Case("method-capital", call("1", "Echo"), answers: .unknownMethod("1")),
    Case("method-prefix", call("1", "ech"), call("2", "echo "), answers: .unknownMethod("1"), .unknownMethod("2")),
    Case("method-escaped", call("1", #"\u0065cho"#), answers: .result("1", "{}")),
    Case("method-reserved", call("1", "rpc.nothing"), answers: .unknownMethod("1")),
    Case("method-dollar-request", call("1", "$/nothing"), answers: .unknownMethod("1")),
    Case("cancel-as-request", call("1", "$/cancelRequest", #"{"id":1}"#), answers: .unknownMethod("1")),
    Case("exit-as-request", call("1", "exit"), call("2", "echo"), answers: .unknownMethod("1"), .result("2", "{}")),
    Case("names-are-case-sensitive", #"{"jsonrpc":"2.0","id":1,"Method":"echo"}"#, answers: .invalid("1", "badMethod")),
    Case("params-capital", #"{"jsonrpc":"2.0","id":1,"method":"echo","PARAMS":[1]}"#, answers: .result("1", "{}")),
    Case(
      "unknown-members", #"{"jsonrpc":"2.0","traceparent":"00-1","id":1,"method":"echo","x":{"id":2,"result":3}}"#,
      answers: .result("1", "{}")),
    Case("scalar-number", "12 ", answers: .invalid("notAnObject")),
    Case("scalar-string", #""hello""#, answers: .invalid("notAnObject")),
    Case("scalar-null", "null ", answers: .invalid("notAnObject")),
    Case("scalar-true", "true ", answers: .invalid("notAnObject")),

    Case("notification", notification("echo"), notification("echo", "[1]")),
    Case("notification-unknown", notification("nothing"), notification("$/nothing"), notification("rpc.nothing")),
    Case("notification-failing", notification("failing"), notification("noteFailing")),
    Case("notification-of-a-request-that-takes-time", notification("slow")),
    Case("notification-with-an-id", call("1", "note"), answers: .result("1", "{}")),
    Case("notification-shutdown", notification("shutdown"), call("1", "echo"), answers: .result("1", "{}")),

    Case("response-result", #"{"jsonrpc":"2.0","id":1,"result":{}}"#),
    Case("response-result-null", #"{"jsonrpc":"2.0","id":1,"result":null}"#),
    Case("response-error", #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"x"}}"#),
    Case("response-bare", #"{"result":1}"#, #"{"error":1}"#),
    Case(
      "response-and-request", #"{"jsonrpc":"2.0","id":1,"method":"echo","result":1}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"echo","error":null}"#),
    Case("response-bad-id", #"{"id":[1],"result":1}"#),
    Case("response-batch", #"[{"jsonrpc":"2.0","id":1,"result":{}},{"error":{}}]"#),
    Case("response-capital", #"{"jsonrpc":"2.0","id":1,"method":"echo","Result":1}"#, answers: .result("1", "{}")),
  ]

  @Test(arguments: cases, Delivery.all)
  func means(_ it: Case, delivery: Delivery) { #expect(exchange(it.messages, delivery) == it.answers) }

  @Test("Only a method that allows it is carried out without an id")
  func notificationsCarriedOut() {
    let peer = Peer(Delivery(framing: .line))
    peer.say(notification("note"), notification("noteFailing"), notification("slow"), notification("echo"))
    #expect(peer.answers() == [])
    #expect(peer.methods.notes.count == 2)
    #expect(peer.methods.begun.count == 0)
    #expect(peer.warned.count == 2)
  }
}

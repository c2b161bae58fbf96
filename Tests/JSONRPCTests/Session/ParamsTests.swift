import JSONRPC
import Testing

@Suite("Params")
struct ParamsTests {
  static let cases: [Case] = [
    Case("params-absent", call("1", "echo"), answers: .result("1", "{}")),
    Case("params-null", call("1", "echo", "null"), answers: .result("1", "{}")),
    Case(
      "params-object", call("1", "echo", #"{"a":{"b":[1.0,1e400]}}"#),
      answers: .result("1", #"{"params":{"a":{"b":[1.0,1e400]}}}"#)),
    Case("params-array", call("1", "echo", "[1,[],{}]"), answers: .result("1", #"{"params":[1,[],{}]}"#)),
    Case(
      "params-empty", call("1", "echo", "{}"), call("2", "echo", "[]"),
      answers: .result("1", #"{"params":{}}"#), .result("2", #"{"params":[]}"#)),
    Case("params-number", call("1", "echo", "1"), answers: .invalid("1", "badParams")),
    Case("params-string", call("1", "echo", #""a""#), answers: .invalid("1", "badParams")),
    Case("params-true", call("1", "echo", "true"), answers: .invalid("1", "badParams")),
    Case("params-false", call("1", "echo", "false"), answers: .invalid("1", "badParams")),
    Case("params-bad-unknown-method", call("1", "nothing", "1"), answers: .invalid("1", "badParams")),
    Case("params-null-notification", notification("note", "null"), call("1", "echo"), answers: .result("1", "{}")),
    Case("params-duplicate-keys", call("1", "echo", #"{"a":1,"a":2}"#), answers: .parseError("duplicateName")),
    Case(
      "params-duplicate-keys-escaped", call("1", "echo", #"{"a":1,"\u0061":2}"#), answers: .parseError("duplicateName")),
    Case(
      "params-line-separators", call("1", "echo", "[\"\u{2028}\"]"), answers: .result("1", #"{"params":["\u2028"]}"#)),
    Case("params-trailing-comma", call("1", "echo", "[1,]"), answers: .parseError("trailingComma")),
    Case("params-lone-surrogate", call("1", "echo", #"["\ud800"]"#), answers: .parseError("loneSurrogate")),
  ]

  @Test(arguments: cases, Delivery.all)
  func params(_ it: Case, delivery: Delivery) { #expect(exchange(it.messages, delivery) == it.answers) }

  @Test("Blanks and line breaks in params do not get into the answer", arguments: [.header, .value] as [Framing])
  func onOneLine(_ framing: Framing) {
    let message = call("1", "echo", "{\r\n  \"a\" : [ 1 ,\n 2 ]\n}")
    #expect(exchange([message], Delivery(framing: framing)) == [.result("1", #"{"params":{"a":[1,2]}}"#)])
  }

  @Test("Nesting has a bound, told like everything else", arguments: Delivery.all)
  func nesting(_ delivery: Delivery) {
    var limits = SessionLimits()
    limits.nesting = 10
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    // The message itself is one of the ten.
    let answers = exchange(
      [call("1", "echo", nested(9)), call("2", "echo", nested(10)), call("3", "echo")], delivery, limits: limits)
    #expect(answers == [.result("1", #"{"params":\#(nested(9))}"#), .parseError("tooDeep"), .result("3", "{}")])
  }
}

import JSONRPC
import Testing

/// JSON text sequences (RFC 7464), as `jq --seq` writes them: a record separator before each text.
@Suite("Text sequences")
struct TextSequenceTests {
  static let one = call("1", "echo")
  static let two = call("2", "echo")
  static let first = Answer.result("1", "{}")
  static let second = Answer.result("2", "{}")

  static let cases: [WireCase] = [
    WireCase("seq-lines", .value, "\u{1E}\(one)\n\u{1E}\(two)\n", answers: first, second),
    WireCase(
      "seq-pretty", .value, "\u{1E}{\n \"jsonrpc\": \"2.0\",\n \"id\": 1,\n \"method\": \"echo\"\n}\n\u{1E}\(two)\n",
      answers: first, second),
    WireCase("seq-batch", .value, "\u{1E}[\n\(one),\n\(two)\n]\n", answers: .batch([first, second])),
    WireCase("seq-many-separators", .value, "\u{1E}\u{1E}\n\u{1E}\(one)\n\u{1E}", answers: first),
    WireCase("seq-without-line-feeds", .value, "\u{1E}\(one)\u{1E}\(two)", answers: first, second),
    WireCase("seq-after-blanks", .value, "\n \u{1E}\(one)\n", answers: first),
    WireCase(
      "seq-cut-off", .value, "\u{1E}{\"jsonrpc\":\"2.0\",\"id\n\u{1E}\(two)\n",
      answers: .parseError("controlCharacter"),
      second),
    WireCase(
      "seq-cut-off-in-a-string", .value, "\u{1E}{\"jsonrpc\":\"2.0\",\"id\u{1E}\(two)\n",
      answers: .parseError("unclosedString"), second),
    WireCase(
      "seq-cut-off-in-a-batch", .value, "\u{1E}[\(one),\u{1E}\(two)\n", answers: .parseError("unexpectedEnd"), second),
    WireCase("seq-cut-off-word", .value, "\u{1E}tru\u{1E}\(two)\n", answers: .parseError("badLiteral"), second),
    WireCase("seq-garbage", .value, "\u{1E}}\n\u{1E}\(two)\n", answers: .parseError("unexpected"), second),
  ]

  @Test(arguments: cases, Delivery.pieces)
  func reads(_ wire: WireCase, piece: Int?) {
    #expect(exchange(bytes: wire.bytes, piece: piece, answersIn: wire.framing) == wire.answers)
  }

  @Test("A text that is too large ends with the next separator", arguments: Delivery.pieces)
  func tooLarge(_ piece: Int?) {
    var limits = SessionLimits()
    limits.messageBytes = 1000
    let large = "\u{1E}{\"jsonrpc\":\"2.0\",\"method\":\"\(String(repeating: "x", count: 3000))"
    #expect(
      exchange(bytes: Array("\(large)\u{1E}\(Self.two)\n".utf8), piece: piece, answersIn: .value, limits: limits)
        == [.tooLarge, Self.second])
  }
}

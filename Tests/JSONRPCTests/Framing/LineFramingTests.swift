import JSONRPC
import Testing

@Suite("Line framing")
struct LineFramingTests {
  static let one = call("1", "echo")
  static let two = call("2", "echo")
  static let first = Answer.result("1", "{}")
  static let second = Answer.result("2", "{}")
  static let separators = #"["\u2028\u2029"]"#

  static let cases: [WireCase] = [
    WireCase("crlf-lines", .line, "\(one)\r\n\(two)\r\n", answers: first, second),
    WireCase("blank-lines", .line, "\(one)\n\n\r\n  \t\n\(two)\n\n", answers: first, second),
    WireCase("no-final-newline", .line, "\(one)\n\(two)", answers: first, second),
    WireCase("no-final-newline-carriage-return", .line, "\(one)\n\(two)\r", answers: first, second),
    WireCase("blanks-around", .line, "\(one)\n \t\(two)\t \n", answers: first, second),
    WireCase("bom-per-line", .line, "\u{FEFF}\(one)\n\u{FEFF}\(two)\r\n\u{FEFF}\n", answers: first, second),
    WireCase("bom-within-line", .line, "\(one)\n \u{FEFF}\(two)\n", answers: first, .parseError("unexpected")),
    WireCase(
      "carriage-return-ends-no-line", .line, "\(one)\n\(one)\r\(two)\n", answers: first,
      .parseError("contentAfterValue")),
    WireCase(
      "u2028-in-string", .line, call("1", "echo", "[\"\u{2028}\u{2029}\"]") + "\n",
      answers: .result("1", #"{"params":\#(separators)}"#)),
    WireCase(
      "u0085-in-string", .line, call("1", "echo", "[\"\u{85}\"]") + "\n",
      answers: .result("1", "{\"params\":[\"\u{85}\"]}")),
    WireCase(
      "two-on-a-line", .line, "\(one)\n\(one)\(two)\n\(two)\n", answers: first, .parseError("contentAfterValue"), second
    ),
    WireCase(
      "header-in-line-framing", .line, "\(one)\nContent-Length: 2\n\n{}\n", answers: first,
      .parseError("unexpected"), .invalid("badVersion")),
  ]

  @Test(arguments: cases, Delivery.pieces)
  func reads(_ wire: WireCase, piece: Int?) {
    #expect(exchange(bytes: wire.bytes, piece: piece, answersIn: .line) == wire.answers)
  }

  @Test("A NUL and bytes that are no UTF-8 are told once a line", arguments: Delivery.pieces)
  func bytesThatAreNoText(_ piece: Int?) {
    let bytes =
      Array("\(Self.one)\n[\"".utf8) + [0xFF, 0xFE] + Array("\"]\n".utf8) + [0] + Array("\n\(Self.two)\n".utf8)
    let answers = exchange(bytes: bytes, piece: piece, answersIn: .line)
    #expect(answers == [Self.first, .parseError("invalidUTF8"), .parseError("unexpected"), Self.second])
  }

  @Test("A pretty-printed message gets a hint for its first line", arguments: Delivery.pieces)
  func prettyPrinted(_ piece: Int?) {
    let peer = Peer(Delivery(framing: .line, piece: piece), isForced: true)
    peer.deliver("{\n")
    let texts = peer.texts()
    #expect(texts.count == 1)
    #expect(texts.first?.contains("unexpectedEnd") == true)
    #expect(texts.first?.contains(#""hint":"#) == true)
  }
}

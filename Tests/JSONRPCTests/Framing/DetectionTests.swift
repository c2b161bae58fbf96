import JSONRPC
import Testing

/// The framing is found from the first bytes and kept: the answers come in it.
@Suite("Detection")
struct DetectionTests {
  static let one = call("1", "echo")
  static let two = call("2", "echo")
  static let framed = "Content-Length: \(one.utf8.count)\r\n\r\n\(one)"
  static let both: [Answer] = [.result("1", "{}"), .result("2", "{}")]
  static let pretty = """
    {
      "jsonrpc": "2.0",
      "id": 1,
      "method": "echo"
    }
    """

  static let cases: [WireCase] = [
    WireCase("detect-line", .line, "\(one)\n\(two)\n", answers: both[0], both[1]),
    WireCase("detect-line-batch", .line, "[\(one),\(two)]\n", answers: .batch(both)),
    WireCase("detect-line-garbage", .line, "hello\n\(two)\n", answers: .parseError("unexpected"), both[1]),
    WireCase("detect-line-open-string", .line, "{\"a\n\(two)\n", answers: .parseError("unclosedString"), both[1]),
    WireCase(
      "detect-line-too-many-brackets", .line, "\(one)}\n\(two)\n", answers: .parseError("contentAfterValue"), both[1]),
    WireCase("detect-line-at-end", .line, one, answers: both[0]),
    WireCase("detect-line-unfinished-at-end", .line, "{\"a\":", answers: .parseError("unexpectedEnd")),
    WireCase("detect-header", .header, framed, answers: both[0]),
    WireCase("detect-header-lower-case", .header, "c" + framed.dropFirst(), answers: both[0]),
    WireCase("detect-value-pretty", .value, "\(pretty)\n\(two)\n", answers: both[0], both[1]),
    WireCase("detect-value-concatenated", .value, "\(one)\(two)\n", answers: both[0], both[1]),
    WireCase("detect-value-spaced", .value, "\(one) \(two)", answers: both[0], both[1]),
    WireCase("detect-value-batch", .value, "[\n\(one),\n\(two)\n]\n", answers: .batch(both)),
    WireCase("detect-after-blank-lines", .line, "\n \r\n\t\n\(one)\n", answers: both[0]),
    WireCase("detect-header-after-blank-lines", .header, "\r\n\r\n\(framed)", answers: both[0]),
    WireCase("detect-value-after-blank-lines", .value, "\r\n\r\n\(pretty)", answers: both[0]),
    WireCase("detect-after-bom", .line, "\u{FEFF}\(one)\n", answers: both[0]),
    WireCase("detect-header-after-bom", .header, "\u{FEFF}\(framed)", answers: both[0]),
    WireCase("detect-value-after-bom", .value, "\u{FEFF}\(pretty)", answers: both[0]),
    WireCase("detect-header-after-blanks-and-bom", .header, " \n\u{FEFF}\r\n\(framed)", answers: both[0]),
    WireCase("empty-stdin", .line, ""),
    WireCase("blank-stdin", .line, " \n\r\n\t \u{FEFF}\n"),
  ]

  @Test(arguments: cases, Delivery.pieces)
  func finds(_ wire: WireCase, piece: Int?) {
    #expect(exchange(bytes: wire.bytes, piece: piece, answersIn: wire.framing) == wire.answers)
  }

  @Test("Nothing is written before the first message")
  func silent() {
    let peer = Peer(answersIn: .line)
    peer.deliver("\n\n\u{FEFF}\n")
    #expect(peer.output.calls.isEmpty)
    peer.deliver("{")
    #expect(peer.output.calls.isEmpty)
  }

  @Test("A message a line is answered as soon as its line ends", arguments: Delivery.pieces)
  func promptLine(_ piece: Int?) {
    let peer = Peer(piece: piece, answersIn: .line)
    peer.deliver("\(Self.one)\n")
    #expect(peer.answers() == [.result("1", "{}")])
  }

  @Test("A framing that is forced holds, whatever the first byte is", arguments: Framing.allCases)
  func forced(_ framing: Framing) {
    let peer = Peer(Delivery(framing: framing), isForced: true)
    peer.deliver(framing == .header ? "{}\n" : "Content-Length: 2\n")
    peer.end()
    let answers = peer.answers()
    #expect(answers.count == 1)
    #expect(answers.first == .parseError(framing == .header ? "badHeader" : "unexpected"))
  }

  @Test("A first line that never ends is given up at the bound", arguments: [nil, 64] as [Int?])
  func endlessFirstLine(_ piece: Int?) {
    var limits = SessionLimits()
    limits.messageBytes = 1000
    let spaces = String(repeating: " ", count: 4000)
    for start in ["{}", "{\"a\":", "[1,"] {
      let peer = Peer(piece: piece, answersIn: .line, limits: limits)
      peer.deliver(start + spaces)
      peer.deliver("\n\(Self.one)\n")
      #expect(peer.answers() == [.tooLarge, .result("1", "{}")], "\(start)")
    }
  }

  @Test("A long first line is not looked through again and again")
  func longFirstLine() {
    // In single bytes, looking from the start at each would take some thousand times longer than looking once.
    let text = String(repeating: "x", count: 40_000)
    let peer = Peer(piece: 1, answersIn: .line)
    let clock = ContinuousClock()
    let first = clock.measure { peer.deliver(call("1", "echo", "[\"\(text)\"]") + "\n") }
    let second = clock.measure { peer.deliver(call("2", "echo", "[\"\(text)\"]") + "\n") }
    #expect(peer.answers().count == 2)
    #expect(first < second * 5 + .milliseconds(500))
  }
}

import JSONRPC
import Testing

@Suite("Header framing")
struct HeaderFramingTests {
  static let one = call("1", "echo")
  static let two = call("2", "echo")
  static let length = one.utf8.count
  static let next = "Content-Length: \(two.utf8.count)\r\n\r\n\(two)"
  static let first = Answer.result("1", "{}")
  static let second = Answer.result("2", "{}")

  /// A block of headers and a body, then a good message; the answer to the first and then that to the second.
  static func good(_ name: String, _ block: String) -> WireCase {
    WireCase(name, .header, "\(block)\(one)\(next)", answers: first, second)
  }

  static func bad(_ name: String, _ block: String, _ body: String = one) -> WireCase {
    WireCase(name, .header, "\(block)\(body)\(next)", answers: .parseError("badHeader"), second)
  }

  static let cases: [WireCase] = [
    good("header-plain", "Content-Length: \(length)\r\n\r\n"),
    good("header-case", "cOnTeNt-LENGTH: \(length)\r\n\r\n"),
    good("header-no-space", "Content-Length:\(length)\r\n\r\n"),
    good("header-two-spaces", "Content-Length:  \(length)\r\n\r\n"),
    good("header-tabs-and-trailing-blanks", "Content-Length:\t\(length) \t\r\n\r\n"),
    good("header-space-before-colon", "Content-Length : \(length)\r\n\r\n"),
    good("header-lf-only", "Content-Length: \(length)\n\n"),
    good("header-mixed-line-ends", "Content-Length: \(length)\n\r\n"),
    good("header-leading-zeros", "Content-Length: 00000000000000000000\(length)\r\n\r\n"),
    good("header-after-blank-lines", "\r\n\r\nContent-Length: \(length)\r\n\r\n"),
    good(
      "content-type-first",
      "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: \(length)\r\n\r\n"),
    good(
      "content-type-last",
      "Content-Length: \(length)\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n"),
    good("content-type-without-charset", "Content-Length: \(length)\r\nContent-Type: application/json\r\n\r\n"),
    good("charset-utf8-alias", "Content-Length: \(length)\r\nContent-Type: text/plain; charset=utf8\r\n\r\n"),
    good("charset-quoted", "Content-Length: \(length)\r\nContent-Type: text/plain;charset=\"UTF-8\"\r\n\r\n"),
    good("length-twice-the-same", "Content-Length: \(length)\r\nContent-Length: \(length)\r\n\r\n"),
    good("unknown-headers", "Content-Length: \(length)\r\nX-Trace: a:b:c\r\nEmpty:\r\n\r\n"),
    good("x-content-length", "Content-Length: \(length)\r\nX-Content-Length: 3\r\n\r\n"),
    good("x-content-length-first", "Content-Type: a/b\r\nX-Content-Length: 3\r\nContent-Length: \(length)\r\n\r\n"),

    bad("charset-latin1-error", "Content-Length: \(length)\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n"),
    bad("charset-latin1-first", "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Length: \(length)\r\n\r\n"),
    bad("charset-empty", "Content-Length: \(length)\r\nContent-Type: text/plain; charset=\r\n\r\n"),
    bad("length-overflow", "Content-Length: 99999999999999999999999999\r\n\r\n"),
    bad("length-negative", "Content-Length: -5\r\n\r\n"),
    bad("length-signed", "Content-Length: +5\r\n\r\n"),
    bad("length-not-a-number", "Content-Length: 0x10\r\n\r\n"),
    bad("length-empty", "Content-Length:\r\n\r\n"),
    bad("length-fraction", "Content-Length: \(length).0\r\n\r\n"),
    bad("length-twice", "Content-Length: \(length)\r\nContent-Length: 5\r\n\r\n"),
    bad("length-missing", "Content-Type: application/json\r\n\r\n"),
    bad("only-x-content-length", "Content-Type: a/b\r\nX-Content-Length: \(length)\r\n\r\n"),
    bad("header-without-colon", "Content-Length \(length)\r\n\r\n"),
    WireCase("blanks-after-body", .header, "\(next) \r\n\t\r\n\(next)", answers: second, second),
    WireCase("length-zero", .header, "Content-Length: 0\r\n\r\n\(next)", answers: .parseError("unexpectedEnd"), second),
    WireCase("truncated-header", .header, "\(next)Content-Len", answers: second, .parseError("truncated")),
    WireCase(
      "truncated-header-block", .header, "\(next)Content-Length: 5\r\n", answers: second, .parseError("truncated")),
    WireCase(
      "truncated-body", .header, "\(next)Content-Length: 500\r\n\r\n\(one)", answers: second, .parseError("truncated")),
    WireCase("end-after-blanks", .header, "\(next)\r\n \r\n", answers: second),
    // The body alone is wrong: the length still tells where the next message begins.
    WireCase(
      "body-not-json", .header, "Content-Length: 5\r\n\r\nhello\(next)", answers: .parseError("unexpected"), second),
    WireCase(
      "body-over-several-lines", .header, "Content-Length: \(length + 4)\r\n\r\n\r\n\(one)\r\n\(next)", answers: first,
      second),
  ]

  @Test(arguments: cases, Delivery.pieces)
  func reads(_ wire: WireCase, piece: Int?) {
    #expect(exchange(bytes: wire.bytes, piece: piece, answersIn: .header) == wire.answers)
  }

  @Test("A length is in bytes, not in characters", arguments: Delivery.pieces)
  func bytes(_ piece: Int?) {
    let message = call("1", "echo", "[\"é\u{1F600}\"]")
    let peer = Peer(Delivery(framing: .header, piece: piece))
    peer.say(message)
    #expect(peer.answers() == [.result("1", "{\"params\":[\"é\u{1F600}\"]}")])
  }

  @Test("A header alone takes no memory, whatever it announces")
  func announcedLength() {
    var limits = SessionLimits()
    limits.messageBytes = 999_999_999_999
    let peer = Peer(Delivery(framing: .header), limits: limits)
    peer.deliver("Content-Length: 999999999999\r\n\r\n")
    peer.deliver("{")
    #expect(peer.answers() == [])
  }

  @Test("A block of headers has a bound of 8 KiB", arguments: [1, 1000, nil] as [Int?])
  func longHeaders(_ piece: Int?) {
    func filler(_ count: Int) -> String {
      let start = "Content-Length: \(Self.length)\r\nX: "
      return start + String(repeating: "x", count: count - start.utf8.count - 4) + "\r\n\r\n"
    }
    let fits = filler(8 * 1024) + Self.one
    #expect(
      exchange(bytes: Array("\(fits)\(Self.next)".utf8), piece: piece, answersIn: .header) == [Self.first, Self.second])
    let long = filler(8 * 1024 + 3) + Self.one
    #expect(
      exchange(bytes: Array("\(long)\(Self.next)".utf8), piece: piece, answersIn: .header)
        == [.parseError("badHeader"), Self.second])
  }
}

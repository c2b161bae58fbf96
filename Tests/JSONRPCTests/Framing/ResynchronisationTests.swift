import JSONRPC
import Testing

/// After bytes that make no sense the next message is found again, and what is passed over is answered once.
@Suite("Resynchronisation")
struct ResynchronisationTests {
  static let one = call("1", "echo")
  static let two = call("2", "echo")
  static let first = Answer.result("1", "{}")
  static let second = Answer.result("2", "{}")
  static func frame(_ body: String, length: Int? = nil) -> String {
    "Content-Length: \(length ?? body.utf8.count)\r\n\r\n\(body)"
  }

  static let headerCases: [WireCase] = [
    WireCase(
      "junk-then-header-resync", .header, "\(frame(one))some junk\n\(frame(two))", answers: first,
      .parseError("badHeader"), second),
    WireCase(
      "junk-lines", .header, "\(frame(one))a\nb: c\nd\n\n\(frame(two))", answers: first, .parseError("badHeader"),
      second),
    WireCase(
      "line-message", .header, "\(frame(one))\(one)\n\(frame(two))", answers: first, .parseError("badHeader"), second),
    WireCase(
      "line-message-without-end", .header, "\(frame(one))\(one)\(frame(two))", answers: first, .parseError("badHeader"),
      second),
    WireCase(
      "pretty-message", .header, "\(frame(one)){\n  \"a\": [\n  ]\n}\n\(frame(two))", answers: first,
      .parseError("badHeader"), second),
    WireCase(
      "junk-with-a-name-like-it", .header,
      "\(frame(one))junk\nX-Content-Length: 9\nMy Content-Length: 9\r\n\r\n\(frame(two))",
      answers: first, .parseError("badHeader"), second),
    WireCase(
      "length-in-characters", .header, "\(frame("[\"é\"]", length: 5))\(frame(two))",
      answers: .parseError("unexpectedEnd"), second),
    WireCase(
      "length-much-too-short", .header, "\(frame(one, length: 9))\(frame(two))", answers: .parseError("unclosedString"),
      second),
    WireCase(
      "length-too-long", .header, "\(frame(one, length: one.utf8.count + 9))\(frame(one))\(frame(two))",
      answers: .parseError("contentAfterValue"), second),
    WireCase("junk-to-the-end", .header, "\(frame(one))junk\nmore junk", answers: first, .parseError("badHeader")),
    WireCase(
      "first-bytes-junk", .header, "Could not start\nbecause\n\(frame(two))", answers: .parseError("badHeader"), second),
  ]

  @Test(arguments: headerCases, [1, 3, 7, nil] as [Int?])
  func header(_ wire: WireCase, piece: Int?) {
    #expect(exchange(bytes: wire.bytes, piece: piece, answersIn: .header) == wire.answers)
  }

  static let pretty = """
    {
      "jsonrpc": "2.0",
      "id": 1,
      "method": "echo"
    }

    """
  /// Its last bracket is missing.
  static let unclosed = "{\n  \"jsonrpc\": \"2.0\",\n  \"params\": {\n    \"a\": 1\n  }\n"

  static let valueCases: [WireCase] = [
    WireCase(
      "value-bracket-too-many", .value, "\(pretty)}\n\(pretty)", answers: first, .parseError("unexpected"), first),
    WireCase(
      "value-rest-of-a-failed-text", .value, "\(pretty){\"a\" 1, [2]} , {} \n ] \n\(two)\n", answers: first,
      .parseError("unexpected"), second),
    WireCase(
      "value-open-string", .value, "\(pretty){\"a\": \"b,\n\(two)\n", answers: first, .parseError("controlCharacter"),
      second),
    WireCase(
      "value-open-string-with-backslash", .value, "\(pretty){\"a\": \"b\\\n\(two)\n", answers: first,
      .parseError("badEscape"), second),
    WireCase("value-abandoned", .value, "\(pretty){\n\(two)\n", answers: first, .parseError("unexpectedEnd"), second),
    WireCase(
      "value-bracket-on-its-own-line", .value,
      "\(pretty){\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"echo\",\"params\":\n[\n{\n},\n{}\n]\n}\n",
      answers: first, .result("2", #"{"params":[{},{}]}"#)),
    WireCase(
      "value-open-string-in-pretty", .value, "\(pretty){\n  \"a\": \"b,\n  \"c\": {\n  }\n}\n\(two)\n",
      answers: first, .parseError("controlCharacter"), second),
    WireCase(
      "value-unclosed-object", .value, "\(pretty)\(unclosed)\(two)\n", answers: first, .parseError("unexpectedEnd"),
      second),
    WireCase(
      "value-unclosed-then-pretty", .value, "\(pretty)\(unclosed)\(pretty)", answers: first,
      .parseError("unexpectedEnd"), first),
    WireCase(
      "value-words", .value, "\(pretty)hello world\n\(two)\n", answers: first, .parseError("unexpected"), second),
    WireCase(
      "value-scalars", .value, "\(pretty)12 true \"a{\" \(two)", answers: first, .invalid("notAnObject"),
      .invalid("notAnObject"), .invalid("notAnObject"), second),
    WireCase(
      "value-carriage-returns", .value, "\(pretty.replacing("\n", with: "\r\n"))}\r\n\(two)\r\n",
      answers: first, .parseError("unexpected"), second),
    WireCase("value-bom-between", .value, "\(pretty)\u{FEFF}\(two)\n\u{FEFF}", answers: first, second),
    WireCase("value-unfinished-at-end", .value, "\(pretty){\"a\": [", answers: first, .parseError("unexpectedEnd")),
    WireCase("value-number-at-end", .value, "\(pretty)12", answers: first, .invalid("notAnObject")),
    WireCase(
      "value-brackets-in-strings", .value, "\(pretty)\(call("2", "echo", #"["}]{[\"\\"]"#))\(two)",
      answers: first, .result("2", #"{"params":["}]{[\"\\"]}"#), second),
  ]

  @Test(arguments: valueCases, [1, 3, 7, nil] as [Int?])
  func value(_ wire: WireCase, piece: Int?) {
    #expect(exchange(bytes: wire.bytes, piece: piece, answersIn: .value) == wire.answers)
  }

  @Test("A text that was not closed is answered when the next begins, not at the end", arguments: Delivery.pieces)
  func unclosedIsAnsweredInTime(_ piece: Int?) {
    let peer = Peer(piece: piece, answersIn: .value)
    peer.deliver(Self.unclosed)
    #expect(peer.answers() == [])
    peer.deliver("\(Self.two)\n")
    #expect(peer.answers() == [.parseError("unexpectedEnd"), Self.second])
  }
}

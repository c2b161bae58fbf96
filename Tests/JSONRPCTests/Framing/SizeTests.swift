import JSONRPC
import Testing

/// The bound on a message is exact; what exceeds it is told once, not kept, and the next message is served.
@Suite("Message size")
struct SizeTests {
  static let bound = 300
  static var limits: SessionLimits {
    var limits = SessionLimits()
    limits.messageBytes = bound
    return limits
  }

  /// A request of exactly that many bytes.
  static func message(_ id: String, bytes: Int) -> String {
    let empty = call(id, "echo", #"[""]"#).utf8.count
    return call(id, "echo", #"["\#(String(repeating: "x", count: bytes - empty))"]"#)
  }

  static let small = call("9", "echo")
  static let served = Answer.result("9", "{}")

  static func isServed(_ answer: Answer?, _ id: String) -> Bool {
    if case .result(id, _)? = answer { true } else { false }
  }

  @Test("exact-max", arguments: Delivery.all)
  func exact(_ delivery: Delivery) {
    let answers = exchange([Self.message("1", bytes: Self.bound), Self.small], delivery, limits: Self.limits)
    #expect(answers.count == 2)
    #expect(Self.isServed(answers.first, "1"))
    #expect(answers.last == Self.served)
  }

  @Test("max-plus-one", arguments: Delivery.all)
  func oneMore(_ delivery: Delivery) {
    let answers = exchange([Self.message("1", bytes: Self.bound + 1), Self.small], delivery, limits: Self.limits)
    #expect(answers == [.tooLarge, Self.served])
  }

  @Test("oversize-then-valid", arguments: Delivery.all, [2, 3, 4, 5, 50, 10_000])
  func muchMore(_ delivery: Delivery, excess: Int) {
    let long = Self.message("1", bytes: Self.bound + excess)
    let answers = exchange([long, Self.small, long, long, Self.small], delivery, limits: Self.limits)
    #expect(answers == [.tooLarge, Self.served, .tooLarge, .tooLarge, Self.served])
  }

  @Test("oversize-batch: none of its requests is taken for a message", arguments: Delivery.pieces)
  func oversizeBatch(_ piece: Int?) {
    let batch = "[\n\((1...20).map { call("\($0)", "echo") }.joined(separator: ",\n"))\n]\n"
    // The last of them is not closed.
    let cases: [(text: String, tooLarge: Int)] = [
      (batch + Self.small, 1), (batch + batch + Self.small, 2), (batch.dropLast(2) + Self.small, 1),
    ]
    for (text, tooLarge) in cases {
      let peer = Peer(Delivery(framing: .value, piece: piece), limits: Self.limits)
      peer.deliver(text)
      peer.end()
      #expect(peer.answers() == Array(repeating: .tooLarge, count: tooLarge) + [Self.served])
    }
  }

  @Test("valid-before-oversize-in-same-chunk", arguments: Delivery.all)
  func validBefore(_ delivery: Delivery) {
    let answers = exchange([Self.small, Self.message("1", bytes: 5000)], delivery, limits: Self.limits)
    #expect(answers == [Self.served, .tooLarge])
  }

  @Test("It is told at once, not when the message ends", arguments: Framing.allCases)
  func toldAtOnce(_ framing: Framing) {
    let peer = Peer(Delivery(framing: framing), limits: Self.limits)
    peer.say(Self.small)
    #expect(peer.answers() == [Self.served])
    let bytes = Delivery.encode(Self.message("1", bytes: 5000), framing)
    peer.deliver(Array(bytes[..<1000]))
    #expect(peer.answers() == [.tooLarge])
    peer.deliver(Array(bytes[1000...]))
    peer.say(Self.small)
    #expect(peer.answers() == [Self.served])
  }

  @Test("A byte order mark and a carriage return do not count", arguments: Delivery.pieces)
  func marksDoNotCount(_ piece: Int?) {
    for (prefix, suffix) in [("\u{FEFF}", ""), ("", "\r"), ("\u{FEFF}", "\r")] {
      let text = "\(Self.small)\n\(prefix)\(Self.message("1", bytes: Self.bound))\(suffix)\n\(Self.small)\n"
      let answers = exchange(bytes: Array(text.utf8), piece: piece, answersIn: .line, limits: Self.limits)
      #expect(answers.count == 3)
      #expect(Self.isServed(answers.dropFirst().first, "1"))
    }
  }

  @Test("The end of the input within what is passed over is not told again", arguments: Delivery.all)
  func endWithin(_ delivery: Delivery) {
    let peer = Peer(delivery, limits: Self.limits)
    peer.say(Self.small)
    peer.deliver(Delivery.encode(Self.message("1", bytes: 5000), delivery.framing).dropLast(1000))
    peer.end()
    #expect(peer.answers() == [Self.served, .tooLarge])
  }

  @Test("The bound and its setting are named")
  func words() {
    let peer = Peer(Delivery(framing: .line), limits: Self.limits)
    peer.say(Self.message("1", bytes: Self.bound + 1))
    let text = peer.texts().first ?? ""
    #expect(text.contains(#""limit":300"#))
    #expect(text.contains("--max-message-bytes"))
  }

  @Test("More than a MiB goes through in pipe-sized pieces, read or not", arguments: Framing.allCases)
  func large(_ framing: Framing) {
    let peer = Peer(Delivery(framing: framing, piece: 65_536))
    let long = Self.message("1", bytes: 1_200_000)
    let unreadable = "{\"a\" \(long)}"
    peer.say(long, Self.small, unreadable, Self.small)
    let answers = peer.answers()
    #expect(answers.count == 4)
    #expect(answers.dropFirst(2).first == .parseError("unexpected"))
    #expect(Self.isServed(answers.first, "1"))
    #expect(answers.last == Self.served)
  }
}

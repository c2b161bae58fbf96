import JSONRPC
import Testing

/// However a stream is cut into reads, it says the same: streams put together by chance, from what is right and wrong.
@Suite("Cut anywhere")
struct PieceInvarianceTests {
  /// The same numbers in every run (SplitMix64).
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static let one = call("1", "echo", #"["}{\"é",[]]"#)
  private static let pretty = "{\n  \"jsonrpc\": \"2.0\",\r\n  \"id\": 3,\n  \"method\": \"echo\"\n}"
  private static let long = call("4", "echo", "[\"\(String(repeating: "x", count: 300))\"]")
  private static let fragments: [String] = [
    one, one, call("2", "echo"), pretty, pretty, long, notification("note"), "[\(one),1]", "\n", "\n", "\r\n", " ",
    "\u{FEFF}",
    "{", "}", "[", "]", "\"", "\\", ":", ",", "12", "true", "junk", "\u{2028}", "{\"a\": \"open", "{\"a\": {",
    "Content-Length: \(one.utf8.count)\r\n\r\n\(one)", "Content-Length: \(one.utf8.count)\n\n\(one)",
    "Content-Length: \(one.utf8.count + 2)\r\n\r\n\(one)", "Content-Length: \(one.utf8.count - 3)\r\n\r\n\(one)",
    "content-length:\(long.utf8.count)\r\n\r\n\(long)", "Content-Length: 0\r\n\r\n", "Content-Length: x\r\n\r\n",
    "X-Content-Length: 4\r\n",
    "Content-Type: a; charset=latin1\r\n", "Content-Type: a; charset=utf-8\r\n", "Content-",
  ]

  @Test(arguments: [nil] + Framing.allCases.map(Optional.some), 0..<4)
  func same(_ forced: Framing?, seed: Int) {
    var limits = SessionLimits()
    limits.messageBytes = 200
    var generator = Generator(state: UInt64(seed))
    for _ in 0..<60 {
      let count = Int.random(in: 1...14, using: &generator)
      let text = (0..<count).map { _ in Self.fragments.randomElement(using: &generator) ?? "" }.joined()
      var bytes = Array(text.utf8)
      // Now and then a byte is another.
      if Bool.random(using: &generator), let index = bytes.indices.randomElement(using: &generator) {
        bytes[index] = UInt8.random(in: 0...255, using: &generator)
      }
      let whole = output(bytes, forced, piece: nil, limits)
      for piece in [1, 2, 5, 13] {
        let cut = output(bytes, forced, piece: piece, limits)
        #expect(cut == whole, "\(String(decoding: bytes, as: UTF8.self).debugDescription) in pieces of \(piece)")
      }
    }
  }

  private func output(_ bytes: [UInt8], _ forced: Framing?, piece: Int?, _ limits: SessionLimits) -> String {
    let peer = Peer(Delivery(framing: forced ?? .line, piece: piece), limits: limits, isForced: forced != nil)
    peer.deliver(bytes)
    peer.end()
    return String(decoding: peer.output.take(), as: UTF8.self)
  }
}

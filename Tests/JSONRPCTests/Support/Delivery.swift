import JSONRPC
import Testing

/// How messages reach a session: in which framing, and in pieces of which size.
struct Delivery: Sendable {
  var framing: Framing
  /// Bytes a piece; nil for everything at once.
  var piece: Int?

  /// Every framing, in single bytes and at once.
  static let all = Framing.allCases.flatMap { [Delivery(framing: $0, piece: 1), Delivery(framing: $0, piece: nil)] }
  /// Single bytes, an odd number, and everything at once: for bytes that are framed already.
  static let pieces: [Int?] = [1, 7, nil]

  func encode(_ messages: [String]) -> [UInt8] { messages.flatMap { Self.encode($0, framing) } }

  static func encode(_ message: String, _ framing: Framing) -> [UInt8] {
    switch framing {
    case .line, .value: Array("\(message)\n".utf8)
    case .header: Array("Content-Length: \(message.utf8.count)\r\n\r\n\(message)".utf8)
    }
  }

  /// Takes what a session sent apart, in the one spelling that is right for it; nil if it is spelt otherwise.
  static func split(_ output: [UInt8], _ framing: Framing) -> [[UInt8]]? {
    var rest = output[...]
    var messages: [[UInt8]] = []
    while !rest.isEmpty {
      switch framing {
      case .line, .value:
        guard let end = rest.firstIndex(of: 0x0A), end > rest.startIndex else { return nil }
        messages.append(Array(rest[..<end]))
        rest = rest[(end + 1)...]
      case .header:
        let name = Array("Content-Length: ".utf8)
        guard rest.starts(with: name) else { return nil }
        rest = rest.dropFirst(name.count)
        let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
        rest = rest.dropFirst(digits.count)
        guard rest.starts(with: Array("\r\n\r\n".utf8)), let length = Int(String(decoding: digits, as: UTF8.self)),
          rest.count >= 4 + length
        else { return nil }
        messages.append(Array(rest.dropFirst(4).prefix(length)))
        rest = rest.dropFirst(4 + length)
      }
    }
    return messages
  }
}

extension Delivery: CustomTestStringConvertible {
  var testDescription: String { "\(framing), \(piece.map { "\($0) byte pieces" } ?? "at once")" }
}

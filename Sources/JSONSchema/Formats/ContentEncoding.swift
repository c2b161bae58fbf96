/// A value of `contentEncoding` that can be checked.
package enum ContentEncoding: Sendable, CaseIterable {
  /// RFC 4648, section 4: the plain alphabet, padded, no line breaks, and the unused bits of the last character zero.
  case base64

  /// - Parameter name: the name of a content transfer encoding, in any case (RFC 2045, section 6.1).
  /// - Returns: nil for an encoding that is not checked, such as `binary` or `quoted-printable`.
  package init?(name: String) {
    guard name.utf8.elementsEqual("base64".utf8, by: { ASCII.lowercased($0) == $1 }) else { return nil }
    self = .base64
  }

  /// Whether `text` is what this encoding can produce.
  package func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    Base64.decode(text.span) { _ in }
  }

  /// The bytes that `text` stands for; nil where `text` is not in this encoding.
  package func decoded(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    return Base64.decode(text.span) { bytes.append($0) } ? bytes : nil
  }
}

private enum Base64 {
  /// Hands over each byte as it is read, and says at the end whether all of the text was valid.
  @inline(__always)
  static func decode(_ text: Span<UInt8>, _ take: (UInt8) -> Void) -> Bool {
    guard text.count.isMultiple(of: 4) else { return false }
    var end = text.count
    while end > 0, text.count - end < 2, text[end - 1] == UInt8(ascii: "=") { end -= 1 }
    var pending: UInt16 = 0
    var bits: UInt16 = 0
    for index in 0..<end {
      guard let value = value(of: text[index]) else { return false }
      pending = pending << 6 | UInt16(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        take(UInt8(pending >> bits))
        pending &= (1 << bits) - 1
      }
    }
    return pending == 0
  }

  @inline(__always)
  private static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}

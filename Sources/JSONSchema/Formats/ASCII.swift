/// A set of ASCII characters as a bit mask, tested without a table in memory.
struct ASCIISet: Sendable {
  /// Bit *n* stands for the character *n*.
  let low: UInt64
  /// Bit *n* stands for the character 64 + *n*.
  let high: UInt64

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    let half = byte < 64 ? low : high
    return byte < 128 && (half &>> UInt64(byte & 63)) & 1 == 1
  }
}

// The grammars below are written as masks and not as lists of characters so that they need no set-up at run time. The
// tests compare each one with the characters that its grammar names.
extension ASCIISet {
  static var letters: ASCIISet { ASCIISet(low: 0, high: 0x07FF_FFFE_07FF_FFFE) }
  static var alphanumerics: ASCIISet { ASCIISet(low: 0x03FF_0000_0000_0000, high: 0x07FF_FFFE_07FF_FFFE) }
}

/// What several grammars ask of one byte.
enum ASCII {
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  @inline(__always)
  static func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 6 }

  /// Turns an ASCII capital into its small letter and leaves every other byte as it is.
  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
}

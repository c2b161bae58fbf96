/// The text form of a UUID (RFC 9562, section 4), in any letter case.
enum UUIDText {
  /// The length of every one, in bytes.
  static let byteCount = 36

  static func isValid(_ text: some Collection<UInt8>) -> Bool {
    guard text.count == byteCount else { return false }
    for (place, byte) in text.enumerated() {
      switch place {
      case 8, 13, 18, 23: if byte != UInt8(ascii: "-") { return false }
      default: if !isHexDigit(byte) { return false }
      }
    }
    return true
  }

  /// Whether both are the same id: letter case is no difference.
  static func areEqual(_ text: UnsafeBufferPointer<UInt8>, _ lowercase: [UInt8]) -> Bool {
    guard text.count == lowercase.count else { return false }
    for place in text.indices where lowered(text[place]) != lowercase[place] { return false }
    return true
  }

  static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch lowered(byte) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: false
    }
  }
}

import JSON

/// The text form of a UUID (RFC 9562, section 4), in any letter case.
enum UUIDText {
  /// The length of every one, in bytes.
  static let byteCount = 36

  static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == byteCount else { return false }
    let dash = UInt8(ascii: "-")
    guard text[8] == dash, text[13] == dash, text[18] == dash, text[23] == dash else { return false }
    return areHexDigits(text, 0..<8) && areHexDigits(text, 9..<13) && areHexDigits(text, 14..<18)
      && areHexDigits(text, 19..<23) && areHexDigits(text, 24..<36)
  }

  static func isValid(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { isValid($0) }
  }

  /// Whether both are the same id: letter case is no difference.
  static func areEqual(_ text: UnsafeBufferPointer<UInt8>, _ lowercase: [UInt8]) -> Bool {
    guard text.count == lowercase.count else { return false }
    // As nearly everyone writes them.
    let areSame = lowercase.withUnsafeBufferPointer { lowercase in
      guard let a = text.baseAddress, let b = lowercase.baseAddress else { return true }
      return equalBytes(a, b, text.count)
    }
    if areSame { return true }
    for place in text.indices where lowered(text[place]) != lowercase[place] { return false }
    return true
  }

  static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  @inline(__always)
  private static func areHexDigits(_ text: UnsafeBufferPointer<UInt8>, _ places: Range<Int>) -> Bool {
    var areDigits = true
    // Without a way out in the middle: a short loop of the same steps is quicker.
    for place in places {
      let byte = text[place]
      areDigits = areDigits && (byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 6)
    }
    return areDigits
  }
}

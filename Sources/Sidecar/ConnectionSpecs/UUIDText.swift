import JSON

/// The text form of a UUID (RFC 9562, section 4), in any letter case.
enum UUIDText {
  /// The length of every one, in bytes.
  static let byteCount = 36

  static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == byteCount, let start = text.baseAddress else { return false }
    // Eight bytes at a time, the last two words overlapping; where a dash has to be, it is made a 0.
    let dashIntoZero = UInt64(UInt8(ascii: "-") ^ UInt8(ascii: "0"))
    let second = loadWord(start + 8).littleEndian ^ dashIntoZero ^ dashIntoZero &<< 40
    let third = loadWord(start + 16).littleEndian ^ dashIntoZero &<< 16 ^ dashIntoZero &<< 56
    let dash = UInt8(ascii: "-")
    return text[8] == dash && text[13] == dash && text[18] == dash && text[23] == dash
      && areHexDigits(loadWord(start)) && areHexDigits(second) && areHexDigits(third)
      && areHexDigits(loadWord(start + 24)) && areHexDigits(loadWord(start + 28))
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

  /// Whether all eight bytes of a word are hexadecimal digits.
  @inline(__always)
  private static func areHexDigits(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = ones &* 0x80
    guard word & high == 0 else { return false }
    // The high bit of each byte that is at least so much; without a carry, as all bytes are below 0x80.
    func atLeast(_ byte: UInt8, _ word: UInt64) -> UInt64 { word &+ ones &* UInt64(0x80 &- byte) }
    let letters = word | ones &* 0x20
    let areDigits = atLeast(UInt8(ascii: "0"), word) & ~atLeast(UInt8(ascii: "9") + 1, word)
    let areLetters = atLeast(UInt8(ascii: "a"), letters) & ~atLeast(UInt8(ascii: "f") + 1, letters)
    return (areDigits | areLetters) & high == high
  }
}

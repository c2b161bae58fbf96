/// The blanks that JSON does not know: those of Unicode, as web pages and word processors put them between words.
///
/// They look like a space and are none, so a text that holds one has to be told so in so many words.
enum UnknownBlank {
  /// How many bytes the blank at an offset has; 0 if there is none, or one that JSON knows.
  static func length(in text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
    let first = text[offset]
    // What nearly every byte is comes to an end here.
    guard first == 0x0B || first == 0x0C || first >= 0xC2 else { return 0 }
    let second = offset + 1 < text.count ? text[offset + 1] : 0
    let third = offset + 2 < text.count ? text[offset + 2] : 0
    switch (first, second, third) {
    case (0x0B, _, _), (0x0C, _, _): return 1
    // U+0085 and U+00A0, the no-break space.
    case (0xC2, 0x85, _), (0xC2, 0xA0, _): return 2
    case (0xE1, 0x9A, 0x80): return 3
    // U+2000 to U+200B, the two separators U+2028 and U+2029, U+202F.
    case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF): return 3
    // U+205F and U+2060.
    case (0xE2, 0x81, 0x9F), (0xE2, 0x81, 0xA0): return 3
    case (0xE3, 0x80, 0x80): return 3
    // U+FEFF, which is a byte order mark at the start of a text and a blank anywhere else.
    case (0xEF, 0xBB, 0xBF): return 3
    default: return 0
    }
  }

  /// Its name in Unicode's notation, for messages.
  static func name(in text: UnsafeBufferPointer<UInt8>, at offset: Int) -> String {
    let count = length(in: text, at: offset)
    let bytes = UnsafeBufferPointer(rebasing: text[offset..<(offset + count)])
    guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first else { return "" }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

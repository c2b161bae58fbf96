extension UnsafeBufferPointer<UInt8> {
  /// The code point that begins at `position`, which is not the end. What is not UTF-8 counts byte by byte.
  func codePoint(after position: Int) -> (value: UInt32, length: Int) {
    let lead = self[position]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let length = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1
    guard length > 1, position + length <= count else { return (0xFFFD, 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for index in (position + 1)..<(position + length) {
      guard self[index] & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(self[index] & 0x3F)
    }
    return (value, length)
  }

  /// The code point that ends at `position`, which is not 0.
  func codePoint(before position: Int) -> (value: UInt32, length: Int) {
    var start = position - 1
    while start > 0, position - start < 4, self[start] & 0xC0 == 0x80 { start -= 1 }
    let (value, length) = codePoint(after: start)
    return start + length == position ? (value, length) : (0xFFFD, 1)
  }

  /// Whether the `RegularExpression.Assertion` of this raw value holds at a position between characters.
  func satisfies(_ assertion: UInt32, at position: Int) -> Bool {
    func isWord(_ index: Int) -> Bool {
      index >= 0 && index < count && RegularExpression.isWord(UInt32(self[index]))
    }
    return switch RegularExpression.Assertion(rawValue: assertion) {
    case .start: position == 0
    case .end: position == count
    case .wordBoundary: isWord(position - 1) != isWord(position)
    case .notWordBoundary: isWord(position - 1) == isWord(position)
    case nil: false
    }
  }
}

extension RegularExpression {
  /// Whether `\w` matches. No byte of a longer encoding passes either, so a byte will do for a code point.
  static func isWord(_ codePoint: UInt32) -> Bool {
    switch codePoint {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }
}

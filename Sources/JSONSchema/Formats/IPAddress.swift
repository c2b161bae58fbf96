/// `ipv4` and `ipv6`.
enum IPAddressSyntax {
  /// A dotted quad (RFC 2673, section 3.2) whose numbers have no leading zero: readers differ on whether `010` is ten
  /// or eight, and RFC 3986, section 3.2.2 leaves it out too.
  static func isIPv4(_ text: Span<UInt8>) -> Bool {
    isIPv4(text, in: 0..<text.count)
  }

  /// An address as in RFC 4291, section 2.2, without a zone or a prefix length.
  static func isIPv6(_ text: Span<UInt8>) -> Bool {
    isIPv6(text, in: 0..<text.count)
  }

  static func isIPv4(_ text: Span<UInt8>, in range: Range<Int>) -> Bool {
    guard range.count >= 7, range.count <= 15 else { return false }
    var index = range.lowerBound
    for octet in 0..<4 {
      if octet > 0 {
        guard index < range.upperBound, text[index] == UInt8(ascii: ".") else { return false }
        index += 1
      }
      let start = index
      var value = 0
      while index < range.upperBound, index - start < 3, ASCII.isDigit(text[index]) {
        value = value * 10 + Int(text[index] &- UInt8(ascii: "0"))
        index += 1
      }
      guard index > start, value < 256 else { return false }
      guard index - start == 1 || text[start] != UInt8(ascii: "0") else { return false }
    }
    return index == range.upperBound
  }

  static func isIPv6(_ text: Span<UInt8>, in range: Range<Int>) -> Bool {
    // Six groups of four digits and a dotted quad are the longest form.
    guard range.count >= 2, range.count <= 45 else { return false }
    let colon = UInt8(ascii: ":")
    let end = range.upperBound
    var index = range.lowerBound
    var groups = 0
    var isCompressed = false
    if text[index] == colon {
      guard text[index + 1] == colon else { return false }
      isCompressed = true
      index += 2
      if index == end { return true }
    }
    while groups < 8 {
      let start = index
      while index < end, index - start < 4, ASCII.isHexDigit(text[index]) { index += 1 }
      guard index > start else { return false }
      if index < end, text[index] == UInt8(ascii: ".") {
        guard isIPv4(text, in: start..<end) else { return false }
        groups += 2
        index = end
      } else {
        groups += 1
      }
      // `::` stands for one group or more.
      if index == end { return isCompressed ? groups < 8 : groups == 8 }
      guard text[index] == colon else { return false }
      index += 1
      guard index < end else { return false }
      if text[index] == colon {
        guard !isCompressed else { return false }
        isCompressed = true
        index += 1
        if index == end { return groups < 8 }
      }
    }
    return false
  }
}

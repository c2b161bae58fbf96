/// `uri` and `uri-reference`: `URI` and `URI-reference` of RFC 3986, appendix A; `iri` and `iri-reference`: the same of
/// RFC 3987, section 2.2. What a scheme asks of its own URIs is not checked.
enum URISyntax {
  /// Which of the four productions.
  struct Form {
    /// A relative reference will do as well.
    let allowsRelative: Bool
    /// An IRI: characters outside ASCII as they are.
    let isInternational: Bool
  }

  static func matches(_ text: Span<UInt8>, _ form: Form) -> Bool {
    let international = form.isInternational
    var index = endOfScheme(text)
    let hasScheme = index > 0
    guard hasScheme || form.allowsRelative else { return false }
    if index + 1 < text.count, text[index] == UInt8(ascii: "/"), text[index + 1] == UInt8(ascii: "/") {
      guard let end = endOfAuthority(text, from: index + 2, international) else { return false }
      index = end
    } else if !hasScheme {
      // `path-noscheme`: a colon in the first segment would end a scheme.
      skip(text, &index, .segmentWithoutColon, international)
      if index < text.count, text[index] == UInt8(ascii: ":") { return false }
    }
    skip(text, &index, .path, international)
    if index < text.count, text[index] == UInt8(ascii: "?") {
      index += 1
      skip(text, &index, .query, international, allowsPrivateUse: true)
    }
    if index < text.count, text[index] == UInt8(ascii: "#") {
      index += 1
      skip(text, &index, .query, international)
    }
    return index == text.count
  }

  /// The index after the colon, or 0 where the text does not begin with a scheme.
  @inline(__always)
  private static func endOfScheme(_ text: Span<UInt8>) -> Int {
    guard text.count > 0, ASCIISet.letters.contains(text[0]) else { return 0 }
    var index = 1
    while index < text.count, ASCIISet.scheme.contains(text[index]) { index += 1 }
    return index < text.count && text[index] == UInt8(ascii: ":") ? index + 1 : 0
  }

  /// Reads `[ userinfo "@" ] host [ ":" port ]`.
  ///
  /// - Returns: where the path, the query or the fragment begins; nil where this is no authority.
  private static func endOfAuthority(_ text: Span<UInt8>, from start: Int, _ international: Bool) -> Int? {
    var index = start
    var hasUserInfo = false
    /// The first colon since the start or the at-sign.
    var colon: Int?
    skip(text, &index, .registeredName, international)
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "@") {
        guard !hasUserInfo else { return nil }
        hasUserInfo = true
        colon = nil
      } else if byte == UInt8(ascii: ":") {
        colon = colon ?? index
      } else if byte == UInt8(ascii: "["), index == start || text[index - 1] == UInt8(ascii: "@") {
        guard let end = endOfLiteral(text, from: index) else { return nil }
        index = end
        if index < text.count, text[index] == UInt8(ascii: ":") {
          index += 1
          while index < text.count, ASCII.isDigit(text[index]) { index += 1 }
        }
        return isEndOfAuthority(text, index) ? index : nil
      } else {
        break
      }
      index += 1
      skip(text, &index, .registeredName, international)
    }
    guard isEndOfAuthority(text, index) else { return nil }
    if let colon {
      // A host has no colon of its own, so all that follows the first one is the port.
      for position in (colon + 1)..<index where !ASCII.isDigit(text[position]) { return nil }
    }
    return index
  }

  @inline(__always)
  private static func isEndOfAuthority(_ text: Span<UInt8>, _ index: Int) -> Bool {
    guard index < text.count else { return true }
    let byte = text[index]
    return byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
  }

  /// Reads `IP-literal`, from the bracket that opens it to behind the one that closes it.
  private static func endOfLiteral(_ text: Span<UInt8>, from start: Int) -> Int? {
    var end = start + 1
    while end < text.count, text[end] != UInt8(ascii: "]") { end += 1 }
    guard end < text.count, end > start + 1 else { return nil }
    guard ASCII.lowercased(text[start + 1]) == UInt8(ascii: "v") else {
      return IPAddressSyntax.isIPv6(text, in: (start + 1)..<end) ? end + 1 : nil
    }
    // `IPvFuture`: v, hexadecimal digits, a full stop, and at least one character.
    var index = start + 2
    while index < end, ASCII.isHexDigit(text[index]) { index += 1 }
    guard index > start + 2, index + 1 < end, text[index] == UInt8(ascii: ".") else { return nil }
    for position in (index + 1)..<end where !ASCIISet.futureAddress.contains(text[position]) { return nil }
    return end + 1
  }

  /// Moves `index` behind the characters of `set`, percent-encoded ones and, in an IRI, `ucschar`.
  @inline(__always)
  private static func skip(
    _ text: Span<UInt8>, _ index: inout Int, _ set: ASCIISet, _ international: Bool, allowsPrivateUse: Bool = false
  ) {
    while index < text.count {
      let byte = text[index]
      if set.contains(byte) {
        index += 1
      } else if byte == UInt8(ascii: "%") {
        guard isPercentEncoded(text, index) else { return }
        index += 3
      } else {
        guard byte >= 0x80, international else { return }
        var next = index
        guard let scalar = decodeScalar(text, at: &next) else { return }
        guard isUCSChar(scalar) || (allowsPrivateUse && isPrivateUse(scalar)) else { return }
        index = next
      }
    }
  }

  /// `pct-encoded`.
  @inline(__always)
  static func isPercentEncoded(_ text: Span<UInt8>, _ index: Int) -> Bool {
    text.count - index >= 3 && text[index] == UInt8(ascii: "%") && ASCII.isHexDigit(text[index + 1])
      && ASCII.isHexDigit(text[index + 2])
  }

  /// `ucschar`.
  static func isUCSChar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
    // Each plane without its last two code points; of plane 14 not the first 4,096, which are tags.
    case 0x1_0000...0xE_FFFF: scalar.value & 0xFFFF < 0xFFFE && !(0xE_0000...0xE_0FFF ~= scalar.value)
    default: false
    }
  }

  /// `iprivate`.
  static func isPrivateUse(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xE000...0xF8FF: true
    case 0xF_0000...0x10_FFFF: scalar.value & 0xFFFF < 0xFFFE
    default: false
    }
  }
}

extension ASCIISet {
  /// `scheme` behind its first letter.
  static var scheme: ASCIISet { ASCIISet(low: 0x03FF_6800_0000_0000, high: 0x07FF_FFFE_07FF_FFFE) }
  /// `unreserved` and `sub-delims`: what stands for itself in a user, a host or a segment.
  static var registeredName: ASCIISet { ASCIISet(low: 0x2BFF_7FD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE) }
  /// `registeredName` and the colon.
  static var futureAddress: ASCIISet { ASCIISet(low: 0x2FFF_7FD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE) }
  /// `segment-nz-nc`.
  static var segmentWithoutColon: ASCIISet { ASCIISet(low: 0x2BFF_7FD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF) }
  /// `pchar` and the slash.
  static var path: ASCIISet { ASCIISet(low: 0x2FFF_FFD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF) }
  /// `query`, which `fragment` equals.
  static var query: ASCIISet { ASCIISet(low: 0xAFFF_FFD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF) }
}

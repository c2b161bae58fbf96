/// `email`: `Mailbox` of RFC 5321, section 4.1.2, and `idn-email`: the same with RFC 6531, section 3.3, which lets any
/// character outside ASCII into both parts. RFC 5321, section 4.5.3.1 sets the lengths.
enum EmailSyntax {
  private static let maximumLength = 254
  private static let maximumLocalPartLength = 64

  static func isAddress(_ text: Span<UInt8>, international: Bool) -> Bool {
    guard let at = endOfLocalPart(text, international) else { return false }
    guard at <= maximumLocalPartLength, at < text.count, text[at] == UInt8(ascii: "@") else { return false }
    let domain = (at + 1)..<text.count
    guard !domain.isEmpty else { return false }
    if text[domain.lowerBound] == UInt8(ascii: "[") { return isAddressLiteral(text, in: domain) }
    if international { return isInternationalDomain(text, in: domain) }
    return text.count <= maximumLength && HostnameSyntax.shape(text, in: domain) != .invalid
  }

  /// Where the local part ends, with no check of what follows; nil where there is none.
  private static func endOfLocalPart(_ text: Span<UInt8>, _ international: Bool) -> Int? {
    guard text.count > 0 else { return nil }
    if text[0] == UInt8(ascii: "\"") { return endOfQuotedString(text, international) }
    let dot = UInt8(ascii: ".")
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == dot {
        guard index > 0, text[index - 1] != dot else { return nil }
      } else if !ASCIISet.atomText.contains(byte), !(international && byte >= 0x80) {
        break
      }
      index += 1
    }
    return index > 0 && text[index - 1] != dot ? index : nil
  }

  private static func endOfQuotedString(_ text: Span<UInt8>, _ international: Bool) -> Int? {
    var index = 1
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""):
        return index + 1
      case UInt8(ascii: "\\"):
        // Only what prints can be escaped, and a space.
        guard index + 1 < text.count, 0x20...0x7E ~= text[index + 1] else { return nil }
        index += 2
      case 0x20...0x7E:
        index += 1
      default:
        guard international, text[index] >= 0x80 else { return nil }
        index += 1
      }
    }
    return nil
  }

  /// `[192.0.2.1]` or `[IPv6:2001:db8::1]`. No other tag has been registered.
  private static func isAddressLiteral(_ text: Span<UInt8>, in range: Range<Int>) -> Bool {
    let last = range.upperBound - 1
    guard last > range.lowerBound, text[last] == UInt8(ascii: "]") else { return false }
    let address = (range.lowerBound + 1)..<last
    if IPAddressSyntax.isIPv4(text, in: address) { return true }
    var start = address.lowerBound
    for expected in "ipv6:".utf8 {
      guard start < last, ASCII.lowercased(text[start]) == expected else { return false }
      start += 1
    }
    return IPAddressSyntax.isIPv6(text, in: start..<last)
  }

  /// The syntax of a host name whose letters may be outside ASCII. The lengths count characters, of which an A-label
  /// never has fewer. IDNA does not come into it: mail may hold a domain in any form that IDNA could map.
  private static func isInternationalDomain(_ text: Span<UInt8>, in range: Range<Int>) -> Bool {
    var length = 0
    var labelLength = 0
    var previous = UInt8(ascii: ".")
    for index in range {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "."):
        guard labelLength > 0, previous != UInt8(ascii: "-") else { return false }
        labelLength = -1
      case UInt8(ascii: "-"):
        guard labelLength > 0 else { return false }
      case 0x80...0xBF:
        // The rest of a character that has been counted.
        previous = byte
        continue
      default:
        guard byte >= 0x80 || ASCIISet.alphanumerics.contains(byte) else { return false }
      }
      length += 1
      labelLength += 1
      previous = byte
      guard labelLength <= HostnameSyntax.maximumLabelLength else { return false }
    }
    return labelLength > 0 && previous != UInt8(ascii: "-") && length <= HostnameSyntax.maximumLength
  }
}

extension ASCIISet {
  /// `atext` of RFC 5322, section 3.2.3.
  static var atomText: ASCIISet { ASCIISet(low: 0xA3FF_ACFA_0000_0000, high: 0x7FFF_FFFF_C7FF_FFFE) }
}

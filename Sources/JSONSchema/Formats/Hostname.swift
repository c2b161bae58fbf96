/// `hostname`: RFC 1034, section 3.1 with the leading digit of RFC 1123, section 2.1. A label that claims to be an
/// A-label (`xn--`) has to be one, as RFC 5890, section 2.3.2.1 asks of every name that uses the prefix.
enum HostnameSyntax {
  /// 255 octets on the wire are 253 characters of text (RFC 1035, section 3.1: length octets and the root label).
  static let maximumLength = 253
  static let maximumLabelLength = 63

  /// What a scan for letters, digits and hyphens finds.
  enum Shape {
    case invalid
    /// A host name, none of whose labels has hyphens in the third and fourth place.
    case plain
    /// A host name with such labels: they are reserved (RFC 5890, section 2.3.1), `xn--` among them.
    case reserved
  }

  static func isHostname(_ text: Span<UInt8>) -> Bool {
    switch shape(text, in: 0..<text.count) {
    case .invalid: false
    case .plain: true
    case .reserved: IDNA.isDomainName(text, .hostname)
    }
  }

  static func shape(_ text: Span<UInt8>, in range: Range<Int>) -> Shape {
    guard !range.isEmpty, range.count <= maximumLength else { return .invalid }
    let hyphen = UInt8(ascii: "-")
    var shape = Shape.plain
    var start = range.lowerBound
    for index in range {
      let byte = text[index]
      if ASCIISet.alphanumerics.contains(byte) { continue }
      if byte == hyphen {
        guard index > start else { return .invalid }
        if index == start + 3, text[index - 1] == hyphen { shape = .reserved }
      } else {
        guard byte == UInt8(ascii: "."), isLabel(text, start, index) else { return .invalid }
        start = index + 1
      }
    }
    return isLabel(text, start, range.upperBound) ? shape : .invalid
  }

  /// The part of the label rule that its length and last character decide.
  @inline(__always)
  private static func isLabel(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    end > start && end - start <= maximumLabelLength && text[end - 1] != UInt8(ascii: "-")
  }
}

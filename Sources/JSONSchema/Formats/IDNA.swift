/// `idn-hostname`, and the labels of `hostname` that begin with `xn--`: IDNA2008 (RFC 5890 to 5893).
///
/// A name passes when each of its labels is an NR-LDH label, an A-label or a U-label (RFC 5890, section 2.3.2) and the
/// whole fits in 253 octets as A-labels. Nothing is mapped, so a capital outside an ASCII label is refused.
enum IDNA {
  /// Which labels a name may have.
  enum Kind {
    /// ASCII only. A hyphen in the third and fourth place without `xn` before it is left alone: such hosts exist.
    case hostname
    /// Unicode too, and the other full stops that RFC 3490, section 3.1 lists may part the labels.
    case internationalHostname
  }

  static func isInternationalHostname(_ text: Span<UInt8>) -> Bool {
    switch HostnameSyntax.shape(text, in: 0..<text.count) {
    case .plain: true
    case .invalid, .reserved: isDomainName(text, .internationalHostname)
    }
  }

  static func isDomainName(_ text: Span<UInt8>, _ kind: Kind) -> Bool {
    // Each scalar takes an octet or more of the limit, and up to four here. All that follows is bounded by this.
    guard text.count > 0, text.count <= HostnameSyntax.maximumLength * 4 else { return false }
    var name = DomainName(kind: kind)
    var label: [Unicode.Scalar] = []
    var index = 0
    while index < text.count {
      guard let scalar = decodeScalar(text, at: &index) else { return false }
      if isSeparator(scalar, kind) {
        guard name.append(label) else { return false }
        label.removeAll(keepingCapacity: true)
      } else {
        label.append(scalar)
      }
    }
    return name.append(label) && name.isBidiValid
  }

  private static func isSeparator(_ scalar: Unicode.Scalar, _ kind: Kind) -> Bool {
    switch scalar {
    case ".": true
    case "\u{3002}", "\u{FF0E}", "\u{FF61}": kind == .internationalHostname
    default: false
    }
  }
}

/// What is kept of a name while its labels are read one by one.
private struct DomainName {
  let kind: IDNA.Kind
  /// The length in octets with every label as an A-label and full stops between them; -1 for no label at all.
  private var length = -1
  private var hasRightToLeftLabel = false
  private var allLabelsMeetBidiRule = true

  init(kind: IDNA.Kind) { self.kind = kind }

  /// RFC 5893, section 2: one label from right to left puts every label of the name under the rule.
  var isBidiValid: Bool { !hasRightToLeftLabel || allLabelsMeetBidiRule }

  /// Takes in the next label; false where it cannot stand in a name.
  mutating func append(_ label: [Unicode.Scalar]) -> Bool {
    guard !label.isEmpty, label.count <= HostnameSyntax.maximumLabelLength else { return false }
    let octets: Int
    var unicodeLabel = label
    if label.allSatisfy(\.isASCII) {
      octets = label.count
      let bytes = label.map { ASCII.lowercased(UInt8($0.value)) }
      guard isLDHLabel(bytes) else { return false }
      if bytes.starts(with: "xn--".utf8) {
        let encoded = bytes.dropFirst(4)
        guard let decoded = Punycode.decode(encoded), !decoded.allSatisfy(\.isASCII) else { return false }
        // RFC 5891, section 5.4: the U-label has to lead back to the same A-label.
        guard let again = Punycode.encode(decoded[...], limit: encoded.count), again.elementsEqual(encoded) else {
          return false
        }
        guard ULabel.isValid(decoded) else { return false }
        unicodeLabel = decoded
      } else if kind == .internationalHostname, ULabel.hasReservedHyphens(label) {
        return false
      }
    } else {
      guard kind == .internationalHostname, ULabel.isValid(label) else { return false }
      // The prefix and its hyphens take four of the octets.
      guard let encoded = Punycode.encode(label[...], limit: HostnameSyntax.maximumLabelLength - 4) else {
        return false
      }
      octets = encoded.count + 4
    }
    length += octets + 1
    hasRightToLeftLabel = hasRightToLeftLabel || BidiRule.isRightToLeft(unicodeLabel)
    allLabelsMeetBidiRule = allLabelsMeetBidiRule && BidiRule.isMet(by: unicodeLabel)
    return length <= HostnameSyntax.maximumLength
  }

  private func isLDHLabel(_ bytes: [UInt8]) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return bytes.first != hyphen && bytes.last != hyphen
      && bytes.allSatisfy { ASCIISet.alphanumerics.contains($0) || $0 == hyphen }
  }
}

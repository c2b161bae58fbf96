/// What RFC 5891, section 4.2 asks of a U-label, the Bidi rule apart, which concerns the whole name.
enum ULabel {
  /// - Parameter label: not empty.
  static func isValid(_ label: [Unicode.Scalar]) -> Bool {
    guard let first = label.first, first != "-", label.last != "-", !hasReservedHyphens(label) else { return false }
    switch first.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: break
    }
    for (index, scalar) in label.enumerated() {
      switch CodePointClass(scalar) {
      case .valid: continue
      case .contextual: guard isAllowed(at: index, in: label) else { return false }
      case .disallowed: return false
      }
    }
    return isNormalized(label)
  }

  /// Hyphens in the third and fourth place (section 4.2.3.1).
  static func hasReservedHyphens(_ label: [Unicode.Scalar]) -> Bool {
    label.count >= 4 && label[2] == "-" && label[3] == "-"
  }

  /// Unicode normalisation form C.
  private static func isNormalized(_ label: [Unicode.Scalar]) -> Bool {
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: label)
    let text = String(scalars)
    var utf8 = text.utf8Span
    return utf8.checkForNFC(quickCheck: false)
  }

  /// The contextual rules of RFC 5892, appendix A.
  private static func isAllowed(at index: Int, in label: [Unicode.Scalar]) -> Bool {
    let previous = index > 0 ? label[index - 1] : nil
    let next = index + 1 < label.count ? label[index + 1] : nil
    switch label[index].value {
    case 0x200C:
      // A.1, zero width non-joiner: after a virama, or between letters that would join.
      return previous?.isVirama == true || isBetweenJoiningLetters(index, label)
    case 0x200D:
      // A.2, zero width joiner.
      return previous?.isVirama == true
    case 0xB7:
      // A.3, middle dot: the Catalan l·l.
      return previous == "l" && next == "l"
    case 0x375:
      // A.4, Greek lower numeral sign.
      return next.map { IDNATables.greek.contains($0) } ?? false
    case 0x5F3, 0x5F4:
      // A.5 and A.6, Hebrew geresh and gershayim.
      return previous.map { IDNATables.hebrew.contains($0) } ?? false
    case 0x30FB:
      // A.7, Katakana middle dot.
      return label.contains { IDNATables.japanese.contains($0) }
    case 0x660...0x669:
      // A.8, Arabic-Indic digits: not beside the extended ones.
      return !label.contains { 0x6F0...0x6F9 ~= $0.value }
    case 0x6F0...0x6F9:
      // A.9, the other way round.
      return !label.contains { 0x660...0x669 ~= $0.value }
    default:
      return false
    }
  }

  private static func isBetweenJoiningLetters(_ index: Int, _ label: [Unicode.Scalar]) -> Bool {
    guard let before = label[..<index].last(where: { !$0.isJoiningTransparent }) else { return false }
    guard let after = label[(index + 1)...].first(where: { !$0.isJoiningTransparent }) else { return false }
    let joinsForward = IDNATables.dualJoining.contains(before) || IDNATables.leftJoining.contains(before)
    let joinsBackward = IDNATables.dualJoining.contains(after) || IDNATables.rightJoining.contains(after)
    return joinsForward && joinsBackward
  }
}

extension Unicode.Scalar {
  fileprivate var isVirama: Bool { properties.canonicalCombiningClass.rawValue == 9 }

  /// Joining_Type T, for the code points that a label can have.
  fileprivate var isJoiningTransparent: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: value == 0x1E94B
    }
  }
}

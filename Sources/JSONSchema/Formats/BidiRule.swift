/// The Bidi rule (RFC 5893, section 2) for one label.
enum BidiRule {
  /// The Bidi classes as far as the rule tells them apart.
  private enum Class {
    /// L.
    case leftToRight
    /// R or AL.
    case rightToLeft
    /// AN.
    case arabicNumber
    /// EN.
    case europeanNumber
    /// NSM.
    case nonspacingMark
    /// ES, CS, ET, ON or BN.
    case neutral
  }

  /// Whether the label has a character that runs from right to left, so that its name is a Bidi domain name.
  static func isRightToLeft(_ label: [Unicode.Scalar]) -> Bool {
    label.contains { scalar in
      switch classOf(scalar) {
      case .rightToLeft, .arabicNumber: true
      default: false
      }
    }
  }

  static func isMet(by label: [Unicode.Scalar]) -> Bool {
    guard let first = label.first else { return false }
    // Condition 1.
    switch classOf(first) {
    case .leftToRight: return isLeftToRightLabel(label)
    case .rightToLeft: return isRightToLeftLabel(label)
    default: return false
    }
  }

  /// Conditions 5 and 6.
  private static func isLeftToRightLabel(_ label: [Unicode.Scalar]) -> Bool {
    var last = Class.neutral
    for scalar in label {
      switch classOf(scalar) {
      case .rightToLeft, .arabicNumber: return false
      case .nonspacingMark: continue
      case let other: last = other
      }
    }
    return last == .leftToRight || last == .europeanNumber
  }

  /// Conditions 2 to 4.
  private static func isRightToLeftLabel(_ label: [Unicode.Scalar]) -> Bool {
    var last = Class.neutral
    var hasArabicNumber = false
    var hasEuropeanNumber = false
    for scalar in label {
      let found = classOf(scalar)
      switch found {
      case .leftToRight: return false
      case .nonspacingMark: continue
      case .arabicNumber: hasArabicNumber = true
      case .europeanNumber: hasEuropeanNumber = true
      case .rightToLeft, .neutral: break
      }
      last = found
    }
    return last != .neutral && !(hasArabicNumber && hasEuropeanNumber)
  }

  /// Bidi_Class of a code point that a label can have; of any other, whatever the tables happen to say.
  private static func classOf(_ scalar: Unicode.Scalar) -> Class {
    switch scalar {
    case "a"..."z", "A"..."Z": return .leftToRight
    case "0"..."9", "\u{6F0}"..."\u{6F9}": return .europeanNumber
    case "-": return .neutral
    default: break
    }
    if scalar.properties.generalCategory == .nonspacingMark {
      return IDNATables.strongMarks.contains(scalar) ? .leftToRight : .nonspacingMark
    }
    if IDNATables.arabicNumbers.contains(scalar) { return .arabicNumber }
    if IDNATables.rightToLeft.contains(scalar) { return .rightToLeft }
    return IDNATables.neutral.contains(scalar) ? .neutral : .leftToRight
  }
}

/// The derived property of RFC 5892, section 3, worked out from the properties that the standard library knows. Code
/// points that its version of Unicode has not assigned count as disallowed.
enum CodePointClass {
  /// PVALID.
  case valid
  /// CONTEXTJ or CONTEXTO: it depends on the neighbours.
  case contextual
  /// DISALLOWED or UNASSIGNED.
  case disallowed

  init(_ scalar: Unicode.Scalar) {
    if let exception = CodePointClass(exception: scalar.value) {
      self = exception
      return
    }
    switch scalar {
    case "a"..."z", "0"..."9", "-":
      self = .valid
    case "\u{200C}", "\u{200D}":
      self = .contextual
    default:
      self = CodePointClass.isStableLetterOrDigit(scalar) ? .valid : .disallowed
    }
  }

  /// Section 2.6. BackwardCompatible (2.7) is empty.
  private init?(exception value: UInt32) {
    switch value {
    case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: self = .valid
    case 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, 0x660...0x669, 0x6F0...0x6F9: self = .contextual
    case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: self = .disallowed
    default: return nil
    }
  }

  private static func isStableLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    // 2.1 LetterDigits.
    switch properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .otherLetter, .decimalNumber, .modifierLetter, .nonspacingMark,
      .spacingMark:
      break
    default:
      return false
    }
    // 2.2 Unstable, and 2.3 IgnorableProperties, since NFKC_Casefold drops what is ignorable.
    guard !properties.changesWhenNFKCCaseFolded else { return false }
    switch scalar.value {
    // 2.4 IgnorableBlocks: combining marks for symbols, musical symbols, ancient Greek musical notation.
    case 0x20D0...0x20FF, 0x1D100...0x1D1FF, 0x1D200...0x1D24F: return false
    // 2.9 OldHangulJamo.
    case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7FB: return false
    default: return true
    }
  }
}

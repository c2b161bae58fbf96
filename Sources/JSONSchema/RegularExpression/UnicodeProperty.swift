internal import Synchronization

extension RegularExpression {
  /// The properties of `\p{..}`: ECMA-262's tables of names, which are matched exactly, and the standard library's data.
  enum UnicodeProperty {
    enum Result {
      case found(CodePointSet)
      /// ECMA-262 has it, this library has no data for it.
      case unsupported
      case unknown
    }

    /// Sets once computed: each takes a scan over the assigned code points (some milliseconds).
    private static let cache = Mutex<[String: CodePointSet]>([:])

    /// Looks up what stands in the braces, such as `L`, `General_Category=Letter`, `Alphabetic` or `sc=Greek`.
    static func lookUp(_ text: String) -> Result {
      // Strings compare by canonical equivalence, and names are ASCII: nothing else may equal one.
      guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return .unknown }
      if let known = cache.withLock({ $0[text] }) { return .found(known) }
      let result = compute(text)
      if case .found(let set) = result { cache.withLock { $0[text] = set } }
      return result
    }

    private static func compute(_ text: String) -> Result {
      if let separator = text.utf8.firstIndex(of: 0x3D) {
        let value = String(text[text.utf8.index(after: separator)...])
        switch text[..<separator] {
        case "General_Category", "gc": return category(value) ?? .unknown
        case "Script", "sc": return script(value, extensions: false)
        case "Script_Extensions", "scx": return script(value, extensions: true)
        default: return .unknown
        }
      }
      switch text {
      case "Any": return .found(.all)
      case "ASCII": return .found(CodePointSet([CodePointRange(0, 0x7F)]))
      case "Assigned":
        guard case .found(let unassigned) = category("Cn") else { return .unknown }
        return .found(unassigned.inverted)
      case "Regional_Indicator", "RI": return .found(CodePointSet([CodePointRange(0x1F1E6, 0x1F1FF)]))
      case "Extended_Pictographic", "ExtPict": return .found(pairs(extendedPictographic))
      case "Emoji_Component", "EComp": return .found(pairs(emojiComponents))
      default: break
      }
      if let result = category(text) { return result }
      guard let test = binary[text] else { return .unknown }
      return .found(scan { test($0.properties) })
    }

    private static func script(_ name: String, extensions: Bool) -> Result {
      for script in scripts where script.names.contains(name) {
        return .found(pairs(extensions ? script.extensions ?? script.script : script.script))
      }
      // Any well-formed name may be one of the scripts that the table leaves out.
      let isName = name.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x5F }
      return isName && !name.isEmpty ? .unsupported : .unknown
    }

    private static func pairs(_ values: [UInt32]) -> CodePointSet {
      CodePointSet(
        stride(from: 0, to: values.count, by: 2).map { CodePointRange(values[$0], values[$0 + 1]) })
    }

    /// The set of the code points that pass. Planes without characters are sampled: but for the two noncharacters at the
    /// end of each, all code points of planes 4 to 13, of 15 and 16, and of the rest of 14 are alike.
    private static func scan(_ test: (Unicode.Scalar) -> Bool) -> CodePointSet {
      var ranges: [CodePointRange] = []
      func add(_ lower: UInt32, _ upper: UInt32) {
        if let last = ranges.indices.last, ranges[last].upper + 1 == lower {
          ranges[last].upper = upper
        } else {
          ranges.append(CodePointRange(lower, upper))
        }
      }
      func each(_ values: ClosedRange<UInt32>) {
        for value in values {
          if let scalar = Unicode.Scalar(value), test(scalar) { add(value, value) }
        }
      }
      func alike(_ values: ClosedRange<UInt32>) {
        if let scalar = Unicode.Scalar(values.lowerBound), test(scalar) { add(values.lowerBound, values.upperBound) }
      }
      each(0...0x3FFFF)
      for plane in UInt32(4)...16 {
        let base = plane << 16
        if plane == 14 {
          each(base...(base + 0xFFF))
          alike((base + 0x1000)...(base + 0xFFFD))
        } else {
          alike(base...(base + 0xFFFD))
        }
        each((base + 0xFFFE)...(base + 0xFFFF))
      }
      return CodePointSet(ranges)
    }

    private static func category(_ name: String) -> Result? {
      guard let members = categories[name] else { return nil }
      var set = scan { members.contains($0.properties.generalCategory) }
      // Surrogates are no Unicode.Scalar, so the scan cannot see them.
      if members.contains(.surrogate) { set = CodePointSet(set.ranges + [CodePointRange(0xD800, 0xDFFF)]) }
      return .found(set)
    }

    private static let categories: [String: Set<Unicode.GeneralCategory>] = {
      typealias Category = Unicode.GeneralCategory
      let cased: Set<Category> = [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter]
      let rows: [([String], Set<Category>)] = [
        (["Lu", "Uppercase_Letter"], [.uppercaseLetter]),
        (["Ll", "Lowercase_Letter"], [.lowercaseLetter]),
        (["Lt", "Titlecase_Letter"], [.titlecaseLetter]),
        (["LC", "Cased_Letter"], cased),
        (["Lm", "Modifier_Letter"], [.modifierLetter]),
        (["Lo", "Other_Letter"], [.otherLetter]),
        (["L", "Letter"], cased.union([.modifierLetter, .otherLetter])),
        (["Mn", "Nonspacing_Mark"], [.nonspacingMark]),
        (["Mc", "Spacing_Mark"], [.spacingMark]),
        (["Me", "Enclosing_Mark"], [.enclosingMark]),
        (["M", "Mark", "Combining_Mark"], [.nonspacingMark, .spacingMark, .enclosingMark]),
        (["Nd", "Decimal_Number", "digit"], [.decimalNumber]),
        (["Nl", "Letter_Number"], [.letterNumber]),
        (["No", "Other_Number"], [.otherNumber]),
        (["N", "Number"], [.decimalNumber, .letterNumber, .otherNumber]),
        (["Pc", "Connector_Punctuation"], [.connectorPunctuation]),
        (["Pd", "Dash_Punctuation"], [.dashPunctuation]),
        (["Ps", "Open_Punctuation"], [.openPunctuation]),
        (["Pe", "Close_Punctuation"], [.closePunctuation]),
        (["Pi", "Initial_Punctuation"], [.initialPunctuation]),
        (["Pf", "Final_Punctuation"], [.finalPunctuation]),
        (["Po", "Other_Punctuation"], [.otherPunctuation]),
        (
          ["P", "Punctuation", "punct"],
          [
            .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation,
          ]
        ),
        (["Sm", "Math_Symbol"], [.mathSymbol]),
        (["Sc", "Currency_Symbol"], [.currencySymbol]),
        (["Sk", "Modifier_Symbol"], [.modifierSymbol]),
        (["So", "Other_Symbol"], [.otherSymbol]),
        (["S", "Symbol"], [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol]),
        (["Zs", "Space_Separator"], [.spaceSeparator]),
        (["Zl", "Line_Separator"], [.lineSeparator]),
        (["Zp", "Paragraph_Separator"], [.paragraphSeparator]),
        (["Z", "Separator"], [.spaceSeparator, .lineSeparator, .paragraphSeparator]),
        (["Cc", "Control", "cntrl"], [.control]),
        (["Cf", "Format"], [.format]),
        (["Cs", "Surrogate"], [.surrogate]),
        (["Co", "Private_Use"], [.privateUse]),
        (["Cn", "Unassigned"], [.unassigned]),
        (["C", "Other"], [.control, .format, .surrogate, .privateUse, .unassigned]),
      ]
      var result: [String: Set<Category>] = [:]
      for (names, members) in rows {
        for name in names { result[name] = members }
      }
      return result
    }()

    /// Emoji_Component: digits, `#`, `*`, joiner, keycap, selector, regional indicators, modifiers, hair, tags.
    private static let emojiComponents: [UInt32] = [
      0x23, 0x23, 0x2A, 0x2A, 0x30, 0x39, 0x200D, 0x200D, 0x20E3, 0x20E3, 0xFE0F, 0xFE0F, 0x1F1E6, 0x1F1FF, 0x1F3FB,
      0x1F3FF, 0x1F9B0, 0x1F9B3, 0xE0020, 0xE007F,
    ]

    private typealias Test = @Sendable (Unicode.Scalar.Properties) -> Bool

    private static let binary: [String: Test] = {
      let rows: [([String], Test)] = [
        (["ASCII_Hex_Digit", "AHex"], { $0.isASCIIHexDigit }),
        (["Alphabetic", "Alpha"], { $0.isAlphabetic }),
        (["Bidi_Control", "Bidi_C"], { $0.isBidiControl }),
        (["Bidi_Mirrored", "Bidi_M"], { $0.isBidiMirrored }),
        (["Case_Ignorable", "CI"], { $0.isCaseIgnorable }),
        (["Cased"], { $0.isCased }),
        (["Changes_When_Casefolded", "CWCF"], { $0.changesWhenCaseFolded }),
        (["Changes_When_Casemapped", "CWCM"], { $0.changesWhenCaseMapped }),
        (["Changes_When_Lowercased", "CWL"], { $0.changesWhenLowercased }),
        (["Changes_When_NFKC_Casefolded", "CWKCF"], { $0.changesWhenNFKCCaseFolded }),
        (["Changes_When_Titlecased", "CWT"], { $0.changesWhenTitlecased }),
        (["Changes_When_Uppercased", "CWU"], { $0.changesWhenUppercased }),
        (["Dash"], { $0.isDash }),
        (["Default_Ignorable_Code_Point", "DI"], { $0.isDefaultIgnorableCodePoint }),
        (["Deprecated", "Dep"], { $0.isDeprecated }),
        (["Diacritic", "Dia"], { $0.isDiacritic }),
        (["Emoji"], { $0.isEmoji }),
        (["Emoji_Modifier", "EMod"], { $0.isEmojiModifier }),
        (["Emoji_Modifier_Base", "EBase"], { $0.isEmojiModifierBase }),
        (["Emoji_Presentation", "EPres"], { $0.isEmojiPresentation }),
        (["Extender", "Ext"], { $0.isExtender }),
        (["Grapheme_Base", "Gr_Base"], { $0.isGraphemeBase }),
        (["Grapheme_Extend", "Gr_Ext"], { $0.isGraphemeExtend }),
        (["Hex_Digit", "Hex"], { $0.isHexDigit }),
        (["IDS_Binary_Operator", "IDSB"], { $0.isIDSBinaryOperator }),
        (["IDS_Trinary_Operator", "IDST"], { $0.isIDSTrinaryOperator }),
        (["ID_Continue", "IDC"], { $0.isIDContinue }),
        (["ID_Start", "IDS"], { $0.isIDStart }),
        (["Ideographic", "Ideo"], { $0.isIdeographic }),
        (["Join_Control", "Join_C"], { $0.isJoinControl }),
        (["Logical_Order_Exception", "LOE"], { $0.isLogicalOrderException }),
        (["Lowercase", "Lower"], { $0.isLowercase }),
        (["Math"], { $0.isMath }),
        (["Noncharacter_Code_Point", "NChar"], { $0.isNoncharacterCodePoint }),
        (["Pattern_Syntax", "Pat_Syn"], { $0.isPatternSyntax }),
        (["Pattern_White_Space", "Pat_WS"], { $0.isPatternWhitespace }),
        (["Quotation_Mark", "QMark"], { $0.isQuotationMark }),
        (["Radical"], { $0.isRadical }),
        (["Sentence_Terminal", "STerm"], { $0.isSentenceTerminal }),
        (["Soft_Dotted", "SD"], { $0.isSoftDotted }),
        (["Terminal_Punctuation", "Term"], { $0.isTerminalPunctuation }),
        (["Unified_Ideograph", "UIdeo"], { $0.isUnifiedIdeograph }),
        (["Uppercase", "Upper"], { $0.isUppercase }),
        (["Variation_Selector", "VS"], { $0.isVariationSelector }),
        (["White_Space", "space"], { $0.isWhitespace }),
        (["XID_Continue", "XIDC"], { $0.isXIDContinue }),
        (["XID_Start", "XIDS"], { $0.isXIDStart }),
      ]
      var result: [String: Test] = [:]
      for (names, test) in rows {
        for name in names { result[name] = test }
      }
      return result
    }()
  }
}

/// The ways in which a text is written where a service quotes a request: as it is, and as JSON, URLs, forms and HTML
/// escape it. Most secrets look the same in all of them.
enum SecretForms {
  /// All of them, some more than once.
  static func all(of value: String) -> [[UInt8]] {
    let percent = percentEncoded(value)
    // What need not be escaped in a URL need not be escaped anywhere.
    guard percent != value else { return [Array(value.utf8)] }
    let forms = [
      value, oneLine(value), percent, lowercasedEscapes(percent), plusForSpace(percent), escaped(value, json),
      escaped(value, jsonWithSlash), escaped(value) { asciiOnly($0, json, isUppercase: false) },
      escaped(value) { asciiOnly($0, json, isUppercase: true) }, escaped(value, html),
      escaped(value) { $0 == "'" ? "&#x27;" : html($0) },
    ]
    return forms.map { Array($0.utf8) }
  }

  private static func escaped(_ value: String, _ escape: (Unicode.Scalar) -> String?) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
      if let text = escape(scalar) { result += text } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  /// The short escapes that writers prefer (RFC 8259, section 7); nil for what needs none.
  private static func json(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\"": #"\""#
    case "\\": #"\\"#
    case "\n": #"\n"#
    case "\r": #"\r"#
    case "\t": #"\t"#
    case _ where scalar.value < 0x20: unicodeEscape(UInt16(scalar.value), isUppercase: false)
    default: nil
    }
  }

  private static func jsonWithSlash(_ scalar: Unicode.Scalar) -> String? { scalar == "/" ? #"\/"# : json(scalar) }

  /// With nothing but ASCII left, as some writers do.
  private static func asciiOnly(
    _ scalar: Unicode.Scalar, _ escape: (Unicode.Scalar) -> String?, isUppercase: Bool
  ) -> String? {
    guard !scalar.isASCII else { return escape(scalar) }
    return UTF16.encode(scalar)?.map { unicodeEscape($0, isUppercase: isUppercase) }.joined()
  }

  private static func unicodeEscape(_ unit: UInt16, isUppercase: Bool) -> String {
    let digits = String(unit, radix: 16, uppercase: isUppercase)
    return #"\u"# + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }

  /// The characters that HTML and XML reserve.
  private static func html(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    case "'": "&#39;"
    default: nil
    }
  }

  /// Keys come in several lines, and messages in one.
  private static func oneLine(_ value: String) -> String {
    value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Form encoding (WHATWG URL, section 5.2).
  private static func plusForSpace(_ percent: String) -> String {
    var result = ""
    var rest = percent[...]
    while let first = rest.first {
      let isSpace = rest.hasPrefix("%20")
      result.append(isSpace ? "+" : first)
      rest = rest.dropFirst(isSpace ? 3 : 1)
    }
    return result
  }

  private static func lowercasedEscapes(_ percent: String) -> String {
    var result = ""
    var digits = 0
    for character in percent {
      if character == "%" { digits = 3 }
      result += digits > 0 ? character.lowercased() : String(character)
      digits -= 1
    }
    return result
  }
}

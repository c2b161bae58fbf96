/// `uri-template`: RFC 6570, section 2, all four levels.
enum URITemplateSyntax {
  static func isTemplate(_ text: Span<UInt8>) -> Bool {
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "{") {
        guard let end = endOfExpression(text, from: index) else { return false }
        index = end
      } else if ASCIISet.templateLiteral.contains(byte) {
        index += 1
      } else if byte == UInt8(ascii: "%") {
        guard URISyntax.isPercentEncoded(text, index) else { return false }
        index += 3
      } else {
        guard byte >= 0x80, let scalar = decodeScalar(text, at: &index) else { return false }
        guard URISyntax.isUCSChar(scalar) || URISyntax.isPrivateUse(scalar) else { return false }
      }
    }
    return true
  }

  /// Reads an expression from its opening brace to behind its closing one.
  private static func endOfExpression(_ text: Span<UInt8>, from start: Int) -> Int? {
    var index = start + 1
    // The operators that section 2.2 reserves for later are part of the grammar.
    if index < text.count, ASCIISet.templateOperator.contains(text[index]) { index += 1 }
    while true {
      guard skipVariableName(text, &index), skipModifier(text, &index), index < text.count else { return nil }
      if text[index] == UInt8(ascii: "}") { return index + 1 }
      guard text[index] == UInt8(ascii: ",") else { return nil }
      index += 1
    }
  }

  /// Reads `varname`: characters with single full stops between them.
  private static func skipVariableName(_ text: Span<UInt8>, _ index: inout Int) -> Bool {
    var needsCharacter = true
    while index < text.count {
      let byte = text[index]
      if ASCIISet.variableName.contains(byte) {
        index += 1
        needsCharacter = false
      } else if byte == UInt8(ascii: "%") {
        guard URISyntax.isPercentEncoded(text, index) else { return false }
        index += 3
        needsCharacter = false
      } else if byte == UInt8(ascii: "."), !needsCharacter {
        index += 1
        needsCharacter = true
      } else {
        break
      }
    }
    return !needsCharacter
  }

  /// Reads `modifier-level4`, if there is one: an asterisk, or a colon and a number from 1 to 9999.
  private static func skipModifier(_ text: Span<UInt8>, _ index: inout Int) -> Bool {
    guard index < text.count else { return true }
    if text[index] == UInt8(ascii: "*") {
      index += 1
      return true
    }
    guard text[index] == UInt8(ascii: ":") else { return true }
    let first = index + 1
    guard first < text.count, ASCII.isDigit(text[first]), text[first] != UInt8(ascii: "0") else { return false }
    index = first + 1
    while index < text.count, index - first < 4, ASCII.isDigit(text[index]) { index += 1 }
    return true
  }
}

extension ASCIISet {
  /// `literals`, the ASCII ones: the apostrophe included, as erratum 6937 has it.
  static var templateLiteral: ASCIISet { ASCIISet(low: 0xAFFF_FFDA_0000_0000, high: 0x47FF_FFFE_AFFF_FFFF) }
  /// `operator`.
  static var templateOperator: ASCIISet { ASCIISet(low: 0xA800_D84A_0000_0000, high: 0x1000_0000_0000_0001) }
  /// `varchar`, percent-encoding apart.
  static var variableName: ASCIISet { ASCIISet(low: 0x03FF_0000_0000_0000, high: 0x07FF_FFFE_87FF_FFFE) }
}

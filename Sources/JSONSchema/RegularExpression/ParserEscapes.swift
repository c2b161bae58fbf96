extension RegularExpression.Parser {
  typealias Node = RegularExpression.Node
  typealias SyntaxError = RegularExpression.SyntaxError
  typealias CodePointSet = RegularExpression.CodePointSet
  typealias CodePointRange = RegularExpression.CodePointRange

  /// What an escape stands for, apart from assertions and back-references.
  enum Escape {
    case scalar(UInt32)
    case set(CodePointSet)
  }

  /// Reads an escape outside a class; the position is on the backslash.
  mutating func parseAtomEscape() throws(SyntaxError) -> Node {
    let start = position
    if let character = peek(1), character >= "1", character <= "9" {
      position += 1
      var number = 0
      while let digit = next, Self.isDigit(digit) {
        number = min(number * 10 + Int(digit.value - 0x30), 1 << 32)
        position += 1
      }
      guard number <= totalGroups() else {
        throw error("this refers to group \(number), and the pattern has \(totalGroups())", at: start)
      }
      hasBackReference = true
      return .backReference(number)
    }
    if peek(1) == "k" {
      position += 2
      let name = try parseGroupName()
      guard let number = group(named: name) else { throw error("no group has this name", at: start) }
      hasBackReference = true
      return .backReference(number)
    }
    switch try parseEscape() {
    case .scalar(let scalar): return .scalar(scalar)
    case .set(let set): return node(for: set)
    }
  }

  /// Reads a class such as `[^a-z\d]`; the position is on the opening bracket.
  mutating func parseClass() throws(SyntaxError) -> Node {
    let start = position
    position += 1
    let isNegated = take("^")
    var ranges: [CodePointRange] = []
    while true {
      guard let character = next else { throw error("this class is never closed", at: start) }
      if character == "]" { break }
      let offset = position
      let lower = try parseClassAtom()
      guard next == "-", let after = peek(1), after != "]" else {
        switch lower {
        case .scalar(let scalar): ranges.append(CodePointRange(scalar, scalar))
        case .set(let set): ranges += set.ranges
        }
        continue
      }
      position += 1
      let upper = try parseClassAtom()
      guard case .scalar(let first) = lower, case .scalar(let last) = upper else {
        throw error("a set cannot be the end of a range; a plain hyphen is written \\- here", at: offset)
      }
      guard first <= last else { throw error("the ends of this range are in the wrong order", at: offset) }
      ranges.append(CodePointRange(first, last))
    }
    position += 1
    let set = CodePointSet(ranges)
    return node(for: isNegated ? set.inverted : set)
  }

  private mutating func parseClassAtom() throws(SyntaxError) -> Escape {
    guard let character = next else { throw error("this class is never closed") }
    guard character == "\\" else {
      position += 1
      return .scalar(character.value)
    }
    if peek(1) == "b" {
      position += 2
      return .scalar(0x08)
    }
    return try parseEscape()
  }

  /// Reads what is common to escapes inside and outside a class; the position is on the backslash.
  private mutating func parseEscape() throws(SyntaxError) -> Escape {
    let start = position
    position += 1
    guard let character = next else { throw error("nothing follows this backslash", at: start) }
    position += 1
    switch character {
    case "d": return .set(.digit)
    case "D": return .set(.notDigit)
    case "w": return .set(.word)
    case "W": return .set(.notWord)
    case "s": return .set(.space)
    case "S": return .set(.notSpace)
    case "f": return .scalar(0x0C)
    case "n": return .scalar(0x0A)
    case "r": return .scalar(0x0D)
    case "t": return .scalar(0x09)
    case "v": return .scalar(0x0B)
    case "0":
      if let digit = next, Self.isDigit(digit) {
        throw error("octal escapes are not allowed; use \\x and two hexadecimal digits", at: start)
      }
      return .scalar(0)
    case "c":
      guard let letter = next, (letter.value | 0x20) >= 0x61, (letter.value | 0x20) <= 0x7A else {
        throw error("\\c must be followed by an ASCII letter", at: start)
      }
      position += 1
      return .scalar(letter.value % 32)
    case "x":
      guard let value = parseHexadecimal(digits: 2) else {
        throw error("\\x must be followed by two hexadecimal digits", at: start)
      }
      return .scalar(value)
    case "u":
      return .scalar(try parseUnicodeEscape(from: start))
    case "p", "P":
      let set = try parseProperty(from: start)
      return .set(character == "P" ? set.inverted : set)
    default:
      // Strict ECMA-262 allows the syntax characters and the slash; editions before `u` all that is not an identifier's.
      guard character == "_" || !character.properties.isIDContinue else {
        throw error("\\\(character) is not an escape of ECMA-262", at: start)
      }
      return .scalar(character.value)
    }
  }

  /// Reads what follows `\u`: four digits, two such escapes that form a surrogate pair, or digits in braces.
  mutating func parseUnicodeEscape(from start: Int) throws(SyntaxError) -> UInt32 {
    if take("{") {
      var value: UInt32 = 0
      var digits = 0
      while let digit = next.flatMap(hexadecimal) {
        value = value * 16 + digit
        guard value <= 0x10FFFF else { throw error("this is beyond the last code point, 10FFFF", at: start) }
        position += 1
        digits += 1
      }
      guard digits > 0, take("}") else {
        throw error("\\u{ must be followed by hexadecimal digits and a closing brace", at: start)
      }
      return value
    }
    guard let value = parseHexadecimal(digits: 4) else {
      throw error("\\u must be followed by four hexadecimal digits, or by some in braces", at: start)
    }
    guard value & 0xFC00 == 0xD800, next == "\\", peek(1) == "u" else { return value }
    let here = position
    position += 2
    if let low = parseHexadecimal(digits: 4), low & 0xFC00 == 0xDC00 {
      return 0x10000 + (value & 0x3FF) << 10 + (low & 0x3FF)
    }
    position = here
    return value
  }

  private mutating func parseHexadecimal(digits: Int) -> UInt32? {
    var value: UInt32 = 0
    for distance in 0..<digits {
      guard let digit = peek(distance).flatMap(hexadecimal) else { return nil }
      value = value * 16 + digit
    }
    position += digits
    return value
  }

  private func hexadecimal(_ character: Unicode.Scalar) -> UInt32? {
    switch character {
    case "0"..."9": character.value - 0x30
    case "A"..."F": character.value - 0x41 + 10
    case "a"..."f": character.value - 0x61 + 10
    default: nil
    }
  }

  /// Reads the `{name}` or `{name=value}` after `\p`.
  private mutating func parseProperty(from start: Int) throws(SyntaxError) -> CodePointSet {
    guard take("{"), let length = pattern[position...].firstIndex(of: "}").map({ $0 - position }) else {
      throw error("\\p must be followed by a property name in braces", at: start)
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: pattern[position..<(position + length)])
    position += length + 1
    switch RegularExpression.UnicodeProperty.lookUp(String(text)) {
    case .found(let set): return set
    case .unsupported: throw error("\\p{\(String(text))} is not supported here", at: start)
    case .unknown: throw error("\\p{\(String(text))} is not a property that ECMA-262 knows", at: start)
    }
  }
}

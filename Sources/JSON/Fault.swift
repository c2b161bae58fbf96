/// What the scanner found wrong, and where: cheap to make, turned into words by ``JSONParseError``.
struct Fault {
  /// What would have been right at the place of a fault.
  enum Expectation {
    case value, name, nameOrEnd, colon, commaOrBrace, commaOrBracket, digit
  }

  enum Number {
    case digitAfterMinus, digitAfterPoint, digitInExponent, leadingZero
  }

  enum Reason {
    case unexpected(Expectation)
    case unexpectedEnd(Expectation)
    case trailingComma
    case contentAfterValue
    case duplicateName
    case tooDeep(Int)
    case tooManyEntries
    case tooLong
    case byteOrderMark
    case badNumber(Number)
    case badLiteral
    case badEscape
    case badUnicodeEscape
    case loneSurrogate
    case controlCharacter(stringStart: Int)
    case unclosedString(stringStart: Int)
    case invalidUTF8
  }

  var reason: Reason
  var offset: Int

  init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

import JSONSchema
import Testing

@Suite struct RegularExpressionSyntaxErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let pattern: String
    let offset: Int
    let message: String

    init(_ pattern: String, _ offset: Int, _ message: String) {
      self.pattern = pattern
      self.offset = offset
      self.message = message
    }

    var testDescription: String { pattern }
  }

  static let cases: [Case] = [
    Case("a)", 1, "no opening"), Case("(a", 0, "never closed"), Case("é😀(?:a|(b)", 2, "never closed"),
    Case("[a", 0, "never closed"), Case("x[", 1, "never closed"), Case("[a\\", 2, "nothing follows"),
    Case("*a", 0, "nothing before"), Case("a**", 2, "nothing before"), Case("a|+", 2, "nothing before"),
    Case("^*", 1, "nothing before"), Case("\\b+", 2, "nothing before"), Case("(?=a)*", 5, "nothing before"),
    Case("(?<=a)?", 6, "nothing before"), Case("{1}", 0, "nothing before"), Case("a{1}{2}", 4, "nothing before"),
    Case("a++", 2, "nothing before"), Case("a{2,1}", 1, "wrong order"), Case("a{1", 1, "plain brace"),
    Case("a{,2}", 1, "plain brace"), Case("{,}", 0, "plain brace"), Case("a{1,2", 1, "plain brace"),
    Case("a{1 }", 1, "plain brace"), Case("😀[b-a]", 2, "wrong order"), Case("[\\w-z]", 1, "plain hyphen"),
    Case("[a-\\d]", 1, "plain hyphen"), Case("[\\s-\\d]", 1, "plain hyphen"), Case("\\", 0, "nothing follows"),
    Case("\\a", 0, "\\a is not an escape"), Case("a\\Z", 1, "\\Z is not"), Case("\\A", 0, "\\A is not"),
    Case("\\é", 0, "is not an escape"), Case("[\\B]", 1, "\\B is not"), Case("[\\k]", 1, "\\k is not"),
    Case("\\i", 0, "\\i is not"), Case("[\\1]", 1, "\\1 is not"), Case("\\8", 0, "group 8"), Case("(a)\\2", 3, "has 1"),
    Case("\\99999999999999999999", 0, "refers to group"), Case("\\00", 0, "octal"), Case("[\\07]", 1, "octal"),
    Case("\\c", 0, "ASCII letter"), Case("\\c1", 0, "ASCII letter"), Case("[\\c_]", 1, "ASCII letter"),
    Case("\\cé", 0, "ASCII letter"), Case("\\x", 0, "two hexadecimal"), Case("\\x4g", 0, "two hexadecimal"),
    Case("\\u", 0, "four hexadecimal"), Case("\\u004", 0, "four hexadecimal"), Case("\\u{}", 0, "closing brace"),
    Case("\\u{1F600", 0, "closing brace"), Case("\\u{110000}", 0, "10FFFF"), Case("\\u{FFFFFFFFFF}", 0, "10FFFF"),
    Case("\\k", 2, "angle brackets"), Case("\\k<a>", 0, "no group"), Case("(?<a>b)\\k<b>", 7, "no group"),
    Case("(?<a>b)\\k<a", 9, "never closed"), Case("(?<a>b)(?<a>c)", 9, "taken"), Case("(?<1a>b)", 3, "cannot stand"),
    Case("(?<>b)", 2, "empty"), Case("(?<a", 2, "never closed"), Case("(?<a\\x61>b)", 4, "no escape but"),
    Case("(?", 0, "must be followed"), Case("(?i)a", 0, "must be followed"), Case("(?i:a)", 0, "must be followed"),
    Case("(?P<a>b)", 0, "must be followed"), Case("(?>a)", 0, "must be followed"), Case("(?#a)", 0, "must be followed"),
    Case("\\p", 0, "in braces"), Case("\\pL", 0, "in braces"), Case("\\p{L", 0, "in braces"),
    Case("\\p{l}", 0, "not a property"), Case("\\p{}", 0, "not a property"), Case("[\\p{Foo}]", 1, "not a property"),
    Case("\\p{gc=Alphabetic}", 0, "not a property"), Case("\\p{Script=}", 0, "not a property"),
    Case("\\p{Greek}", 0, "not a property"), Case("\\p{^L}", 0, "not a property"),
    Case("\\p{Is_L}", 0, "not a property"),
    Case("\\p{sc=\u{212A}atakana}", 0, "not a property"), Case("\\p{Script=Cherokee}", 0, "not supported"),
  ]

  @Test(arguments: cases) func refusesWithPosition(_ example: Case) throws {
    let error = try #require(throws: RegularExpression.SyntaxError.self) { try RegularExpression(example.pattern) }
    #expect(error.offset == example.offset)
    #expect(error.message.contains(example.message), "\(error)")
  }

  @Test func boundsNesting() throws {
    for opening in ["(", "(?:", "(?=", "(?<!", "(?<a>"] {
      let error = try #require(throws: RegularExpression.SyntaxError.self) {
        try RegularExpression(String(repeating: opening, count: 100_000))
      }
      // The same name twice is refused before the depth is.
      guard opening != "(?<a>" else { continue }
      #expect(error.message.contains("nested more than \(RegularExpression.Limits.nesting) deep"))
      #expect(error.offset == RegularExpression.Limits.nesting * opening.utf8.count)
    }
  }

  @Test func boundsUnrolledRepeats() throws {
    let error = try #require(throws: RegularExpression.SyntaxError.self) {
      try RegularExpression("x(?:a{1000}){1000}")
    }
    #expect(error.message.contains("too large"))
    #expect(error.offset == 12)
    for pattern in [
      "a{99999999999999999999}", "(((a{100}){100}){100}){100}", "(?=a{9999999})", "[a-c]{0,300000}",
      "(?=a{200000})(?=b{200000})",
    ] {
      let error = try #require(throws: RegularExpression.SyntaxError.self) { try RegularExpression(pattern) }
      #expect(error.message.contains("too large"), "\(pattern)")
    }
  }
}

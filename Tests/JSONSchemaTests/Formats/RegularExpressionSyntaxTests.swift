import JSONSchema
import Testing

@Suite("regex")
struct RegularExpressionSyntaxTests {
  @Test(arguments: ["", "^[0-9]{2,3}\\.[0-9]$", "(?<year>\\d{4})", "(?=a)b|(?!c)", "\\p{L}+", "[^]", "ü+"])
  func accepts(_ text: String) { #expect(matches(.regex, text)) }

  @Test(arguments: ["(", ")", "[", "a**", "*", "\\", "(?P<n>a)", "\\p{Nope}", "[b-a]", "a{2,1}", "(?<a>x)(?<a>y)"])
  func refuses(_ text: String) { #expect(!matches(.regex, text)) }

  @Test("text that is no UTF-8 is refused")
  func malformed() { #expect(!matches(.regex, [0x61, 0xC3])) }
}

import JSON
import Testing

@Suite("Numbers keep their text (RFC 8259, section 6)")
struct NumberTests {
  @Test(
    "the text of a number is what was written",
    arguments: [
      "0", "-0", "1", "-1", "1.0", "1.00", "-0.0", "1e1", "1E1", "1e+1", "1E-01", "10.50e+07", "0.1", "1e400",
      "-1e-400",
      "123456789012345678901234567890", "0.1000000000000000055511151231257827", "9007199254740993",
      "1e99999999999999999999",
    ])
  func text(_ number: String) throws {
    for text in ["\(number)", " \(number) ", "[\(number)]", "[0,\(number) ,1]", "{\"a\":\(number)}"] {
      var value = try root(text)
      if value.kind == .array { value = try #require(value[value.count / 2]) }
      if value.kind == .object { value = try #require(value["a"]) }
      #expect(value.kind == .number)
      #expect(value.rawString == number)
    }
  }

  @Test(
    "integers that fit, and only those",
    arguments: [
      ("0", 0), ("-0", 0), ("7", 7), ("-7", -7), ("1234567890", 1_234_567_890), ("9223372036854775807", Int.max),
      ("-9223372036854775808", Int.min), ("9223372036854775808", nil), ("-9223372036854775809", nil),
      ("18446744073709551615", nil), ("18446744073709551616", nil), ("92233720368547758070", nil),
      ("100000000000000000000", nil),
      ("1.0", nil), ("1e2", nil), ("1E2", nil), ("0.0", nil), ("-0.0", nil), ("0e0", nil),
    ] as [(String, Int?)])
  func integer(_ text: String, _ expected: Int?) throws {
    #expect(try root(text).integer == expected)
  }

  @Test("an integer literal has neither fraction nor exponent")
  func integerLiteral() throws {
    for text in ["0", "-0", "12", "123456789012345678901234567890"] {
      #expect(try withRoot(text) { $0.isIntegerLiteral })
    }
    for text in ["0.0", "1e0", "1E0", "1.5e2", "\"1\"", "null", "[1]"] {
      #expect(try withRoot(text) { !$0.isIntegerLiteral })
    }
  }

  @Test("other kinds are no integers")
  func otherKinds() throws {
    for text in ["\"1\"", "null", "true", "[1]", "{\"a\":1}"] { #expect(try root(text).integer == nil) }
  }

  @Test("a long number")
  func long() throws {
    let digits = String(repeating: "7", count: 100_000)
    let value = try root("[-\(digits).\(digits)e-\(digits)]")
    #expect(value[0]?.rawString == "-\(digits).\(digits)e-\(digits)")
  }
}

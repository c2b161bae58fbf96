import JSON
import Testing

/// Numbers as their text says.
@Suite("Exact numbers")
struct ExactNumberTests {
  static func withNumbers<R>(_ a: String, _ b: String, _ body: (JSONNumber, JSONNumber) -> R) -> R {
    Array(a.utf8).withUnsafeBufferPointer { a in
      Array(b.utf8).withUnsafeBufferPointer { b in body(JSONNumber(a), JSONNumber(b)) }
    }
  }

  @Test(
    "equal, however they are written",
    arguments: [
      ("1", "1.0"), ("1", "1e0"), ("100", "1E+2"), ("0", "-0.0e5"), ("0.1", "1e-1"), ("-2.50", "-25e-1"),
      ("12300", "1.23e4"), ("1e400", "10e399"),
      ("123456789012345678901234567890.0", "1.2345678901234567890123456789e29"),
    ])
  func equal(a: String, b: String) {
    #expect(Self.withNumbers(a, b) { $0.compare($1) } == 0)
    func hash(_ number: JSONNumber) -> Int {
      var hasher = Hasher()
      number.hash(into: &hasher)
      return hasher.finalize()
    }
    #expect(Self.withNumbers(a, b) { hash($0) == hash($1) })
  }

  @Test(
    "smaller than",
    arguments: [
      ("9007199254740992", "9007199254740993"), ("-1", "0"), ("-10", "-9"), ("0.99", "1"), ("9", "10"),
      ("1e308", "1e400"), ("-1e400", "1e-400"), ("0", "1e-400"), ("1.5", "15"), ("0.1", "0.11"),
      ("123456789012345678901234567889", "123456789012345678901234567890"), ("99999999999999999999", "1e20"),
    ])
  func smaller(a: String, b: String) {
    #expect(Self.withNumbers(a, b) { $0.compare($1) } < 0)
    #expect(Self.withNumbers(b, a) { $0.compare($1) } > 0)
  }

  @Test(
    "multiples",
    arguments: [
      ("10", "5", true), ("10", "4", false), ("0.0075", "0.0001", true), ("0.00751", "0.0001", false),
      ("4.02", "0.01", true), ("1e308", "0.123456789", false), ("12391239123", "1e-8", true), ("1e308", "0.5", true),
      ("0", "7", true), ("-9", "3", true), ("-9", "2", false), ("4.5", "1.5", true), ("1.1", "0.1", true),
      ("123456789012345678901234567890", "10", true), ("123456789012345678901234567891", "10", false),
      ("246913578024691357802469135780246", "123456789012345678901234567890123", true),
      ("246913578024691357802469135780247", "123456789012345678901234567890123", false), ("1e1000000", "7", false),
      ("1e1000000", "1024", true), ("18446744073709551615", "18446744073709551615", true),
    ])
  func multiples(a: String, b: String, expected: Bool) {
    #expect(Self.withNumbers(a, b) { $0.isMultiple(of: $1) } == expected)
  }

  @Test(
    "whole numbers",
    arguments: [("1", true), ("1.0", true), ("1.5", false), ("1e2", true), ("1e-2", false), ("0.0", true)])
  func whole(text: String, expected: Bool) {
    #expect(Self.withNumbers(text, text) { number, _ in number.isInteger } == expected)
  }
}

import JSON
import Testing

@Suite("Numbers, exactly")
struct JSONNumberTests {
  /// Lends the numbers of some texts.
  private func with<T>(_ texts: [String], _ body: ([JSONNumber]) throws -> T) throws -> T {
    try withRoot("[" + texts.joined(separator: ",") + "]") { array in
      var numbers: [JSONNumber] = []
      array.forEachElement { numbers.append($0.number) }
      return try body(numbers)
    }
  }

  private func compare(_ a: String, _ b: String) throws -> Int {
    try with([a, b]) { $0[0].compare($0[1]).signum() }
  }

  private func hash(_ text: String) throws -> Int {
    try with([text]) {
      var hasher = Hasher()
      $0[0].hash(into: &hasher)
      return hasher.finalize()
    }
  }

  /// Every way of writing digits and a power of ten that is tried here.
  private func spellings(_ digits: Int, _ exponent: Int) -> [String] {
    if digits == 0 { return ["0", "-0", "0.00", "0e\(exponent)"] }
    let sign = digits < 0 ? "-" : ""
    let text = String(digits.magnitude)
    var all = [
      "\(digits)e\(exponent)", "\(digits)0E\(exponent - 1)", "\(digits).0e\(exponent)",
      "\(digits).000E+\(max(exponent, 0))",
    ]
    if exponent < 0 { all.removeLast() }
    // With the point moved into and before the digits.
    for place in 1..<max(text.count, 1) {
      all.append("\(sign)\(text.prefix(place)).\(text.dropFirst(place))e\(exponent + text.count - place)")
    }
    all.append("\(sign)0.\(text)e\(exponent + text.count)")
    all.append("\(sign)0.000\(text)00e\(exponent + text.count + 3)")
    if exponent >= 0 {
      all.append(sign + text + String(repeating: "0", count: exponent))
    } else if text.count > -exponent {
      all.append("\(sign)\(text.dropLast(-exponent)).\(text.suffix(-exponent))")
    } else {
      all.append("\(sign)0.\(String(repeating: "0", count: -exponent - text.count))\(text)")
    }
    return all
  }

  @Test("one number has one set of digits, one exponent and one hash, however it is written")
  func spelling() throws {
    for digits in [1, -1, 7, 15, -15, 105, 1_001, 123_456_789, 9_007_199_254_740_993, -1_234_567_890_123_456_789] {
      for exponent in -22...22 {
        let texts = spellings(digits, exponent)
        let hash = try hash(texts[0])
        try with(texts) { numbers in
          for number in numbers {
            #expect(number.mantissa == UInt64(digits.magnitude))
            #expect(number.exponent == exponent)
            #expect(number.digitCount == String(digits.magnitude).count)
            #expect(number.isNegative == (digits < 0))
            #expect(number.isInteger == (exponent >= 0))
            #expect(!number.isZero)
            #expect(number.compare(numbers[0]) == 0)
          }
        }
        for text in texts { #expect(try self.hash(text) == hash, "\(text)") }
      }
    }
  }

  @Test("zero is zero", arguments: ["0", "-0", "0.0", "-0.000", "0e5", "0E-400", "-0.0e99999999999999999999"])
  func zero(_ text: String) throws {
    try with([text, "0", "1", "-1", "1e-400", "3"]) { numbers in
      #expect(numbers[0].isZero && numbers[0].isInteger)
      #expect(numbers[0].digitCount == 0)
      #expect(numbers[0].compare(numbers[1]) == 0)
      #expect(numbers[0].compare(numbers[2]) < 0)
      #expect(numbers[0].compare(numbers[3]) > 0)
      #expect(numbers[0].compare(numbers[4]) < 0)
      #expect(numbers[0].isMultiple(of: numbers[5]))
    }
    #expect(try hash(text) == hash("0"))
  }

  @Test("order, each list from the smallest up")
  func order() throws {
    let lists = [
      [
        "-1e400", "-1e99", "-100", "-99.5", "-99", "-1.5", "-1", "-0.1", "-1e-400", "0", "1e-400", "1e-5", "0.1",
        "0.11", "0.2", "1", "1.5", "2",
        "10", "99", "99.5", "100", "1e99", "1e400",
      ],
      ["9007199254740992", "9007199254740993", "9007199254740993.5", "9007199254740994"],
      [
        "0.1", "0.1000000000000000055511151231257827", "0.10000000000000000555111512312578270211815834045410156250001",
        "0.2",
      ],
      [
        "9999999999999999999", "10000000000000000000", "10000000000000000001", "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999", "100000000000000000000.5",
      ],
      ["123456789012345678901234567890", "123456789012345678901234567890.1", "123456789012345678901234567891"],
      [
        "1.\(String(repeating: "0", count: 60))1", "1.\(String(repeating: "0", count: 59))1",
        "1.\(String(repeating: "0", count: 58))11",
      ],
      ["1e-99999999999999999999", "1e-1000", "1", "1e1000", "1e99999999999999999999"],
    ]
    for list in lists {
      for (low, a) in list.enumerated() {
        for (high, b) in list.enumerated() {
          #expect(try compare(a, b) == (low == high ? 0 : low < high ? -1 : 1), "\(a) and \(b)")
        }
      }
    }
  }

  @Test("order and multiples as integers have them")
  func integers() throws {
    var seeded = SeededNumbers(seed: 3)
    var mistakes = Mistakes()
    for _ in 0..<4_000 {
      let a = Int.random(in: -3_000...3_000, using: &seeded)
      let b = Int.random(in: -60...60, using: &seeded)
      let exponents = (Int.random(in: -3...3, using: &seeded), Int.random(in: -3...3, using: &seeded))
      // Both times 1,000 are integers.
      func scaled(_ digits: Int, _ exponent: Int) -> Int {
        (0..<(exponent + 3)).reduce(digits) { value, _ in value * 10 }
      }
      let x = scaled(a, exponents.0)
      let y = scaled(b, exponents.1)
      let texts = [
        spellings(a, exponents.0).randomElement(using: &seeded) ?? "",
        spellings(b, exponents.1).randomElement(using: &seeded) ?? "",
      ]
      try with(texts) { numbers in
        let order = numbers[0].compare(numbers[1]).signum()
        if order != (x - y).signum() { mistakes.append("the order of \(texts)") }
        if y != 0, numbers[0].isMultiple(of: numbers[1]) != (x % y == 0) { mistakes.append("the multiple in \(texts)") }
      }
    }
    mistakes.report()
  }

  @Test(
    "whether one number is a multiple of another",
    arguments: [
      ("0.3", "0.1", true), ("0.35", "0.1", false), ("1.1", "0.01", true), ("19.99", "0.01", true),
      ("4.02", "0.01", true), ("1", "3", false),
      ("1e400", "3", false), ("1e400", "7e-5", false), ("3e400", "3", true), ("1e400", "1024", true),
      ("1e400", "0.0625", true),
      ("1e2", "8", false), ("1e3", "8", true), ("1e18", "262144", true), ("1e17", "262144", false),
      ("7e-3", "1e-3", true),
      ("-9", "3", true), ("9", "-3", true), ("-10", "3", false), ("5", "10", false),
      ("12345678901234567890", "10", true),
      ("123456789012345678901234567890", "9", true), ("123456789012345678901234567891", "9", false),
      ("1e99999999999999999999", "1", true),
      ("1e99999999999999999999", "3", false), ("1e-99999999999999999999", "1", false),
      ("9999999999999999999", "9999999999999999999", true), ("99999999999999999990", "9999999999999999999", true),
      ("99999999999999999980000000000000000001", "9999999999999999999", true),
      // A remainder and its next digit that carry over the end of a machine word.
      ("18446744073709551618", "9223372036854775809", true), ("18446744073709551619", "9223372036854775809", false),
      // Divisors of more digits than a machine word holds.
      ("20000000000000000002", "10000000000000000001", true), ("20000000000000000003", "10000000000000000001", false),
      ("123456789012345678901", "123456789012345678901", true),
      ("246913578024691357802", "123456789012345678901", true),
      ("246913578024691357803", "123456789012345678901", false),
      ("12345678901234567890100000", "123456789012345678901", true),
      ("1e400", "100000000000000000000000001", false), ("1", "123456789012345678901", false),
      ("5e30", "0.000000000000000000000000001", true),
      ("1.23456789012345678901e40", "1.23456789012345678901", true), ("1e100", "1267650600228229401496703205376", true),
      ("1e99", "1267650600228229401496703205376", false),
    ] as [(String, String, Bool)])
  func multiples(_ a: String, _ b: String, _ expected: Bool) throws {
    try with([a, b]) { #expect($0[0].isMultiple(of: $0[1]) == expected) }
  }

  @Test("long numbers take time by their length only", .timeLimit(.minutes(1)))
  func long() throws {
    let nines = String(repeating: "9", count: 100_000)
    try with([nines, nines + "8", "0." + nines, "1e" + nines, "9"]) { numbers in
      #expect(numbers[0].digitCount == 100_000)
      #expect(numbers[0].compare(numbers[1]) < 0)
      #expect(numbers[0].compare(numbers[0]) == 0)
      #expect(numbers[2].compare(numbers[0]) < 0)
      #expect(numbers[3].compare(numbers[1]) > 0)
      #expect(numbers[0].isMultiple(of: numbers[4]))
      #expect(!numbers[1].isMultiple(of: numbers[4]))
    }
  }
}

/// A number exactly as its text says: sign, decimal digits and a power of ten, never a binary fraction.
///
/// It borrows the text it was made from, as ``JSONCursor`` does, and is made and compared without allocation. Zeros
/// before the first and after the last other digit are not part of the digits, so 1, 1.0, 10e-1 and 1e0 have the same
/// digits and exponent. Exponents beyond ±10^17 are taken as ±10^17.
public struct JSONNumber {
  /// The text from the first digit that is not zero to the last; it may hold a decimal point.
  let digits: UnsafeBufferPointer<UInt8>
  /// How many digits there are; 0 for zero.
  public let digitCount: Int
  /// The power of ten by which the digits, read as an integer, are multiplied.
  public let exponent: Int
  /// Whether the number is below zero.
  public let isNegative: Bool
  /// The digits as an integer, if there are at most 19 of them.
  public let mantissa: UInt64

  /// The number of a text in JSON's form (RFC 8259, section 6), such as a cursor's `rawText`.
  public init(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    let end = text.count
    isNegative = index < end && text[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var first = -1
    var last = -1
    var pointSeen = false
    var fractionDigits = 0
    // Digits after the last one that is not zero, and how many of them stand before the point.
    var count = 0
    var countToLast = 0
    var fractionToLast = 0
    var integerDigitsAfterLast = 0
    var mantissa: UInt64 = 0
    var mantissaToLast: UInt64 = 0
    while index < end {
      let byte = text[index]
      if byte == UInt8(ascii: ".") {
        pointSeen = true
      } else {
        let digit = byte &- 0x30
        guard digit < 10 else { break }
        if pointSeen { fractionDigits += 1 }
        if digit != 0 || first >= 0 {
          if first < 0 { first = index }
          count += 1
          if count <= 19 { mantissa = mantissa &* 10 &+ UInt64(digit) }
          if digit != 0 {
            last = index
            countToLast = count
            fractionToLast = fractionDigits
            mantissaToLast = mantissa
            integerDigitsAfterLast = 0
          } else if !pointSeen {
            integerDigitsAfterLast += 1
          }
        }
      }
      index += 1
    }
    var scale = 0
    if index < end {
      index += 1
      var negativeScale = false
      if index < end, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
        negativeScale = text[index] == UInt8(ascii: "-")
        index += 1
      }
      while index < end {
        scale = min(scale * 10 + Int(text[index] &- 0x30), Self.maximumExponent)
        index += 1
      }
      if negativeScale { scale = -scale }
    }
    digitCount = countToLast
    self.mantissa = mantissaToLast
    if first < 0 {
      digits = UnsafeBufferPointer(rebasing: text[0..<0])
      exponent = 0
    } else {
      digits = UnsafeBufferPointer(rebasing: text[first...last])
      exponent = scale - fractionToLast + integerDigitsAfterLast
    }
  }

  static let maximumExponent = 100_000_000_000_000_000

  /// Whether it is 0 or -0.
  public var isZero: Bool { digitCount == 0 }

  /// Whether it is a whole number, however it is written.
  public var isInteger: Bool { exponent >= 0 }

  /// -1, 0 or 1.
  private var sign: Int { isZero ? 0 : isNegative ? -1 : 1 }

  /// A digit as one steps through them, which may pass over the point.
  private func digit(_ position: inout Int) -> UInt8 {
    guard position < digits.count else { return 0 }
    if digits[position] == UInt8(ascii: ".") { position += 1 }
    let digit = digits[position] &- 0x30
    position += 1
    return digit
  }

  /// Below zero if this number is the smaller one, 0 if both are equal, above zero if it is the larger one.
  public func compare(_ other: JSONNumber) -> Int {
    let sign = sign
    let otherSign = other.sign
    if sign != otherSign { return sign - otherSign }
    if sign == 0 { return 0 }
    return sign * compareMagnitude(other)
  }

  private func compareMagnitude(_ other: JSONNumber) -> Int {
    if exponent == other.exponent, digitCount <= 19, other.digitCount <= 19 {
      return mantissa == other.mantissa ? 0 : mantissa < other.mantissa ? -1 : 1
    }
    let order = digitCount + exponent
    let otherOrder = other.digitCount + other.exponent
    if order != otherOrder { return order < otherOrder ? -1 : 1 }
    var position = 0
    var otherPosition = 0
    for _ in 0..<max(digitCount, other.digitCount) {
      let a = digit(&position)
      let b = other.digit(&otherPosition)
      if a != b { return a < b ? -1 : 1 }
    }
    return 0
  }

  /// Feeds what makes two numbers equal, and nothing else.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(sign)
    guard !isZero else { return }
    hasher.combine(exponent)
    var position = 0
    for _ in 0..<digitCount { hasher.combine(digit(&position)) }
  }

  /// Whether this number divided by the other is a whole number. The other one must not be 0.
  public func isMultiple(of divisor: JSONNumber) -> Bool {
    if isZero { return true }
    // The last digit of the dividend is not 0, so ten cannot divide it; a divisor with more powers of ten cannot.
    if exponent < divisor.exponent { return false }
    // More powers of two and five than the divisor can hold change nothing: it has fewer than four for each digit.
    let zeros = min(exponent - divisor.exponent, 4 * divisor.digitCount)
    guard divisor.digitCount <= 19 else { return isMultiple(ofLong: divisor, zeros: zeros) }
    let modulus = divisor.mantissa
    func timesTen(_ remainder: UInt64, plus digit: UInt64) -> UInt64 {
      var (high, low) = remainder.multipliedFullWidth(by: 10)
      let (sum, overflow) = low.addingReportingOverflow(digit)
      low = sum
      if overflow { high += 1 }
      return modulus.dividingFullWidth((high, low)).remainder
    }
    var remainder: UInt64 = 0
    if digitCount <= 19 {
      remainder = mantissa % modulus
    } else {
      var position = 0
      for _ in 0..<digitCount { remainder = timesTen(remainder, plus: UInt64(digit(&position))) }
    }
    for _ in 0..<zeros {
      if remainder == 0 { return true }
      remainder = timesTen(remainder, plus: 0)
    }
    return remainder == 0
  }

  /// The same for a divisor of more than 19 digits: long division as on paper. Such divisors exist in test suites only.
  private func isMultiple(ofLong divisor: JSONNumber, zeros: Int) -> Bool {
    var modulus: [UInt8] = [0]
    var position = 0
    for _ in 0..<divisor.digitCount { modulus.append(divisor.digit(&position)) }
    var remainder = [UInt8](repeating: 0, count: modulus.count)
    position = 0
    for index in 0..<(digitCount + zeros) {
      remainder.removeFirst()
      remainder.append(index < digitCount ? digit(&position) : 0)
      while !remainder.lexicographicallyPrecedes(modulus) {
        var borrow: UInt8 = 0
        for place in modulus.indices.reversed() {
          let subtrahend = modulus[place] + borrow
          borrow = remainder[place] < subtrahend ? 1 : 0
          remainder[place] = remainder[place] &+ 10 &* borrow &- subtrahend
        }
      }
    }
    return remainder.allSatisfy { $0 == 0 }
  }
}

extension JSONCursor {
  /// The number at this place, exactly. Only for numbers.
  public var number: JSONNumber { JSONNumber(rawText) }
}

/// Reads a number (RFC 8259, section 6).
struct NumberScanner {
  let base: UnsafePointer<UInt8>
  let end: Int
  /// How far it has come: to the end of the number, or to what is wrong with it.
  private(set) var offset: Int
  /// Whether there is neither fraction nor exponent.
  private(set) var isInteger = true

  init(base: UnsafePointer<UInt8>, end: Int, offset: Int) {
    self.base = base
    self.end = end
    self.offset = offset
  }

  /// Reads on from the minus sign or the first digit; what is wrong, if anything is.
  @inline(__always)
  mutating func scan() -> Fault.Number? {
    let start = offset
    if base[offset] == UInt8(ascii: "-") { offset &+= 1 }
    guard hasDigit else { return .digitAfterMinus }
    if base[offset] == UInt8(ascii: "0") {
      offset &+= 1
      if hasDigit {
        offset = start
        return .leadingZero
      }
    } else {
      skipDigits()
    }
    if offset < end, base[offset] == UInt8(ascii: ".") {
      isInteger = false
      offset &+= 1
      guard hasDigit else { return .digitAfterPoint }
      skipDigits()
    }
    if offset < end, base[offset] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      offset &+= 1
      if offset < end, base[offset] == UInt8(ascii: "+") || base[offset] == UInt8(ascii: "-") { offset &+= 1 }
      guard hasDigit else { return .digitInExponent }
      skipDigits()
    }
    return nil
  }

  @inline(__always)
  private var hasDigit: Bool { offset < end && base[offset] &- UInt8(ascii: "0") < 10 }

  @inline(__always)
  private mutating func skipDigits() {
    while hasDigit { offset &+= 1 }
  }
}

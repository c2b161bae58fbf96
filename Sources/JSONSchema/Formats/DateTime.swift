/// `date`, `time` and `date-time`: the productions `full-date`, `full-time` and `date-time` of RFC 3339, section 5.6.
enum DateTimeSyntax {
  static func isDate(_ text: Span<UInt8>) -> Bool {
    text.count == 10 && startsWithDate(text)
  }

  static func isTime(_ text: Span<UInt8>) -> Bool {
    isTime(text, from: 0)
  }

  static func isDateTime(_ text: Span<UInt8>) -> Bool {
    // The separator is a T in either case. Section 5.6 lets applications write a space, but its grammar does not.
    text.count >= 20 && startsWithDate(text) && text[10] | 0x20 == UInt8(ascii: "t") && isTime(text, from: 11)
  }

  /// The two digits at `index` as a number, or 255 where they are no digits, which is above every limit.
  @inline(__always)
  private static func twoDigits(_ text: Span<UInt8>, _ index: Int) -> UInt8 {
    let tens = text[index] &- UInt8(ascii: "0")
    let ones = text[index + 1] &- UInt8(ascii: "0")
    return tens < 10 && ones < 10 ? tens &* 10 &+ ones : 255
  }

  /// - Precondition: `text` has ten bytes or more.
  @inline(__always)
  private static func startsWithDate(_ text: Span<UInt8>) -> Bool {
    let century = twoDigits(text, 0)
    let yearOfCentury = twoDigits(text, 2)
    let month = twoDigits(text, 5)
    let day = twoDigits(text, 8)
    guard century < 100, yearOfCentury < 100, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else {
      return false
    }
    guard month &- 1 < 12, day &- 1 < 31 else { return false }
    if month == 2 {
      // A century year is a leap year when its number of centuries divides by four.
      let isLeapYear = (yearOfCentury == 0 ? century : yearOfCentury) % 4 == 0
      return day <= (isLeapYear ? 29 : 28)
    }
    // Bit n: month n has 31 days.
    return day <= 30 || (0b1_0101_1010_1010 as UInt16) &>> UInt16(month) & 1 == 1
  }

  @inline(__always)
  private static func isTime(_ text: Span<UInt8>, from start: Int) -> Bool {
    guard text.count - start >= 9 else { return false }
    let hour = twoDigits(text, start)
    let minute = twoDigits(text, start + 3)
    let second = twoDigits(text, start + 6)
    guard hour < 24, minute < 60, second <= 60 else { return false }
    guard text[start + 2] == UInt8(ascii: ":"), text[start + 5] == UInt8(ascii: ":") else { return false }

    var index = start + 8
    if text[index] == UInt8(ascii: ".") {
      index += 1
      let fraction = index
      while index < text.count, ASCII.isDigit(text[index]) { index += 1 }
      guard index > fraction, index < text.count else { return false }
    }

    // Minutes east of UTC.
    var offset = 0
    let sign = text[index]
    if sign | 0x20 == UInt8(ascii: "z") {
      guard index + 1 == text.count else { return false }
    } else {
      guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
      guard index + 6 == text.count, text[index + 3] == UInt8(ascii: ":") else { return false }
      let hours = twoDigits(text, index + 1)
      let minutes = twoDigits(text, index + 4)
      guard hours < 24, minutes < 60 else { return false }
      offset = Int(hours) * 60 + Int(minutes)
      if sign == UInt8(ascii: "-") { offset = -offset }
    }
    guard second == 60 else { return true }
    // A leap second ends a day of UTC (section 5.7). Which days have had one is a table that grows, and is not checked.
    let minuteOfDay = (Int(hour) * 60 + Int(minute) - offset + 1440) % 1440
    return minuteOfDay == 1439
  }
}

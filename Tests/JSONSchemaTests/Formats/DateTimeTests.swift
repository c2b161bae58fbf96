import JSONSchema
import Testing

@Suite("date, time, date-time")
struct DateTimeTests {
  @Test(arguments: [
    "2026-11-23", "0000-01-01", "9999-12-31", "2024-02-29", "2000-02-29", "1600-02-29", "2025-02-28", "2026-01-31",
    "2026-04-30", "2026-12-01",
  ])
  func acceptsDate(_ text: String) { #expect(matches(.date, text)) }

  @Test(arguments: [
    "", "2026", "2026-11", "2026-11-2", "2026-11-231", "2026-11-23 ", " 2026-11-23", "26-11-23", "2026/11/23",
    "2026-11/23", "2026-1-230", "20261123", "2025-02-29", "2023-02-29", "1900-02-29", "2026-02-30", "2026-04-31",
    "2026-06-31", "2026-09-31", "2026-11-31", "2026-00-10", "2026-13-10", "2026-10-00", "2026-10-32", "2026-99-99",
    "2x26-11-23", "2026-1x-23", "2026-11-x3", "2026-11-2/", "2026-:1-23", "-026-11-23", "2026\u{2010}11-2",
    "٢٠٢٦-11-23", "2026-11-23\n", "2026-11-23\0",
  ])
  func refusesDate(_ text: String) { #expect(!matches(.date, text)) }

  @Test("months have their days")
  func days() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    for (index, length) in lengths.enumerated() {
      for day in 0..<100 {
        let text = "2026-" + twoDigits(index + 1) + "-" + twoDigits(day)
        #expect(matches(.date, text) == (1...length ~= day), "\(text)")
      }
    }
  }

  @Test("leap years follow the Gregorian rule")
  func leapYears() {
    for year in 0..<10_000 {
      let text = twoDigits(year / 100) + twoDigits(year % 100) + "-02-29"
      let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      #expect(matches(.date, text) == isLeapYear, "\(text)")
    }
  }

  @Test(arguments: [
    "00:00:00Z", "23:59:59z", "12:34:56.7Z", "12:34:56.000000000001+05:30", "12:34:56-23:59", "12:34:56+00:00",
    // A leap second, wherever the clock says that UTC has 23:59.
    "23:59:60Z", "23:59:60.999Z", "05:29:60+05:30", "18:59:60-05:00", "00:00:60+00:01", "23:58:60-00:01",
  ])
  func acceptsTime(_ text: String) { #expect(matches(.time, text)) }

  @Test(arguments: [
    "", "Z", "12:34Z", "12:34:56", "12:34:56.", "12:34:56.Z", "12:34:56.1", "12:34:56,1Z", "12:34:5Z", "1:34:56Z",
    "24:00:00Z", "12:60:00Z", "12:34:61Z", "12:34:56+", "12:34:56+1", "12:34:56+01", "12:34:56+0100", "12:34:56+01:0",
    "12:34:56+01:000", "12:34:56+24:00", "12:34:56+01:60", "12:34:56~01:00", "12:34:56ZZ", "12:34:56Z ", " 12:34:56Z",
    "12.34.56Z", "12:34:56 Z", "12:34:56.1.2Z", "1/:34:56Z", "12:34:56+0:100", "T12:34:56Z",
    "12:34:60Z", "23:58:60Z", "00:59:60Z", "23:59:60+01:00", "00:59:60-01:00",
  ])
  func refusesTime(_ text: String) { #expect(!matches(.time, text)) }

  @Test(arguments: [
    "2026-11-23T08:30:00Z", "2026-11-23t08:30:00z", "2026-11-23T08:30:00.123456+01:00", "2024-02-29T00:00:00-12:00",
    "2016-12-31T23:59:60Z", "2017-01-01T08:59:60+09:00",
  ])
  func acceptsDateTime(_ text: String) { #expect(matches(.dateTime, text)) }

  @Test(arguments: [
    "", "2026-11-23", "08:30:00Z", "2026-11-23T", "2026-11-23T08:30:00", "2026-11-23 08:30:00Z", "2026-11-2308:30:00Z",
    "2026-11-23_08:30:00Z", "2026-11-23TT08:30:00Z", "2025-02-29T08:30:00Z", "2026-11-23T25:30:00Z",
    "2026-11-23T08:30:00Z2026-11-23T08:30:00Z", "2026-11-23\u{4}08:30:00Z", "2026-11-23T12:00:60Z",
  ])
  func refusesDateTime(_ text: String) { #expect(!matches(.dateTime, text)) }

  private func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

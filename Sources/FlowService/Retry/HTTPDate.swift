/// Dates in HTTP fields (RFC 9110, section 5.6.7): the one form that is written today and the two that must still be
/// read.
package enum HTTPDate {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

  /// Seconds since 1970, or nil for a text that is no date.
  package static func seconds(_ text: String) -> Int64? {
    let parts = text.split { $0 == " " || $0 == "," }
    // "Sun, 06 Nov 1994 08:49:37 GMT"
    if parts.count == 6, parts[5] == "GMT" {
      return seconds(year: Int(parts[3]), month: parts[2], day: Int(parts[1]), time: parts[4])
    }
    // "Sunday, 06-Nov-94 08:49:37 GMT": two digits mean the year nearest to now, and no service dates back to 1970.
    if parts.count == 4, parts[3] == "GMT" {
      let date = parts[1].split(separator: "-")
      guard date.count == 3 else { return nil }
      return seconds(year: Int(date[2]).map { $0 + 2000 }, month: date[1], day: Int(date[0]), time: parts[2])
    }
    // "Sun Nov  6 08:49:37 1994"
    if parts.count == 5 {
      return seconds(year: Int(parts[4]), month: parts[1], day: Int(parts[2]), time: parts[3])
    }
    return nil
  }

  /// "Sun, 06 Nov 1994 08:49:37 GMT".
  package static func text(seconds: Int64) -> String {
    let (day, second) = seconds.dividedFloored(by: 86_400)
    let (year, month, dayOfMonth) = civil(day)
    let weekday = days[Int(day.dividedFloored(by: 7).remainder)]
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let time = "\(two(Int(second / 3600))):\(two(Int(second / 60 % 60))):\(two(Int(second % 60)))"
    return "\(weekday), \(two(dayOfMonth)) \(months[month - 1]) \(year) \(time) GMT"
  }

  private static func seconds(year: Int?, month: Substring, day: Int?, time: Substring) -> Int64? {
    let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard let year, (1970...9999).contains(year), let month = months.firstIndex(of: String(month)),
      let day, (1...31).contains(day),
      clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    return daysSince1970(year, month + 1, day) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
  }

  /// The proleptic Gregorian calendar, with years that begin in March so that the leap day is the last.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let year = Int64(month <= 2 ? year - 1 : year)
    let month = Int64(month <= 2 ? month + 9 : month - 3)
    let era = year.dividedFloored(by: 400)
    let dayOfYear = (153 * month + 2) / 5 + Int64(day) - 1
    let dayOfEra = era.remainder * 365 + era.remainder / 4 - era.remainder / 100 + dayOfYear
    return era.quotient * 146_097 + dayOfEra - 719_468
  }

  private static func civil(_ days: Int64) -> (year: Int, month: Int, day: Int) {
    let era = (days + 719_468).dividedFloored(by: 146_097)
    let day = era.remainder
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    let civilMonth = month < 10 ? month + 3 : month - 9
    let civilYear = year + era.quotient * 400 + (civilMonth <= 2 ? 1 : 0)
    return (Int(civilYear), Int(civilMonth), Int(dayOfYear - (153 * month + 2) / 5 + 1))
  }
}

extension Int64 {
  fileprivate func dividedFloored(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

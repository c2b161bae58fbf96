/// The `Retry-After` field (RFC 9110, section 10.2.3).
enum RetryAfter {
  /// How long the service asks to wait, or nil when it does not say. A date is measured against the answer's own `Date`
  /// where it has one, as the clock of this machine may be wrong. Never more than a day, never negative.
  static func delay(in response: HTTPResponse, clock: WallClock) -> Duration? {
    guard let text = response.headers["retry-after"] else { return nil }
    let day: Int64 = 86_400
    if let seconds = Double(text), seconds.isFinite {
      return .milliseconds(Int64(max(0, min(seconds, Double(day))) * 1000))
    }
    guard let date = HTTPDate.seconds(text) else { return nil }
    let now = response.headers["date"].flatMap(HTTPDate.seconds) ?? clock.milliseconds / 1000
    return .seconds(max(0, min(date - now, day)))
  }
}

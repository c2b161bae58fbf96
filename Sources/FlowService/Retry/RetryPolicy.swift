/// When a request is sent again, and after how long.
package struct RetryPolicy: Sendable {
  /// How often a request is sent in all.
  package var maximumAttempts: Int
  /// The delay before the second attempt. Jitter takes up to half of every delay away.
  package var firstDelay: Duration
  /// What each delay is multiplied with.
  package var growth: Double
  package var longestDelay: Duration
  /// The budget: how long a call may spend waiting between attempts. A `Retry-After` beyond what is left of it ends the
  /// attempts, and the caller is told that time.
  package var totalDelay: Duration

  package init(
    maximumAttempts: Int = 5, firstDelay: Duration = .milliseconds(500), growth: Double = 2,
    longestDelay: Duration = .seconds(20), totalDelay: Duration = .seconds(60)
  ) {
    self.maximumAttempts = maximumAttempts
    self.firstDelay = firstDelay
    self.growth = growth
    self.longestDelay = longestDelay
    self.totalDelay = totalDelay
  }

  /// Nothing is sent twice.
  package static let never = RetryPolicy(maximumAttempts: 1)

  /// The delay before another attempt, or nil when there is to be none.
  ///
  /// - Parameters:
  ///   - attempts: how many have been made.
  ///   - spent: how long the call has waited between attempts so far.
  ///   - remaining: the time until the call's deadline, if it has one.
  ///   - retryAfter: what the service asked for.
  ///   - random: from 0 up to 1.
  func delay(
    attempts: Int, spent: Duration, remaining: Duration?, retryAfter: Duration?, random: Double
  ) -> Duration? {
    guard attempts < maximumAttempts else { return nil }
    let delay: Duration
    if let retryAfter {
      delay = retryAfter
    } else {
      var seconds = firstDelay.inSeconds
      for _ in 1..<max(attempts, 1) { seconds = min(seconds * growth, longestDelay.inSeconds) }
      delay = .seconds(seconds * (1 - random / 2))
    }
    guard spent + delay <= totalDelay else { return nil }
    if let remaining, delay >= remaining { return nil }
    return delay
  }
}

/// How often a connection that is not yet enabled is looked at.
package struct WaitPolicy: Sendable {
  /// The time between the first look and the second.
  package var firstInterval: Duration
  /// What each interval is multiplied with.
  package var growth: Double
  package var longestInterval: Duration
  /// How many looks a second all waits together make in the long run: with more waits the longest interval grows, up to
  /// `longestSharedInterval`. No service takes kindly to more, and this process has to stay cheap.
  package var looksPerSecond = 400.0
  package var longestSharedInterval = Duration.seconds(60)
  /// The part of every interval that chance may take away, from 0 to 1.
  package var jitter: Double
  /// The part of an interval by which a look may come early, to be made together with others that are due; and how long
  /// that is at most.
  package var advance = 0.02
  package var longestAdvance = Duration.milliseconds(200)
  /// How long a connection that is not found may still appear.
  package var notFoundGrace: Duration
  /// How many looks are under way at one time, for all waits together.
  package var concurrentLooks: Int
  /// The time one look may take.
  package var lookTimeout: Duration
  /// How long a wait lasts at least for its first look to be answered: who gives it no time wants to know how things
  /// stand.
  package var firstLookTime: Duration

  package init(
    firstInterval: Duration = .seconds(1), growth: Double = 1.5, longestInterval: Duration = .seconds(15),
    jitter: Double = 0.2, notFoundGrace: Duration = .seconds(10), concurrentLooks: Int = 64,
    lookTimeout: Duration = .seconds(30), firstLookTime: Duration = .seconds(1)
  ) {
    self.firstInterval = firstInterval
    self.growth = growth
    self.longestInterval = longestInterval
    self.jitter = jitter
    self.notFoundGrace = notFoundGrace
    self.concurrentLooks = concurrentLooks
    self.lookTimeout = lookTimeout
    self.firstLookTime = firstLookTime
  }

  /// For a service that answers at once and enables within a second.
  package static let brisk = WaitPolicy(firstInterval: .milliseconds(50), longestInterval: .seconds(1))

  /// The interval after that one, where so many connections are waited for.
  func interval(after interval: Duration, among count: Int = 0) -> Duration {
    // Chance takes half of the jitter away, on average.
    let shared = Duration.seconds(Double(count) / (looksPerSecond * (1 - jitter / 2)))
    return min(.seconds(interval.inSeconds * growth), max(longestInterval, min(shared, longestSharedInterval)))
  }
}

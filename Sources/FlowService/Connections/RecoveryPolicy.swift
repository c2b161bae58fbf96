/// What is done about a create whose answer did not come.
package struct RecoveryPolicy: Sendable {
  /// The pauses before each look for the connection. A service that is slow may still be making it: only when all looks
  /// have found nothing is it taken as not made.
  package var lookDelays: [Duration]
  /// How often the create is sent in all.
  package var maximumSends: Int
  /// The part of a call's time that is kept for looking, should the create take the rest; and the most of it.
  package var reservedShare: Double
  package var longestReserve: Duration

  package init(
    lookDelays: [Duration] = [.milliseconds(250), .seconds(1), .seconds(3)], maximumSends: Int = 3,
    reservedShare: Double = 0.25, longestReserve: Duration = .seconds(5)
  ) {
    self.lookDelays = lookDelays
    self.maximumSends = maximumSends
    self.reservedShare = reservedShare
    self.longestReserve = longestReserve
  }
}

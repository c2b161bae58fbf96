import Synchronization

/// What time it is at the service, learnt from the `Date` of its answers. The clock of this machine may be wrong, and
/// what is compared with it (when a connection was made) was stamped there.
final class ServiceClock: Sendable {
  private let wallClock: WallClock
  private let time: any TimeSource
  /// Milliseconds since 1970 at the zero of the time source.
  private let zero = Mutex<Int64?>(nil)

  init(time: any TimeSource, wallClock: WallClock) {
    self.time = time
    self.wallClock = wallClock
  }

  func observe(_ response: HTTPResponse) {
    guard let date = response.headers["date"].flatMap(HTTPDate.seconds) else { return }
    let now = Int64(time.now.wholeMilliseconds)
    zero.withLock { $0 = date * 1000 - now }
  }

  /// The earliest moment, in milliseconds since 1970, that the service may have stamped on something made after
  /// `moment`. `Date` is cut to whole seconds and never late, so only the difference between two machines of the
  /// service has to be allowed for; without it, the error of this machine's own clock.
  func earliestStamp(after moment: Duration) -> Int64 {
    if let zero = zero.withLock({ $0 }) {
      return zero + Int64(moment.wholeMilliseconds) - 5_000
    }
    let age = (time.now - moment).wholeMilliseconds
    return wallClock.milliseconds - Int64(age) - 120_000
  }
}

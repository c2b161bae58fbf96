import Synchronization

/// What time it is at the service, learnt from the `Date` of its answers. The clock of this machine may be wrong, and
/// what is compared with it (when a connection was made) was stamped there.
final class ServiceClock: Sendable {
  private let wallClock: WallClock
  private let time: any TimeSource
  private let latest = Mutex<Sighting?>(nil)

  private struct Sighting {
    /// As it was written. The first answer of a second tells its beginning best, and the others need not be read.
    var date: [UInt8]
    /// Milliseconds since 1970 at the zero of the time source.
    var zero: Int64
  }

  init(time: any TimeSource, wallClock: WallClock) {
    self.time = time
    self.wallClock = wallClock
  }

  func observe(_ response: HTTPResponse) {
    guard let date = response.headers.bytes(of: "date") else { return }
    latest.withLock { latest in
      if let latest, isSame(latest.date, date) { return }
      guard let seconds = HTTPDate.seconds(String(decoding: date, as: UTF8.self)) else { return }
      latest = Sighting(date: Array(date), zero: seconds * 1000 - Int64(time.now.wholeMilliseconds))
    }
  }

  private func isSame(_ a: [UInt8], _ b: ArraySlice<UInt8>) -> Bool {
    a.withUnsafeBytes { a in b.withUnsafeBytes { b in a.isEqual(to: b) } }
  }

  /// The earliest moment, in milliseconds since 1970, that the service may have stamped on something made after
  /// `moment`. `Date` is cut to whole seconds and never late, so only the difference between two machines of the
  /// service has to be allowed for; without it, the error of this machine's own clock.
  func earliestStamp(after moment: Duration) -> Int64 {
    if let zero = latest.withLock({ $0?.zero }) {
      return zero + Int64(moment.wholeMilliseconds) - 5_000
    }
    let age = (time.now - moment).wholeMilliseconds
    return wallClock.milliseconds - Int64(age) - 120_000
  }
}

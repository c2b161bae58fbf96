#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The time of day, as this machine believes it.
package struct WallClock: Sendable {
  private let read: @Sendable () -> Int64

  /// `read` answers milliseconds since 1970.
  package init(_ read: @escaping @Sendable () -> Int64) {
    self.read = read
  }

  package var milliseconds: Int64 { read() }

  package static let system = WallClock {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

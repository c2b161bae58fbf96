#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The system's monotonic clock (POSIX `clock_gettime`), in nanoseconds.
enum MonotonicClock {
  static var nanoseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

extension Duration {
  /// Whole nanoseconds, rounded up so that nothing is ever due too early; beyond 292 years it is the largest number.
  var nanosecondsRoundedUp: Int64 {
    let (seconds, attoseconds) = components
    let fraction = (attoseconds + 999_999_999) / 1_000_000_000
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return seconds < 0 ? .min : .max }
    let (sum, carry) = product.addingReportingOverflow(fraction)
    return carry ? .max : sum
  }
}

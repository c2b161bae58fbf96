/// Asks again and again what is ready, for a moment, before the loop sleeps until something is.
///
/// To sleep and to be woken takes 20 us and more of a processor, and as long again until the thread runs. Whoever talks
/// to the process without a pause has sent the next message before that, and so has a server on the same machine its
/// answer: staying awake takes less time, and no more of the processor (Tests/Benchmarks). It lasts about as long as
/// what it saves. Where it was in vain it is left out: the next time, then twice, four times and so on up to
/// `longestPause` times, until it was worthwhile again; so it costs 30 ns of each wait where nothing comes soon.
struct BusyPolling {
  /// In nanoseconds.
  static let longest: Int64 = 30_000
  static let longestPause = 1_024
  /// A look that took longer, in nanoseconds, was interrupted by another thread: maybe by the one that was waited for,
  /// and that had no other processor. Then sleeping would have been better.
  static let longestLook: Int64 = 5_000

  private var pause = 0
  private var waitsToLeaveOut = 0

  /// Calls `look` until it has found something; false when it is time to sleep.
  mutating func finds(_ look: () -> Bool, clock: () -> Int64 = { MonotonicClock.nanoseconds }) -> Bool {
    guard waitsToLeaveOut == 0 else {
      waitsToLeaveOut -= 1
      return false
    }
    // What is there already says nothing about what would have to be waited for.
    if look() { return true }
    let start = clock()
    var lastLook = start
    while true {
      let hasFound = look()
      let now = clock()
      if hasFound {
        note(wasWorthwhile: now - lastLook <= Self.longestLook)
        return true
      }
      guard now - start < Self.longest else {
        note(wasWorthwhile: false)
        return false
      }
      lastLook = now
    }
  }

  private mutating func note(wasWorthwhile: Bool) {
    pause = wasWorthwhile ? 0 : min(max(1, 2 * pause), Self.longestPause)
    waitsToLeaveOut = pause
  }
}

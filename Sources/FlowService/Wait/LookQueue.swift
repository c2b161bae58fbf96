/// The connections to look at now, first come first served, and how many looks may be under way.
///
/// A service that has had too many requests means all of them and not the one that it refused: then nothing is looked at
/// for a while, afterwards by half as many at a time, and by one more with each look that goes well.
struct LookQueue {
  private var numbers: [Int] = []
  private var start = 0
  private let policy: WaitPolicy
  private var allowed: Int
  private var workers = 0
  /// The least pause after the next refusal; it grows as long as nothing but refusals comes.
  private var leastPause: Duration
  /// Until when nothing is looked at, and why.
  private(set) var pause: (until: Duration, reason: FlowServiceError)?

  init(_ policy: WaitPolicy) {
    self.policy = policy
    allowed = policy.concurrentLooks
    leastPause = policy.firstInterval
  }

  private var count: Int { numbers.count - start }

  mutating func append(_ number: Int) { numbers.append(number) }

  /// Puts a connection that was not seen before all others: it has waited longest.
  mutating func putBack(_ number: Int) {
    guard start > 0 else { return numbers.insert(number, at: 0) }
    start -= 1
    numbers[start] = number
  }

  /// How many workers to start, so that what is queued is not left waiting for a few.
  mutating func hire() -> Int {
    guard pause == nil else { return 0 }
    let wanted = max(0, min(count, allowed - workers))
    workers += wanted
    return wanted
  }

  /// The next connection for a worker; one that gets none ends.
  mutating func next() -> Int? {
    guard pause == nil, workers <= allowed, let number = dequeue() else {
      workers -= 1
      return nil
    }
    return number
  }

  private mutating func dequeue() -> Int? {
    guard start < numbers.count else {
      numbers.removeAll(keepingCapacity: numbers.capacity <= 1024)
      start = 0
      return nil
    }
    let number = numbers[start]
    start += 1
    // Under constant load it is never empty, and what was taken out would pile up before it.
    if start >= 1024, 2 * start >= numbers.count {
      numbers.removeFirst(start)
      start = 0
    }
    return number
  }

  // MARK: Too many requests

  /// A look was refused since there were too many requests. Returns until when nothing is looked at.
  mutating func refused(_ error: FlowServiceError, _ now: Duration) -> Duration {
    var until = now + max(error.retryAfter ?? .zero, leastPause)
    // Looks that were under way at the same time are refused for the same reason.
    if let pause {
      until = max(until, pause.until)
    } else {
      allowed = max(1, allowed / 2)
      leastPause = policy.interval(after: leastPause)
    }
    pause = (until, error)
    return until
  }

  /// A look was answered.
  mutating func wentWell() {
    allowed = min(policy.concurrentLooks, allowed + 1)
    leastPause = policy.firstInterval
  }

  mutating func endPause(_ now: Duration) {
    if let pause, pause.until <= now { self.pause = nil }
  }
}

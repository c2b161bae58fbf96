/// What `EnableWatch` keeps under its lock.
extension EnableWatch {
  struct Waiter {
    var number: Int
    var began: Duration
    var deadline: Duration
    var polls = 0
    var progress: Progress?
    /// Nil once it has left.
    var completion: Completion?

    var isGone: Bool { completion == nil }

    /// Lets go of what it holds.
    mutating func leave() { (progress, completion) = (nil, nil) }
  }

  /// One connection that is waited for.
  struct Entry {
    var key: Key
    var began: Duration
    var interval: Duration
    var lastLook: Duration?
    /// When the next look is due; nil while one is queued or under way.
    var due: Duration?
    var lastState: String?
    /// Of the answer that told it.
    var lastRequestID: String?
    var lastTrouble: FlowServiceError?
    var waiters = WaiterList()
  }

  struct Due: Comparable {
    enum What: Equatable { case look, deadline(waiter: Int), endOfPause }

    var at: Duration
    var entry: Int
    var what: What

    static func < (a: Due, b: Due) -> Bool { a.at < b.at }
  }

  struct State {
    var entries: [Int: Entry] = [:]
    var numbers: [Key: Int] = [:]
    var nextNumber = 0
    var waiterCount = 0
    var dues = Heap<Due>()
    var queue: LookQueue
    var timer: Task<Void, Never>?
    var timerAt: Duration?

    init(_ policy: WaitPolicy) { queue = LookQueue(policy) }
  }
}

extension EnableWatch.State {
  mutating func takeNumber() -> Int {
    nextNumber += 1
    return nextNumber
  }

  mutating func remove(waiter number: Int, from entry: Int) -> EnableWatch.Waiter? {
    guard let waiter = entries[entry]?.waiters.remove(number) else { return nil }
    waiterCount -= 1
    return waiter
  }

  mutating func dropIfUnwanted(_ number: Int) {
    guard let entry = entries[number], entry.waiters.isEmpty else { return }
    drop(number, entry.key)
  }

  mutating func drop(_ number: Int, _ key: EnableWatch.Key) {
    entries[number] = nil
    numbers[key] = nil
  }

  mutating func schedule(_ number: Int, at moment: Duration) {
    entries[number]?.due = moment
    dues.insert(EnableWatch.Due(at: moment, entry: number, what: .look))
  }

  /// Nothing is looked at for a while: there were too many requests. Returns until when.
  mutating func pauseLooks(_ error: FlowServiceError, _ now: Duration) -> Duration {
    let until = queue.refused(error, now)
    dues.insert(EnableWatch.Due(at: until, entry: 0, what: .endOfPause))
    return until
  }

  /// Drops void dues: those that come first, so that no timer is set for nothing, and all when there are many.
  mutating func sweep() {
    while let due = dues.least, isVoid(due) { _ = dues.removeLeast() }
    guard dues.count > 2 * (entries.count + waiterCount) + 1024 else { return }
    let state = self
    dues.removeAll { state.isVoid($0) }
  }

  private func isVoid(_ due: EnableWatch.Due) -> Bool {
    switch due.what {
    case .look: entries[due.entry]?.due != due.at
    case .deadline(let number): entries[due.entry]?.waiters[number] == nil
    case .endOfPause: queue.pause?.until != due.at
    }
  }
}

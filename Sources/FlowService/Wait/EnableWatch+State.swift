/// What `EnableWatch` keeps under its lock.
extension EnableWatch {
  struct Waiter {
    var number: Int
    var began: Duration
    var deadline: Duration
    var polls = 0
    var progress: Progress?
    var completion: Completion
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
    var lastTrouble: FlowServiceError?
    var waiters: [Waiter] = []
  }

  struct Due: Comparable {
    enum What: Equatable { case look, deadline(waiter: Int) }

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
    /// Entries to look at now, first come first served.
    var queue: [Int] = []
    var queueStart = 0
    var workers = 0
    var timer: Task<Void, Never>?
    var timerAt: Duration?
  }
}

extension EnableWatch.State {
  mutating func takeNumber() -> Int {
    nextNumber += 1
    return nextNumber
  }

  mutating func remove(waiter number: Int, from entry: Int) -> EnableWatch.Waiter? {
    guard let index = entries[entry]?.waiters.firstIndex(where: { $0.number == number }) else { return nil }
    waiterCount -= 1
    return entries[entry]?.waiters.remove(at: index)
  }

  mutating func dropIfUnwanted(_ number: Int) {
    guard let entry = entries[number], entry.waiters.isEmpty else { return }
    entries[number] = nil
    numbers[entry.key] = nil
  }

  mutating func schedule(_ number: Int, at moment: Duration) {
    entries[number]?.due = moment
    dues.insert(EnableWatch.Due(at: moment, entry: number, what: .look))
  }

  mutating func dequeue() -> Int? {
    guard queueStart < queue.count else {
      queue.removeAll(keepingCapacity: queue.capacity <= 1024)
      queueStart = 0
      return nil
    }
    let number = queue[queueStart]
    queueStart += 1
    // Under constant load it is never empty, and what was taken out would pile up before it.
    if queueStart >= 1024, 2 * queueStart >= queue.count {
      queue.removeFirst(queueStart)
      queueStart = 0
    }
    return number
  }

  /// How many workers to start, so that what is queued is not left waiting for a few.
  mutating func hire(limit: Int) -> Int {
    let wanted = max(0, min(queue.count - queueStart, limit - workers))
    workers += wanted
    return wanted
  }

  /// Drops void dues: those that come first, so that no timer is set for nothing, and all when there are many.
  mutating func sweep() {
    while let due = dues.least, isVoid(due) { _ = dues.removeLeast() }
    guard dues.count > 2 * (entries.count + waiterCount) + 1024 else { return }
    let state = self
    dues.removeAll { state.isVoid($0) }
  }

  private func isVoid(_ due: EnableWatch.Due) -> Bool {
    guard let entry = entries[due.entry] else { return true }
    switch due.what {
    case .look: return entry.due != due.at
    case .deadline(let number): return !entry.waiters.contains { $0.number == number }
    }
  }
}

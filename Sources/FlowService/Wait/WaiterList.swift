/// Those who wait for one connection, in the order in which they came, which is that of their numbers.
///
/// One that leaves is only marked, and those marked are let go of together, so that any number may leave one by one.
struct WaiterList {
  private var all: [EnableWatch.Waiter] = []
  private var goneCount = 0

  var count: Int { all.count - goneCount }
  var isEmpty: Bool { count == 0 }

  /// Adds one whose number is larger than all before.
  mutating func append(_ waiter: EnableWatch.Waiter) { all.append(waiter) }

  subscript(number: Int) -> EnableWatch.Waiter? {
    index(of: number).map { all[$0] }
  }

  mutating func remove(_ number: Int) -> EnableWatch.Waiter? {
    guard let index = index(of: number) else { return nil }
    let waiter = all[index]
    all[index].leave()
    goneCount += 1
    if 2 * goneCount > all.count {
      all.removeAll(where: \.isGone)
      goneCount = 0
    }
    return waiter
  }

  /// Takes out all for which that holds.
  mutating func removeAll(where isToGo: (EnableWatch.Waiter) -> Bool) -> [EnableWatch.Waiter] {
    let gone = all.filter { !$0.isGone && isToGo($0) }
    guard !gone.isEmpty else { return [] }
    all.removeAll { $0.isGone || isToGo($0) }
    goneCount = 0
    return gone
  }

  mutating func countLook() {
    for index in all.indices { all[index].polls += 1 }
  }

  func forEach(_ body: (EnableWatch.Waiter) -> Void) {
    for waiter in all where !waiter.isGone { body(waiter) }
  }

  /// The earliest deadline after that moment.
  func deadline(after moment: Duration) -> Duration? {
    var earliest: Duration?
    forEach { if $0.deadline > moment { earliest = min(earliest ?? $0.deadline, $0.deadline) } }
    return earliest
  }

  private func index(of number: Int) -> Int? {
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < all.count && all[low].number == number && !all[low].isGone ? low : nil
  }
}

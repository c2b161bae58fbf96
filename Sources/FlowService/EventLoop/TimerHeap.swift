/// Timers ordered by deadline: a binary heap whose entries can be removed from the middle, so that a cancelled sleep
/// leaves nothing behind. 10,000 sleepers take about 50 bytes each.
struct TimerHeap {
  /// Names one timer. Stays unequal to that of any later timer, even of one that reuses its place.
  struct ID: Equatable, Sendable {
    fileprivate var slot: UInt32
    fileprivate var generation: UInt32
  }

  /// Whom to tell that the time has come.
  enum Target {
    /// A task asleep: woken with true once the time has passed, with false when it is cancelled before.
    ///
    /// Unsafe because a checked continuation costs one more allocation for each sleeper. Each is resumed exactly once:
    /// whoever takes it out of the heap, under the loop's lock, resumes it.
    case sleeper(UnsafeContinuation<Bool, Never>)
    case action(@Sendable () -> Void)
  }

  /// What became of a place that was reserved for a sleeper.
  enum Arming {
    case armed
    /// It was cancelled before it was armed.
    case alreadyCancelled
  }

  private enum State {
    case free
    case reserved
    case cancelled
    case armed(Target)
  }

  private struct Slot {
    var state: State
    var generation: UInt32
    var heapIndex: UInt32
  }

  private struct Entry {
    var deadline: Int64
    /// Keeps timers of one deadline in the order they were set.
    var order: UInt32
    var slot: UInt32

    static func < (lhs: Entry, rhs: Entry) -> Bool {
      // Wrapping difference: right as long as fewer than 2^31 timers were set between two that share a deadline.
      lhs.deadline != rhs.deadline ? lhs.deadline < rhs.deadline : Int32(bitPattern: lhs.order &- rhs.order) < 0
    }
  }

  private var slots: [Slot] = []
  private var freeSlots: [UInt32] = []
  private var heap: [Entry] = []
  private var nextOrder: UInt32 = 0

  var isEmpty: Bool { heap.isEmpty }
  var count: Int { heap.count }

  /// When the earliest timer is due, in nanoseconds of the monotonic clock.
  var earliestDeadline: Int64? { heap.first?.deadline }

  /// A place for a timer that is armed a moment later, when its continuation exists; it can be cancelled meanwhile.
  mutating func reserve() -> ID {
    if let slot = freeSlots.popLast() {
      slots[Int(slot)].state = .reserved
      return ID(slot: slot, generation: slots[Int(slot)].generation)
    }
    slots.append(Slot(state: .reserved, generation: 0, heapIndex: 0))
    return ID(slot: UInt32(slots.count - 1), generation: 0)
  }

  mutating func arm(_ id: ID, deadline: Int64, _ target: Target) -> Arming {
    if case .cancelled = slots[Int(id.slot)].state {
      release(id.slot)
      return .alreadyCancelled
    }
    slots[Int(id.slot)].state = .armed(target)
    heap.append(Entry(deadline: deadline, order: nextOrder, slot: id.slot))
    nextOrder &+= 1
    siftUp(heap.count - 1)
    return .armed
  }

  /// Takes a timer out and returns whom it would have told; nil when it is over already, or not armed yet (then the
  /// arming finds it cancelled).
  mutating func cancel(_ id: ID) -> Target? {
    guard slots[Int(id.slot)].generation == id.generation else { return nil }
    switch slots[Int(id.slot)].state {
    case .free, .cancelled:
      return nil
    case .reserved:
      slots[Int(id.slot)].state = .cancelled
      return nil
    case .armed(let target):
      removeFromHeap(at: Int(slots[Int(id.slot)].heapIndex))
      release(id.slot)
      return target
    }
  }

  /// Takes out the earliest timer if it is due.
  mutating func popDue(at now: Int64) -> Target? {
    guard let first = heap.first, first.deadline <= now else { return nil }
    guard case .armed(let target) = slots[Int(first.slot)].state else {
      preconditionFailure("a timer in the heap is armed")
    }
    removeFromHeap(at: 0)
    release(first.slot)
    return target
  }

  private mutating func release(_ slot: UInt32) {
    slots[Int(slot)].state = .free
    slots[Int(slot)].generation &+= 1
    freeSlots.append(slot)
  }

  private mutating func removeFromHeap(at index: Int) {
    let last = heap.removeLast()
    guard index < heap.count else { return }
    heap[index] = last
    slots[Int(last.slot)].heapIndex = UInt32(index)
    if index > 0 && last < heap[(index - 1) / 2] {
      siftUp(index)
    } else {
      siftDown(index)
    }
  }

  private mutating func siftUp(_ start: Int) {
    var index = start
    let entry = heap[index]
    while index > 0 {
      let parent = (index - 1) / 2
      guard entry < heap[parent] else { break }
      place(heap[parent], at: index)
      index = parent
    }
    place(entry, at: index)
  }

  private mutating func siftDown(_ start: Int) {
    var index = start
    let entry = heap[index]
    while true {
      var child = 2 * index + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count && heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < entry else { break }
      place(heap[child], at: index)
      index = child
    }
    place(entry, at: index)
  }

  private mutating func place(_ entry: Entry, at index: Int) {
    heap[index] = entry
    slots[Int(entry.slot)].heapIndex = UInt32(index)
  }
}

/// The requests whose answers come later. Whoever takes an entry out answers it, so each is answered exactly once.
struct InFlightTable {
  /// Where an answer goes.
  enum Destination {
    /// By itself; at that place where answers keep the order of their requests.
    case stream(place: Int?)
    case batch(BatchCollector, place: Int)
  }

  struct Entry {
    var destination: Destination
    var work: Method.Work
    var answersCancelled: Bool
    /// Tells it from an earlier or later request of the same id.
    var serial: Int
    var effort: Effort
    var isCancelled = false

    /// Whether it takes one of the bounded places.
    var counts: Bool { work != .waits }
  }

  /// What is done for a request, and can be told to stop.
  enum Effort {
    /// It is about to begin.
    case beginning
    case task(Task<Void, Never>)
    case wait(end: @Sendable () -> Void)

    func cancel() {
      switch self {
      case .beginning: break
      case .task(let task): task.cancel()
      case .wait(let end): end()
      }
    }
  }

  private var entries: [RequestID: Entry] = [:]
  private(set) var counted = 0
  private(set) var nextSerial = 0

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }

  func contains(_ id: RequestID) -> Bool { entries[id] != nil }

  /// Takes a request in, under the next serial.
  mutating func insert(
    _ id: RequestID, _ destination: Destination, _ work: Method.Work, answersCancelled: Bool, _ effort: Effort
  ) {
    let entry = Entry(
      destination: destination, work: work, answersCancelled: answersCancelled, serial: nextSerial, effort: effort)
    nextSerial += 1
    entries[id] = entry
    if entry.counts { counted += 1 }
  }

  /// Notes how the wait that has begun for a request can be ended; whether it has to be, as the request was cancelled or
  /// given up meanwhile.
  mutating func setWait(_ end: @escaping @Sendable () -> Void, for id: RequestID, _ serial: Int) -> Bool {
    guard let index = entries.index(forKey: id), entries.values[index].serial == serial else { return true }
    entries.values[index].effort = .wait(end: end)
    return entries.values[index].isCancelled
  }

  /// The request has nothing left to do but to wait; false if it is no longer there.
  mutating func becomeWait(_ id: RequestID, _ serial: Int, _ work: Method.Work) -> Bool {
    guard var entry = entries[id], entry.serial == serial else { return false }
    if entry.counts { counted -= 1 }
    entry.work = work
    entry.effort = .beginning
    if entry.counts { counted += 1 }
    entries[id] = entry
    return true
  }

  /// Notes that the request is to be cancelled; what has to be told.
  mutating func cancel(_ id: RequestID) -> Effort? {
    entries[id]?.isCancelled = true
    return entries[id]?.effort
  }

  mutating func remove(_ id: RequestID) -> Entry? {
    guard let entry = entries.removeValue(forKey: id) else { return nil }
    if entry.counts { counted -= 1 }
    return entry
  }

  mutating func removeAll(where isToGo: (Entry) -> Bool) -> [RequestID: Entry] {
    let gone = entries.filter { isToGo($0.value) }
    for id in gone.keys { _ = remove(id) }
    return gone
  }
}

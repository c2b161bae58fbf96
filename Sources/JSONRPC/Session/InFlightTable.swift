/// The requests whose answers come later. Whoever takes an entry out answers it, so each is answered exactly once.
struct InFlightTable {
  /// Where an answer goes.
  enum Destination {
    case stream
    case batch(BatchCollector, place: Int)
  }

  struct Entry {
    var destination: Destination
    var work: Method.Work
    var answersCancelled: Bool
    var isCancelled = false
    var task: Task<Void, Never>?

    /// Whether it takes one of the bounded places.
    var counts: Bool { work != .waits }
  }

  private var entries: [RequestID: Entry] = [:]
  private(set) var counted = 0

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }

  func contains(_ id: RequestID) -> Bool { entries[id] != nil }

  mutating func insert(_ id: RequestID, _ entry: Entry) {
    entries[id] = entry
    if entry.counts { counted += 1 }
  }

  mutating func setTask(_ task: Task<Void, Never>, for id: RequestID) { entries[id]?.task = task }

  /// Notes that the request is to be cancelled; the task that has to be told.
  mutating func cancel(_ id: RequestID) -> Task<Void, Never>? {
    entries[id]?.isCancelled = true
    return entries[id]?.task
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

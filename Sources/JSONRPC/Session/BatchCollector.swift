import JSON

/// Gathers the answers of a batch, in the order of its requests, and gives them out as one array when all are there
/// (JSON-RPC 2.0, section 6).
final class BatchCollector: Sendable {
  private struct State {
    var answers: [[UInt8]] = []
    var missing = 0
    var isSealed = false
  }

  /// The place of the whole array, where answers keep the order of what they answer.
  let place: Int?

  init(place: Int?) { self.place = place }

  // Not a Mutex: on Linux the thread sanitizer does not see that one hand over where it is contended.
  private let state = Monitor(State())

  /// A place for an answer that is ready.
  func add(_ answer: [UInt8]) { state.withLock { $0.answers.append(answer) } }

  /// A place for an answer that comes later.
  func reserve() -> Int {
    state.withLock { state in
      state.answers.append([])
      state.missing += 1
      return state.answers.count - 1
    }
  }

  /// Fills a reserved place, with nothing for a request that is not answered; the whole array if it was the last one
  /// missing.
  func fill(_ place: Int, _ answer: [UInt8]) -> [UInt8]? {
    state.withLock { state in
      state.answers[place] = answer
      state.missing -= 1
      return state.isSealed ? Self.whole(state) : nil
    }
  }

  /// No further places; the whole array if nothing is missing.
  func seal() -> [UInt8]? {
    state.withLock { state in
      state.isSealed = true
      return Self.whole(state)
    }
  }

  /// The array once nothing is missing: without bytes if there is nothing to answer.
  private static func whole(_ state: State) -> [UInt8]? {
    guard state.missing == 0 else { return nil }
    guard state.answers.contains(where: { !$0.isEmpty }) else { return [] }
    var writer = JSONWriter()
    writer.beginArray()
    for answer in state.answers where !answer.isEmpty { writer.raw(answer) }
    writer.endArray()
    return writer.bytes
  }
}

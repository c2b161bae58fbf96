import Synchronization

/// The connections that recent ensures of this process have made, by what they were made for. A list may lag behind a
/// create, and who asks again at once must not get a second connection.
final class EnsuredConnections: Sendable {
  /// A list lags by seconds, in which nobody makes more.
  private static let capacity = 1_024

  struct Made {
    var id: String
    /// On the clock of the time source.
    var at: Duration
  }

  private struct State {
    var made: [CreateTurns.Key: Made] = [:]
    var order: [CreateTurns.Key] = []
    var oldest = 0
  }

  private let state = Mutex(State())

  func remember(_ id: String, at moment: Duration, for key: CreateTurns.Key) {
    state.withLock { state in
      guard state.made.updateValue(Made(id: id, at: moment), forKey: key) == nil else { return }
      if state.order.count < Self.capacity {
        state.order.append(key)
      } else {
        state.made[state.order[state.oldest]] = nil
        state.order[state.oldest] = key
        state.oldest = (state.oldest + 1) % Self.capacity
      }
    }
  }

  func made(for key: CreateTurns.Key) -> Made? {
    state.withLock { $0.made[key] }
  }
}

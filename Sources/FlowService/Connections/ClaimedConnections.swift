import Synchronization

/// The connections that recent creates of this process have been answered with. One of them is never taken for the
/// outcome of another create.
///
/// Only the latest are kept: one that was made before an attempt began is told apart by its time of creation, so that
/// this matters for the seconds by which clocks may differ.
final class ClaimedConnections: Sendable {
  private static let capacity = 4_096

  private struct State {
    var ids: Set<String> = []
    var order: [String] = []
    var oldest = 0
  }

  private let state = Mutex(State())

  func claim(_ id: String) {
    state.withLock { state in
      guard state.ids.insert(id).inserted else { return }
      if state.order.count < Self.capacity {
        state.order.append(id)
      } else {
        state.ids.remove(state.order[state.oldest])
        state.order[state.oldest] = id
        state.oldest = (state.oldest + 1) % Self.capacity
      }
    }
  }

  func contains(_ id: String) -> Bool {
    state.withLock { $0.ids.contains(id) }
  }
}

import Synchronization

/// Lets creates of one name and connection spec go one after another, since their connections could not be told apart
/// if the answer of one were lost. Creates of different names do not wait for each other.
final class CreateTurns: Sendable {
  struct Key: Hashable {
    var name: String
    var specID: String
    var sandbox: SandboxSelection
  }

  private struct Waiter {
    var number: Int
    var continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    /// Whose turn has been taken, and who waits for it, first come first served.
    var queues: [Key: [Waiter]] = [:]
    var nextNumber = 0
  }

  private let time: any TimeSource
  private let state = Mutex(State())

  init(time: any TimeSource) {
    self.time = time
  }

  /// Runs the body when its turn has come.
  func withTurn<T: Sendable>(
    _ key: Key, deadline: Duration?, _ body: () async throws(FlowServiceError) -> T
  ) async throws(FlowServiceError) -> T {
    try await take(key, deadline)
    defer { pass(key) }
    return try await body()
  }

  private func take(_ key: Key, _ deadline: Duration?) async throws(FlowServiceError) {
    let number = state.withLock { state -> Int? in
      if state.queues[key] == nil {
        state.queues[key] = []
        return nil
      }
      state.nextNumber += 1
      return state.nextNumber
    }
    guard let number else { return }
    let (isGranted, isLate) = await withTimeLimit(deadline, time) { await self.wait(key, number) }
    if isGranted { return }
    guard isLate else { throw .cancelled(.untouched) }
    var error = FlowServiceError(.unreachable, "The time ran out before an earlier create of the same name was done.")
    error.reason = "timedOut"
    throw error
  }

  /// Whether the turn has come; false if the task was cancelled before.
  private func wait(_ key: Key, _ number: Int) async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isGranted: Bool? = state.withLock { state in
          // A handler that ran before this found nobody to wake, but the task counts as cancelled by then.
          if Task.isCancelled { return false }
          // Whoever had the turn may have passed it on since.
          guard state.queues[key] != nil else {
            state.queues[key] = []
            return true
          }
          state.queues[key]?.append(Waiter(number: number, continuation: continuation))
          return nil
        }
        if let isGranted { continuation.resume(returning: isGranted) }
      }
    } onCancel: {
      remove(number, key)?.resume(returning: false)
    }
  }

  private func remove(_ number: Int, _ key: Key) -> CheckedContinuation<Bool, Never>? {
    state.withLock { state in
      guard let index = state.queues[key]?.firstIndex(where: { $0.number == number }) else { return nil }
      return state.queues[key]?.remove(at: index).continuation
    }
  }

  private func pass(_ key: Key) {
    let next: Waiter? = state.withLock { state in
      guard let queue = state.queues[key], !queue.isEmpty else {
        state.queues[key] = nil
        return nil
      }
      return state.queues[key]?.removeFirst()
    }
    next?.continuation.resume(returning: true)
  }
}

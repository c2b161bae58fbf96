import JSONRPC

/// Named places where work waits until the test opens them, or until its task is cancelled.
final class Gates: Sendable {
  private struct Waiter {
    var gate: String
    /// Told whether the gate has opened.
    var resume: @Sendable (Bool) -> Void
  }

  private struct State {
    var open: Set<String> = []
    var waiting: [Int: Waiter] = [:]
    var cancelled: Set<Int> = []
    var nextKey = 0
  }

  private let state = Monitor(State())

  /// Lets through whoever waits at that gate, or comes to it later.
  func open(_ gate: String) {
    let ready = state.withLock { state in
      state.open.insert(gate)
      let keys = state.waiting.filter { $0.value.gate == gate }.keys.sorted()
      return keys.compactMap { state.waiting.removeValue(forKey: $0)?.resume }
    }
    for resume in ready { resume(true) }
  }

  /// Waits at a gate; false if the task was cancelled before it opened.
  func pass(_ gate: String) async -> Bool {
    let key = nextKey()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in wait(at: gate, key) { continuation.resume(returning: $0) } }
    } onCancel: {
      cancel(key)
    }
  }

  /// The same without a task; how to end it.
  func watch(_ gate: String, _ resume: @escaping @Sendable (Bool) -> Void) -> @Sendable () -> Void {
    let key = nextKey()
    wait(at: gate, key, resume)
    return { self.cancel(key) }
  }

  private func cancel(_ key: Int) {
    let waiter = state.withLock { state in
      state.cancelled.insert(key)
      return state.waiting.removeValue(forKey: key)
    }
    waiter?.resume(false)
  }

  /// Waits at a gate whatever becomes of the task.
  func passStubbornly(_ gate: String) async {
    let key = nextKey()
    _ = await withCheckedContinuation { continuation in wait(at: gate, key) { continuation.resume(returning: $0) } }
  }

  private func nextKey() -> Int {
    state.withLock { state in
      state.nextKey += 1
      return state.nextKey
    }
  }

  private func wait(at gate: String, _ key: Int, _ resume: @escaping @Sendable (Bool) -> Void) {
    let now: Bool? = state.withLock { state in
      if state.cancelled.contains(key) { return false }
      if state.open.contains(gate) { return true }
      state.waiting[key] = Waiter(gate: gate, resume: resume)
      return nil
    }
    if let now { resume(now) }
  }
}

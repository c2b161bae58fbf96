import JSONRPC

/// Named places where work waits until the test opens them, or until its task is cancelled.
final class Gates: Sendable {
  private struct Waiter {
    var gate: String
    var continuation: CheckedContinuation<Bool, Never>
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
      return keys.compactMap { state.waiting.removeValue(forKey: $0)?.continuation }
    }
    for continuation in ready { continuation.resume(returning: true) }
  }

  /// Waits at a gate; false if the task was cancelled before it opened.
  func pass(_ gate: String) async -> Bool {
    let key = nextKey()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { wait(at: gate, key, $0) }
    } onCancel: {
      let waiter = state.withLock { state in
        state.cancelled.insert(key)
        return state.waiting.removeValue(forKey: key)
      }
      waiter?.continuation.resume(returning: false)
    }
  }

  /// Waits at a gate whatever becomes of the task.
  func passStubbornly(_ gate: String) async {
    let key = nextKey()
    _ = await withCheckedContinuation { wait(at: gate, key, $0) }
  }

  private func nextKey() -> Int {
    state.withLock { state in
      state.nextKey += 1
      return state.nextKey
    }
  }

  private func wait(at gate: String, _ key: Int, _ continuation: CheckedContinuation<Bool, Never>) {
    let now: Bool? = state.withLock { state in
      if state.cancelled.contains(key) { return false }
      if state.open.contains(gate) { return true }
      state.waiting[key] = Waiter(gate: gate, continuation: continuation)
      return nil
    }
    if let now { continuation.resume(returning: now) }
  }
}

import Synchronization

/// A value made when it is first asked for, and kept. Asking again takes no lock.
final class Once<Value: Sendable>: Sendable {
  private let lock = Mutex(())
  private let isMade = Atomic(false)
  /// Sound: written once, under the lock and before `isMade` is set; read by nobody who has not seen that set.
  private nonisolated(unsafe) var value: Value?

  /// The value; `make` is called the first time, with other callers held back.
  func get(_ make: () -> Value) -> Value {
    if isMade.load(ordering: .acquiring), let value { return value }
    return lock.withLock { _ in
      if let value { return value }
      let made = make()
      value = made
      isMade.store(true, ordering: .releasing)
      return made
    }
  }
}

import Synchronization

/// A value made when it is first asked for, and kept. Asking again takes no lock.
///
/// Sound as Sendable: the value is written once, under the lock and before `isMade` is set, and read by nobody who has
/// not seen that set; it never changes and goes with this object.
final class Once<Value: Sendable & ~Copyable>: @unchecked Sendable {
  private let lock = Mutex(())
  private let isMade = Atomic(false)
  private let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)

  deinit {
    if isMade.load(ordering: .acquiring) { value.deinitialize(count: 1) }
    value.deallocate()
  }

  /// The value where it stands, lent for as long as this object is held; `make` is called the first time, with other
  /// callers held back.
  func lent(_ make: () -> Value) -> UnsafePointer<Value> {
    if !isMade.load(ordering: .acquiring) { makeIfNecessary(make) }
    return UnsafePointer(value)
  }

  private func makeIfNecessary(_ make: () -> Value) {
    lock.withLock { _ in
      guard !isMade.load(ordering: .relaxed) else { return }
      value.initialize(to: make())
      isMade.store(true, ordering: .releasing)
    }
  }
}

extension Once {
  /// The value; `make` is called the first time, with other callers held back.
  func get(_ make: () -> Value) -> Value { lent(make).pointee }
}

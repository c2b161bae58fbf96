import Synchronization

/// A value made when it is first asked for, and kept. Asking later takes no lock.
///
/// Callers that ask at the same moment the first time may each make one; all get the one that was first.
final class Once<Value: Sendable>: Sendable {
  private final class Box: Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  private let box = AtomicLazyReference<Box>()

  /// The value, which `make` makes if there is none.
  func get(_ make: () -> Value) -> Value {
    (box.load() ?? box.storeIfNil(Box(make()))).value
  }
}

/// What tells the time and lets it pass: the event loop, or a virtual clock in a test.
package protocol TimeSource: Sendable {
  /// Monotonic time since an arbitrary moment; it never goes back, and stands still while the machine is suspended.
  var now: Duration { get }

  /// Returns once `duration` has passed, not before. A cancelled task is woken at once, with `CancellationError`.
  func sleep(for duration: Duration) async throws(CancellationError)
}

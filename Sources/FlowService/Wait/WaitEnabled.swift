extension FlowServiceClient {
  /// Waits until a connection is enabled.
  ///
  /// It is looked at at once, then at growing intervals. Failures that may pass (5xx, resets, an expired token) are
  /// waited out until `timeout`; a connection that is not found may still appear in the first seconds; unknown states
  /// count as not yet. `progress` is told after every look that does not end the wait, and `completion` once how it
  /// ended: both on an arbitrary executor, or within a call of this type, and must not block.
  ///
  /// A wait costs a table entry and no task: thousands may be under way.
  package func startWaitEnabled(
    _ id: String, timeout: Duration, options: CallOptions = .standard,
    progress: (@Sendable (WaitProgress) -> Void)? = nil,
    completion: @escaping @Sendable (Result<WaitResult, FlowServiceError>) -> Void
  ) -> PendingWait {
    watch.start(
      EnableWatch.Key(id: id, sandbox: caller.sandbox(options)), timeout: timeout, progress: progress,
      completion: completion)
  }

  /// How many waits are under way.
  package var waitCount: Int { watch.count }
}

/// A wait that was started and may be cancelled.
package struct PendingWait: Sendable {
  let watch: EnableWatch
  /// The number of what is waited for, and that of the wait.
  var entry: Int
  var number: Int

  /// Ends it with `requestCancelled`; does nothing when it has ended.
  package func cancel() {
    watch.cancel(self)
  }
}

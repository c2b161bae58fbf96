extension FlowServiceClient {
  /// Waits until a connection is enabled.
  ///
  /// It is looked at at once, then at growing intervals. Failures that may pass (5xx, resets, an expired token) are
  /// waited out until `timeout`; a connection that is not found may still appear in the first seconds; unknown states
  /// count as not yet. `progress` is told after every look that does not end the wait, on an arbitrary executor: it must
  /// not block.
  package func waitEnabled(
    _ id: String, timeout: Duration, options: CallOptions = .standard,
    progress: (@Sendable (WaitProgress) -> Void)? = nil
  ) async throws(FlowServiceError) -> WaitResult {
    try await watch.wait(
      EnableWatch.Key(id: id, sandbox: caller.sandbox(options)), timeout: timeout, progress: progress)
  }

  /// The same without a task: `completion` is called once, on an arbitrary executor or within this call, and must not
  /// block. Thousands of waits cost a table entry each.
  package func startWaitEnabled(
    _ id: String, timeout: Duration, options: CallOptions = .standard,
    progress: (@Sendable (WaitProgress) -> Void)? = nil,
    completion: @escaping @Sendable (Result<WaitResult, FlowServiceError>) -> Void
  ) -> PendingWait {
    let key = EnableWatch.Key(id: id, sandbox: caller.sandbox(options))
    let number = watch.start(key, timeout: timeout, progress: progress, completion: completion)
    return PendingWait(watch: watch, key: key, number: number)
  }

  /// How many waits are under way.
  package var waitCount: Int { watch.count }
}

/// A wait that was started and may be cancelled.
package struct PendingWait: Sendable {
  let watch: EnableWatch
  let key: EnableWatch.Key
  let number: Int

  /// Ends it with `requestCancelled`; does nothing when it has ended.
  package func cancel() {
    watch.cancel(number, key)
  }
}

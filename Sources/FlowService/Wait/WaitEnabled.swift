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

  /// How many waits are under way.
  package var waitCount: Int { watch.count }
}

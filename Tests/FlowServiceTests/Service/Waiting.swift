import Synchronization

@testable import FlowService

/// The waits as calls of a task, which is what most tests want; the program has none.
extension FlowServiceClient {
  func waitEnabled(
    _ id: String, timeout: Duration, options: CallOptions = .standard,
    progress: (@Sendable (WaitProgress) -> Void)? = nil
  ) async throws(FlowServiceError) -> WaitResult {
    try await outcome { startWaitEnabled(id, timeout: timeout, options: options, progress: progress, completion: $0) }
      .get()
  }

  /// Both parts of an ensure, with one time limit.
  func ensure(
    _ body: [UInt8], timeout: Duration, options: CallOptions = .standard
  ) async throws(FlowServiceError) -> EnsuredConnection {
    let began = caller.time.now
    var options = options
    options.timeout = timeout
    let there = try await findOrCreate(body, options: options)
    let left = timeout - (caller.time.now - began)
    return try await outcome { [options] in startEnsuring(there, timeout: left, options: options, completion: $0) }
      .get()
  }

  /// The outcome of a wait; a cancel of the task cancels it.
  private func outcome<T: Sendable>(
    _ start: (@escaping @Sendable (Result<T, FlowServiceError>) -> Void) -> PendingWait
  ) async -> Result<T, FlowServiceError> {
    let pending = Mutex<PendingWait?>(nil)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let wait = start { continuation.resume(returning: $0) }
        pending.withLock { $0 = wait }
        // A handler that ran before this found nothing to cancel.
        if Task.isCancelled { wait.cancel() }
      }
    } onCancel: {
      pending.withLock { $0 }?.cancel()
    }
  }
}

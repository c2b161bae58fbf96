/// How often a change has been sent, whether it may have taken effect, and when it is sent again: what creates, updates
/// and deletes have in common.
struct Resends: Sendable {
  let caller: FlowServiceCaller
  let recovery: RecoveryPolicy
  let deadline: Duration?
  private(set) var count = 0
  private var spent = Duration.zero
  /// The answer to an attempt was lost, so that it may have taken effect.
  private(set) var mayHaveActed = false

  init(_ client: FlowServiceClient, deadline: Duration?) {
    caller = client.caller
    recovery = client.recovery
    self.deadline = deadline
  }

  /// What an attempt has come to, other than success.
  enum Outcome {
    /// Nothing has happened, and the same attempt may succeed later.
    case refused(FlowServiceError)
    /// Nothing has happened, and nothing will.
    case failed(FlowServiceError)
    /// Something may have happened.
    case unknown(FlowServiceError)
  }

  /// Sends the request once more. The time that may be needed to look afterwards is kept back.
  mutating func send(
    _ request: FlowServiceRequest, sandbox: SandboxSelection
  ) async throws(FlowServiceCaller.Failure) -> HTTPResponse {
    count += 1
    return try await caller.exchange(
      request, sandbox: sandbox, timeout: caller.timeLeft(deadline, keeping: recovery))
  }

  /// What a failure is, with the error that tells it.
  mutating func outcome(_ failure: FlowServiceCaller.Failure, _ error: FlowServiceError) -> Outcome {
    switch AttemptFate(failure) {
    case .nothingHappened: return .refused(error)
    case .settled: return .failed(error)
    case .unknown:
      mayHaveActed = true
      return .unknown(error)
    }
  }

  /// The same for a change of that connection, whose cancel tells what it leaves.
  mutating func outcome(
    _ failure: FlowServiceCaller.Failure, ofChanging id: String, _ request: FlowServiceRequest
  ) -> Outcome {
    let error = caller.error(failure, of: request).naming(id)
    guard error.kind == .requestCancelled else { return outcome(failure, error) }
    return .failed(.cancelledChange(id, mayHaveActed: mayHaveActed || failure.isCancelledUnderWay))
  }

  /// An answer of success that does not say what it should: something may have happened.
  mutating func unusable(_ error: FlowServiceError) -> Outcome {
    mayHaveActed = true
    return .unknown(error)
  }

  var mayLookAndSendAgain: Bool { count < recovery.maximumSends }

  /// The pause before the next attempt; nil when there is to be none.
  mutating func pause(after error: FlowServiceError) -> Duration? {
    guard
      let delay = caller.policy.delay(
        attempts: count, spent: spent, remaining: deadline.map { $0 - caller.time.now }, retryAfter: error.retryAfter,
        random: caller.jitter.unit())
    else { return nil }
    spent += delay
    return delay
  }

  /// Whether the time has passed, rather than the task having been cancelled.
  func sleep(_ delay: Duration) async -> Bool {
    guard delay > .zero else { return true }
    return (try? await caller.time.sleep(for: delay)) != nil
  }
}

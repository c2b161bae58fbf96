/// Flow Service, as the sidecar uses it.
///
/// Calls run on whatever executor their callers run on; what outlives a call (a token being fetched, the looks of a
/// wait) and what goes on without one (`PendingCall`) runs on `executor`, or on the global one when there is none.
package final class FlowServiceClient: Sendable {
  let caller: FlowServiceCaller
  let turns: CreateTurns
  let claims: ClaimedConnections
  let ensured: EnsuredConnections
  let watch: EnableWatch
  let recovery: RecoveryPolicy

  /// What can be tuned. The defaults are for the real service.
  package struct Options: Sendable {
    package var retry = RetryPolicy()
    package var wait = WaitPolicy()
    package var token = TokenPolicy()
    package var recovery = RecoveryPolicy()
    /// The time one exchange may take.
    package var requestTimeout = Duration.seconds(60)
    package var wallClock = WallClock.system
    /// Makes all jitter the same every time.
    package var seed: UInt64?

    package init() {}
  }

  package init(
    _ configuration: FlowServiceConfiguration, transport: any HTTPTransport, time: any TimeSource,
    executor: (any TaskExecutor)? = nil, options: Options = Options()
  ) {
    let jitter = Jitter(seed: options.seed)
    let tokens = AccessTokenSource(
      configuration, transport: transport, time: time, wallClock: options.wallClock, policy: options.token,
      jitter: jitter, executor: executor)
    let caller = FlowServiceCaller(
      configuration: configuration, transport: transport, time: time, wallClock: options.wallClock, tokens: tokens,
      clock: ServiceClock(time: time, wallClock: options.wallClock), jitter: jitter, policy: options.retry,
      requestTimeout: options.requestTimeout, executor: executor)
    self.caller = caller
    turns = CreateTurns(time: time)
    claims = ClaimedConnections()
    ensured = EnsuredConnections()
    recovery = options.recovery
    let lookTimeout = options.wait.lookTimeout
    watch = EnableWatch(policy: options.wait, time: time, jitter: jitter, executor: executor) { key in
      await caller.look(key, timeout: lookTimeout)
    }
  }

  /// The moment by which a call has to be done.
  func deadline(_ options: CallOptions) -> Duration? {
    options.timeout.map { caller.time.now + $0 }
  }
}

extension FlowServiceClient: CustomStringConvertible, CustomReflectable {
  package var description: String { "FlowServiceClient(\(caller.configuration.baseURL))" }
  package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}

import Synchronization

/// The access token that calls are made with: a given one, or one that is asked of IMS and renewed.
///
/// One request for a token is under way at a time, and whoever needs a token meanwhile waits for it. It is made by a
/// task of its own, so that a caller who is cancelled takes it from nobody else. Near its end a token is renewed in the
/// background, and serves until the new one is there.
package final class AccessTokenSource: Sendable {
  fileprivate typealias Answer = Result<AccessToken, FlowServiceError>

  fileprivate struct Held {
    var token: AccessToken
    var renewAt: Duration
    var expiresAt: Duration
    /// Set when it came in place of one that the service had rejected: not to be replaced for that before.
    var spareUntil: Duration?
  }

  fileprivate struct State {
    var held: Held?
    var serial = 0
    var isFetching = false
    /// The next token comes in place of a rejected one.
    var replacesRejected = false
    var waiting: [Int: CheckedContinuation<Answer, Never>] = [:]
    var nextWaiter = 0
    var failures = 0
    var pausedUntil: Duration?
    var lastError: FlowServiceError?
  }

  private let credentials: Credentials?
  private let request: TokenRequest?
  private let transport: any HTTPTransport
  private let time: any TimeSource
  private let wallClock: WallClock
  private let policy: TokenPolicy
  private let retry: RetryPolicy
  private let jitter: Jitter
  private let executor: (any TaskExecutor)?
  private let mask: SecretMask
  private let state = Mutex(State())

  package init(
    _ configuration: FlowServiceConfiguration, transport: any HTTPTransport, time: any TimeSource,
    wallClock: WallClock = .system, policy: TokenPolicy = TokenPolicy(), jitter: Jitter = Jitter(),
    executor: (any TaskExecutor)? = nil
  ) {
    credentials = configuration.credentials
    self.transport = transport
    self.time = time
    self.wallClock = wallClock
    self.policy = policy
    self.jitter = jitter
    self.executor = executor
    retry = RetryPolicy(maximumAttempts: 3, longestDelay: .seconds(5), totalDelay: .seconds(10))
    switch configuration.credentials {
    case .clientSecret(let secret, let scopes):
      request = configuration.clientID.map {
        TokenRequest(imsURL: configuration.imsURL, clientID: $0, clientSecret: secret, scopes: scopes)
      }
      mask = SecretMask([secret.reveal()])
    case .accessToken(let token):
      request = nil
      mask = SecretMask([token.reveal()])
    case nil:
      request = nil
      mask = .none
    }
  }

  /// Whether a token that the service rejects can be replaced.
  var canRenew: Bool { request != nil }

  /// The token to use now, if there is nothing to wait for, nor to renew.
  var atHand: AccessToken? {
    if case .accessToken(let token) = credentials { return AccessToken(value: token, serial: 0) }
    let now = time.now
    return state.withLock { state in
      state.held.flatMap { now < min($0.renewAt, $0.expiresAt) ? $0.token : nil }
    }
  }

  /// The token to use now.
  func token(deadline: Duration? = nil) async throws(FlowServiceError) -> AccessToken {
    switch credentials {
    case .accessToken(let token): return AccessToken(value: token, serial: 0)
    case .clientSecret where request != nil: break
    default: throw .notConfigured([.accessToken])
    }
    return try await heldOrFetched(deadline)
  }

  /// A token in place of one that the service has rejected; nil when there is no better one to be had.
  func token(
    inPlaceOf rejected: AccessToken, deadline: Duration? = nil
  ) async throws(FlowServiceError) -> AccessToken? {
    guard canRenew else { return nil }
    let now = time.now
    let isHopeless = state.withLock { state in
      guard let held = state.held, held.token.serial == rejected.serial else { return false }
      if let spareUntil = held.spareUntil, now < spareUntil { return true }
      state.held = nil
      state.replacesRejected = true
      return false
    }
    return isHopeless ? nil : try await heldOrFetched(deadline)
  }

  private enum Step {
    case use(AccessToken, renew: Bool)
    case fail(FlowServiceError)
    case wait(fetch: Bool)
  }

  private func heldOrFetched(_ deadline: Duration?) async throws(FlowServiceError) -> AccessToken {
    let now = time.now
    // Only looks and decides whether to fetch; the decision to wait is made again with the continuation at hand.
    let step: Step = state.withLock { state in
      if let held = state.held, now < held.expiresAt {
        let renew = now >= held.renewAt && !state.isFetching && !state.isPaused(now)
        if renew { state.isFetching = true }
        return .use(held.token, renew: renew)
      }
      if state.isFetching { return .wait(fetch: false) }
      if let error = state.pauseError(now) { return .fail(error) }
      state.isFetching = true
      return .wait(fetch: true)
    }
    switch step {
    case .use(let token, let renew):
      if renew { startFetch() }
      return token
    case .fail(let error): throw error
    case .wait(let fetch):
      let (answer, isLate) = await withTimeLimit(deadline, time) { await self.wait(startingFetch: fetch) }
      if isLate, case .failure = answer { throw .noTokenInTime }
      return try answer.get()
    }
  }

  private func wait(startingFetch: Bool) async -> Answer {
    let number = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // A handler that ran before this found nobody to wake, but the task counts as cancelled by then.
        let answer: Answer? = state.withLock { state in
          if Task.isCancelled { return .failure(.cancelled()) }
          // The fetch that was waited for may have ended in between.
          guard state.isFetching else { return state.settledAnswer(time.now) }
          state.waiting[number] = continuation
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
        if startingFetch { startFetch() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: number) }?
        .resume(returning: .failure(.cancelled()))
    }
  }

  private func startFetch() {
    guard let request else { return }
    Task(executorPreference: executor) {
      self.settle(await self.fetch(request))
    }
  }

  private func fetch(_ request: TokenRequest) async -> Result<(token: String, life: Duration), FlowServiceError> {
    var attempts = 0
    var spent = Duration.zero
    while true {
      attempts += 1
      let error: FlowServiceError
      let mayRepeat: Bool
      do throws(TransportError) {
        let response = try await transport.send(request.httpRequest(timeout: policy.requestTimeout))
        if let answer = TokenRequest.token(in: response) { return .success(answer) }
        error = TokenRequest.error(response, clock: wallClock, mask: mask)
        // A token too many does no harm, so an unknown fate is no hindrance.
        mayRepeat = AttemptFate(status: response.status) != .settled
      } catch let failure {
        error = FlowServiceError(failure, creates: false, mask: mask, address: .imsURL).ofIMS
        mayRepeat = AttemptFate(failure) != .settled
      }
      guard mayRepeat,
        let delay = retry.delay(
          attempts: attempts, spent: spent, remaining: nil, retryAfter: error.retryAfter, random: jitter.unit())
      else { return .failure(error) }
      spent += delay
      do { try await time.sleep(for: delay) } catch { return .failure(.cancelled()) }
    }
  }

  private func settle(_ outcome: Result<(token: String, life: Duration), FlowServiceError>) {
    let now = time.now
    let (waiting, answer) = state.withLock { state in
      state.isFetching = false
      switch outcome {
      case .success(let fetched):
        state.serial += 1
        let token = AccessToken(value: Secret(fetched.token), serial: state.serial)
        state.held = Held(
          token: token, renewAt: now + fetched.life - min(policy.early, fetched.life / 2),
          expiresAt: now + fetched.life, spareUntil: state.replacesRejected ? now + policy.pause : nil)
        state.replacesRejected = false
        state.failures = 0
        state.pausedUntil = nil
        state.lastError = nil
      case .failure(let error):
        state.failures += 1
        state.lastError = error
        if let retryAfter = error.retryAfter {
          state.pausedUntil = now + retryAfter
        } else if state.failures >= policy.failuresBeforePause {
          state.pausedUntil = now + policy.pause
        }
      }
      defer { state.waiting = [:] }
      return (Array(state.waiting.values), state.settledAnswer(now))
    }
    for continuation in waiting { continuation.resume(returning: answer) }
  }
}

extension AccessTokenSource.State {
  fileprivate func isPaused(_ now: Duration) -> Bool {
    pausedUntil.map { now < $0 } ?? false
  }

  /// What whoever asks during a pause is told.
  fileprivate func pauseError(_ now: Duration) -> FlowServiceError? {
    guard let pausedUntil, now < pausedUntil, var error = lastError else { return nil }
    error.retryAfter = pausedUntil - now
    return error
  }

  /// What a fetch that has just ended has brought. A failed renewal leaves the old token, while it lasts.
  fileprivate func settledAnswer(_ now: Duration) -> Result<AccessToken, FlowServiceError> {
    if let held, now < held.expiresAt { return .success(held.token) }
    return .failure(lastError ?? FlowServiceError(.unreachable, "Adobe IMS has given no token."))
  }
}

extension FlowServiceError {
  fileprivate static var noTokenInTime: FlowServiceError {
    var error = FlowServiceError(.unreachable, "Adobe IMS did not give an access token in time.")
    error.reason = "timedOut"
    return error
  }

  /// The same trouble, told of the service that gives tokens.
  fileprivate var ofIMS: FlowServiceError {
    var error = self
    if self.kind == .unreachable {
      error.message = "Adobe IMS, which gives the access tokens, cannot be reached: \(self.reason ?? "other")."
    }
    return error
  }
}

extension AccessTokenSource: CustomStringConvertible, CustomReflectable {
  package var description: String { "AccessTokenSource(\(credentials.map(\.description) ?? "no credentials"))" }
  package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .class) }
}

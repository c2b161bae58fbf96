/// Makes calls of Flow Service: adds address, headers and token, sends, renews the token once when it is rejected, and
/// repeats what may be repeated.
///
/// It runs on whatever executor its caller runs on. A class, so that a call holds one reference and no copy of it all.
final class FlowServiceCaller: Sendable {
  let configuration: FlowServiceConfiguration
  let transport: any HTTPTransport
  let time: any TimeSource
  let wallClock: WallClock
  let tokens: AccessTokenSource
  let clock: ServiceClock
  let jitter: Jitter
  let policy: RetryPolicy
  let requestTimeout: Duration
  /// Where the tasks run that are made here; where none is named, on the global executor.
  let executor: (any TaskExecutor)?
  private let serviceRoot: String
  private let usualHeaders = UsualHeaders()
  let answers = AnswerReader()

  init(
    configuration: FlowServiceConfiguration, transport: any HTTPTransport, time: any TimeSource, wallClock: WallClock,
    tokens: AccessTokenSource, clock: ServiceClock, jitter: Jitter, policy: RetryPolicy, requestTimeout: Duration,
    executor: (any TaskExecutor)?
  ) {
    self.configuration = configuration
    self.transport = transport
    self.time = time
    self.wallClock = wallClock
    self.tokens = tokens
    self.clock = clock
    self.jitter = jitter
    self.policy = policy
    self.requestTimeout = requestTimeout
    self.executor = executor
    serviceRoot = configuration.baseURL + "/data/foundation/flowservice"
  }

  /// Why an exchange brought no answer of success.
  enum Failure: Error {
    /// Nothing was sent: configuration, token or cancellation.
    case unsent(FlowServiceError)
    case answered(HTTPResponse, token: AccessToken?)
    case lost(TransportError)
  }

  /// The sandbox a call is for.
  func sandbox(_ options: CallOptions) -> SandboxSelection {
    options.sandboxName.map { .named($0) } ?? configuration.sandbox
  }

  /// Sends a request that may be sent again, until it succeeds or the policy has had enough.
  @inline(never)
  func perform(
    _ request: FlowServiceRequest, sandbox: SandboxSelection, deadline: Duration?, policy: RetryPolicy? = nil
  ) async throws(FlowServiceError) -> HTTPResponse {
    do throws(Failure) {
      return try await exchange(request, sandbox: sandbox, timeout: timeLeft(deadline))
    } catch {
      return try await repeated(request, sandbox: sandbox, deadline: deadline, policy, after: error)
    }
  }

  /// The attempts after the first. By themselves, as their needs would make the frame of each call larger.
  @inline(never)
  func repeated(
    _ request: FlowServiceRequest, sandbox: SandboxSelection, deadline: Duration?, _ policy: RetryPolicy?,
    after first: Failure
  ) async throws(FlowServiceError) -> HTTPResponse {
    let policy = policy ?? self.policy
    var failure = first
    var attempts = 0
    var spent = Duration.zero
    var lastAnswer: FlowServiceError?
    while true {
      attempts += 1
      let error = self.error(failure, of: request)
      if case .answered = failure { lastAnswer = error }
      // An attempt that the end of the call has cut off says less than the answer to the one before.
      if error.reason == "timedOut", let deadline, time.now >= deadline, let lastAnswer { throw lastAnswer }
      guard mayRepeat(failure),
        let delay = policy.delay(
          attempts: attempts, spent: spent, remaining: deadline.map { $0 - time.now }, retryAfter: error.retryAfter,
          random: jitter.unit())
      else { throw error }
      spent += delay
      do { try await time.sleep(for: delay) } catch { throw .cancelled() }
      do throws(Failure) {
        return try await exchange(request, sandbox: sandbox, timeout: timeLeft(deadline))
      } catch let thrown {
        failure = thrown
      }
    }
  }

  private func mayRepeat(_ failure: Failure) -> Bool {
    switch failure {
    case .unsent: false
    case .answered(let response, _): AttemptFate(status: response.status) != .settled
    // What is too large now is too large the next time.
    case .lost(let error): error.kind != .tooLarge && AttemptFate(error) != .settled
    }
  }

  /// What may still be spent on one exchange.
  func timeLeft(_ deadline: Duration?) -> Duration {
    guard let deadline else { return requestTimeout }
    return max(.milliseconds(1), min(requestTimeout, deadline - time.now))
  }

  /// One exchange; two when the first token is rejected, which happens before any effect.
  func exchange(
    _ request: FlowServiceRequest, sandbox: SandboxSelection, timeout: Duration
  ) async throws(Failure) -> HTTPResponse {
    let deadline = time.now + timeout
    let headers: [HTTPHeader]
    let token: AccessToken
    do throws(FlowServiceError) {
      headers = try self.headers(request, sandbox: sandbox)
      token = try await tokens.token(deadline: deadline)
    } catch { throw .unsent(error) }
    let response = try await send(request, headers: headers, token: token, timeout: timeLeft(deadline))
    return try await accepted(response, request, headers: headers, token, deadline: deadline)
  }

  /// An answer, if it tells of success; after one that rejects the token, the one to a second exchange.
  // Inlined: one frame less for each call.
  @inline(__always)
  func accepted(
    _ response: HTTPResponse, _ request: FlowServiceRequest, headers: [HTTPHeader], _ token: AccessToken,
    deadline: Duration
  ) async throws(Failure) -> HTTPResponse {
    guard response.status == 401 else { return try checked(response, token) }
    return try await sendAgain(request, headers: headers, rejected: response, token, deadline: deadline)
  }

  /// The second exchange, with a new token. By itself, as its needs would make the frame of each first one larger.
  @inline(never)
  private func sendAgain(
    _ request: FlowServiceRequest, headers: [HTTPHeader], rejected: HTTPResponse, _ token: AccessToken,
    deadline: Duration
  ) async throws(Failure) -> HTTPResponse {
    let renewed: AccessToken?
    do throws(FlowServiceError) {
      renewed = try await tokens.token(inPlaceOf: token, deadline: deadline)
    } catch { throw .unsent(error) }
    guard let renewed else { throw .answered(rejected, token: token) }
    return try checked(await send(request, headers: headers, token: renewed, timeout: timeLeft(deadline)), renewed)
  }

  private func checked(_ response: HTTPResponse, _ token: AccessToken) throws(Failure) -> HTTPResponse {
    guard isSuccess(response) else { throw .answered(response, token: token) }
    return response
  }

  func isSuccess(_ response: HTTPResponse) -> Bool { (200...299).contains(response.status) }

  private func send(
    _ request: FlowServiceRequest, headers: [HTTPHeader], token: AccessToken, timeout: Duration
  ) async throws(Failure) -> HTTPResponse {
    let outcome: Result<HTTPResponse, TransportError>
    do throws(TransportError) {
      outcome = .success(
        try await transport.send(httpRequest(request, headers: headers, token: token, timeout: timeout)))
    } catch {
      outcome = .failure(error)
    }
    return try received(outcome)
  }

  func httpRequest(
    _ request: FlowServiceRequest, headers: [HTTPHeader], token: AccessToken, timeout: Duration
  ) -> HTTPRequest {
    HTTPRequest(
      request.method, request.url(serviceRoot),
      headers: usualHeaders.withToken(token, headers), body: request.body, timeout: timeout)
  }

  /// What an exchange has brought.
  func received(_ outcome: Result<HTTPResponse, TransportError>) throws(Failure) -> HTTPResponse {
    switch outcome {
    case .success(let response):
      clock.observe(response)
      return response
    case .failure(let error): throw .lost(error)
    }
  }

  /// All but the token.
  func headers(
    _ request: FlowServiceRequest, sandbox: SandboxSelection
  ) throws(FlowServiceError) -> [HTTPHeader] {
    guard request.body == nil, request.headers.isEmpty else { return try newHeaders(request, sandbox: sandbox) }
    return try usualHeaders.headers(sandbox) { () throws(FlowServiceError) in
      try newHeaders(request, sandbox: sandbox)
    }
  }

  private func newHeaders(
    _ request: FlowServiceRequest, sandbox: SandboxSelection
  ) throws(FlowServiceError) -> [HTTPHeader] {
    var missing: [ConfigurationVariable] = []
    if configuration.credentials == nil { missing.append(.accessToken) }
    if configuration.clientID == nil { missing.append(.clientID) }
    if configuration.orgID == nil { missing.append(.orgID) }
    if sandbox == .unspecified { missing.append(.sandboxName) }
    guard missing.isEmpty, let clientID = configuration.clientID, let orgID = configuration.orgID else {
      throw .notConfigured(missing)
    }
    var headers = [
      HTTPHeader("x-api-key", try headerValue(clientID, .clientID)),
      HTTPHeader("x-gw-ims-org-id", try headerValue(orgID, .orgID)),
      HTTPHeader("Accept", "application/json"),
    ]
    if case .named(let name) = sandbox {
      headers.append(HTTPHeader("x-sandbox-name", try headerValue(name, .sandboxName)))
    }
    if request.body != nil { headers.append(HTTPHeader("Content-Type", "application/json")) }
    return headers + request.headers
  }

  /// A value with a line end in it would be more than one header.
  private func headerValue(
    _ value: String, _ variable: ConfigurationVariable
  ) throws(FlowServiceError) -> String {
    guard !value.isEmpty, value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw .unusable(variable, "it is empty or holds characters that a header cannot")
    }
    return value
  }

  /// What a failure is to whoever made the call.
  func error(_ failure: Failure, of request: FlowServiceRequest) -> FlowServiceError {
    switch failure {
    case .unsent(let error):
      error.kind == .requestCancelled && request.effect == .creates ? .cancelled(.untouched) : error
    case .answered(let response, let token):
      FlowServiceError(response, clock: wallClock, mask: mask(request, token))
    case .lost(let error):
      FlowServiceError(error, creates: request.effect == .creates, mask: mask(request, nil))
    }
  }

  func mask(_ request: FlowServiceRequest, _ token: AccessToken?) -> SecretMask {
    guard let token else { return request.mask }
    return request.mask.union(SecretMask([token.value.reveal()]))
  }
}

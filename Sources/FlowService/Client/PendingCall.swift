import Synchronization

/// A call that was started and may be cancelled: an exchange that no task waits for, and where that brings anything but
/// success, a task that goes on from there.
///
/// A task, its stack and its locks would be a seventh of the instructions of a forwarded call
/// (Tests/Benchmarks/README.md).
package final class PendingCall: ExchangeWaiter {
  /// Called once: by a task, or in the midst of the transport's work, which it must not call then.
  typealias Completion = @Sendable (Result<HTTPResponse, FlowServiceError>) -> Void

  /// What the first exchange is made with.
  private struct Attempt {
    let headers: [HTTPHeader]
    let token: AccessToken
    let timeout: Duration
    let deadline: Duration
  }

  private enum Phase {
    case beginning
    case exchange(any StartedExchange)
    case task(Task<Void, Never>)
  }

  private struct State {
    var phase = Phase.beginning
    var isCancelled = false
  }

  private let caller: FlowServiceCaller
  private let request: FlowServiceRequest
  private let sandbox: SandboxSelection
  private let deadline: Duration?
  private let completion: Completion
  /// None where there is something to wait for, or something missing, before there can be one.
  private let attempt: Attempt?
  private let state = Mutex(State())

  /// - Parameter request: one that may be sent again.
  init(
    _ caller: FlowServiceCaller, _ request: FlowServiceRequest, sandbox: SandboxSelection, deadline: Duration?,
    completion: @escaping Completion
  ) {
    self.caller = caller
    self.request = request
    self.sandbox = sandbox
    self.deadline = deadline
    self.completion = completion
    if let token = caller.tokens.atHand, let headers = try? caller.headers(request, sandbox: sandbox) {
      let timeout = caller.timeLeft(deadline)
      attempt = Attempt(headers: headers, token: token, timeout: timeout, deadline: caller.time.now + timeout)
    } else {
      attempt = nil
    }
  }

  func begin() {
    guard let attempt,
      let exchange = caller.transport.start(
        caller.httpRequest(request, headers: attempt.headers, token: attempt.token, timeout: attempt.timeout), for: self
      )
    else { return makeTask(after: nil) }
    let mustCancel = state.withLock { state in
      // It may be over already.
      guard case .beginning = state.phase else { return false }
      state.phase = .exchange(exchange)
      return state.isCancelled
    }
    if mustCancel { exchange.cancel() }
  }

  /// Ends it with `requestCancelled`; does nothing when it has ended.
  package func cancel() {
    let phase = state.withLock { state in
      state.isCancelled = true
      return state.phase
    }
    switch phase {
    case .beginning: break
    case .exchange(let exchange): exchange.cancel()
    case .task(let task): task.cancel()
    }
  }

  /// For the transport only.
  package func exchangeHasEnded(_ outcome: Result<HTTPResponse, TransportError>) {
    if case .success(let response) = outcome, caller.isSuccess(response) {
      caller.clock.observe(response)
      return completion(.success(response))
    }
    makeTask(after: outcome)
  }

  // MARK: As a task

  private func makeTask(after outcome: Result<HTTPResponse, TransportError>?) {
    let task = Task(executorPreference: caller.executor) { [self] in
      do throws(FlowServiceError) {
        completion(.success(try await response(after: outcome)))
      } catch {
        completion(.failure(error))
      }
    }
    let mustCancel = state.withLock { state in
      state.phase = .task(task)
      return state.isCancelled
    }
    if mustCancel { task.cancel() }
  }

  /// What `perform` does, once the first exchange has come to that; all of it, if there was none.
  private func response(
    after outcome: Result<HTTPResponse, TransportError>?
  ) async throws(FlowServiceError) -> HTTPResponse {
    guard let attempt, let outcome else {
      return try await caller.perform(request, sandbox: sandbox, deadline: deadline)
    }
    let failure: FlowServiceCaller.Failure
    do throws(FlowServiceCaller.Failure) {
      return try await caller.accepted(
        try caller.received(outcome), request, headers: attempt.headers, attempt.token, deadline: attempt.deadline)
    } catch {
      failure = error
    }
    return try await caller.repeated(request, sandbox: sandbox, deadline: deadline, nil, after: failure)
  }
}

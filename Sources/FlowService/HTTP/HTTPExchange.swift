/// One request on its way: who asked, until when, and how far it has come.
///
/// Only the loop's thread touches what changes here, but for the waiter, which is set by whoever asks before it
/// is handed over; hence unchecked.
final class HTTPExchange: StartedExchange, @unchecked Sendable {
  typealias Outcome = Result<HTTPResponse, TransportError>

  let request: HTTPRequest
  let target: RequestTarget
  /// On the loop's clock; time spent in the queue counts.
  let deadline: Duration
  /// By way of which a waiter that is no task cancels it.
  private let transport: NetworkTransport?

  /// Who is told how it went.
  enum Waiter {
    /// Unsafe because a checked one costs an allocation for each request; `finish` resumes it exactly once.
    case task(UnsafeContinuation<Outcome, Never>)
    case other(any ExchangeWaiter)
  }

  var waiter: Waiter?
  /// The handle of libcurl's that carries it; nil where none does.
  var handle: CurlHandle?
  /// It was sent on a connection that ended before anything came back.
  var wasSentBefore = false
  /// Handed over to an engine: before, there may be no waiter yet.
  var isSubmitted = false
  /// It was cancelled before it was handed over.
  var isCancelled = false
  private(set) var isFinished = false

  init(
    _ request: consuming HTTPRequest, _ target: consuming RequestTarget, now: Duration,
    cancelledBy transport: NetworkTransport? = nil
  ) {
    deadline = now + request.timeout
    self.transport = transport
    self.request = request
    self.target = target
  }

  func cancel() { transport?.cancel(self) }

  /// Runs a waiter that is no task within this call: the engine has to be done with the exchange.
  func finish(_ outcome: Outcome) {
    guard !isFinished else { return }
    isFinished = true
    switch waiter.take() {
    case .task(let continuation): continuation.resume(returning: outcome)
    case .other(let waiter): waiter.exchangeHasEnded(outcome)
    case nil: break
    }
  }
}

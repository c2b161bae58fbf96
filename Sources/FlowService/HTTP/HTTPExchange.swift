/// One request on its way: who asked, until when, and how far it has come.
///
/// Only the loop's thread touches what changes here, but for the continuation, which the task that asks sets before it
/// hands the exchange over; hence unchecked.
final class HTTPExchange: @unchecked Sendable {
  typealias Outcome = Result<HTTPResponse, TransportError>

  let request: HTTPRequest
  let target: RequestTarget
  /// On the loop's clock; time spent in the queue counts.
  let deadline: Duration

  /// Unsafe because a checked one costs an allocation for each request; `finish` resumes it exactly once.
  var continuation: UnsafeContinuation<Outcome, Never>?
  /// The handle of libcurl's that carries it; nil where none does.
  var handle: CurlHandle?
  /// It was sent on a connection that ended before anything came back.
  var wasSentBefore = false
  /// Handed over to an engine: before, there may be no continuation yet.
  var isSubmitted = false
  /// Its task was cancelled before it was handed over.
  var isCancelled = false
  private(set) var isFinished = false

  init(_ request: consuming HTTPRequest, _ target: consuming RequestTarget, now: Duration) {
    deadline = now + request.timeout
    self.request = request
    self.target = target
  }

  func finish(_ outcome: Outcome) {
    guard !isFinished else { return }
    isFinished = true
    continuation?.resume(returning: outcome)
    continuation = nil
  }
}

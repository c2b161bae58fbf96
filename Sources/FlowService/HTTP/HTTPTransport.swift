/// Sends one request and brings its answer: the only thing in the process that touches the network.
///
/// A cancelled task ends its exchange at once, with `TransportError.Kind.cancelled`. An exchange is never repeated
/// here, but for a GET whose connection turns out to have been closed: whether to try again is for the retry policy, which
/// knows what the request does.
package protocol HTTPTransport: Sendable {
  func send(_ request: consuming HTTPRequest) async throws(TransportError) -> HTTPResponse

  /// The same without a task: `waiter` is told, once, how it went, possibly before this returns. Nil where a transport has
  /// no such way, or not for that request; then the waiter is told nothing, and `send` says what is wrong.
  func start(_ request: consuming HTTPRequest, for waiter: any ExchangeWaiter) -> (any StartedExchange)?
}

extension HTTPTransport {
  package func start(
    _ request: consuming HTTPRequest, for waiter: any ExchangeWaiter
  ) -> (any StartedExchange)? { nil }
}

/// Who waits for an exchange and is no task.
package protocol ExchangeWaiter: AnyObject, Sendable {
  /// Called once, in the midst of the transport's work: it must neither block nor call the transport.
  func exchangeHasEnded(_ outcome: Result<HTTPResponse, TransportError>)
}

/// An exchange that was started for a waiter.
package protocol StartedExchange: AnyObject, Sendable {
  /// Ends it with `TransportError.Kind.cancelled`, soon; does nothing when it has ended.
  func cancel()
}

/// Sends one request and brings its answer: the only thing in the process that touches the network.
///
/// A cancelled task ends its exchange at once, with `TransportError.Kind.cancelled`. An exchange is never repeated
/// here, but for a GET whose connection turns out to have been closed: whether to try again is for the retry policy, which
/// knows what the request does.
package protocol HTTPTransport: Sendable {
  func send(_ request: consuming HTTPRequest) async throws(TransportError) -> HTTPResponse
}

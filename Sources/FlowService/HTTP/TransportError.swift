/// Why no whole answer came back.
package struct TransportError: Error, Sendable {
  package enum Kind: Sendable, Equatable {
    /// The URL is not https (nor http on loopback), or a header value holds CR, LF or NUL: nothing was sent.
    case refused
    /// libcurl is not installed, or cannot be opened.
    case libraryMissing
    case couldNotResolve
    case couldNotConnect
    /// No TLS connection came about: the handshake broke off, or the two sides have nothing in common.
    case tls
    /// The certificate of the service is not to be trusted, or there is nothing to judge it by.
    case untrusted
    case timedOut
    /// The connection ended or broke before the answer was whole.
    case connectionLost
    /// The answer is larger than the transport accepts.
    case tooLarge
    case cancelled
    case other
  }

  package var kind: Kind
  /// False only when it is certain that the service saw nothing of the request, so that it may be sent again.
  package var mayHaveArrived: Bool
  /// In plain words, without any header or body of the request.
  package var detail: String

  package init(_ kind: Kind, mayHaveArrived: Bool, detail: String) {
    self.kind = kind
    self.mayHaveArrived = mayHaveArrived
    self.detail = detail
  }
}

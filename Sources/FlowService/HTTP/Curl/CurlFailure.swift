import CCurl

/// What libcurl's error codes mean to the caller.
package struct CurlFailure {
  private let code: Int32
  /// The connection stood, and libcurl was about to send the request.
  private let hasBegun: Bool
  /// Bytes of the request were handed to the system, or to the TLS library.
  private let mayHaveArrived: Bool
  /// libcurl's own words on this failure.
  private let message: String
  private let isTooLarge: Bool

  package init(code: Int32, hasBegun: Bool, sentBytes: Int, message: String, isTooLarge: Bool) {
    self.code = code
    self.hasBegun = hasBegun
    self.mayHaveArrived = hasBegun && sentBytes > 0
    self.message = message
    self.isTooLarge = isTooLarge
  }

  package var error: TransportError {
    let (kind, summary, quotesMessage) = meaning
    // Only messages known to be free of the request's content are passed on, and none that could quote a URL: that of a
    // proxy can hold a password.
    let isQuotable = quotesMessage && !message.isEmpty && !message.utf8.contains(UInt8(ascii: "@"))
    let detail = isQuotable ? "\(summary): \(message.printable)" : summary
    return TransportError(kind, mayHaveArrived: mayHaveArrived, detail: detail)
  }

  private var meaning: (TransportError.Kind, String, quotesMessage: Bool) {
    if isTooLarge { return (.tooLarge, "the answer is larger than accepted", false) }
    switch Int(code) {
    case CCURLE_COULDNT_RESOLVE_HOST:
      return (.couldNotResolve, "the host name could not be resolved", true)
    case CCURLE_COULDNT_RESOLVE_PROXY:
      return (.couldNotResolve, "the proxy's host name could not be resolved, or its URL is not valid", false)
    case CCURLE_COULDNT_CONNECT:
      return (.couldNotConnect, "could not connect", true)
    case CCURLE_PROXY:
      return (.couldNotConnect, "the proxy refused", false)
    case CCURLE_OPERATION_TIMEDOUT:
      return (.timedOut, hasBegun ? "no whole answer in time" : "could not connect in time", true)
    case CCURLE_FILESIZE_EXCEEDED, CCURLE_TOO_LARGE:
      return (.tooLarge, "the answer is larger than accepted", false)
    case CCURLE_PEER_FAILED_VERIFICATION, CCURLE_SSL_CACERT_BADFILE, CCURLE_SSL_CRL_BADFILE, CCURLE_SSL_ISSUER_ERROR,
      CCURLE_SSL_PINNEDPUBKEYNOTMATCH, CCURLE_SSL_INVALIDCERTSTATUS:
      return (.untrusted, "no trusted connection", true)
    case CCURLE_SSL_CONNECT_ERROR, CCURLE_SSL_ENGINE_NOTFOUND, CCURLE_SSL_ENGINE_SETFAILED, CCURLE_SSL_CERTPROBLEM,
      CCURLE_SSL_CIPHER, CCURLE_USE_SSL_FAILED, CCURLE_SSL_ENGINE_INITFAILED, CCURLE_SSL_SHUTDOWN_FAILED,
      CCURLE_SSL_CLIENTCERT:
      return (.tls, "no secure connection", true)
    case CCURLE_GOT_NOTHING, CCURLE_SEND_ERROR, CCURLE_RECV_ERROR, CCURLE_PARTIAL_FILE, CCURLE_HTTP2,
      CCURLE_HTTP2_STREAM:
      return hasBegun
        ? (.connectionLost, "the connection ended before the answer was whole", true)
        : (.couldNotConnect, "the connection ended before the request could be sent", true)
    case CCURLE_ABORTED_BY_CALLBACK, CCURLE_SEND_FAIL_REWIND:
      // libcurl was about to send a request again that must not be sent twice.
      return (.connectionLost, "the connection ended before an answer came", false)
    case CCURLE_WEIRD_SERVER_REPLY, CCURLE_UNSUPPORTED_PROTOCOL, CCURLE_BAD_CONTENT_ENCODING:
      return hasBegun
        ? (.other, "the answer is not valid HTTP", false) : (.refused, "libcurl does not support the URL", false)
    case CCURLE_URL_MALFORMAT:
      return (.refused, "libcurl does not accept the URL", false)
    case CCURLE_OUT_OF_MEMORY:
      return (.other, "out of memory", false)
    default:
      return (.other, "libcurl error \(code)", false)
    }
  }
}

extension String {
  /// One line of printable ASCII: a peer can put what it likes into some messages.
  fileprivate var printable: String {
    String(decoding: utf8.prefix(200).map { $0 >= 0x20 && $0 < 0x7F ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }
}

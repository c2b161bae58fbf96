/// Why bytes that came back are no answer.
package enum HTTPFault: Error {
  /// They break the rules of HTTP/1.1 (RFC 9112).
  case notHTTP
  /// Packed in a way that was not asked for.
  case encoded
  /// Larger than accepted.
  case tooLarge

  var transportError: TransportError {
    switch self {
    case .notHTTP: TransportError(.other, mayHaveArrived: true, detail: "the answer is not valid HTTP")
    case .encoded:
      TransportError(.other, mayHaveArrived: true, detail: "the answer is encoded in a way that was not asked for")
    case .tooLarge: TransportError(.tooLarge, mayHaveArrived: true, detail: "the answer is larger than accepted")
    }
  }
}

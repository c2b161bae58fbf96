/// What an attempt that did not succeed leaves behind.
enum AttemptFate: Equatable {
  /// Nothing happened at the service, and the same request may well succeed later.
  case nothingHappened
  /// It cannot be told whether the service acted.
  case unknown
  /// Sending the same request again would be answered the same way.
  case settled

  init(status: Int) {
    switch status {
    // Refused by a limit or by a service that is not there, before any effect.
    case 429, 503: self = .nothingHappened
    case 408, 500, 502, 504: self = .unknown
    default: self = .settled
    }
  }

  init(_ error: TransportError) {
    switch error.kind {
    case .refused, .libraryMissing, .untrusted, .cancelled: self = .settled
    case .tooLarge: self = error.mayHaveArrived ? .unknown : .settled
    case .couldNotResolve, .couldNotConnect, .tls, .timedOut, .connectionLost, .other:
      self = error.mayHaveArrived ? .unknown : .nothingHappened
    }
  }
}

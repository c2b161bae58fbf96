/// What went wrong with a call, by the stable word and number that clients of the sidecar meet.
package enum FlowServiceErrorKind: String, Sendable, CaseIterable {
  /// Any answer of Flow Service that no other kind describes.
  case flowServiceError
  /// 401 or 403, after one renewal of the token.
  case unauthorized
  case notFound
  /// The etag is not that of the current version.
  case preconditionFailed
  /// 429, after the retries.
  case rateLimited
  /// Network, TLS or 5xx, after the retries. A create that ends so has made nothing.
  case unreachable
  /// The connection did not become enabled in the time given.
  case waitTimeout
  /// The connection is in a state from which it does not become enabled.
  case notEnabling
  /// A create whose fate could not be established.
  case outcomeUnknown
  /// No token, organisation or sandbox.
  case notConfigured
  case requestCancelled

  /// The code of the JSON-RPC error object.
  package var code: Int {
    switch self {
    case .flowServiceError: 1000
    case .unauthorized: 1401
    case .notFound: 1404
    case .preconditionFailed: 1412
    case .rateLimited: 1429
    case .unreachable: 1503
    case .waitTimeout: 1504
    case .notEnabling: 1505
    case .outcomeUnknown: 1506
    case .notConfigured: 1507
    case .requestCancelled: -32800
    }
  }

  /// Whether the same call may succeed later, and repeating it does no harm.
  package var isRetryable: Bool {
    switch self {
    case .rateLimited, .unreachable, .waitTimeout: true
    default: false
    }
  }
}

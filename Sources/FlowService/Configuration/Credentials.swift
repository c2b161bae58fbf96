/// How the calls to Flow Service prove who makes them.
package enum Credentials: Sendable {
  /// A token that somebody else obtained and renews.
  case accessToken(Secret)
  /// OAuth Server-to-Server: tokens are asked of Adobe IMS with this secret, as needed. `scopes` is a list separated by
  /// commas, as IMS wants it.
  case clientSecret(Secret, scopes: String)
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible {
  package var description: String {
    switch self {
    case .accessToken: "access token [redacted]"
    case .clientSecret: "client secret [redacted]"
    }
  }

  package var debugDescription: String { description }
}

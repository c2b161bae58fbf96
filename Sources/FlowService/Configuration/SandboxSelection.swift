/// Which sandbox calls are for.
///
/// Without the header some parts of the platform take the production sandbox, so that leaving it away has to be asked
/// for: an organisation on AWS may have no sandbox to name.
package enum SandboxSelection: Sendable, Hashable {
  /// Nobody has said: calls are refused until somebody does.
  case unspecified
  /// No `x-sandbox-name` header is sent.
  case none
  case named(String)
}

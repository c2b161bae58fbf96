/// What concerns one call and not its content.
package struct CallOptions: Sendable {
  /// In place of the configured sandbox.
  package var sandboxName: String?
  /// How long the call may take in all, retries included; nil leaves it to the retry policy.
  package var timeout: Duration?

  package init(sandboxName: String? = nil, timeout: Duration? = nil) {
    self.sandboxName = sandboxName
    self.timeout = timeout
  }

  package static let standard = CallOptions()
}

extension FlowServiceClient {
  /// Whether there is all that a call needs: then one may be tried that nobody has asked for.
  package func isConfigured(_ options: CallOptions = .standard) -> Bool {
    let configuration = caller.configuration
    return configuration.credentials != nil && configuration.clientID != nil && configuration.orgID != nil
      && caller.sandbox(options) != .unspecified
  }

  /// Has a token at hand, asking IMS for one if need be; what comes of it is not told.
  package func obtainToken(timeout: Duration) async throws(FlowServiceError) {
    _ = try await caller.tokens.token(deadline: caller.time.now + timeout)
  }
}

extension FlowServiceClient {
  /// Reads one connection: `GET /connections/{id}`.
  package func connection(
    _ id: String, options: CallOptions = .standard
  ) async throws(FlowServiceError) -> Connection {
    try await caller.connection(
      id, sandbox: caller.sandbox(options), deadline: deadline(options), policy: caller.policy)
  }
}

extension FlowServiceCaller {
  func connection(
    _ id: String, sandbox: SandboxSelection, deadline: Duration?, policy: RetryPolicy
  ) async throws(FlowServiceError) -> Connection {
    // As a path segment these would lead somewhere else: to the list, or a level up.
    guard !["", ".", ".."].contains(id) else { throw .noConnection(id) }
    let request = FlowServiceRequest(.get, ["connections", id])
    let response: HTTPResponse
    do throws(FlowServiceError) {
      response = try await perform(request, sandbox: sandbox, deadline: deadline, policy: policy)
    } catch {
      var error = error
      if error.kind == .notFound { error.connectionID = id }
      throw error
    }
    guard let items = Items(response.body) else {
      throw FlowServiceError(unusable: response, "without the list of items that a connection comes in", mask: .none)
    }
    let requestID = response.headers["x-request-id"]
    guard let item = items.all.first else { throw .noConnection(id, requestID: requestID) }
    return Connection(item: item, requestID: requestID)
  }
}

extension FlowServiceError {
  static func noConnection(_ id: String, requestID: String? = nil) -> FlowServiceError {
    var error = FlowServiceError(.notFound, "There is no such connection.")
    error.connectionID = id
    error.requestID = requestID
    error.hint = ErrorHint.hint(status: 404, code: nil)
    return error
  }
}

extension FlowServiceClient {
  /// Reads one connection: `GET /connections/{id}`.
  package func connection(
    _ id: String, options: CallOptions = .standard
  ) async throws(FlowServiceError) -> Connection {
    try await caller.connection(id, sandbox: caller.sandbox(options), deadline: deadline(options))
  }
}

extension FlowServiceCaller {
  func connection(
    _ id: String, sandbox: SandboxSelection, deadline: Duration?, policy: RetryPolicy? = nil
  ) async throws(FlowServiceError) -> Connection {
    let request = try FlowServiceRequest.connection(.get, id)
    do throws(FlowServiceError) {
      return try connection(id, in: await perform(request, sandbox: sandbox, deadline: deadline, policy: policy))
    } catch {
      throw error.kind == .notFound ? error.about(id) : error
    }
  }

  /// The connection that an answer brings. By itself, as its needs would make the frame of the call larger.
  @inline(never)
  private func connection(_ id: String, in response: HTTPResponse) throws(FlowServiceError) -> Connection {
    guard let items = Items(response, readBy: answers) else {
      throw FlowServiceError(unusable: response, "without the list of items that a connection comes in", mask: .none)
    }
    guard let item = items.first else {
      throw .noConnection(id, requestID: response.headers["x-request-id"])
    }
    return Connection(item: item, headers: response.headers)
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

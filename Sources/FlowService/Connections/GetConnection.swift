extension FlowServiceClient {
  /// Reads one connection: `GET /connections/{id}`.
  package func connection(
    _ id: String, options: CallOptions = .standard
  ) async throws(FlowServiceError) -> Connection {
    try await caller.connection(id, sandbox: caller.sandbox(options), deadline: deadline(options))
  }

  /// The same without a task, as long as all goes well. `completion` is called once, from whatever thread, possibly
  /// before this returns; it must neither block nor make a call of Flow Service. Throws for an id that can be none.
  package func startConnection(
    _ id: String, options: CallOptions = .standard,
    completion: @escaping @Sendable (Result<Connection, FlowServiceError>) -> Void
  ) throws(FlowServiceError) -> PendingCall {
    let request = try FlowServiceRequest.connection(.get, id)
    let call = PendingCall(caller, request, sandbox: caller.sandbox(options), deadline: deadline(options)) {
      [caller] outcome in
      completion(
        outcome.flatMap { response in
          Result { () throws(FlowServiceError) in try caller.connection(id, in: response) }
        }.mapError { $0.naming(ifNotFound: id) })
    }
    call.begin()
    return call
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
      throw error.naming(ifNotFound: id)
    }
  }

  /// The connection that an answer brings. By itself, as its needs would make the frame of the call larger.
  @inline(never)
  fileprivate func connection(_ id: String, in response: HTTPResponse) throws(FlowServiceError) -> Connection {
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
  /// The same error, with the id of the connection if there is none.
  fileprivate func naming(ifNotFound id: String) -> FlowServiceError { self.kind == .notFound ? about(id) : self }

  static func noConnection(_ id: String, requestID: String? = nil) -> FlowServiceError {
    var error = FlowServiceError(.notFound, "There is no such connection.")
    error.connectionID = id
    error.requestID = requestID
    error.hint = ErrorHint.hint(status: 404, code: nil)
    return error
  }
}

import JSON

extension FlowServiceClient {
  /// Deletes a connection: `DELETE /connections/{id}`, answered 204, or 202 when the service does it a little later.
  ///
  /// It may be sent again: when the answer to one was lost, a 404 to the next says that the first has done it. A 404 to
  /// the first is `notFound`.
  package func delete(_ id: String, options: CallOptions = .standard) async throws(FlowServiceError) {
    var call = DeleteCall(
      client: self, id: id, request: try .connection(.delete, id), sandbox: caller.sandbox(options),
      deadline: deadline(options))
    try await call.run()
  }
}

/// One delete, from the first attempt to its outcome.
private struct DeleteCall {
  let client: FlowServiceClient
  let id: String
  let request: FlowServiceRequest
  let sandbox: SandboxSelection
  private var resends: Resends

  init(
    client: FlowServiceClient, id: String, request: FlowServiceRequest, sandbox: SandboxSelection, deadline: Duration?
  ) {
    self.client = client
    self.id = id
    self.request = request
    self.sandbox = sandbox
    resends = Resends(client, deadline: deadline)
  }

  mutating func run() async throws(FlowServiceError) {
    while true {
      guard let outcome = await attempt() else { return }
      let error: FlowServiceError
      switch outcome {
      case .refused(let refusal): error = refusal
      case .unknown(let loss): error = loss
      case .failed(let final):
        // An attempt whose answer was lost has done it.
        if resends.mayHaveActed, final.kind == .notFound { return }
        if final.kind != .requestCancelled, resends.mayHaveActed, await isGone() { return }
        throw final
      }
      guard let delay = resends.pause(after: error) else {
        if resends.mayHaveActed, await isGone() { return }
        throw error
      }
      guard await resends.sleep(delay) else {
        throw .cancelledChange(id, mayHaveActed: resends.mayHaveActed)
      }
    }
  }

  /// Sends the delete; nil when it is done.
  private mutating func attempt() async -> Resends.Outcome? {
    do throws(FlowServiceCaller.Failure) {
      let response = try await resends.send(request, sandbox: sandbox)
      // A page that something in between has answered with says nothing.
      if response.body.isEmpty || (try? JSONDocument(response.body)) != nil { return nil }
      if await isGone() { return nil }
      return .failed(FlowServiceError(unusable: response, "without saying so as Flow Service does", mask: .none))
    } catch {
      return resends.outcome(error, ofChanging: id, request)
    }
  }

  /// Whether a look settles that an attempt whose answer was lost has done it.
  private func isGone() async -> Bool {
    do throws(FlowServiceError) {
      let connection = try await client.caller.connection(
        id, sandbox: sandbox, deadline: resends.deadline, policy: .never)
      return connection.state?.hasPrefix("delete-") ?? false
    } catch {
      return error.kind == .notFound
    }
  }
}

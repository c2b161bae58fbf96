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
  let deadline: Duration?
  private var attempts = 0
  private var spent = Duration.zero
  /// The answer to an attempt was lost, so that the connection may be gone by it.
  private var mayHaveActed = false

  init(
    client: FlowServiceClient, id: String, request: FlowServiceRequest, sandbox: SandboxSelection, deadline: Duration?
  ) {
    self.client = client
    self.id = id
    self.request = request
    self.sandbox = sandbox
    self.deadline = deadline
  }

  private var caller: FlowServiceCaller { client.caller }

  mutating func run() async throws(FlowServiceError) {
    while true {
      attempts += 1
      let failure: FlowServiceCaller.Failure
      do throws(FlowServiceCaller.Failure) {
        let timeout = caller.timeLeft(deadline, keeping: client.recovery)
        let response = try await caller.exchange(request, sandbox: sandbox, timeout: timeout)
        // A page that something in between has answered with says nothing.
        if response.body.isEmpty || (try? JSONDocument(response.body)) != nil { return }
        if await isGone() { return }
        failure = .answered(response, token: nil)
      } catch let thrown {
        failure = thrown
      }
      if mayHaveActed, failure.status == 404 { return }
      if case .answered(let response, _) = failure, (200...299).contains(response.status) {
        throw FlowServiceError(unusable: response, "without saying so as Flow Service does", mask: .none)
      }
      let error = caller.error(failure, of: request).naming(id)
      if error.kind == .requestCancelled {
        throw .cancelledChange(id, mayHaveActed: mayHaveActed || failure.isCancelledUnderWay)
      }
      let fate = AttemptFate(failure)
      if fate == .unknown { mayHaveActed = true }
      guard fate != .settled, let delay = delay(error) else {
        if mayHaveActed, await isGone() { return }
        throw error
      }
      spent += delay
      do {
        try await caller.time.sleep(for: delay)
      } catch {
        throw .cancelledChange(id, mayHaveActed: mayHaveActed)
      }
    }
  }

  private func delay(_ error: FlowServiceError) -> Duration? {
    caller.policy.delay(
      attempts: attempts, spent: spent, remaining: deadline.map { $0 - caller.time.now }, retryAfter: error.retryAfter,
      random: caller.jitter.unit())
  }

  /// Whether a look settles that an attempt whose answer was lost has done it.
  private func isGone() async -> Bool {
    do throws(FlowServiceError) {
      let connection = try await caller.connection(id, sandbox: sandbox, deadline: deadline, policy: .never)
      return connection.state?.hasPrefix("delete-") ?? false
    } catch {
      return error.kind == .notFound
    }
  }
}

import JSON

extension FlowServiceClient {
  /// Makes a connection: `POST /connections`, with the bytes of the body as they are.
  ///
  /// The service has no idempotency key, so a create whose fate is unknown is never just sent again: the connection is
  /// looked for first, by name, connection spec and time of creation. Found, it is the answer; certainly not there, the
  /// create is sent again; anything else is `outcomeUnknown`. Creates of one name and spec go one after another.
  package func create(
    _ body: [UInt8], options: CallOptions = .standard
  ) async throws(FlowServiceError) -> CreatedConnection {
    let body = CreateBody(body)
    let sandbox = caller.sandbox(options)
    let deadline = deadline(options)
    guard let key = CreateTurns.Key(body, sandbox) else {
      return try await createInTurn(body, sandbox: sandbox, deadline: deadline)
    }
    return try await turns.withTurn(key, deadline: deadline) { () async throws(FlowServiceError) in
      try await createInTurn(body, sandbox: sandbox, deadline: deadline)
    }
  }

  /// The same for whoever has the turn.
  func createInTurn(
    _ body: CreateBody, sandbox: SandboxSelection, deadline: Duration?
  ) async throws(FlowServiceError) -> CreatedConnection {
    var call = CreateCall(self, body, sandbox, deadline)
    return try await call.run()
  }
}

extension CreateTurns.Key {
  /// Nil for a body that names no connection or no spec.
  init?(_ body: CreateBody, _ sandbox: SandboxSelection) {
    guard let name = body.name, let specID = body.specID else { return nil }
    // A UUID is the same in both letter cases.
    self.init(name: name, specID: specID.lowercased(), sandbox: sandbox)
  }
}

/// One create, from the first attempt to its outcome.
private struct CreateCall {
  private let client: FlowServiceClient
  private let body: CreateBody
  private let request: FlowServiceRequest
  private let sandbox: SandboxSelection
  private let began: Duration
  private var resends: Resends

  private var caller: FlowServiceCaller { client.caller }

  init(_ client: FlowServiceClient, _ body: CreateBody, _ sandbox: SandboxSelection, _ deadline: Duration?) {
    self.client = client
    self.body = body
    self.sandbox = sandbox
    request = FlowServiceRequest(.post, "connections", body: body.bytes, effect: .creates, mask: body.mask)
    began = client.caller.time.now
    resends = Resends(client, deadline: deadline)
  }

  private enum Attempt {
    case made(CreatedConnection)
    case not(Resends.Outcome)
  }

  mutating func run() async throws(FlowServiceError) -> CreatedConnection {
    while true {
      // An earlier attempt may yet have made a connection that no look has found.
      let mayHaveMadeOne = resends.mayHaveActed
      switch await attempt() {
      case .made(let connection):
        client.claims.claim(connection.id)
        return mayHaveMadeOne ? await withDuplicates(connection) : connection
      case .not(.failed(let error)):
        guard mayHaveMadeOne else { throw error }
        // A cancelled create tells what it leaves.
        if error.kind == .requestCancelled { throw .cancelled(.unknown) }
        if let found = try await lookUp(after: error, delays: [.zero]) { return found }
        throw error
      case .not(.refused(let error)):
        try await pauseBeforeNextSend(error)
      case .not(.unknown(let error)):
        if let found = try await lookUp(after: error, delays: client.recovery.lookDelays) { return found }
        guard resends.mayLookAndSendAgain else { throw error }
        try await pauseBeforeNextSend(error)
      }
    }
  }

  private mutating func pauseBeforeNextSend(_ error: FlowServiceError) async throws(FlowServiceError) {
    guard let delay = resends.pause(after: error) else { throw error }
    try await pause(delay)
  }

  private func pause(_ delay: Duration) async throws(FlowServiceError) {
    guard await resends.sleep(delay) else { throw .cancelled(resends.mayHaveActed ? .unknown : .untouched) }
  }

  // MARK: Sending

  private mutating func attempt() async -> Attempt {
    do throws(FlowServiceCaller.Failure) {
      let response = try await resends.send(request, sandbox: sandbox)
      if let (id, etag) = CreatedAnswer.read(response.body) { return .made(CreatedConnection(id: id, etag: etag)) }
      return .not(
        resends.unusable(FlowServiceError(unusable: response, "without the id of a connection", mask: body.mask)))
    } catch {
      return .not(resends.outcome(error, caller.error(error, of: request)))
    }
  }

  // MARK: Looking

  /// The connection that an attempt has made after all; nil when there is certainly none.
  private func lookUp(
    after error: FlowServiceError, delays: [Duration]
  ) async throws(FlowServiceError) -> CreatedConnection? {
    for delay in delays {
      if let deadline = resends.deadline, caller.time.now + delay >= deadline { throw outcomeUnknown(error, []) }
      try await pause(delay)
      let found: [Connection]
      do throws(FlowServiceError) {
        found = try await candidates()
      } catch let trouble {
        if trouble.kind == .requestCancelled { throw .cancelled(.unknown) }
        throw outcomeUnknown(error, [])
      }
      if found.count == 1, let connection = found.first, let id = connection.id {
        client.claims.claim(id)
        return CreatedConnection(id: id, etag: connection.etag, isRecovered: true)
      }
      if !found.isEmpty { throw outcomeUnknown(error, found) }
    }
    return nil
  }

  /// The connections that this create may have made.
  private func candidates() async throws(FlowServiceError) -> [Connection] {
    guard let name = body.name, let specID = body.specID else {
      throw FlowServiceError(.outcomeUnknown, "A connection without name or connection spec cannot be looked for.")
    }
    return narrowed(
      try await caller.connections(named: name, specID: specID, sandbox: sandbox, deadline: resends.deadline)
        .filter(isCandidate))
  }

  private func isCandidate(_ connection: Connection) -> Bool {
    guard let id = connection.id, !client.claims.contains(id) else { return false }
    if let specName = connection.authSpecName, let sent = body.authSpecName, specName != sent { return false }
    guard let createdAt = connection.createdAt else { return true }
    return Int64(createdAt) >= caller.clock.earliestStamp(after: began)
  }

  /// Of several, those with the description that was sent, if there are any: a service might change it, so it decides
  /// only where nothing else does.
  private func narrowed(_ found: [Connection]) -> [Connection] {
    guard found.count > 1, let description = body.description else { return found }
    let same = found.filter { $0.item["description"]?.string == description }
    return same.isEmpty ? found : same
  }

  /// What an attempt whose answer was lost may have made besides.
  private func withDuplicates(_ connection: CreatedConnection) async -> CreatedConnection {
    var connection = connection
    // The connection is made: that this look fails must not fail the call.
    let found = (try? await candidates()) ?? []
    connection.possibleDuplicates = found.compactMap { $0.id == connection.id ? nil : FoundConnection($0) }
    return connection
  }

  private func outcomeUnknown(_ cause: FlowServiceError, _ found: [Connection]) -> FlowServiceError {
    var error = FlowServiceError(.outcomeUnknown, "Whether the connection was made could not be established.")
    error.httpStatus = cause.httpStatus
    error.flowCode = cause.flowCode
    error.requestID = cause.requestID
    error.reason = cause.reason
    error.detail = cause.detail ?? cause.message
    error.remoteState = .unknown
    error.found = found.compactMap(FoundConnection.init)
    error.hint =
      found.isEmpty
      ? "Look for a connection of this name before creating it again, or a duplicate may result."
      : "Several connections fit: look at those in found before creating again, or a duplicate may result."
    return error
  }
}

extension FoundConnection {
  fileprivate init?(_ connection: Connection) {
    guard let id = connection.id else { return nil }
    self.init(id: id, name: connection.name, createdAt: connection.createdAt, state: connection.state)
  }
}

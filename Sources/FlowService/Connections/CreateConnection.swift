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
    self.init(name: name, specID: specID, sandbox: sandbox)
  }
}

/// One create, from the first attempt to its outcome.
private struct CreateCall {
  private let client: FlowServiceClient
  private let body: CreateBody
  private let request: FlowServiceRequest
  private let sandbox: SandboxSelection
  private let deadline: Duration?
  private let began: Duration
  private var sends = 0
  private var spent = Duration.zero
  /// An earlier attempt may yet have made a connection that no look has found.
  private var mayHaveMadeOne = false

  private var caller: FlowServiceCaller { client.caller }

  init(_ client: FlowServiceClient, _ body: CreateBody, _ sandbox: SandboxSelection, _ deadline: Duration?) {
    self.client = client
    self.body = body
    self.sandbox = sandbox
    self.deadline = deadline
    request = FlowServiceRequest(.post, ["connections"], body: body.bytes, effect: .creates, mask: body.mask)
    began = client.caller.time.now
  }

  private enum Attempt {
    case made(CreatedConnection)
    /// Nothing was made, and the same attempt may succeed later.
    case refused(FlowServiceError)
    /// Nothing was made, and nothing will be.
    case failed(FlowServiceError)
    /// Something may have been made.
    case unknown(FlowServiceError)
  }

  mutating func run() async throws(FlowServiceError) -> CreatedConnection {
    while true {
      sends += 1
      switch await attempt() {
      case .made(let connection):
        client.claims.claim(connection.id)
        return mayHaveMadeOne ? await withDuplicates(connection) : connection
      case .failed(let error):
        guard mayHaveMadeOne, error.kind != .requestCancelled else { throw unsettled(error) }
        if let found = try await lookUp(after: error, delays: [.zero]) { return found }
        throw error
      case .refused(let error):
        try await pauseBeforeNextSend(error)
      case .unknown(let error):
        mayHaveMadeOne = true
        if let found = try await lookUp(after: error, delays: client.recovery.lookDelays) { return found }
        guard sends < client.recovery.maximumSends else { throw error }
        try await pauseBeforeNextSend(error)
      }
    }
  }

  /// A cancelled create tells what it leaves.
  private func unsettled(_ error: FlowServiceError) -> FlowServiceError {
    guard mayHaveMadeOne, error.kind == .requestCancelled else { return error }
    return .cancelled(.unknown)
  }

  private func pauseBeforeNextSend(_ error: FlowServiceError) async throws(FlowServiceError) {
    guard
      let delay = caller.policy.delay(
        attempts: sends, spent: spent, remaining: deadline.map { $0 - caller.time.now }, retryAfter: error.retryAfter,
        random: caller.jitter.unit())
    else { throw error }
    try await pause(delay)
  }

  private func pause(_ delay: Duration) async throws(FlowServiceError) {
    guard delay > .zero else { return }
    do {
      try await caller.time.sleep(for: delay)
    } catch {
      throw .cancelled(mayHaveMadeOne ? .unknown : .untouched)
    }
  }

  // MARK: Sending

  private func attempt() async -> Attempt {
    var timeout = caller.timeLeft(deadline)
    if let deadline {
      // What is kept back is for looking, should the answer not come.
      let left = deadline - caller.time.now
      let reserve = min(client.recovery.longestReserve, left * client.recovery.reservedShare)
      timeout = max(.milliseconds(1), min(timeout, left - reserve))
    }
    do throws(FlowServiceCaller.Failure) {
      return made(try await caller.exchange(request, sandbox: sandbox, timeout: timeout))
    } catch {
      let told = caller.error(error, of: request)
      let fate: AttemptFate =
        switch error {
        case .unsent: .settled
        case .answered(let response, _): AttemptFate(status: response.status)
        case .lost(let lost): AttemptFate(lost)
        }
      switch fate {
      case .nothingHappened: return .refused(told)
      case .unknown: return .unknown(told)
      case .settled: return .failed(told)
      }
    }
  }

  private func made(_ response: HTTPResponse) -> Attempt {
    if let (id, etag) = CreatedAnswer.read(response.body) { return .made(CreatedConnection(id: id, etag: etag)) }
    return .unknown(FlowServiceError(unusable: response, "without the id of a connection", mask: body.mask))
  }

  // MARK: Looking

  /// The connection that an attempt has made after all; nil when there is certainly none.
  private func lookUp(
    after error: FlowServiceError, delays: [Duration]
  ) async throws(FlowServiceError) -> CreatedConnection? {
    for delay in delays {
      if let deadline, caller.time.now + delay >= deadline { throw outcomeUnknown(error, []) }
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
    var filters = ["connectionSpec.id==\(specID)"]
    // How a quotation mark in a quoted value is written is not documented: such a name is compared here only.
    if !name.contains("\""), !name.contains("\\") { filters.insert("name==\"\(name)\"", at: 0) }
    var found: [Connection] = []
    var next: String?
    // 100 pages of 100: beyond that the search has to count as failed, not as having found nothing.
    for _ in 0..<100 {
      let page = try await caller.connections(
        filters: filters, limit: 100, next: next, sandbox: sandbox, deadline: deadline)
      found += page.connections.filter { isCandidate($0, name: name, specID: specID) }
      next = page.next
      if next == nil { return narrowed(found) }
    }
    throw FlowServiceError(.outcomeUnknown, "There are too many connections to look through.")
  }

  private func isCandidate(_ connection: Connection, name: String, specID: String) -> Bool {
    guard let id = connection.id, connection.name == name, connection.connectionSpecID == specID else { return false }
    if client.claims.contains(id) { return false }
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

import JSON

/// What an update leaves.
package struct UpdatedConnection: Sendable, Equatable {
  package var id: String
  /// Of the new version. Absent when it could not be learnt.
  package var etag: String?
  /// The answer was lost, and the connection was read to see that the update had been made.
  package var isRecovered: Bool

  package init(id: String, etag: String?, isRecovered: Bool = false) {
    self.id = id
    self.etag = etag
    self.isRecovered = isRecovered
  }
}

extension FlowServiceClient {
  /// Changes a connection: `PATCH /connections/{id}` with the bytes of a JSON Patch as they are.
  ///
  /// The service changes the version that `If-Match` names and no other. An `etag` that is no longer the current one is
  /// `preconditionFailed`. Without an `etag` the current one is read first, and once more if somebody else was faster.
  ///
  /// An update whose fate is unknown is not just sent again: the connection is read. With its old etag it has not been
  /// changed, so that the update may be sent again. With a new one that shows what was to be changed, it is done.
  /// Anything else is `outcomeUnknown`.
  package func update(
    _ id: String, operations: [UInt8], etag: String? = nil, options: CallOptions = .standard
  ) async throws(FlowServiceError) -> UpdatedConnection {
    var call = UpdateCall(
      client: self, id: id, body: UpdateBody(operations), sandbox: caller.sandbox(options), deadline: deadline(options))
    return try await call.run(etag)
  }
}

/// One update, from the first attempt to its outcome.
private struct UpdateCall {
  let client: FlowServiceClient
  let id: String
  let body: UpdateBody
  let sandbox: SandboxSelection
  private var resends: Resends

  init(client: FlowServiceClient, id: String, body: UpdateBody, sandbox: SandboxSelection, deadline: Duration?) {
    self.client = client
    self.id = id
    self.body = body
    self.sandbox = sandbox
    resends = Resends(client, deadline: deadline)
  }

  private var caller: FlowServiceCaller { client.caller }
  private var deadline: Duration? { resends.deadline }

  private enum Attempt {
    case made(UpdatedConnection)
    case not(Resends.Outcome)
  }

  mutating func run(_ given: String?) async throws(FlowServiceError) -> UpdatedConnection {
    if let given { return try await change(try Self.quoted(given, id)) }
    let etag = try await currentETag()
    do throws(FlowServiceError) {
      return try await change(etag)
    } catch {
      // Nobody has named a version, so that the one which is there now will do as well.
      guard error.kind == .preconditionFailed, !resends.mayHaveActed else { throw error }
      return try await change(try await currentETag())
    }
  }

  private mutating func change(_ etag: String) async throws(FlowServiceError) -> UpdatedConnection {
    let request = try FlowServiceRequest.connection(
      .patch, id, headers: [HTTPHeader("If-Match", etag)], body: body.bytes, mask: body.mask)
    while true {
      // What is sent now could only be cut off.
      if let deadline, caller.time.now >= deadline { throw .timeRanOut("the connection was updated") }
      switch await attempt(request) {
      case .made(let updated):
        return updated
      case .not(.refused(let error)):
        try await pauseBeforeNextSend(error)
      case .not(.failed(let error)):
        if resends.mayHaveActed, error.kind != .requestCancelled,
          let settled = try await settle(after: error, etag, delays: [.zero])
        {
          return settled
        }
        throw error
      case .not(.unknown(let error)):
        if let settled = try await settle(after: error, etag, delays: client.recovery.lookDelays) { return settled }
        guard resends.mayLookAndSendAgain else { throw error }
        // Two of them cannot both succeed: the first that does takes the etag away from the other.
        try await pauseBeforeNextSend(error)
      }
    }
  }

  /// An etag as the header wants it: with its quotation marks.
  private static func quoted(_ etag: String, _ id: String) throws(FlowServiceError) -> String {
    guard !etag.isEmpty, etag.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      var error = FlowServiceError(.preconditionFailed, "This is not the etag of a connection.").about(id)
      error.hint = "Read the connection and use the etag it has, or leave it away."
      throw error
    }
    return etag.hasPrefix("\"") || etag.hasPrefix("W/\"") ? etag : "\"\(etag)\""
  }

  private func currentETag() async throws(FlowServiceError) -> String {
    let connection: Connection
    do throws(FlowServiceError) {
      connection = try await caller.connection(id, sandbox: sandbox, deadline: deadline)
    } catch {
      throw error.kind == .requestCancelled ? .cancelledChange(id, mayHaveActed: resends.mayHaveActed) : error
    }
    guard let etag = connection.version else {
      let state = connection.state ?? "in an unknown state"
      var error = FlowServiceError(
        .preconditionFailed, "The connection is \(state) and has no etag yet, so that it cannot be changed."
      ).about(id)
      error.lastState = connection.state
      error.requestID = connection.requestID
      error.hint = "Wait until it is enabled (connection.waitEnabled), then update it."
      throw error
    }
    return try Self.quoted(etag, id)
  }

  // MARK: Sending

  private mutating func attempt(_ request: FlowServiceRequest) async -> Attempt {
    do throws(FlowServiceCaller.Failure) {
      let response = try await resends.send(request, sandbox: sandbox)
      guard let (answered, etag) = CreatedAnswer.read(response.body) else {
        return .not(
          resends.unusable(FlowServiceError(unusable: response, "without the id of a connection", mask: body.mask)))
      }
      return .made(UpdatedConnection(id: answered, etag: etag))
    } catch {
      return .not(resends.outcome(error, ofChanging: id, request))
    }
  }

  private mutating func pauseBeforeNextSend(_ error: FlowServiceError) async throws(FlowServiceError) {
    guard let delay = resends.pause(after: error) else { throw error }
    try await pause(delay)
  }

  private func pause(_ delay: Duration) async throws(FlowServiceError) {
    guard await resends.sleep(delay) else { throw .cancelledChange(id, mayHaveActed: resends.mayHaveActed) }
  }

  // MARK: Looking

  /// What has become of an attempt whose answer was lost; nil when the connection still is as it was.
  private func settle(
    after error: FlowServiceError, _ etag: String, delays: [Duration]
  ) async throws(FlowServiceError) -> UpdatedConnection? {
    for delay in delays {
      if let deadline, caller.time.now + delay >= deadline { throw outcomeUnknown(error, nil) }
      try await pause(delay)
      let connection: Connection
      do throws(FlowServiceError) {
        connection = try await caller.connection(id, sandbox: sandbox, deadline: deadline)
      } catch let trouble {
        switch trouble.kind {
        case .requestCancelled: throw .cancelledChange(id, mayHaveActed: true)
        case .notFound: throw trouble
        default: throw outcomeUnknown(error, nil)
        }
      }
      if let version = connection.version, try Self.quoted(version, id) == etag { continue }
      guard body.trace(in: connection.item) == .shown else { throw outcomeUnknown(error, connection) }
      return UpdatedConnection(id: id, etag: connection.version, isRecovered: true)
    }
    return nil
  }

  private func outcomeUnknown(_ cause: FlowServiceError, _ connection: Connection?) -> FlowServiceError {
    var error = FlowServiceError(
      .outcomeUnknown,
      connection == nil
        ? "Whether the connection was updated could not be established."
        : "The connection has changed, but whether by this update could not be established."
    ).about(id)
    error.httpStatus = cause.httpStatus
    error.flowCode = cause.flowCode
    error.requestID = cause.requestID
    error.reason = cause.reason
    error.detail = cause.detail ?? cause.message
    error.lastState = connection?.state
    error.remoteState = .unknown
    error.hint = "Read the connection and compare it with what was to be changed before updating it again."
    return error
  }
}

extension Connection {
  /// The etag; some answers have it as the version only.
  fileprivate var version: String? { etag ?? item["version"]?.string }
}

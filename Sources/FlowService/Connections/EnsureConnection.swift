/// What an ensure leaves: an enabled connection.
package struct EnsuredConnection: Sendable {
  package var wait: WaitResult
  /// Whether this call has made it.
  package var isCreated: Bool
  /// The answer to its create was lost, and the connection was found by its name.
  package var isRecovered: Bool
  /// Further connections of the same name and spec.
  package var others: [FoundConnection]

  init(wait: WaitResult, _ there: FoundOrCreated) {
    self.wait = wait
    isCreated = there.isCreated
    isRecovered = there.isRecovered
    others = there.others
  }
}

/// A connection that an ensure has found or made, and that is now to be waited for.
package struct FoundOrCreated: Sendable {
  package var id: String
  var isCreated = false
  var isRecovered = false
  var others: [FoundConnection] = []
}

extension FlowServiceClient {
  /// The first part of an ensure: finds the connection of that name and connection spec, or else creates it. What is
  /// left is to wait until it is enabled (`startEnsuring`). Called again, it changes nothing.
  ///
  /// Name and spec are compared here, letter by letter; one that is being deleted does not count. Of several the oldest
  /// is taken, and enabled ones before others. In one process, calls for the same name and spec go one after another.
  package func findOrCreate(
    _ body: [UInt8], options: CallOptions
  ) async throws(FlowServiceError) -> FoundOrCreated {
    let body = CreateBody(body)
    guard let key = CreateTurns.Key(body, caller.sandbox(options)) else {
      throw FlowServiceError(.flowServiceError, "A connection without name or connection spec cannot be looked for.")
    }
    let deadline = deadline(options)
    do throws(FlowServiceError) {
      return try await turns.withTurn(key, deadline: deadline) { () async throws(FlowServiceError) in
        try await findOrCreate(body, key, deadline: deadline)
      }
    } catch {
      var error = error
      if error.kind == .requestCancelled, error.remoteState == nil { error.remoteState = .untouched }
      throw error
    }
  }

  /// The second part: waits until the connection is enabled, as `startWaitEnabled` does. An error names the connection,
  /// and that of a cancel says whether this ensure has made it.
  package func startEnsuring(
    _ there: FoundOrCreated, timeout: Duration, options: CallOptions,
    progress: (@Sendable (WaitProgress) -> Void)? = nil,
    completion: @escaping @Sendable (Result<EnsuredConnection, FlowServiceError>) -> Void
  ) -> PendingWait {
    startWaitEnabled(there.id, timeout: max(.zero, timeout), options: options, progress: progress) { outcome in
      completion(
        outcome.map { EnsuredConnection(wait: $0, there) }
          .mapError { error in
            var error = error.naming(there.id)
            if error.kind == .requestCancelled { error.remoteState = there.isCreated ? .created : .untouched }
            return error
          })
    }
  }

  /// For whoever has the turn.
  private func findOrCreate(
    _ body: CreateBody, _ key: CreateTurns.Key, deadline: Duration?
  ) async throws(FlowServiceError) -> FoundOrCreated {
    let found = try await connections(key, deadline: deadline)
    if let id = found.first?.id {
      return FoundOrCreated(id: id, others: found.dropFirst().compactMap { FoundConnection(listed: $0) })
    }
    if let id = try await lastEnsured(key, deadline: deadline) { return FoundOrCreated(id: id) }
    let created = try await createInTurn(body, sandbox: key.sandbox, deadline: deadline)
    ensured.remember(created.id, at: caller.time.now, for: key)
    return FoundOrCreated(
      id: created.id, isCreated: true, isRecovered: created.isRecovered, others: created.possibleDuplicates)
  }

  /// The connections of that name and spec, the one to take first.
  private func connections(
    _ key: CreateTurns.Key, deadline: Duration?
  ) async throws(FlowServiceError) -> [Connection] {
    try await caller.connections(named: key.name, specID: key.specID, sandbox: key.sandbox, deadline: deadline)
      .filter { $0.fits(key) }.sorted(by: Connection.isBetter)
  }

  /// The one that an earlier call has made, if it is still there.
  private func lastEnsured(
    _ key: CreateTurns.Key, deadline: Duration?
  ) async throws(FlowServiceError) -> String? {
    guard let made = ensured.made(for: key) else { return nil }
    do throws(FlowServiceError) {
      let connection = try await caller.connection(
        made.id, sandbox: key.sandbox, deadline: deadline)
      return connection.fits(key) ? made.id : nil
    } catch {
      guard error.kind == .notFound else { throw error }
      // What was made a moment ago need not be visible yet.
      return caller.time.now - made.at < lag ? made.id : nil
    }
  }
}

/// How long a connection may be invisible after its create.
private let lag = Duration.seconds(10)

extension Connection {
  fileprivate func fits(_ key: CreateTurns.Key) -> Bool {
    guard let id, !id.isEmpty, state?.hasPrefix("delete-") != true else { return false }
    return isNamed(key.name, specID: key.specID)
  }

  fileprivate static func isBetter(_ a: Connection, _ b: Connection) -> Bool {
    if a.rank != b.rank { return a.rank < b.rank }
    if a.createdAt != b.createdAt { return a.createdAt ?? .max < b.createdAt ?? .max }
    return a.id ?? "" < b.id ?? ""
  }

  private var rank: Int {
    switch state {
    case "enabled": 0
    case "disabled": 2
    default: 1
    }
  }
}

extension FoundConnection {
  fileprivate init?(listed connection: Connection) {
    guard let id = connection.id else { return nil }
    self.init(id: id, name: connection.name, createdAt: connection.createdAt, state: connection.state)
  }
}

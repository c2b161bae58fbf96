/// Why a call of Flow Service did not succeed. Holds no credential: what the service said has been searched for those
/// that were sent.
///
/// It is one word in size, whatever it says: errors stand in the frames of every suspended call.
@dynamicMemberLookup
package struct FlowServiceError: Error, Sendable, Equatable {
  /// What a cancelled create has left at the service.
  package enum RemoteState: String, Sendable {
    /// Nothing was made.
    case untouched
    /// A connection was made.
    case created
    /// A connection may have been made.
    case unknown
  }

  private var storage: Storage

  package init(_ kind: FlowServiceErrorKind, _ message: String) {
    storage = Storage(Content(kind: kind, message: message))
  }

  package subscript<T>(dynamicMember member: WritableKeyPath<Content, T>) -> T {
    get { storage.content[keyPath: member] }
    set {
      if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.content) }
      storage.content[keyPath: member] = newValue
    }
  }

  package static func == (a: FlowServiceError, b: FlowServiceError) -> Bool {
    a.storage.content == b.storage.content
  }

  package var code: Int { self.kind.code }
  package var isRetryable: Bool { self.kind.isRetryable }

  static func cancelled(_ remoteState: RemoteState? = nil) -> FlowServiceError {
    var error = FlowServiceError(.requestCancelled, "The request was cancelled.")
    error.remoteState = remoteState
    if remoteState == .unknown {
      error.hint = "The create was under way: look for the connection before creating it again."
    }
    return error
  }
}

extension FlowServiceError {
  /// What an error says.
  package struct Content: Sendable, Equatable {
    package var kind: FlowServiceErrorKind
    /// One plain sentence: what happened.
    package var message: String
    package var httpStatus: Int?
    /// Flow Service's or the gateway's own code: `FLOW-1415-400`, `403003`.
    package var flowCode: String?
    /// What Adobe's support asks for.
    package var requestID: String?
    /// The service's own title of the error.
    package var title: String?
    /// The service's own words.
    package var detail: String?
    /// How to mend it.
    package var hint: String?
    /// A stable word for why nothing could be reached: `couldNotResolve`, `tls`, `serverError` …
    package var reason: String?
    package var retryAfter: Duration?
    /// The connection that the error is about.
    package var connectionID: String?
    /// The state of the connection when it was last seen.
    package var lastState: String?
    /// How long a wait lasted, and how often it looked.
    package var elapsed: Duration?
    package var polls: Int?
    package var remoteState: RemoteState?
    /// The connections that a create of unknown outcome may have made.
    package var found: [FoundConnection] = []
    /// The variables that would supply what is missing.
    package var missing: [ConfigurationVariable] = []
  }

  // Sound: it is only changed by a holder that has made sure to be the only one.
  private final class Storage: @unchecked Sendable {
    var content: Content

    init(_ content: Content) { self.content = content }
  }
}

/// A connection that a create whose answer was lost may have made.
package struct FoundConnection: Sendable, Equatable {
  package var id: String
  package var name: String?
  /// Milliseconds since 1970.
  package var createdAt: Int?
  package var state: String?

  package init(id: String, name: String? = nil, createdAt: Int? = nil, state: String? = nil) {
    self.id = id
    self.name = name
    self.createdAt = createdAt
    self.state = state
  }
}

/// What one look at a connection has shown.
enum ConnectionSight: Sendable {
  case enabled(Connection)
  /// `initializing`, or any state not known to be an end.
  case notYet(state: String, requestID: String?)
  /// It will not become enabled by itself.
  case ended(state: String, requestID: String?)
  case missing(FlowServiceError)
  /// The look failed in a way that may pass.
  case trouble(FlowServiceError)
  /// The look failed in a way that waiting does not mend.
  case hopeless(FlowServiceError)
}

extension ConnectionSight {
  init(_ connection: Connection) {
    switch connection.state {
    case "enabled": self = .enabled(connection)
    // Flow Service names no failed state; of the documented ones these two lead away from enabled.
    case "disabled": self = .ended(state: "disabled", requestID: connection.requestID)
    case let state? where state.hasPrefix("delete-"): self = .ended(state: state, requestID: connection.requestID)
    case let state: self = .notYet(state: state ?? "", requestID: connection.requestID)
    }
  }
}

extension FlowServiceCaller {
  /// One look, without repeats: the wait has its own rhythm.
  func look(_ key: EnableWatch.Key, timeout: Duration) async -> ConnectionSight {
    do throws(FlowServiceError) {
      return ConnectionSight(
        try await connection(key.id, sandbox: key.sandbox, deadline: time.now + timeout, policy: .never))
    } catch {
      switch error.kind {
      case .notFound: return .missing(error)
      // No library and no trust do not come by waiting.
      case .rateLimited, .unreachable:
        return ["libraryMissing", "untrusted"].contains(error.reason) ? .hopeless(error) : .trouble(error)
      // A token that was renewed and is still rejected may only be too new; a given one cannot get better.
      case .unauthorized:
        return error.httpStatus == 401 && tokens.canRenew && error.reason != "tokenRefused"
          ? .trouble(error) : .hopeless(error)
      // An answer that is no item may come from something in between that is being restarted.
      case .flowServiceError: return (200...299).contains(error.httpStatus ?? 0) ? .trouble(error) : .hopeless(error)
      default: return .hopeless(error)
      }
    }
  }
}

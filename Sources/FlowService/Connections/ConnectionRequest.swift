extension FlowServiceRequest {
  /// A request about one connection: `/connections/{id}`, or what lies below it.
  static func connection(
    _ method: HTTPRequest.Method, _ id: String, _ part: String? = nil, query: [QueryItem] = [],
    headers: [HTTPHeader] = [], body: [UInt8]? = nil, mask: SecretMask = .none
  ) throws(FlowServiceError) -> FlowServiceRequest {
    guard namesOne(id) else { throw .noConnection(id) }
    return FlowServiceRequest(method, "connections", id, part, query: query, headers: headers, body: body, mask: mask)
  }

  /// Whether an id leads to one thing of its kind: as a path segment, nothing and dots would lead to the list, or a level
  /// up.
  static func namesOne(_ id: String) -> Bool { id.utf8.count > 2 || !id.utf8.allSatisfy { $0 == UInt8(ascii: ".") } }
}

extension FlowServiceCaller {
  /// What may be spent on one exchange of a call that has to look afterwards, should the answer not come: the rest of
  /// the time is kept back for that.
  func timeLeft(_ deadline: Duration?, keeping recovery: RecoveryPolicy) -> Duration {
    guard let deadline else { return requestTimeout }
    let left = deadline - time.now
    let reserve = min(recovery.longestReserve, left * recovery.reservedShare)
    return max(.milliseconds(1), min(timeLeft(deadline), left - reserve))
  }
}

extension AttemptFate {
  init(_ failure: FlowServiceCaller.Failure) {
    switch failure {
    case .unsent: self = .settled
    case .answered(let response, _): self = AttemptFate(status: response.status)
    case .lost(let error): self = AttemptFate(error)
    }
  }
}

extension FlowServiceCaller.Failure {
  /// Cancelled after the service may have seen the request.
  var isCancelledUnderWay: Bool {
    if case .lost(let error) = self { error.kind == .cancelled && error.mayHaveArrived } else { false }
  }
}

extension FlowServiceError {
  /// The same error, with the id of the connection where it belongs to what such an error tells.
  func naming(_ id: String) -> FlowServiceError {
    switch self.kind {
    case .notFound, .preconditionFailed, .outcomeUnknown, .requestCancelled, .notEnabling, .waitTimeout:
      return about(id)
    default: return self
    }
  }

  /// The error of a change that was cancelled: `mayHaveActed` says whether the service may have made it.
  static func cancelledChange(_ id: String, mayHaveActed: Bool) -> FlowServiceError {
    var error = FlowServiceError.cancelled(mayHaveActed ? .unknown : .untouched).about(id)
    error.hint = mayHaveActed ? "The change was under way: read the connection to see whether it was made." : nil
    return error
  }

  /// The time of the call was over before anything was sent.
  static func timeRanOut(_ what: String) -> FlowServiceError {
    var error = FlowServiceError(.unreachable, "The time ran out before \(what).")
    error.reason = "timedOut"
    return error
  }
}

extension EnableWatch {
  /// `pause` is why nothing is looked at just now.
  func timedOut(_ waiter: Waiter, _ entry: Entry, _ pause: FlowServiceError?) -> FlowServiceError {
    let state = entry.lastState
    var error = FlowServiceError(
      .waitTimeout,
      "The connection was not enabled in time; " + (state.map { "its state is \($0)." } ?? "it was not seen."))
    error.connectionID = entry.key.id
    error.lastState = state
    error.requestID = entry.lastRequestID
    error.elapsed = time.now - waiter.began
    error.polls = waiter.polls
    error.hint = "Wait again: the service goes on meanwhile. Minutes are not unusual."
    if let trouble = entry.lastTrouble ?? pause {
      error.detail = trouble.detail ?? trouble.message
      error.httpStatus = trouble.httpStatus
      error.flowCode = trouble.flowCode
      error.requestID = trouble.requestID
      error.reason = trouble.reason
      error.hint = trouble.hint ?? error.hint
    }
    return error
  }

  func cancelled(_ waiter: Waiter, _ entry: Entry) -> FlowServiceError {
    var error = FlowServiceError.cancelled()
    error.connectionID = entry.key.id
    error.lastState = entry.lastState
    error.elapsed = time.now - waiter.began
    error.polls = waiter.polls
    return error
  }
}

extension FlowServiceError {
  func about(_ id: String) -> FlowServiceError {
    var error = self
    error.connectionID = id
    return error
  }

  static func notEnabling(_ id: String, _ state: String, requestID: String?) -> FlowServiceError {
    var error = FlowServiceError(.notEnabling, "The connection is \(state) and will not become enabled by itself.")
    error.connectionID = id
    error.requestID = requestID
    error.hint =
      state == "disabled"
      ? "Check its credentials, then update it or create it anew."
      : "It is being deleted: create a new one."
    return error
  }
}

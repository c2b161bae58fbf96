/// What a wait has seen so far, told after every look.
package struct WaitProgress: Sendable {
  /// The connection's state; nil when it has not been seen yet.
  package var state: String?
  /// Since this wait began.
  package var elapsed: Duration
  /// How often this wait has looked.
  package var polls: Int
  /// The time until the next look.
  package var nextPoll: Duration
  /// What kept the last look from seeing a state.
  package var trouble: FlowServiceError?
}

/// A connection that has become enabled, and what it took.
package struct WaitResult: Sendable {
  package var connection: Connection
  package var elapsed: Duration
  package var polls: Int
}

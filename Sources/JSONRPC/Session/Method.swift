package import JSON

/// A method that can be called: its name and what it does.
package final class Method: Sendable {
  /// What work does outside the process, which decides what it costs and how it may be ended.
  package enum Work: Sendable, Equatable {
    /// It looks from time to time whether something has come about: any number may be under way.
    case waits
    /// It asks and changes nothing, or is made to be repeated, so it may be sent again.
    case reads
    /// It changes something, so that one given up half-way may have taken effect.
    case changes
  }

  /// What a call came to on the reading thread.
  package enum Outcome: Sendable {
    /// The result has been written.
    case answered
    /// The result has been written, and whatever is read after this request is taken in another dialect. Of a
    /// notification it has no effect.
    case answeredSwitching(to: Dialect)
    /// The rest is done by a task of its own.
    case work(Work, @Sendable () async throws(ErrorObject) -> Completion)
    /// Nothing is left but to wait: for something to come about, or for an answer that is on its way.
    case waiting(Work, Wait)

    /// The result comes later, as JSON text on one line, from work that may wait.
    package static func later(
      _ kind: Work, _ work: @escaping @Sendable () async throws(ErrorObject) -> [UInt8]
    ) -> Outcome {
      .work(kind) { () async throws(ErrorObject) in .result(try await work()) }
    }
  }

  /// What work leads to.
  package enum Completion: Sendable {
    /// The result, as JSON text on one line.
    case result([UInt8])
    /// From now on the call only waits.
    case waiting(Work, Wait)
  }

  /// Begins to wait and returns how to end that before its time: it then answers soon, with what it knows; once it has
  /// answered, ending it does nothing. It answers exactly once, from whatever thread, and takes no task to wait. The kind
  /// of work that it is says how many may be under way.
  package typealias Wait = @Sendable (_ answer: @escaping Answer) -> @Sendable () -> Void
  package typealias Answer = @Sendable (Result<[UInt8], ErrorObject>) -> Void

  /// Runs on the reading thread, so it never waits: it either writes the result or says what has to be done.
  package typealias Handler = @Sendable (Call, inout JSONWriter) throws(ErrorObject) -> Outcome

  package let name: String
  /// Whether it may be sent without an id: then nobody learns how it went.
  package let allowsNotification: Bool
  /// Whether a request that was cancelled while it was under way is answered all the same.
  package let answersCancelled: Bool
  package let handler: Handler

  package init(
    _ name: String, allowsNotification: Bool = false, answersCancelled: Bool = true, handler: @escaping Handler
  ) {
    self.name = name
    self.allowsNotification = allowsNotification
    self.answersCancelled = answersCancelled
    self.handler = handler
  }
}

/// One call of a method, borrowed for as long as its handler runs.
package struct Call {
  /// An object or an array; nil where none, or null, was sent.
  package let params: JSONCursor?
  /// For what the work sends before its answer, such as progress.
  package let session: Session

  package init(params: JSONCursor?, session: Session) {
    self.params = params
    self.session = session
  }
}

import FlowService
import JSON
import JSONRPC

extension ConnectionCheck {
  /// What a method does with a body that has been checked.
  typealias Body = @Sendable (Report, JSONCursor, inout JSONWriter) throws(ErrorObject) -> Method.Outcome

  /// The connection spec that a body names, if it need not be waited for; none if the body names none.
  func atHand(_ params: JSONCursor) -> ConnectionSpecStore.AtHand {
    guard let id = Self.specID(of: params) else { return .known(nil) }
    return specs.atHand(id.stringBytes) { CallMeta(params).options }
  }

  /// Checks a body by its connection spec and goes on with `body`: within this call where the spec is at hand, which is
  /// the rule, and later, with a copy of the body, where it has to be fetched first.
  ///
  /// `work` is what such a later call counts as.
  func run(
    _ params: JSONCursor, _ work: Method.Work, to writer: inout JSONWriter, _ body: @escaping Body
  ) throws(ErrorObject)
    -> Method.Outcome
  {
    switch atHand(params) {
    case .known(let found):
      // Not returned by a function, which would copy it.
      var report = Report(found: found)
      check(params, by: found?.spec, &report)
      return try body(report, params, &writer)
    case .toFetch(let place):
      return .work(work, later(Self.specID(of: params)?.string ?? "", params, place, body))
    }
  }

  private func later(
    _ id: String, _ params: JSONCursor, _ place: WaitingPlace, _ body: @escaping Body
  ) -> @Sendable () async throws(ErrorObject) -> Method.Completion {
    let options = CallMeta(params).options
    // Sound as a precondition: it has been read once, from these bytes.
    guard let copy = try? JSONDocument(Array(params.rawText), maximumDepth: .max) else {
      preconditionFailure("what has been read cannot be read again")
    }
    return { () async throws(ErrorObject) in
      let began = ContinuousClock.now
      let obtained = await specs.obtain(id, options: options)
      withExtendedLifetime(place) {}
      var writer = JSONWriter()
      let outcome = try withExtendedLifetime(copy) { () throws(ErrorObject) in
        var report = report(copy.root.cursor, by: obtained.found)
        report.elapsed = began.duration(to: .now)
        return try body(report, copy.root.cursor, &writer)
      }
      switch outcome {
      case .answered, .answeredSwitching: return .result(writer.bytes)
      case .work(_, let rest): return try await rest()
      case .waiting(let kind, let wait): return .waiting(kind, wait)
      }
    }
  }
}

import FlowService
import JSON
import JSONSchema

/// Checks bodies whose connection spec is at hand, and allocates nothing for those of which there is nothing to say.
///
/// In a pipeline this is nearly all that is done, and counting references would take a fifth of its time: hence what it
/// asks is lent to it and not copied, but for the connection spec, which another thread may replace.
struct QuickCheck {
  private let specs: ConnectionSpecStore
  private let check = Once<LentCheck>()

  /// The check where it stands: it cannot be copied, so no reference is counted for a body.
  private struct LentCheck: ~Copyable, Sendable {
    let check: ConnectionCheck

    func isUnremarkable(_ body: JSONCursor) -> Bool { check.isUnremarkable(body) }

    // Not inlined, as what it copies would then be copied for the others too.
    @inline(never)
    func report(_ body: JSONCursor, by found: FoundSpec, to writer: inout JSONWriter) {
      var report = ConnectionCheck.Report()
      check.check(body, by: found.spec, &report)
      writer.beginObject()
      report.writeProblems(to: &writer)
      found.writeMember(to: &writer)
      writer.endObject()
    }
  }

  init(_ specs: ConnectionSpecStore) { self.specs = specs }

  /// Writes the report on a body; false, and nothing written, where it names no connection spec that is at hand.
  func report(_ body: JSONCursor, to writer: inout JSONWriter) -> Bool {
    guard body.kind == .object, let id = ConnectionCheck.specID(of: body) else { return false }
    return report(body, by: specs.known(id.stringBytes, { CallMeta(body).options }), to: &writer)
  }

  // A function of its own, to which the connection spec is lent: it is large to copy.
  @inline(never)
  private func report(_ body: JSONCursor, by found: borrowing FoundSpec?, to writer: inout JSONWriter) -> Bool {
    switch found {
    case nil: return false
    case .some(let found):
      let check = check.lent {
        LentCheck(check: ConnectionCheck(specs: specs, specification: ConnectionCheck.bodySpecification()))
      }
      if isUnremarkable(body, by: found.spec, check) {
        writer.literal("{\"valid\":true,\"errors\":[],\"warnings\":[],")
        found.writeMember(to: &writer)
        writer.endObject()
      } else {
        check.pointee.report(body, by: found, to: &writer)
      }
      return true
    }
  }

  private func isUnremarkable(_ body: JSONCursor, by spec: ConnectionSpec, _ check: UnsafePointer<LentCheck>) -> Bool {
    guard let auth = body["auth"], let specName = auth["specName"], let params = auth["params"] else { return false }
    return spec.isUnremarkable(params, forAuthSpec: specName) && check.pointee.isUnremarkable(body)
  }
}

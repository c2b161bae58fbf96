import FlowService
import JSON
import JSONSchema

/// Tells of most bodies, and allocates nothing for it, that there is nothing to say about them. Everything else is for
/// a ``ConnectionCheck``.
///
/// In a pipeline this is nearly all that is done, and counting references would take a fifth of its time: hence what it
/// asks is lent to it and not copied, but for the connection spec, which another thread may replace.
struct QuickCheck {
  private let specs: ConnectionSpecStore
  private let rules = Once<Rules>()

  /// The rules of a create's params where they stand: they cannot be copied, so no reference is counted for a body.
  private struct Rules: ~Copyable, Sendable {
    let schema: JSONSchema

    func areUnremarkable(_ body: JSONCursor) -> Bool { schema.isUnremarkable(body) }
  }

  init(_ specs: ConnectionSpecStore) { self.specs = specs }

  /// Writes the report on a body that has been checked and found unremarkable; false where only a ``ConnectionCheck``
  /// can tell.
  func report(_ body: JSONCursor, to writer: inout JSONWriter) -> Bool {
    guard body.kind == .object, let id = ConnectionCheck.specID(of: body),
      let found = specs.known(id.stringBytes, { CallMeta(body).options }), isUnremarkable(body, by: found.spec)
    else { return false }
    writer.literal("{\"valid\":true,\"errors\":[],\"warnings\":[],")
    found.writeMember(to: &writer)
    writer.endObject()
    return true
  }

  private func isUnremarkable(_ body: JSONCursor, by spec: ConnectionSpec) -> Bool {
    guard let auth = body["auth"], let specName = auth["specName"], let params = auth["params"] else { return false }
    return spec.isUnremarkable(params, forAuthSpec: specName)
      && rules.lent { Rules(schema: ConnectionCheck.bodySpecification().schema) }.pointee.areUnremarkable(body)
  }
}

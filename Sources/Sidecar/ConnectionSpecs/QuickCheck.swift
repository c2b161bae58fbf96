import FlowService
import JSON
import JSONSchema

/// Tells of most bodies, and allocates nothing for it, that there is nothing to say about them. Everything else is for
/// a ``ConnectionCheck``.
///
/// In a pipeline this is nearly all that is done, and a fifth of its time is the counting of references: hence the few
/// things it holds and asks for.
struct QuickCheck {
  private let specs: ConnectionSpecStore
  /// The rules of a create's params.
  private let schema = Once<JSONSchema>()

  private static let authName: JSONName = "auth"
  private static let specNameName: JSONName = "specName"
  private static let paramsName: JSONName = "params"

  init(_ specs: ConnectionSpecStore) { self.specs = specs }

  /// The connection spec of a body that has been checked and found unremarkable; nil where only a report can tell.
  func passed(_ body: JSONCursor) -> FoundSpec? {
    guard body.kind == .object, let id = ConnectionCheck.specID(of: body),
      case .known(let found?) = specs.atHand(id.stringBytes, { CallMeta(body).options }),
      let auth = body[Self.authName], let specName = auth[Self.specNameName],
      let authSpec = found.spec.authSpec(named: specName), !authSpec.isAdvisedAgainst,
      let params = auth[Self.paramsName], authSpec.isUnremarkable(params),
      schema.get({ ConnectionCheck.bodySpecification().schema }).isUnremarkable(body)
    else { return nil }
    return found
  }
}

import FlowService
import JSON
import JSONSchema

/// A connection spec, ready to check credentials against: the kinds of credentials a source takes, and for each the
/// schema of its params.
///
/// Sound as Sendable: `lentAuthSpecs` is written in `init` only, never changes and goes with this object.
final class ConnectionSpec: @unchecked Sendable {
  let id: String
  let name: String
  /// What each answer tells of it as a bundled one: a member `spec`, of which no comma and no brace is left open.
  let memberIfBundled: [UInt8]
  /// The connection spec as JSON.
  let document: JSONDocument
  /// Of a bundled one: whether its schemas were published, or derived from the documentation.
  let provenance: String?
  let authSpecs: [AuthSpec]
  private let authSpecNames: JSONNameList
  /// The auth specs once more, as each message asks one of them.
  private let lentAuthSpecs: UnsafeMutablePointer<LentAuthSpec>
  /// The bundled spec of the same id, whose own rules are laid over this one, which is Flow Service's.
  let catalogue: ConnectionSpec?

  init(_ document: JSONDocument, laidOver catalogue: ConnectionSpec? = nil) {
    let root = document.root
    id = root["id"]?.string ?? ""
    name = root["name"]?.string ?? ""
    self.document = document
    self.catalogue = catalogue
    provenance = root["x-catalogue"]?["provenance"]?.string
    var writer = JSONWriter()
    FoundSpec.writeMember(id: id, name: name, origin: .bundled, provenance: provenance, age: nil, to: &writer)
    memberIfBundled = writer.bytes
    // What the catalogue knows to be a secret is one, even where Flow Service's schema does not say so.
    let rules = catalogue.map { MarkedSecrets.document(document, by: $0) } ?? document
    authSpecs = (rules.root["authSpec"]?.elements ?? []).enumerated().map { index, value in
      AuthSpec(rules, value, index: index, catalogue: catalogue?.authSpecs.first { $0.name == value["name"]?.string })
    }
    authSpecNames = JSONNameList(authSpecs.map(\.name))
    lentAuthSpecs = .allocate(capacity: max(authSpecs.count, 1))
    for (index, authSpec) in authSpecs.enumerated() {
      (lentAuthSpecs + index).initialize(to: LentAuthSpec(authSpec: authSpec))
    }
  }

  deinit {
    lentAuthSpecs.deinitialize(count: authSpecs.count)
    lentAuthSpecs.deallocate()
  }

  /// An auth spec where it stands: it cannot be copied, so no reference is counted when params are checked.
  private struct LentAuthSpec: ~Copyable {
    let authSpec: AuthSpec

    func isUnremarkable(_ params: JSONCursor) -> Bool {
      !authSpec.isAdvisedAgainst && authSpec.isUnremarkable(params)
    }
  }

  /// Whether there is an auth spec of that name, and nothing to say about those params. Allocates nothing.
  func isUnremarkable(_ params: JSONCursor, forAuthSpec name: JSONCursor) -> Bool {
    guard let index = authSpecNames.index(of: name) else { return false }
    return lentAuthSpecs[index].isUnremarkable(params)
  }

  /// The auth spec of exactly that name.
  func authSpec(named name: JSONCursor) -> AuthSpec? { authSpecNames.index(of: name).map { authSpecs[$0] } }

}

/// A connection spec that was found, and where.
struct FoundSpec: Sendable {
  /// Where a spec came from.
  enum Origin: String, Sendable {
    /// Flow Service, just now.
    case live
    /// An earlier answer of Flow Service.
    case cache
    /// The catalogue inside the program.
    case bundled
  }

  let spec: ConnectionSpec
  let origin: Origin
  /// Of one from an earlier answer: how long ago that was.
  var age: Duration?

  /// Writes the member `spec`, which tells what a body was held against.
  func writeMember(to writer: inout JSONWriter) {
    guard origin != .bundled else { return writer.raw(spec.memberIfBundled) }
    Self.writeMember(
      id: spec.id, name: spec.name, origin: origin, provenance: spec.provenance, age: age, to: &writer)
  }

  fileprivate static func writeMember(
    id: String, name: String, origin: Origin, provenance: String?, age: Duration?, to writer: inout JSONWriter
  ) {
    writer.name("spec")
    writer.beginObject()
    writer.member("id", id)
    writer.member("name", name)
    writer.member("origin", origin.rawValue)
    writer.member("provenance", ifPresent: provenance)
    writer.member("ageMs", ifPresent: age?.wholeMilliseconds)
    writer.endObject()
  }
}

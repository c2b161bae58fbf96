import JSON
import JSONSchema

/// One kind of credentials that a source takes.
final class AuthSpec: Sendable {
  /// What `auth.specName` has to be, letter by letter.
  let name: String
  /// Its place in the connection spec.
  let index: Int
  /// The way from the connection spec to the rules for `auth.params`.
  let location: String
  /// Why it is better not used any more.
  let deprecation: String?
  /// The rules for `auth.params` as JSON.
  let rules: JSONValue?
  private let document: JSONDocument
  private let compiled = Once<Rules>()
  /// The names of the params that are marked as secret.
  let secretNames: Set<[UInt8]>
  /// The names of all params that the spec knows.
  let knownNames: Set<[UInt8]>
  /// The params that this spec or the bundled one of the same name knows, and whether their values are secrets.
  private let params: [(name: JSONName, isSecret: Bool)]
  /// The bundled rules of the same name, where this one is Flow Service's own.
  let catalogue: AuthSpec?

  init(_ document: JSONDocument, _ value: JSONValue, index: Int, catalogue: AuthSpec? = nil) {
    name = value["name"]?.string ?? ""
    self.index = index
    location = "/authSpec/\(index)/spec"
    deprecation = value["x-deprecated"]?.string
    rules = value["spec"]
    self.document = document
    self.catalogue = catalogue
    var secrets = catalogue?.secretNames ?? []
    var known: Set<[UInt8]> = []
    rules?["properties"]?.cursor.forEachMember { name, property in
      let bytes = Array(name.stringBytes)
      known.insert(bytes)
      if SecretName.isMarked(property) { secrets.insert(bytes) }
    }
    secretNames = secrets
    knownNames = known
    params = known.union(secrets).union(catalogue?.knownNames ?? []).map { name in
      let sounds = name.withUnsafeBufferPointer { SecretName.sounds($0) }
      return (JSONName(bytes: name), secrets.contains(name) || sounds)
    }
  }

  /// The rules for `auth.params`, compiled when they are first needed; nil if the spec gives none, or none that can be
  /// used.
  var schema: JSONSchema? { compiledRules.pointee.schema }

  /// The compiled rules where they stand: they cannot be copied, so no reference is counted when params are checked.
  struct Rules: ~Copyable, Sendable {
    let schema: JSONSchema?

    func areUnremarkable(_ params: JSONCursor) -> Bool { schema?.isUnremarkable(params) ?? true }

    func diagnose(
      _ params: JSONCursor, at place: String, schemaAt location: String, addingTo diagnosis: inout Diagnosis
    ) {
      AuthSpec.diagnose(by: schema, params, at: place, schemaAt: location, addingTo: &diagnosis)
    }
  }

  var compiledRules: UnsafePointer<Rules> {
    compiled.lent {
      let place = JSONPointer(["authSpec", String(index), "spec"])
      return Rules(schema: rules == nil ? nil : try? JSONSchema(document, at: place))
    }
  }

  /// Whether there is nothing to say about params. Allocates nothing.
  func isUnremarkable(_ params: JSONCursor) -> Bool {
    compiledRules.pointee.areUnremarkable(params) && catalogue?.isUnremarkable(params) ?? true
  }

  /// Whether what stands under that name is a secret, or may be one: a name that neither this spec nor the bundled one
  /// knows, and that is near to that of a secret, counts where it `mayBeMisspelt`.
  func isSecret(_ name: JSONCursor, mayBeMisspelt: Bool) -> Bool {
    for param in params where name.isNamed(param.name) { return param.isSecret }
    return SecretName.sounds(name.stringBytes) || mayBeMisspelt && mayMisspellSecret(name.string ?? "")
  }

  private func mayMisspellSecret(_ name: String) -> Bool {
    SecretName.isNear(name)
      || secretNames.contains { NearestName.nearest(to: name, among: [String(decoding: $0, as: UTF8.self)]) != nil }
  }
}

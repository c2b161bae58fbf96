import JSON
import JSONSchema

/// One kind of credentials that a source takes.
final class AuthSpec: Sendable {
  /// What `auth.specName` has to be, letter by letter.
  let name: String
  /// The same, for comparing without a detour.
  let nameBytes: [UInt8]
  /// Its place in the connection spec.
  let index: Int
  /// Why it is better not used any more.
  let deprecation: String?
  /// The rules for `auth.params` as JSON.
  let rules: JSONValue?
  /// The rules for `auth.params`; nil if the spec gives none, or none that can be used.
  let schema: JSONSchema?
  /// The names of the params that are marked as secret.
  let secretNames: Set<[UInt8]>
  /// The names of all params that the spec knows.
  let knownNames: Set<[UInt8]>
  /// The bundled rules of the same name, where this one is Flow Service's own.
  let catalogue: AuthSpec?

  init(_ document: JSONDocument, _ value: JSONValue, index: Int, catalogue: AuthSpec? = nil) {
    name = value["name"]?.string ?? ""
    nameBytes = Array(name.utf8)
    self.index = index
    location = "/authSpec/\(index)/spec"
    deprecation = value["x-deprecated"]?.string
    rules = value["spec"]
    schema =
      rules.map { _ in JSONPointer(["authSpec", String(index), "spec"]) }
      .flatMap { try? JSONSchema(document, at: $0) }
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
  }

  /// Whether a name that neither the spec nor the bundled one of the same name knows is near to that of a secret.
  func mayMisspellSecret(_ name: JSONCursor) -> Bool {
    let bytes = Array(name.stringBytes)
    guard !knownNames.contains(bytes), catalogue?.knownNames.contains(bytes) != true else { return false }
    let name = String(decoding: bytes, as: UTF8.self)
    return SecretName.isNear(name)
      || secretNames.contains { NearestName.nearest(to: name, among: [String(decoding: $0, as: UTF8.self)]) != nil }
  }

  /// The way from the connection spec to the rules for `auth.params`.
  let location: String
}

import JSON
import JSONSchema

/// A connection spec, ready to check credentials against: the kinds of credentials a source takes, and for each the
/// schema of its params.
final class ConnectionSpec: Sendable {
  /// Where a spec came from.
  enum Origin: String, Sendable {
    /// Flow Service, just now.
    case live
    /// The cache of an earlier answer.
    case cache
    /// The catalogue inside the program.
    case bundled
  }

  let id: String
  let name: String
  let origin: Origin
  /// Of a bundled one: whether its schemas were published, or derived from the documentation.
  let provenance: String?
  let authSpecs: [AuthSpec]

  init(_ document: JSONDocument, origin: Origin) {
    let root = document.root
    id = root["id"]?.string ?? ""
    name = root["name"]?.string ?? ""
    self.origin = origin
    provenance = root["x-catalogue"]?["provenance"]?.string
    authSpecs = (root["authSpec"]?.elements ?? []).enumerated().map { index, value in
      AuthSpec(document, value, index: index)
    }
  }

  /// The auth spec of exactly that name.
  func authSpec(named name: UnsafeBufferPointer<UInt8>) -> AuthSpec? {
    authSpecs.first { $0.name.utf8.elementsEqual(name) }
  }
}

/// One kind of credentials that a source takes.
struct AuthSpec: Sendable {
  /// What `auth.specName` has to be, letter by letter.
  let name: String
  /// Its place in the connection spec.
  let index: Int
  /// Why it is better not used any more.
  let deprecation: String?
  /// The rules for `auth.params`; nil if the spec gives none, or none that can be used.
  let schema: JSONSchema?
  /// The names of the params that the spec marks as secret.
  let secretNames: Set<[UInt8]>
  /// The names of all params that the spec knows.
  let knownNames: Set<[UInt8]>

  init(_ document: JSONDocument, _ value: JSONValue, index: Int) {
    name = value["name"]?.string ?? ""
    self.index = index
    deprecation = value["x-deprecated"]?.string
    schema =
      value["spec"].map { _ in JSONPointer(["authSpec", String(index), "spec"]) }
      .flatMap { try? JSONSchema(document, at: $0) }
    var secrets: Set<[UInt8]> = []
    var known: Set<[UInt8]> = []
    value["spec"]?["properties"]?.cursor.forEachMember { name, property in
      let bytes = Array(name.stringBytes)
      known.insert(bytes)
      if SecretName.isMarked(property) { secrets.insert(bytes) }
    }
    secretNames = secrets
    knownNames = known
  }

  /// The way from the connection spec to the rules for `auth.params`.
  var location: String { "/authSpec/\(index)/spec" }
}

import FlowService
import JSON

/// A connection spec as a form or an editor needs it: the kinds of credentials, and of each the params one by one and the
/// whole schema.
///
/// What Flow Service's own schema leaves open (descriptions, examples, which params are secret) is taken from the
/// catalogue.
struct SpecDescription {
  private let found: FoundSpec

  init(_ found: FoundSpec) { self.found = found }

  var bytes: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.bytes
  }

  func write(to writer: inout JSONWriter) {
    let spec = found.spec
    let root = spec.document.root
    let catalogue = spec.catalogue?.document.root ?? root
    let attributes = root["attributes"]
    let known = catalogue["attributes"]
    writer.beginObject()
    writer.member("id", spec.id)
    writer.member("name", spec.name)
    writer.member("label", ifPresent: attributes?["connectorName"]?.string ?? known?["connectorName"]?.string)
    writer.member("category", ifPresent: attributes?["category"]?.string ?? known?["category"]?.string)
    if let isSource = attributes?["isSource"]?.boolean ?? known?["isSource"]?.boolean {
      writer.member("isSource", isSource)
    }
    writer.member("version", ifPresent: root["version"]?.string)
    writer.member("providerId", ifPresent: root["providerId"]?.string ?? catalogue["providerId"]?.string)
    writer.member("origin", found.origin.rawValue)
    writer.member("ageMs", ifPresent: found.age?.wholeMilliseconds)
    writer.member("provenance", ifPresent: spec.provenance)
    writer.member("documentation", ifPresent: catalogue["x-catalogue"]?["documentation"]?.string)
    writer.member("notes", ifPresent: catalogue["x-catalogue"]?["notes"]?.string)
    writer.name("authSpecs")
    writer.beginArray()
    for authSpec in spec.authSpecs { write(authSpec, to: &writer) }
    writer.endArray()
    writer.endObject()
  }

  private func write(_ authSpec: AuthSpec, to writer: inout JSONWriter) {
    let rules = authSpec.rules
    writer.beginObject()
    writer.member("name", authSpec.name)
    writer.member(
      "description",
      ifPresent: authSpec.catalogue?.rules?["description"]?.string ?? rules?["description"]?.string)
    writer.member("deprecated", ifPresent: authSpec.advice?.message)
    writer.name("params")
    writer.beginArray()
    let required = (rules?["required"]?.elements ?? []).compactMap(\.string)
    let properties = rules?["properties"]?.members ?? []
    for (name, property) in properties {
      let ours = authSpec.catalogue?.rules?["properties"]?[JSONName(name)]
      write(name, property, ours, isRequired: required.contains(name), authSpec, to: &writer)
    }
    // A schema may ask for what it does not describe.
    for name in required where !properties.contains(where: { $0.name == name }) {
      write(name, nil, nil, isRequired: true, authSpec, to: &writer)
    }
    writer.endArray()
    if let rules {
      writer.name("schema")
      writer.value(rules)
    }
    writer.endObject()
  }

  /// The keywords that are told of a param as they are.
  private static let keywords: [StaticString] = [
    "title", "description", "default", "examples", "enum", "format", "pattern", "minLength", "maxLength", "minimum",
    "maximum",
  ]

  private func write(
    _ name: String, _ property: JSONValue?, _ ours: JSONValue?, isRequired: Bool, _ authSpec: AuthSpec,
    to writer: inout JSONWriter
  ) {
    let bytes = Array(name.utf8)
    let isSecret = authSpec.secretNames.contains(bytes) || bytes.withUnsafeBufferPointer(SecretName.sounds)
    writer.beginObject()
    writer.member("name", name)
    writer.name("types")
    writer.beginArray()
    let type = property?["type"] ?? ours?["type"]
    if let type, type.kind == .string { writer.value(type) }
    for type in type?.elements ?? [] where type.kind == .string { writer.value(type) }
    writer.endArray()
    writer.member("required", isRequired)
    writer.member("secret", isSecret)
    for keyword in Self.keywords {
      let key = JSONName("\(keyword)")
      // Examples and defaults of a secret are nobody's business, should there ever be any.
      if isSecret, key == "examples" || key == "default" { continue }
      guard let value = property?[key] ?? lent(key, by: ours) else { continue }
      writer.name(keyword)
      writer.value(value)
    }
    writer.member("expected", ifPresent: ours?["x-patternMessage"]?.string ?? property?["x-patternMessage"]?.string)
    writer.endObject()
  }

  /// What only explains is lent by the catalogue; rules are not.
  private func lent(_ key: JSONName, by ours: JSONValue?) -> JSONValue? {
    let explains: [JSONName] = ["title", "description", "examples"]
    return explains.contains(key) ? ours?[key] : nil
  }
}

import JSON
import JSONSchema

/// What is known about the members of a connection: from the protocol's document, and about its credentials from its
/// connection spec.
struct BodyKnowledge {
  let spec: ConnectionSpec?
  let authSpec: AuthSpec?

  init(_ root: JSONCursor, spec: ConnectionSpec?) {
    self.spec = spec
    let name = root["auth"]?["specName"]?.string ?? ""
    // One that is misspelt is known all the same.
    let names = spec?.authSpecs.map(\.name) ?? []
    let meant = names.contains(name) ? name : NearestName.nearest(to: name, among: names)
    authSpec = spec?.authSpecs.first { $0.name == meant } ?? (names.count == 1 ? spec?.authSpecs.first : nil)
  }

  /// The rules for the value of a member.
  func schema(at path: [String]) -> JSONValue? {
    if path.starts(with: ["auth", "params"]) {
      guard let rules = authSpec?.rules else { return nil }
      return Self.follow(path.dropFirst(2), from: rules)
    }
    return Self.follow(path[...], from: ConnectionCheck.bodySpecification().rules.root)
  }

  /// What the catalogue says beside Flow Service's own rules.
  private func laidOver(at path: [String]) -> JSONValue? {
    guard path.starts(with: ["auth", "params"]), let rules = authSpec?.catalogue?.rules else { return nil }
    return Self.follow(path.dropFirst(2), from: rules)
  }

  private static func follow(_ path: ArraySlice<String>, from root: JSONValue) -> JSONValue? {
    var schema = SchemaPlace.resolved(root, in: root)
    for name in path {
      guard let next = schema["properties"]?[JSONName(name)] else { return nil }
      schema = SchemaPlace.resolved(next, in: root)
    }
    return schema
  }

  /// What a member is for, in the words of whoever describes it best.
  func description(at path: [String]) -> String? {
    if path.count == 1, let param = Self.bodyParams.first(where: { $0["name"]?.string == path[0] }),
      let text = param["description"]?.string
    {
      return text
    }
    return laidOver(at: path)?["description"]?.string ?? schema(at: path)?["description"]?.string
  }

  private static var bodyParams: [JSONValue] {
    ProtocolDocument.openRPCDocument.root["methods"]?.elements
      .first { $0["name"]?.string == ConnectionCheck.bodySpecification().name }?["params"]?.elements ?? []
  }

  func isRequired(_ name: String, in path: [String]) -> Bool {
    if path.isEmpty, name == "auth" { return !(spec?.authSpecs.isEmpty ?? true) }
    return schema(at: path)?["required"]?.elements.contains { $0.string == name } ?? false
  }

  func isSecret(_ path: [String]) -> Bool {
    guard path.starts(with: ["auth", "params"]), let name = path.last else { return false }
    let bytes = Array(name.utf8)
    return authSpec?.secretNames.contains(bytes) == true || bytes.withUnsafeBufferPointer(SecretName.sounds)
  }

  /// The kind, whether it is required, whether it is secret.
  func summary(at path: [String]) -> String {
    let type = schema(at: path)?["type"]
    var words = type?.string.map { [$0] } ?? [type?.elements.compactMap(\.string).joined(separator: " or ") ?? ""]
    words.removeAll { $0.isEmpty }
    if let name = path.last, isRequired(name, in: path.dropLast()) { words.append("required") }
    if isSecret(path) { words.append("secret") }
    return words.joined(separator: ", ")
  }

  /// The values that the rules name for a member, as JSON.
  func values(at path: [String]) -> [String] {
    guard let schema = schema(at: path) else { return [] }
    var found = (schema["enum"]?.elements ?? []) + [schema["const"]].compactMap { $0 }
    if !isSecret(path) {
      found += [schema["default"]].compactMap { $0 }
      found += schema["examples"]?.elements ?? laidOver(at: path)?["examples"]?.elements ?? []
    }
    var texts = found.map { MemberTemplate.text($0) }
    if schema["type"]?.string == "boolean" { texts += ["true", "false"] }
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}

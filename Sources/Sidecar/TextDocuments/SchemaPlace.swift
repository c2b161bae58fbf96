import JSON

/// Finds the schema of a member by the place of the rule that asks for it.
enum SchemaPlace {
  /// What the connection spec, or else the protocol's document, says of a member that the rule at a keyword location
  /// requires.
  static func member(_ name: String, requiredAt location: String, spec: ConnectionSpec?) -> JSONValue? {
    guard var tokens = JSONPointer(parsing: location)?.tokens, !tokens.isEmpty else { return nil }
    if tokens == ["authSpec"] { tokens = ["required"] }
    let catalogue = "x-catalogue"
    let root: JSONValue?
    if tokens.first == catalogue {
      tokens.removeFirst()
      root = spec?.catalogue?.document.root
    } else if tokens.first == "authSpec" {
      root = spec?.document.root
    } else {
      root = ConnectionCheck.bodySpecification().rules.root
    }
    tokens.removeLast()
    guard let root, let object = follow(tokens, from: root) else { return nil }
    guard let member = object["properties"]?[JSONName(name)] else { return nil }
    return resolved(member, in: root)
  }

  /// Goes down step by step; a `$ref` on the way leads to what it refers to, within the same document.
  static func follow(_ tokens: [String], from root: JSONValue) -> JSONValue? {
    var value = root
    for token in tokens {
      if token == "$ref" {
        value = resolved(value, in: root)
      } else if let next = value[JSONName(token)] ?? Int(token).flatMap({ value[$0] }) {
        value = next
      } else {
        return nil
      }
    }
    return value
  }

  /// What a schema refers to, or else itself.
  static func resolved(_ schema: JSONValue, in root: JSONValue) -> JSONValue {
    var schema = schema
    // A chain of references this long is none that anybody wrote.
    for _ in 0..<8 {
      guard let reference = schema["$ref"]?.string, reference.hasPrefix("#"),
        let pointer = JSONPointer(parsing: String(reference.dropFirst())), let next = follow(pointer.tokens, from: root)
      else { break }
      schema = next
    }
    return schema
  }
}

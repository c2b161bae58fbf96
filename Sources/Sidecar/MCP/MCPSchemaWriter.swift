import JSON

/// Writes schemas of protocol/openrpc.json so that they stand alone: with those they refer to, and no others, in `$defs`.
///
/// Members that begin with `x-` are left out. What remains means the same in JSON Schema 2020-12, which the Model Context
/// Protocol takes a schema for, as in draft-07.
struct MCPSchemaWriter {
  private let components: JSONValue?
  /// What becomes of the words for people; nil leaves them out.
  private let words: ((String) -> String)?
  /// The schemas referred to, in the order in which they were met.
  private var needed: [String] = []

  private static let prefix = "#/components/schemas/"

  init(document: JSONDocument, words: ((String) -> String)?) {
    components = document.root["components"]?["schemas"]
    self.words = words
  }

  /// A schema, with the words of the place where it stands rather than its own.
  mutating func write(_ schema: JSONValue, description: String? = nil, to writer: inout JSONWriter) {
    guard schema.kind == .object else {
      writer.value(schema)
      return
    }
    writer.beginObject()
    writeMembers(of: schema, hasOtherDescription: description != nil, to: &writer)
    if let description, let words { writer.member("description", words(description)) }
    writer.endObject()
  }

  /// The members of a schema for an object; what it refers to as a whole is put in its place.
  mutating func writeRoot(_ schema: JSONValue, to writer: inout JSONWriter) {
    writeMembers(of: resolved(schema), hasOtherDescription: true, to: &writer)
  }

  /// What a schema refers to as a whole, or else itself.
  func resolved(_ schema: JSONValue) -> JSONValue {
    guard let reference = schema["$ref"]?.string, let target = components?[JSONName(Self.name(reference))] else {
      return schema
    }
    return resolved(target)
  }

  /// `$defs`, if any are needed. Those may need others.
  mutating func writeDefinitions(to writer: inout JSONWriter) {
    guard !needed.isEmpty else { return }
    writer.name("$defs")
    writer.beginObject()
    var index = 0
    while index < needed.count {
      writer.name(needed[index])
      if let schema = components?[JSONName(needed[index])] { write(schema, to: &writer) }
      index += 1
    }
    writer.endObject()
  }

  private static func name(_ reference: String) -> String { String(reference.dropFirst(prefix.count)) }

  private mutating func writeMembers(of schema: JSONValue, hasOtherDescription: Bool, to writer: inout JSONWriter) {
    for (name, value) in schema.members {
      switch name {
      case "$ref":
        let target = Self.name(value.string ?? "")
        if !needed.contains(target) { needed.append(target) }
        writer.member("$ref", "#/$defs/\(target)")
      case "title": break
      case "description":
        if !hasOtherDescription, let words, let text = value.string { writer.member("description", words(text)) }
      case "examples", "default":
        if words != nil {
          writer.name(name)
          writer.value(value)
        }
      case "properties":
        writer.name(name)
        writer.beginObject()
        for (property, schema) in value.members {
          writer.name(property)
          write(schema, to: &writer)
        }
        writer.endObject()
      case "allOf", "anyOf", "oneOf":
        writer.name(name)
        writer.beginArray()
        for element in value.elements { write(element, to: &writer) }
        writer.endArray()
      case "items", "if", "then", "else", "not", "additionalProperties":
        writer.name(name)
        write(value, to: &writer)
      default:
        guard !name.hasPrefix("x-") else { break }
        writer.name(name)
        writer.value(value)
      }
    }
  }
}

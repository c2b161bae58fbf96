import JSON
package import JSONSchema

/// What protocol/openrpc.json says of one method: its params, their order and their rules.
package final class MethodSpecification: Sendable {
  /// What happens to a param that the document does not name.
  enum UnknownParams: String, Sendable {
    /// It is part of a body that is sent on: a warning.
    case forward
    /// It can only be a mistake: an error.
    case reject
    case ignore
  }

  package let name: String
  /// What it does, in a few words.
  package var summary: String { value["summary"]?.string ?? "" }
  /// Whether it can be called without params.
  package var needsParams: Bool { value["params"]?.elements.contains { $0["required"]?.boolean == true } ?? false }
  /// The names of the params in the order they take by position.
  let order: [String]
  let allowsPositions: Bool
  let unknownParams: UnknownParams
  private let value: JSONValue
  private let compiled = Once<JSONSchema>()
  private let composed = Once<JSONDocument>()

  init(_ value: JSONValue) {
    self.value = value
    name = value["name"]?.string ?? ""
    order = (value["params"]?.elements ?? []).compactMap { $0["name"]?.string }
    allowsPositions = value["paramStructure"]?.string != "by-name"
    unknownParams = value["x-unknownParams"]?.string.flatMap(UnknownParams.init(rawValue:)) ?? .ignore
  }

  /// All methods of the document.
  package static let all: [MethodSpecification] =
    (ProtocolDocument.openRPCDocument.root["methods"]?.elements ?? []).map(MethodSpecification.init)

  /// The specification of that method.
  package static func named(_ name: String) -> MethodSpecification {
    guard let found = all.first(where: { $0.name == name }) else {
      // The tests compare the methods of the document with those of the program.
      preconditionFailure("protocol/openrpc.json has no method \(name)")
    }
    return found
  }

  /// The specification of that method once it is first called, so that a start reads no document.
  static func lazily(_ name: String) -> @Sendable () -> MethodSpecification {
    let found = Once<MethodSpecification>()
    return { found.get { named(name) } }
  }

  /// The rules for the params as one object, compiled when they are first needed.
  package var schema: JSONSchema {
    compiled.get(compile)
  }

  /// The same as JSON.
  var rules: JSONDocument {
    composed.get { schemaText.withUnsafeBufferPointer { ProtocolDocument.read($0) } }
  }

  private func compile() -> JSONSchema {
    var options = JSONSchema.Options()
    options.unknownNameWarnings = unknownParams == .forward
    do {
      return try JSONSchema(rules, options: options)
    } catch {
      // The tests compile the params of every method.
      preconditionFailure("the params of \(name) are no schema: \(error)")
    }
  }

  /// The content descriptors of the document as the schema of one object.
  private var schemaText: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("type", "object")
    writer.name("properties")
    writer.beginObject()
    for param in value["params"]?.elements ?? [] {
      guard let name = param["name"]?.string, let schema = param["schema"] else { continue }
      writer.name(name)
      writer.value(schema)
    }
    writer.endObject()
    writer.name("required")
    writer.beginArray()
    for param in value["params"]?.elements ?? [] where param["required"]?.boolean == true {
      writer.string(param["name"]?.string ?? "")
    }
    writer.endArray()
    if unknownParams == .reject { writer.member("additionalProperties", false) }
    if let schemas = ProtocolDocument.openRPCDocument.root["components"]?["schemas"] {
      writer.name("components")
      writer.beginObject()
      writer.name("schemas")
      writer.value(schemas)
      writer.endObject()
    }
    writer.endObject()
    return writer.bytes
  }
}

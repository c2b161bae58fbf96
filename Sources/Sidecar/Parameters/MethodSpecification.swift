import JSON
package import JSONSchema

/// What a document under protocol/ says of one method: its params, their order and their rules.
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
  /// Whether a call without params makes no sense: some are required, or they are a body to send on.
  package var needsParams: Bool {
    unknownParams == .forward || (value["params"]?.elements.contains { $0["required"]?.boolean == true } ?? false)
  }
  /// Whether it has params at all, besides `_meta`.
  package var takesParams: Bool { order.contains { $0 != "_meta" } }
  /// The names of the params in the order they take by position.
  let order: [String]
  let allowsPositions: Bool
  let unknownParams: UnknownParams
  let value: JSONValue
  private let compiled = Once<JSONSchema>()
  private let composed = Once<JSONDocument>()

  init(_ value: JSONValue) {
    self.value = value
    name = value["name"]?.string ?? ""
    order = (value["params"]?.elements ?? []).compactMap { $0["name"]?.string }
    allowsPositions = value["paramStructure"]?.string != "by-name"
    unknownParams = value["x-unknownParams"]?.string.flatMap(UnknownParams.init(rawValue:)) ?? .ignore
  }

  /// The document in which a method stands.
  package enum Document: Sendable {
    /// protocol/openrpc.json.
    case openRPC
    /// protocol/mcp.json.
    case mcp

    var methods: [MethodSpecification] {
      switch self {
      case .openRPC: MethodSpecification.all
      case .mcp: MethodSpecification.mcp
      }
    }
  }

  /// All methods of protocol/openrpc.json.
  package static let all = methods(of: ProtocolDocument.openRPCDocument)
  /// All methods of protocol/mcp.json.
  package static let mcp = methods(of: ProtocolDocument.mcpDocument)

  private static func methods(of document: JSONDocument) -> [MethodSpecification] {
    (document.root["methods"]?.elements ?? []).map(MethodSpecification.init)
  }

  /// The specification of that method.
  package static func named(_ name: String, in document: Document = .openRPC) -> MethodSpecification {
    guard let found = document.methods.first(where: { $0.name == name }) else {
      // The tests compare the methods of the documents with those of the program.
      preconditionFailure("protocol/ has no method \(name)")
    }
    return found
  }

  /// The specification of that method once it is first called, so that a start reads no document.
  static func lazily(_ name: String, in document: Document = .openRPC) -> @Sendable () -> MethodSpecification {
    let found = Once<MethodSpecification>()
    return { found.get { named(name, in: document) } }
  }

  /// The rules for the params as one object, compiled when they are first needed.
  package var schema: JSONSchema {
    compiled.get { compile() }
  }

  /// The same as JSON.
  var rules: JSONDocument {
    composed.get { ProtocolDocument.document(written: schemaText) }
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
    var referenced = (value.document.root.cursor["components"]?["schemas"]).map { ReferencedSchemas(among: $0) }
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("type", "object")
    writer.name("properties")
    writer.beginObject()
    for param in value["params"]?.elements ?? [] {
      guard let name = param["name"]?.string, let schema = param["schema"] else { continue }
      writer.name(name)
      writer.value(schema)
      referenced?.follow(schema.cursor)
    }
    writer.endObject()
    writer.name("required")
    writer.beginArray()
    for param in value["params"]?.elements ?? [] where param["required"]?.boolean == true {
      writer.string(param["name"]?.string ?? "")
    }
    writer.endArray()
    if unknownParams == .reject { writer.member("additionalProperties", false) }
    if let schemas = referenced?.found {
      writer.name("components")
      writer.beginObject()
      writer.name("schemas")
      writer.beginObject()
      for (name, schema) in schemas {
        writer.name(name)
        writer.value(schema)
      }
      writer.endObject()
      writer.endObject()
    }
    writer.endObject()
    return writer.bytes
  }
}

import JSON

/// What protocol/mcp.json says beside the methods.
enum MCPDocument {
  private static var root: JSONValue { ProtocolDocument.mcpDocument.root }

  /// The versions that begin with a handshake, the newest first.
  static var handshakeVersions: [String] { strings(root["x-versions"]?["handshake"]) }
  /// The versions in which every request stands by itself, the newest first.
  static var statelessVersions: [String] { strings(root["x-versions"]?["stateless"]) }
  /// How the tools are meant to be used, for a model to read.
  static var instructions: String { root["x-instructions"]?.string ?? "" }
  /// The address of a connection spec, with `{id}` for its id (RFC 6570).
  static var resourceTemplate: String { root["x-resourceTemplate"]?.string ?? "" }

  private static func strings(_ value: JSONValue?) -> [String] { value?.elements.compactMap(\.string) ?? [] }
}

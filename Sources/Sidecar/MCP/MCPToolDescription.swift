import JSON
import JSONRPC

/// What `tools/list` tells of a tool, all of it from the method's entry in protocol/openrpc.json.
struct MCPToolDescription {
  private let tool: MCPTool
  /// Texts name methods; an agent knows them as tools. Longer names first: one may be part of another.
  private let names: [(method: String, tool: String)]

  init(_ tool: MCPTool, among tools: [MCPTool]) {
    self.tool = tool
    names = tools.map { ($0.method.name, $0.name) }.filter { $0.0 != $0.1 }.sorted { $0.0.count > $1.0.count }
  }

  func write(to writer: inout JSONWriter) {
    let method = tool.specification.value
    writer.beginObject()
    writer.member("name", tool.name)
    writer.member("title", method["summary"]?.string ?? "")
    writer.member("description", renamed(method["description"]?.string ?? ""))
    writer.name("inputSchema")
    writeInputSchema(to: &writer)
    writer.name("outputSchema")
    writeOutputSchema(to: &writer)
    writer.name("annotations")
    writer.beginObject()
    let effect = method["x-tool"]
    writer.member("readOnlyHint", effect?["readOnly"]?.boolean ?? false)
    writer.member("destructiveHint", effect?["destructive"]?.boolean ?? true)
    writer.member("idempotentHint", effect?["idempotent"]?.boolean ?? false)
    writer.member("openWorldHint", effect?["openWorld"]?.boolean ?? true)
    writer.endObject()
    writer.endObject()
  }

  private func renamed(_ text: String) -> String {
    var renamed = ""
    var rest = text[...]
    while let first = rest.first {
      if let name = names.first(where: { rest.hasPrefix($0.method) }) {
        renamed += name.tool
        rest = rest.dropFirst(name.method.count)
      } else {
        renamed.append(first)
        rest = rest.dropFirst()
      }
    }
    return renamed
  }

  private func writeInputSchema(to writer: inout JSONWriter) {
    var schemas = MCPSchemaWriter(document: tool.specification.value.document, words: renamed)
    writer.beginObject()
    writer.member("type", "object")
    writer.name("properties")
    writer.beginObject()
    for param in tool.params {
      guard let name = param["name"]?.string, let schema = param["schema"] else { continue }
      if name == "_meta" {
        writeMeta(schema, by: &schemas, to: &writer)
        continue
      }
      writer.name(name)
      schemas.write(schema, description: param["description"]?.string, to: &writer)
    }
    writer.endObject()
    let required = tool.params.filter { $0["required"]?.boolean == true }.compactMap { $0["name"]?.string }
    if !required.isEmpty {
      writer.name("required")
      writer.beginArray()
      for name in required { writer.string(name) }
      writer.endArray()
    }
    if tool.specification.unknownParams == .reject { writer.member("additionalProperties", false) }
    schemas.writeDefinitions(to: &writer)
    writer.endObject()
  }

  /// `_meta`, with the members only that mean something to an agent that calls this tool.
  private func writeMeta(_ schema: JSONValue, by schemas: inout MCPSchemaWriter, to writer: inout JSONWriter) {
    let offered = (tool.specification.value["x-tool"]?["meta"]?.elements ?? []).compactMap(\.string)
    guard !offered.isEmpty, let members = schemas.resolved(schema)["properties"] else { return }
    writer.name("_meta")
    writer.beginObject()
    writer.member("type", "object")
    writer.name("properties")
    writer.beginObject()
    for name in offered {
      guard let member = members[JSONName(name)] else { continue }
      writer.name(name)
      schemas.write(member, to: &writer)
    }
    writer.endObject()
    writer.endObject()
  }

  private func writeOutputSchema(to writer: inout JSONWriter) {
    // Programs check by it and models do not see it, so it goes without words.
    var schemas = MCPSchemaWriter(document: tool.specification.value.document, words: nil)
    writer.beginObject()
    if let schema = tool.specification.value["result"]?["schema"] { schemas.writeRoot(schema, to: &writer) }
    schemas.writeDefinitions(to: &writer)
    writer.endObject()
  }
}

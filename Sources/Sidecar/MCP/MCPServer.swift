import JSON
import JSONRPC
import JSONSchema

/// The sidecar as a server of the Model Context Protocol: what protocol/mcp.json says.
///
/// Two forms are served. The versions up to 2025-11-25 begin with a handshake, which makes the whole session one of that
/// protocol. The newer ones have none: each request says in its `_meta` which version it is written in, and is served by
/// itself, among whatever else the session speaks. The tools are the methods of protocol/openrpc.json.
final class MCPServer: Sendable {
  private let context: SidecarContext
  private let madeTools = Once<[MCPTool]>()
  private let madeToolList = Once<[UInt8]>()

  /// Nothing is made before it is needed: most sessions never speak this.
  init(_ context: SidecarContext) {
    var context = context
    context.progressForm = .modelContext
    self.context = context
  }

  /// The methods that a session knows: all of them after a handshake, without one those that need none.
  func methods(_ form: MCPForm) -> [Method] {
    let both: [Method] = [
      .mcpDiscover(form), .mcpListTools(self, form), .mcpCallTool(self, form), .mcpListResources(form),
      .mcpListResourceTemplates(form), .mcpReadResource(context, form),
    ]
    switch form {
    case .stateless: return both
    case .handshake: return [.mcpInitialize(self), .mcpInitialized, .mcpPing] + both
    }
  }

  /// What a session speaks after the handshake.
  var dialect: Dialect {
    let methods = methods(.handshake)
    let names = methods.map(\.name)
    return Dialect(
      methods: MethodTable(methods) { name in
        let tool = self.tool(ofMethod: name)
        let nearest = NearestName.nearest(to: name, among: names)
        return ErrorObject(
          .methodNotFound, kind: "methodNotFound",
          "There is no such method" + (nearest.map { "; did you mean \"\($0)\"?" } ?? ".")
        ) {
          $0.member("suggestion", ifPresent: nearest)
          $0.member(
            "hint",
            tool.map { "This session speaks the Model Context Protocol: call the tool \($0.name) with tools/call." }
              ?? "This session speaks the Model Context Protocol: tools/list and resources/list show what there is.")
        }
      })
  }

  // MARK: The tools

  /// In the order of the document.
  var tools: [MCPTool] {
    madeTools.get {
      let methods = SidecarMethods.all(context)
      return MethodSpecification.all.compactMap { specification in
        guard specification.value["x-tool"]?.kind == .object,
          let method = methods.first(where: { $0.name == specification.name })
        else { return nil }
        return MCPTool(method, specification)
      }
    }
  }

  /// The descriptions of all tools: a JSON array.
  var toolList: [UInt8] {
    madeToolList.get {
      let tools = tools
      var writer = JSONWriter()
      writer.beginArray()
      for tool in tools { MCPToolDescription(tool, among: tools).write(to: &writer) }
      writer.endArray()
      return writer.bytes
    }
  }

  func tool(named name: String) -> MCPTool? { tools.first { $0.name == name } }

  private func tool(ofMethod name: String) -> MCPTool? { tools.first { $0.method.name == name } }
}

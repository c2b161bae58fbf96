import JSON
import JSONRPC
import JSONSchema

extension Method {
  static func mcpListTools(_ server: MCPServer, _ session: MCPForm) -> Method {
    mcpList("tools/list", session) { writer in
      writer.name("tools")
      writer.raw(server.toolList)
    }
  }

  /// `tools/call`: does what the tool's method does. What the method fails with is a result too, for the model to read.
  static func mcpCallTool(_ server: MCPServer, _ session: MCPForm) -> Method {
    mcp("tools/call", session) { call, form, writer throws(ErrorObject) in
      let name = call.params["name"]?.string ?? ""
      guard let tool = server.tool(named: name) else {
        let nearest = NearestName.nearest(to: name, among: server.tools.map(\.name))
        throw .invalidArgument(
          "/name", "enum", "there is no such tool" + (nearest.map { "; did you mean \"\($0)\"?" } ?? ""),
          suggestion: nearest)
      }
      let arguments = MCPArguments(call.params)
      let result = MCPToolResult(tool, form)
      let mark = writer.count
      do throws(ErrorObject) {
        var text = JSONWriter()
        let outcome = try arguments.withCursor { arguments throws(ErrorObject) in
          try tool.check(arguments)
          return try tool.method.handler(Call(params: arguments, session: call.session), &text)
        }
        if case .answered = outcome { result.write(text.bytes, to: &writer) }
        return outcome.answering { .success(result.bytes($0)) }
      } catch {
        writer.truncate(to: mark)
        result.write(error, to: &writer)
        return .answered
      }
    }
  }
}

/// The arguments of a tool call, as the params that its method takes.
private struct MCPArguments {
  /// Keeps what was put together alive.
  private let document: JSONDocument

  private static let argumentsName: JSONName = "arguments"
  private static let metaName: JSONName = "_meta"
  private static let progressTokenName: JSONName = "progressToken"

  /// The arguments, with the progress token of the request, and no other, in their `_meta`.
  init(_ params: JSONCursor) {
    let arguments = params[Self.argumentsName]
    let token = params[Self.metaName]?[Self.progressTokenName]
    let meta = arguments?[Self.metaName]
    var writer = JSONWriter()
    writer.beginObject()
    arguments?.forEachMember { name, value in
      guard !name.isNamed(Self.metaName) else { return }
      writer.name(name)
      writer.value(value)
    }
    if let meta, meta.kind != .object {
      // The method has words for what is wrong with it.
      writer.name("_meta")
      writer.value(meta)
    } else if meta != nil || token != nil {
      writer.name("_meta")
      writer.beginObject()
      meta?.forEachMember { name, value in
        guard !name.isNamed(Self.progressTokenName) else { return }
        writer.name(name)
        writer.value(value)
      }
      if let token {
        writer.name("progressToken")
        writer.value(token)
      }
      writer.endObject()
    }
    writer.endObject()
    // Sound as a precondition: it has been read once, and nothing but its `_meta` was changed.
    guard let document = try? JSONDocument(writer.bytes, maximumDepth: .max) else {
      preconditionFailure("what has been read cannot be read again")
    }
    self.document = document
  }

  func withCursor<T>(_ body: (JSONCursor) throws(ErrorObject) -> T) throws(ErrorObject) -> T {
    defer { withExtendedLifetime(document) {} }
    return try body(document.root.cursor)
  }
}

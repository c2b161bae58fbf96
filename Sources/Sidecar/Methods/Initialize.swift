import JSON
import JSONRPC

extension Method {
  /// `initialize`: for clients that begin with it, as in LSP's Base Protocol; no method depends on it. Those of the Model
  /// Context Protocol give a protocolVersion, and from then on that is spoken; for those of a language server the session
  /// becomes one.
  static func initialize(_ context: SidecarContext, _ mcp: MCPServer) -> Method {
    checked("initialize") { call, writer throws(ErrorObject) in
      if let version = call.params["protocolVersion"]?.string {
        mcp.writeInitialized(askedFor: version, to: &writer)
        return .answeredSwitching(to: mcp.dialect)
      }
      let server =
        ClientFeatures.areLanguageClient(call.params)
        ? LanguageServer(context, ClientFeatures(call.params)) : nil
      writer.beginObject()
      writer.name("capabilities")
      writer.beginObject()
      server?.writeCapabilities(to: &writer)
      writer.endObject()
      writer.name("serverInfo")
      writer.beginObject()
      writer.member("name", "flow-sidecar")
      writer.member("version", Version.program)
      writer.endObject()
      writer.endObject()
      return server.map { .answeredSwitching(to: $0.dialect) } ?? .answered
    }
  }

  /// `initialized`: a notification that needs nothing done.
  static var initialized: Method {
    Method("initialized", allowsNotification: true) { _, writer throws(ErrorObject) in
      writer.beginObject()
      writer.endObject()
      return .answered
    }
  }
}

import JSON
import JSONRPC

extension MCPServer {
  /// All versions, the newest first.
  static var versions: [String] { MCPDocument.statelessVersions + MCPDocument.handshakeVersions }

  /// Writes the result of `initialize`: the version asked for if it is known, else the newest that has a handshake.
  func writeInitialized(askedFor version: String, to writer: inout JSONWriter) {
    let known = MCPDocument.handshakeVersions
    writer.beginObject()
    writer.member("protocolVersion", known.contains(version) ? version : known.first ?? version)
    Self.writeCapabilities(to: &writer)
    writer.name("serverInfo")
    Self.writeImplementation(to: &writer)
    writer.member("instructions", MCPDocument.instructions)
    writer.endObject()
  }

  static func writeImplementation(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("name", "flow-sidecar")
    writer.member("version", Version.program)
    writer.endObject()
  }

  fileprivate static func writeCapabilities(to writer: inout JSONWriter) {
    writer.name("capabilities")
    writer.beginObject()
    for name in ["tools", "resources"] as [StaticString] {
      writer.name(name)
      writer.beginObject()
      writer.endObject()
    }
    writer.endObject()
  }
}

extension Method {
  /// `initialize` of a session that has begun already: it is answered again, and changes nothing.
  static func mcpInitialize(_ server: MCPServer) -> Method {
    checked("initialize", in: .mcp) { call, writer throws(ErrorObject) in
      server.writeInitialized(askedFor: call.params["protocolVersion"]?.string ?? "", to: &writer)
      return .answered
    }
  }

  /// `notifications/initialized`: needs nothing done.
  static var mcpInitialized: Method {
    Method("notifications/initialized", allowsNotification: true) { _, writer throws(ErrorObject) in
      writer.beginObject()
      writer.endObject()
      return .answered
    }
  }

  static var mcpPing: Method {
    checked("ping", in: .mcp) { _, writer throws(ErrorObject) in
      writer.beginObject()
      writer.endObject()
      return .answered
    }
  }

  /// `server/discover`: what a handshake would tell, without one.
  static func mcpDiscover(_ session: MCPForm) -> Method {
    mcp("server/discover", session) { _, form, writer throws(ErrorObject) in
      form.writeResult(.forAll, to: &writer) { writer in
        writer.name("supportedVersions")
        writer.beginArray()
        for version in MCPServer.versions { writer.string(version) }
        writer.endArray()
        MCPServer.writeCapabilities(to: &writer)
        writer.member("instructions", MCPDocument.instructions)
        form.writeMeta(to: &writer)
      }
      return .answered
    }
  }

  /// A method of protocol/mcp.json that is served with and without a handshake.
  static func mcp(
    _ name: String, _ session: MCPForm,
    _ body: @escaping @Sendable (CheckedCall, MCPForm, inout JSONWriter) throws(ErrorObject) -> Outcome
  ) -> Method {
    checked(name, in: .mcp, answersCancelled: false) { call, writer throws(ErrorObject) in
      try body(call, MCPForm(of: call.params, in: session), &writer)
    }
  }

  /// One that lists something, all of it on one page.
  static func mcpList(
    _ name: String, _ session: MCPForm, members: @escaping @Sendable (inout JSONWriter) -> Void
  ) -> Method {
    mcp(name, session) { call, form, writer throws(ErrorObject) in
      if call.params["cursor"] != nil {
        throw .invalidArgument("/cursor", "x-unknown", "there is one page only, so no cursor leads to another")
      }
      form.writeResult(.forAll, to: &writer) { writer in
        members(&writer)
        form.writeMeta(to: &writer)
      }
      return .answered
    }
  }
}

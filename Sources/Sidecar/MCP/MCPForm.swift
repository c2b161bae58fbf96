import JSON
import JSONRPC

/// How a request of the Model Context Protocol is served.
enum MCPForm: Sendable {
  /// As agreed by the handshake of the session (versions up to 2025-11-25).
  case handshake
  /// By what it says itself (2026-07-28 and later).
  case stateless

  private static let metaName: JSONName = "_meta"
  private static let versionName: JSONName = "io.modelcontextprotocol/protocolVersion"
  private static let capabilitiesName: JSONName = "io.modelcontextprotocol/clientCapabilities"

  /// The form of a request in a session of that form: one that names a version stands by itself, wherever it comes.
  init(of params: JSONCursor, in session: MCPForm) throws(ErrorObject) {
    let meta = params[Self.metaName]
    guard let version = meta?[Self.versionName]?.string else {
      guard session == .handshake else { throw Self.missing("protocolVersion", meta != nil) }
      self = .handshake
      return
    }
    guard MCPDocument.statelessVersions.contains(version) else { throw .unsupportedProtocolVersion(version) }
    guard meta?[Self.capabilitiesName] != nil else { throw Self.missing("clientCapabilities", true) }
    self = .stateless
  }

  /// "Per-request protocol fields": a request that lacks one is malformed.
  private static func missing(_ name: String, _ hasMeta: Bool) -> ErrorObject {
    let member = hasMeta ? "io.modelcontextprotocol/\(name)" : "_meta"
    let message = "The params have no \(hasMeta ? "_meta[\"\(member)\"]" : "_meta with a protocolVersion")."
    return ErrorObject(.invalidParams, kind: "invalidParams", message) { data in
      data.member(
        "hint", "Begin with initialize and a protocolVersion, or send the protocol fields with every request.")
      data.name("errors")
      data.beginArray()
      data.beginObject()
      data.member("instanceLocation", hasMeta ? "/_meta" : "")
      data.member("keywordLocation", (hasMeta ? "/properties/_meta" : "") + "/required")
      data.member("keyword", "required")
      data.member("message", "\"\(member)\" is required")
      data.endObject()
      data.endArray()
    }
  }

  /// How long, and by whom, a result may be kept.
  enum Keeping {
    /// It is the same for everybody, and for as long as the program runs.
    case forAll
    /// It may differ from one organisation to another.
    case forThisCaller
  }

  /// Writes a result; only without a handshake does it have to say what it is and how long it holds.
  func writeResult(_ keeping: Keeping? = nil, to writer: inout JSONWriter, members: (inout JSONWriter) -> Void) {
    writer.beginObject()
    if self == .stateless {
      writer.member("resultType", "complete")
      switch keeping {
      case .forAll:
        writer.member("ttlMs", 3_600_000)
        writer.member("cacheScope", "public")
      case .forThisCaller:
        writer.member("ttlMs", 60_000)
        writer.member("cacheScope", "private")
      case nil: break
      }
    }
    members(&writer)
    writer.endObject()
  }

  /// Writes `_meta` of a result, if there is anything to put into it.
  func writeMeta(error: ErrorObject? = nil, to writer: inout JSONWriter) {
    guard self == .stateless || error != nil else { return }
    writer.name("_meta")
    writer.beginObject()
    if self == .stateless {
      writer.name("io.modelcontextprotocol/serverInfo")
      MCPServer.writeImplementation(to: &writer)
    }
    if let error {
      writer.name("flow-sidecar/error")
      error.write(to: &writer)
    }
    writer.endObject()
  }
}

extension ErrorCode {
  /// Model Context Protocol 2026-07-28, UnsupportedProtocolVersionError.
  static let unsupportedProtocolVersion = ErrorCode(rawValue: -32022)
  /// Model Context Protocol 2025-11-25, Resources, Error Handling.
  static let resourceNotFound = ErrorCode(rawValue: -32002)
}

extension ErrorObject {
  static func unsupportedProtocolVersion(_ version: String) -> ErrorObject {
    ErrorObject(
      .unsupportedProtocolVersion, kind: "unsupportedProtocolVersion", "Unsupported protocol version"
    ) { data in
      data.name("supported")
      data.beginArray()
      for version in MCPServer.versions { data.string(version) }
      data.endArray()
      data.member("requested", version)
      if MCPDocument.handshakeVersions.contains(version) {
        data.member("hint", "This version begins with initialize.")
      }
    }
  }
}

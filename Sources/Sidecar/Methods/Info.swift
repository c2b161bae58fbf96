import FlowService
import JSON
import JSONRPC
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Method {
  /// `info`: versions, limits and how the session stands. No secrets, no paths.
  static func info(_ context: SidecarContext) -> Method {
    checked("info") { call, writer throws(ErrorObject) in
      let session = call.session
      let waiting = context.client.waitCount
      writer.beginObject()
      writer.member("name", "flow-sidecar")
      writer.member("version", Version.program)
      writer.member("protocolVersion", ProtocolDocument.openRPCDocument.root["info"]?["version"]?.string ?? "")
      writer.member("framing", session.framing.rawValue)
      writer.member("simulate", context.process.isSimulated)
      writer.member("pid", getpid())
      writer.member("uptimeMs", context.process.started.duration(to: .now).wholeMilliseconds)
      writer.member("inFlight", max(0, session.inFlightCount.load(ordering: .relaxed) - waiting))
      writer.member("waiting", waiting)
      writer.member("libcurl", ifPresent: context.process.libcurlVersion())
      writer.name("limits")
      writer.beginObject()
      writer.member("messageBytes", session.limits.messageBytes)
      writer.member("headerBytes", session.limits.headerBytes)
      writer.member("nesting", session.limits.nesting)
      writer.member("idBytes", session.limits.idBytes)
      writer.member("batchMessages", session.limits.batchMessages)
      writer.member("requestsInFlight", session.limits.requestsInFlight)
      writer.member("drainTimeoutMs", context.process.drainTimeout.wholeMilliseconds)
      writer.endObject()
      writer.endObject()
      return .answered
    }
  }
}

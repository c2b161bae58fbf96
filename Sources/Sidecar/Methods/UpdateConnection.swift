import FlowService
import JSON
import JSONRPC

extension Method {
  /// `connection.update`: changes a connection by a JSON Patch (RFC 6902), in the version that an etag names.
  static func updateConnection(_ context: SidecarContext) -> Method {
    checked("connection.update") { call, _ throws(ErrorObject) in
      let id = call.params["id"]?.string ?? ""
      let operations = call.params["operations"].map { Array($0.rawText) } ?? []
      let etag = call.params["etag"]?.string
      let options = CallMeta(call.params).options
      return .calling(.changes) { () async throws(FlowServiceError) in
        let updated = try await context.client.update(id, operations: operations, etag: etag, options: options)
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("id", updated.id)
        writer.member("etag", ifPresent: updated.etag)
        if updated.isRecovered { writer.member("recovered", true) }
        writer.endObject()
        return writer.bytes
      }
    }
  }
}

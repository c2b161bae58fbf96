import FlowService
import JSON
import JSONRPC

extension Method {
  /// `connection.delete`: deletes the connection of an id.
  static func deleteConnection(_ context: SidecarContext) -> Method {
    checked("connection.delete") { call, _ throws(ErrorObject) in
      let id = call.params["id"]?.string ?? ""
      let options = CallMeta(call.params).options
      return .calling(.changes) { () async throws(FlowServiceError) in
        try await context.client.delete(id, options: options)
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("id", id)
        writer.endObject()
        return writer.bytes
      }
    }
  }
}

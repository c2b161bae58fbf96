import FlowService
import JSON
import JSONRPC

extension Method {
  /// `connection.test`: whether the connection's credentials work at the source.
  static func testConnection(_ context: SidecarContext) -> Method {
    checked("connection.test") { call, _ throws(ErrorObject) in
      let id = call.params["id"]?.string ?? ""
      let options = CallMeta(call.params).options
      return .calling(.reads) { () async throws(FlowServiceError) in
        let result = try await context.client.testConnection(id, options: options)
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("result", result)
        writer.endObject()
        return writer.bytes
      }
    }
  }
}

import FlowService
import JSON
import JSONRPC

extension Method {
  /// `connection.get`: the connection of an id, its secrets masked unless they are asked for.
  static func getConnection(_ context: SidecarContext) -> Method {
    checked("connection.get") { call, _ throws(ErrorObject) in
      let id = call.params["id"]?.string ?? ""
      let includeSecrets = call.params["includeSecrets"]?.boolean ?? false
      let options = CallMeta(call.params).options
      return .later(.reads) { () async throws(ErrorObject) in
        do throws(FlowServiceError) {
          let connection = try await context.client.connection(id, options: options)
          var writer = JSONWriter()
          writer.beginObject()
          ConnectionMask(specs: context.specs)
            .writeMembers(of: connection.item.cursor, includeSecrets: includeSecrets, to: &writer)
          writer.endObject()
          return withExtendedLifetime(connection) { writer.bytes }
        } catch {
          throw ErrorObject(error)
        }
      }
    }
  }
}

import FlowService
import JSON
import JSONRPC

private let idName: JSONName = "id"
private let includeSecretsName: JSONName = "includeSecrets"

extension Method {
  /// `connection.get`: the connection of an id, its secrets masked unless they are asked for.
  static func getConnection(_ context: SidecarContext) -> Method {
    let client = context.client
    let mask = ConnectionMask(specs: context.specs)
    return checked("connection.get") { call, _ throws(ErrorObject) in
      let id = call.params[idName]?.string ?? ""
      let includeSecrets = call.params[includeSecretsName]?.boolean ?? false
      let options = CallMeta(call.params).options
      return .work(.reads) { () async throws(ErrorObject) in
        let item: JSONValue
        do throws(FlowServiceError) {
          item = try await client.connection(id, options: options).item
        } catch {
          throw ErrorObject(error)
        }
        // A masked item is hardly longer than the whole answer.
        var writer = JSONWriter(capacity: item.document.byteCount + 64)
        writer.beginObject()
        mask.writeMembers(of: item.cursor, includeSecrets: includeSecrets, to: &writer)
        writer.endObject()
        return .result(withExtendedLifetime(item) { writer.bytes })
      }
    }
  }
}

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
      return .waiting(.reads) { answer in
        do throws(FlowServiceError) {
          return try client.startConnection(id, options: options) { outcome in
            answer(outcome.map { result($0.item, includeSecrets: includeSecrets, mask) }.mapError { ErrorObject($0) })
          }.cancel
        } catch {
          answer(.failure(ErrorObject(error)))
          return {}
        }
      }
    }
  }
}

private func result(_ item: JSONValue, includeSecrets: Bool, _ mask: ConnectionMask) -> [UInt8] {
  // A masked item is hardly longer than the whole answer.
  var writer = JSONWriter(capacity: item.document.byteCount + 64)
  writer.beginObject()
  withExtendedLifetime(item) { mask.writeMembers(of: item.cursor, includeSecrets: includeSecrets, to: &writer) }
  writer.endObject()
  return writer.bytes
}

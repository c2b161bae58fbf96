import FlowService
import JSON
import JSONRPC

extension Method {
  /// `connection.waitEnabled`: the connection of an id once it is enabled, with what the wait took.
  static func waitEnabled(_ context: SidecarContext) -> Method {
    checked("connection.waitEnabled") { call, _ throws(ErrorObject) in
      let id = call.params["id"]?.string ?? ""
      let includeSecrets = call.params["includeSecrets"]?.boolean ?? false
      let meta = CallMeta(call.params)
      let timeout = call.params["timeoutMs"]?.milliseconds ?? meta.timeout ?? .seconds(300)
      let progress = context.progressReport(meta, call.session)
      let options = CallOptions(sandboxName: meta.sandboxName)
      let (client, specs) = (context.client, context.specs)
      return .waiting(.waits) { answer in
        client.startWaitEnabled(id, timeout: timeout, options: options, progress: progress) { outcome in
          answer(outcome.map { result($0, includeSecrets: includeSecrets, specs) }.mapError { ErrorObject($0) })
        }.cancel
      }
    }
  }
}

private func result(_ waited: WaitResult, includeSecrets: Bool, _ specs: ConnectionSpecStore) -> [UInt8] {
  var writer = JSONWriter()
  writer.beginObject()
  withExtendedLifetime(waited) {
    ConnectionMask(specs: specs)
      .writeMembers(of: waited.connection.item.cursor, includeSecrets: includeSecrets, to: &writer)
  }
  writer.name("wait")
  writer.beginObject()
  writer.member("elapsedMs", waited.elapsed.wholeMilliseconds)
  writer.member("polls", waited.polls)
  writer.endObject()
  writer.endObject()
  return writer.bytes
}

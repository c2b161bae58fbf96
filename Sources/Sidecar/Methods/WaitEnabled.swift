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
      let progress = progressReport(meta, call.session)
      let options = CallOptions(sandboxName: meta.sandboxName)
      let (client, specs) = (context.client, context.specs)
      return .waiting { answer in
        client.startWaitEnabled(id, timeout: timeout, options: options, progress: progress) { outcome in
          answer(outcome.map { result($0, includeSecrets: includeSecrets, specs) }.mapError { ErrorObject($0) })
        }.cancel
      }
    }
  }
}

/// What reports the progress of a wait; nil for a call that has not asked for it.
func progressReport(_ meta: CallMeta, _ session: Session) -> (@Sendable (WaitProgress) -> Void)? {
  guard let token = meta.progressToken else { return nil }
  let report = ProgressReport(token: token, session: session)
  return { report.send($0) }
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

/// Tells the caller how a wait goes on: `$/progress` (Language Server Protocol 3.17, Progress Support), with the token
/// that came with the request.
private struct ProgressReport: Sendable {
  let token: [UInt8]
  let session: Session

  func send(_ progress: WaitProgress) {
    session.notify("$/progress") { params in
      params.beginObject()
      params.name("token")
      params.raw(token)
      params.name("value")
      params.beginObject()
      params.member("kind", "report")
      params.member("state", ifPresent: progress.state)
      params.member("elapsedMs", progress.elapsed.wholeMilliseconds)
      params.member("polls", progress.polls)
      params.member("nextPollMs", progress.nextPoll.wholeMilliseconds)
      params.member("message", message(progress))
      params.endObject()
      params.endObject()
    }
  }

  private func message(_ progress: WaitProgress) -> String {
    let tenths = progress.elapsed.wholeMilliseconds / 100
    let time = "\(tenths / 10).\(tenths % 10) s"
    if let trouble = progress.trouble {
      return "After \(time) the connection could not be read: \(trouble.message)"
    }
    return "The connection is \(progress.state ?? "in an unknown state") after \(time)."
  }
}

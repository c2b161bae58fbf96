import FlowService
import JSON
import JSONRPC
import JSONSchema

extension Method {
  /// `connection.ensure`: the enabled connection of a name and connection spec, made if there is none. Calling it again
  /// changes nothing.
  static func ensureConnection(_ context: SidecarContext) -> Method {
    let specification = MethodSpecification.lazily("connection.ensure")
    return Method("connection.ensure") { call, writer throws(ErrorObject) in
      let specification = specification()
      let session = call.session
      return try NamedParameters(call.params, specification).withCursor { params throws(ErrorObject) in
        let check = ConnectionCheck(specs: context.specs, specification: specification)
        return try check.run(params, .changes, to: &writer) { report, params, _ throws(ErrorObject) in
          guard report.isValid else { throw .invalidParams(report) }
          let body = CreateRequestBody.bytes(params)
          let meta = CallMeta(params)
          let timeout = meta.options(after: report.elapsed).timeout ?? .seconds(300)
          let warnings = report.warnings
          let specName = params["auth"]?["specName"]?.string
          let options = CallOptions(sandboxName: meta.sandboxName, timeout: timeout)
          let progress = context.progressReport(meta, session)
          let (client, specs) = (context.client, context.specs)
          return .work(.reads) { () async throws(ErrorObject) in
            let began = ContinuousClock.now
            do throws(FlowServiceError) {
              let there = try await client.findOrCreate(body, options: options)
              let timeLeft = timeout - began.duration(to: .now)
              return .waiting(.waits) { answer in
                client.startEnsuring(there, timeout: timeLeft, options: options, progress: progress) { outcome in
                  answer(
                    outcome.map { result($0, warnings + otherCredentials($0, specName), specs) }
                      .mapError { ErrorObject($0) })
                }.cancel
              }
            } catch {
              throw ErrorObject(error)
            }
          }
        }
      }
    }
  }
}

/// A connection that was there before may have been made with another kind of credentials.
private func otherCredentials(_ ensured: EnsuredConnection, _ specName: String?) -> [Problem] {
  guard !ensured.isCreated, let found = ensured.wait.connection.authSpecName, let specName, found != specName else {
    return []
  }
  return [
    Problem(
      instanceLocation: "/auth/specName", keywordLocation: "/authSpec", keyword: "x-existing",
      message: "the connection that is there has credentials of another kind, \"\(found)\"", suggestion: nil,
      property: nil, range: 0..<0)
  ]
}

private func result(_ ensured: EnsuredConnection, _ warnings: [Problem], _ specs: ConnectionSpecStore) -> [UInt8] {
  var writer = JSONWriter()
  writer.beginObject()
  withExtendedLifetime(ensured) {
    ConnectionMask(specs: specs)
      .writeMembers(of: ensured.wait.connection.item.cursor, includeSecrets: false, to: &writer)
  }
  writer.member("created", ensured.isCreated)
  if ensured.isRecovered { writer.member("recovered", true) }
  if !warnings.isEmpty { writer.member("warnings", warnings) }
  if !ensured.others.isEmpty {
    writer.name("others")
    writer.beginArray()
    for other in ensured.others { other.write(to: &writer) }
    writer.endArray()
  }
  writer.name("wait")
  writer.beginObject()
  writer.member("elapsedMs", ensured.wait.elapsed.wholeMilliseconds)
  writer.member("polls", ensured.wait.polls)
  writer.endObject()
  writer.endObject()
  return writer.bytes
}

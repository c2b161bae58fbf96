import FlowService
import JSON
import JSONRPC
import JSONSchema

extension Method {
  /// `connection.create`: checks the credentials by the connection spec, then creates the connection, never twice.
  static func createConnection(_ context: SidecarContext) -> Method {
    let specification = MethodSpecification.lazily("connection.create")
    return Method("connection.create") { call, writer throws(ErrorObject) in
      let specification = specification()
      return try NamedParameters(call.params, specification).withCursor { params throws(ErrorObject) in
        let check = ConnectionCheck(specs: context.specs, specification: specification)
        return try check.run(params, .changes, to: &writer) { report, params, _ throws(ErrorObject) in
          guard report.isValid else { throw .invalidParams(report) }
          let body = CreateRequestBody.bytes(params)
          let options = CallMeta(params).options(after: report.elapsed)
          let warnings = report.warnings
          return .later(.changes) { () async throws(ErrorObject) in
            do throws(FlowServiceError) {
              return result(try await context.client.create(body, options: options), warnings)
            } catch {
              throw ErrorObject(error)
            }
          }
        }
      }
    }
  }
}

private func result(_ created: CreatedConnection, _ warnings: [Problem]) -> [UInt8] {
  var writer = JSONWriter()
  writer.beginObject()
  writer.member("id", created.id)
  writer.member("etag", ifPresent: created.etag)
  if !warnings.isEmpty { writer.member("warnings", warnings) }
  if created.isRecovered { writer.member("recovered", true) }
  if !created.possibleDuplicates.isEmpty {
    writer.name("possibleDuplicates")
    writer.beginArray()
    for duplicate in created.possibleDuplicates { duplicate.write(to: &writer) }
    writer.endArray()
  }
  writer.endObject()
  return writer.bytes
}

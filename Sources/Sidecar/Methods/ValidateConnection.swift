import JSON
import JSONRPC

extension Method {
  /// `connection.validate`: says what `connection.create` would say of the same params, and creates nothing.
  static func validateConnection(_ context: SidecarContext) -> Method {
    let specification = MethodSpecification.lazily("connection.validate")
    return Method("connection.validate") { call, writer throws(ErrorObject) in
      let specification = specification()
      return try NamedParameters(call.params, specification).withCursor { params throws(ErrorObject) in
        let check = ConnectionCheck(specs: context.specs, specification: specification)
        return try check.run(params, .waits, to: &writer) { report, _, writer in
          write(report, to: &writer)
          return .answered
        }
      }
    }
  }
}

private func write(_ report: ConnectionCheck.Report, to writer: inout JSONWriter) {
  writer.beginObject()
  writer.member("valid", report.isValid)
  writer.member("errors", report.errors)
  writer.member("warnings", report.warnings)
  report.writeSpec(to: &writer)
  writer.endObject()
}

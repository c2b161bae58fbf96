import JSON
import JSONRPC

extension Method {
  /// `connection.validate`: says what `connection.create` would say of the same params, and creates nothing.
  static func validateConnection(_ context: SidecarContext) -> Method {
    let specification = MethodSpecification.lazily("connection.validate")
    return Method("connection.validate") { call, writer throws(ErrorObject) in
      let specification = specification()
      return try NamedParameters(call.params, specification).withCursor { params throws(ErrorObject) in
        let report = ConnectionCheck(specs: context.specs, specification: specification).report(params)
        write(report, to: &writer)
        return .answered
      }
    }
  }
}

private func write(_ report: ConnectionCheck.Report, to writer: inout JSONWriter) {
  writer.beginObject()
  writer.member("valid", report.isValid)
  writer.member("errors", report.errors)
  writer.member("warnings", report.warnings)
  if let id = report.specID {
    writer.name("spec")
    writer.beginObject()
    writer.member("id", report.spec?.id ?? id)
    writer.member("name", ifPresent: report.spec?.name)
    writer.member("origin", report.spec?.origin.rawValue ?? "none")
    writer.member("provenance", ifPresent: report.spec?.provenance)
    writer.endObject()
  }
  writer.endObject()
}

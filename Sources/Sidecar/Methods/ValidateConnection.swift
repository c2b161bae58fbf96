import FlowService
import JSON
import JSONRPC
import JSONSchema

extension Method {
  /// `connection.validate`: says what `connection.create` would say of the same params, or of a text that is meant to hold
  /// them, and creates nothing.
  static func validateConnection(_ context: SidecarContext) -> Method {
    let specification = MethodSpecification.lazily("connection.validate")
    let quickCheck = QuickCheck(context.specs)
    return Method("connection.validate") { call, writer throws(ErrorObject) in
      if let params = call.params, quickCheck.report(params, to: &writer) { return .answered }
      let specification = specification()
      return try NamedParameters(call.params, specification).withCursor { params throws(ErrorObject) in
        let check = ConnectionCheck(specs: context.specs, specification: ConnectionCheck.bodySpecification())
        if let text = text(in: params) {
          guard specification.schema.isValid(params) else {
            throw .invalidParams(specification.schema.diagnose(params).errors)
          }
          return validate(text, params, check, call.session.limits.nesting, to: &writer)
        }
        return try check.run(params, .waits, to: &writer) { report, _, writer in
          writer.beginObject()
          report.writeProblems(to: &writer)
          report.writeSpec(to: &writer)
          writer.endObject()
          return .answered
        }
      }
    }
  }
}

private let textName: JSONName = "text"
private let metaName: JSONName = "_meta"

/// The text to check, where that and no body was given: a body may have a member of that name too.
private func text(in params: JSONCursor) -> JSONCursor? {
  guard params.count <= 2, let text = params[textName], params.count == 1 || params[metaName] != nil else { return nil }
  return text
}

// MARK: Texts

private func validate(
  _ text: JSONCursor, _ params: JSONCursor, _ check: ConnectionCheck, _ maximumDepth: Int, to writer: inout JSONWriter
) -> Method.Outcome {
  let text = ConnectionText(Array(text.stringBytes), maximumDepth: maximumDepth)
  let isLenient = ConnectionCheck.isLenient(params)
  let options = CallMeta(params).options
  guard let id = text.specID else {
    write(TextReport(text, check, by: nil, isLenient: isLenient), of: text, to: &writer)
    return .answered
  }
  let atHand = Array(id.utf8).withUnsafeBufferPointer { check.specs.atHand($0) { options } }
  switch atHand {
  case .known(let found):
    write(TextReport(text, check, by: found, isLenient: isLenient), of: text, to: &writer)
    return .answered
  case .toFetch(let place):
    return .later(.waits) { () async throws(ErrorObject) in
      let obtained = await check.specs.obtain(id, options: options)
      withExtendedLifetime(place) {}
      var writer = JSONWriter()
      write(TextReport(text, check, by: obtained.found, isLenient: isLenient), of: text, to: &writer)
      return writer.bytes
    }
  }
}

private func write(_ report: TextReport, of text: ConnectionText, to writer: inout JSONWriter) {
  text.bytes.withUnsafeBufferPointer { bytes in
    report.write(to: &writer, TextPlaces(index: text.lineIndex(), text: bytes))
  }
}

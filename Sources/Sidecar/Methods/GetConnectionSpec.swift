import FlowService
import JSON
import JSONRPC

extension Method {
  /// `connectionSpec.get`: what a source asks for, of an id or a name.
  static func getConnectionSpec(_ context: SidecarContext) -> Method {
    checked("connectionSpec.get") { call, writer throws(ErrorObject) in
      let options = CallMeta(call.params).options
      let specs = context.specs
      switch (call.params["id"]?.string, call.params["name"]?.string) {
      case (let id?, nil):
        return try answer(id, specs, options, to: &writer)
      case (nil, let name?):
        if let entry = CatalogueIndex.shared.entry(named: name) {
          return try answer(entry.id, specs, options, to: &writer)
        }
        guard specs.canFind(options: options) else { throw noSpec(named: name, asked: false) }
        return .later(.reads) { () async throws(ErrorObject) in
          let obtained = await specs.find(name: name, options: options)
          guard let found = obtained.found else {
            if let error = obtained.error, error.kind != .notFound { throw ErrorObject(error) }
            throw noSpec(named: name, asked: true, requestID: obtained.error?.requestID)
          }
          return SpecDescription(found).bytes
        }
      default: throw neitherOrBoth
      }
    }
  }
}

private func answer(
  _ id: String, _ specs: ConnectionSpecStore, _ options: CallOptions, to writer: inout JSONWriter
) throws(ErrorObject) -> Method.Outcome {
  let atHand = Array(id.utf8).withUnsafeBufferPointer { specs.atHand($0) { options } }
  switch atHand {
  case .known(let found?):
    SpecDescription(found).write(to: &writer)
    return .answered
  case .known(nil):
    throw noSpec(id: id, specs.canFind(options: options))
  case .toFetch(let place):
    return .later(.reads) { () async throws(ErrorObject) in
      let obtained = await specs.obtain(id, options: options)
      withExtendedLifetime(place) {}
      if let found = obtained.found { return SpecDescription(found).bytes }
      if let error = obtained.error, error.kind != .notFound { throw ErrorObject(error) }
      throw noSpec(id: id, true, requestID: obtained.error?.requestID)
    }
  }
}

private let notFound = ErrorCode(rawValue: FlowServiceErrorKind.notFound.code)

private func noSpec(id: String, _ asked: Bool, requestID: String? = nil) -> ErrorObject {
  ErrorObject(notFound, kind: "notFound", "There is no connection spec of this id.") { data in
    data.member("requestId", ifPresent: requestID)
    data.member("id", id)
    data.member("hint", hint(asked))
  }
}

private func noSpec(named name: String, asked: Bool, requestID: String? = nil) -> ErrorObject {
  let suggestion = CatalogueIndex.shared.suggestion(forName: name)
  return ErrorObject(
    notFound, kind: "notFound",
    "There is no connection spec of this name" + (suggestion.map { "; did you mean \"\($0)\"?" } ?? ".")
  ) { data in
    data.member("requestId", ifPresent: requestID)
    data.member("suggestion", ifPresent: suggestion)
    data.member("hint", hint(asked))
  }
}

private func hint(_ asked: Bool) -> String {
  asked
    ? "connectionSpec.list shows the names and ids of the catalogue."
    : "connectionSpec.list shows the names and ids of the catalogue. Flow Service may know more, once it is configured."
}

private var neitherOrBoth: ErrorObject {
  let message = "Give the id of the connection spec, or its name, and not both."
  return ErrorObject(.invalidParams, kind: "invalidParams", message) { data in
    data.name("errors")
    data.beginArray()
    data.beginObject()
    data.member("instanceLocation", "")
    data.member("keywordLocation", "/oneOf")
    data.member("keyword", "oneOf")
    data.member("message", "expected either \"id\" or \"name\"")
    data.endObject()
    data.endArray()
  }
}

import FlowService
import JSON
import JSONRPC
import JSONSchema

extension Method {
  /// `connection.explore`: the tables, folders and files that a connection leads to, or the structure of one of them.
  static func exploreConnection(_ context: SidecarContext) -> Method {
    checked("connection.explore") { call, _ throws(ErrorObject) in
      let id = call.params["id"]?.string ?? ""
      let query = try query(call.params)
      let options = CallMeta(call.params).options
      return .calling(.reads) { () async throws(FlowServiceError) in
        let found = try await context.client.explore(id, query: query, options: options)
        // A list comes bare, the structure of one thing as an object; a result is always an object.
        var writer = JSONWriter()
        if found.kind == .object {
          writer.value(found)
        } else {
          writer.beginObject()
          writer.name("items")
          writer.value(found)
          writer.endObject()
        }
        return writer.bytes
      }
    }
  }
}

/// All params but those of the call itself, as the query they are sent as.
private func query(_ params: JSONCursor) throws(ErrorObject) -> [(name: String, value: String)] {
  var query: [(name: String, value: String)] = []
  var problems: [Problem] = []
  params.forEachMember { name, value in
    let name = String(decoding: name.stringBytes, as: UTF8.self)
    if name == "id" || name == "_meta" { return }
    switch value.kind {
    case .string: query.append((name, value.string ?? ""))
    case .object, .array:
      problems.append(
        Problem(
          instanceLocation: "/\(JSONPointer.escape(name))", keywordLocation: "/type", keyword: "type",
          message: "a member that is sent as part of the address is a string, a number or a boolean",
          suggestion: nil, property: nil, range: value.range))
    default: query.append((name, String(decoding: value.rawText, as: UTF8.self)))
    }
  }
  if !problems.isEmpty { throw .invalidParams(problems) }
  return query
}

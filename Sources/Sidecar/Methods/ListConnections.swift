import FlowService
import JSON
import JSONRPC
import JSONSchema

extension Method {
  /// `connection.list`: a page of the connections that all filters hold for, their secrets masked unless they are asked
  /// for; or only how many there are.
  static func listConnections(_ context: SidecarContext) -> Method {
    checked("connection.list") { call, _ throws(ErrorObject) in
      let params = call.params
      let query = Query(params)
      let options = CallMeta(params).options
      if params["count"]?.boolean == true {
        try refusePaging(params)
        return .calling(.reads) { () async throws(FlowServiceError) in
          let count = try await context.client.connectionCount(filters: query.filters, options: options)
          var writer = JSONWriter()
          writer.beginObject()
          writer.member("count", count)
          writer.endObject()
          return writer.bytes
        }
      }
      let includeSecrets = params["includeSecrets"]?.boolean ?? false
      return .calling(.reads) { () async throws(FlowServiceError) in
        let page = try await context.client.connections(
          filters: query.filters, limit: query.limit, orderby: query.orderby, next: query.next, options: options)
        return result(page, includeSecrets: includeSecrets, context)
      }
    }
  }
}

private struct Query: Sendable {
  var filters: [String] = []
  var limit: Int?
  var orderby: String?
  var next: String?

  init(_ params: JSONCursor) {
    params["property"]?.forEachElement { filters.append($0.string ?? "") }
    limit = params["limit"]?.wholeNumber
    orderby = params["orderby"]?.string
    next = params["next"]?.string
  }
}

/// A count is of all pages: Flow Service refuses a limit with it, and the rest would have no effect.
private func refusePaging(_ params: JSONCursor) throws(ErrorObject) {
  var problems: [Problem] = []
  for name in ["limit", "orderby", "next"] {
    guard let value = params[JSONName(name)] else { continue }
    problems.append(
      Problem(
        instanceLocation: "/\(name)", keywordLocation: "/properties/count", keyword: "x-excludes",
        message: "\"\(name)\" cannot be used together with \"count\", which counts the connections of all pages",
        suggestion: nil, property: nil, range: value.range))
  }
  if !problems.isEmpty { throw .invalidParams(problems) }
}

private func result(_ page: ConnectionPage, includeSecrets: Bool, _ context: SidecarContext) -> [UInt8] {
  let mask = ConnectionMask(specs: context.specs)
  var writer = JSONWriter()
  writer.beginObject()
  writer.name("items")
  writer.beginArray()
  for connection in page.connections {
    writer.beginObject()
    withExtendedLifetime(connection) {
      mask.writeMembers(of: connection.item.cursor, includeSecrets: includeSecrets, to: &writer)
    }
    writer.endObject()
  }
  writer.endArray()
  writer.member("next", ifPresent: page.next)
  writer.endObject()
  return writer.bytes
}

extension JSONCursor {
  /// A whole number, in whatever way it is written: 10, 10.0 and 1e1 are one number.
  fileprivate var wholeNumber: Int? {
    guard kind == .number else { return nil }
    return integer ?? Double(String(decoding: rawText, as: UTF8.self)).flatMap { Int(exactly: $0) }
  }
}

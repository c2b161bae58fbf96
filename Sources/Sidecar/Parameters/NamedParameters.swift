import JSON
import JSONRPC
import JSONSchema

/// The params of a call as an object, however they were sent.
struct NamedParameters {
  /// Keeps what was built from positions alive.
  private let document: JSONDocument?
  private let cursor: JSONCursor
  /// The names in their order, if the params came by position.
  private let positions: [String]?

  private static let empty = ProtocolDocument.document(written: Array("{}".utf8))

  /// The params by name; those sent by position get the names that the specification gives them in order.
  init(_ params: JSONCursor?, _ specification: MethodSpecification) throws(ErrorObject) {
    guard let params else {
      document = Self.empty
      cursor = Self.empty.root.cursor
      positions = nil
      return
    }
    guard params.kind == .array else {
      document = nil
      cursor = params
      positions = nil
      return
    }
    guard specification.allowsPositions else {
      throw Self.refusal(
        "type", "\(specification.name) takes its params by name, as an object; found an array.")
    }
    guard params.count <= specification.order.count else {
      let most = specification.order.count
      throw Self.refusal(
        "maxItems", "\(specification.name) takes at most \(most) params by position; found \(params.count).")
    }
    var writer = JSONWriter()
    writer.beginObject()
    var position = 0
    params.forEachElement { element in
      // A null in the middle stands for a param that is left out.
      if element.kind != .null {
        writer.name(specification.order[position])
        writer.value(element)
      }
      position += 1
    }
    writer.endObject()
    let built = ProtocolDocument.document(written: writer.bytes)
    document = built
    cursor = built.root.cursor
    positions = specification.order
  }

  /// Lends the params for as long as the body runs.
  func withCursor<T>(_ body: (JSONCursor) throws(ErrorObject) -> T) throws(ErrorObject) -> T {
    defer { withExtendedLifetime(document) {} }
    return try body(cursor)
  }

  /// The problems where the caller can find them: params that came by position have no names there.
  func located(_ problems: [Problem]) -> [Problem] {
    guard let positions else { return problems }
    return problems.map { problem in
      guard var pointer = JSONPointer(parsing: problem.instanceLocation), let name = pointer.tokens.first,
        let position = positions.firstIndex(of: name)
      else { return problem }
      pointer.tokens[0] = String(position)
      return problem.with(instanceLocation: pointer.description)
    }
  }

  private static func refusal(_ keyword: String, _ message: String) -> ErrorObject {
    ErrorObject(.invalidParams, kind: "invalidParams", message) { data in
      data.name("errors")
      data.beginArray()
      data.beginObject()
      data.member("instanceLocation", "")
      data.member("keywordLocation", "/\(keyword)")
      data.member("keyword", keyword)
      data.member("message", message)
      data.endObject()
      data.endArray()
    }
  }
}

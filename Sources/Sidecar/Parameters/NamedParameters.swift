import JSON
import JSONRPC
import JSONSchema

/// The params of a call as an object, however they were sent.
struct NamedParameters {
  /// The names of the params in order, where they were sent by position.
  private let positions: [String]
  /// Keeps what was built from positions alive.
  private let document: JSONDocument?
  private let cursor: JSONCursor

  private static let empty = ProtocolDocument.read(UnsafeBufferPointer(start: StaticString("{}").utf8Start, count: 2))

  /// The params by name; those sent by position get the names that the specification gives them in order.
  init(_ params: JSONCursor?, _ specification: MethodSpecification) throws(ErrorObject) {
    guard let params else {
      positions = []
      document = Self.empty
      cursor = Self.empty.root.cursor
      return
    }
    guard params.kind == .array else {
      positions = []
      document = nil
      cursor = params
      return
    }
    guard specification.allowsPositions else {
      throw Self.refusal("\(specification.name) takes its params by name, as an object; found an array.")
    }
    guard params.count <= specification.order.count else {
      let most = specification.order.count
      throw Self.refusal("\(specification.name) takes at most \(most) params by position; found \(params.count).")
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
    let built = writer.bytes.withUnsafeBufferPointer { ProtocolDocument.read($0) }
    document = built
    positions = specification.order
    cursor = built.root.cursor
  }

  /// Lends the params for as long as the body runs.
  func withCursor<T>(_ body: (JSONCursor) throws(ErrorObject) -> T) throws(ErrorObject) -> T {
    defer { withExtendedLifetime(document) {} }
    return try body(cursor)
  }

  /// The problems as the caller has to see them: of params sent by position the first step is the position.
  func located(_ problems: [Problem]) -> [Problem] {
    guard !positions.isEmpty else { return problems }
    return problems.map { problem in
      var problem = problem
      for (index, name) in positions.enumerated() {
        let step = "/" + JSONPointer.escape(name)
        guard problem.instanceLocation == step || problem.instanceLocation.hasPrefix(step + "/") else { continue }
        problem.instanceLocation = "/\(index)" + problem.instanceLocation.dropFirst(step.count)
        break
      }
      return problem
    }
  }

  private static func refusal(_ message: String) -> ErrorObject {
    ErrorObject(.invalidParams, kind: "invalidParams", message) { data in
      data.name("errors")
      data.beginArray()
      data.beginObject()
      data.member("instanceLocation", "")
      data.member("keywordLocation", "/type")
      data.member("keyword", "type")
      data.member("message", message)
      data.endObject()
      data.endArray()
    }
  }
}

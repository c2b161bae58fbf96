import JSON
import JSONRPC
import JSONSchema

/// A method of protocol/openrpc.json as a tool.
struct MCPTool: Sendable {
  /// That of the method, with characters that every host allows.
  let name: String
  let method: Method
  let specification: MethodSpecification

  init(_ method: Method, _ specification: MethodSpecification) {
    name = String(method.name.map { $0 == "." ? "_" : $0 })
    self.method = method
    self.specification = specification
  }

  /// Whether its result is a list of problems.
  var reports: Bool { specification.value["result"]?["schema"]?["properties"]?["errors"] != nil }

  /// The params that are offered to agents.
  var params: [JSONValue] { (specification.value["params"]?.elements ?? []).filter { $0["x-tool"]?.boolean != false } }

  /// The names of the params that are not.
  private var withheld: [String] {
    (specification.value["params"]?.elements ?? []).filter { $0["x-tool"]?.boolean == false }
      .compactMap { $0["name"]?.string }
  }

  /// Refuses what is not offered, as any other name that is not known.
  func check(_ arguments: JSONCursor) throws(ErrorObject) {
    for name in withheld where arguments[JSONName(name)] != nil {
      throw .invalidArgument("/\(name)", "additionalProperties", "\"\(name)\" is not a known name")
    }
  }
}

extension ErrorObject {
  /// The one thing that is wrong with the params of a request.
  static func invalidArgument(
    _ place: String, _ keyword: String, _ message: String, suggestion: String? = nil
  ) -> ErrorObject {
    .invalidParams([
      Problem(
        instanceLocation: place, keywordLocation: "/\(keyword)", keyword: keyword, message: message,
        suggestion: suggestion.map { .name($0) }, property: nil, range: 0..<0)
    ])
  }
}

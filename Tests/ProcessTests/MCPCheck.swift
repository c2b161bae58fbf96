import JSON
import JSONSchema
import TestSupport

/// Holds what the program says as a server of the Model Context Protocol against protocol/mcp.json, and what its tools
/// say against the schemas that it has shown for them.
struct MCPCheck: Sendable {
  let document: JSONDocument
  private let results: [String: JSONSchema]
  private let errorData: [String: (codes: [Int], schema: JSONSchema)]
  private let notificationParams: [String: JSONSchema]
  private let tools: [String: JSONSchema]

  static let shared = Result { try MCPCheck() }

  private init() throws {
    document = try JSONDocument(SidecarProgram.bytes("protocol/mcp.json"))
    var results: [String: JSONSchema] = [:]
    for (index, method) in (document.root["methods"]?.elements ?? []).enumerated() {
      guard let name = method["name"]?.string, method["result"]?["schema"] != nil else { continue }
      results[name] = try JSONSchema(document, at: JSONPointer(["methods", String(index), "result", "schema"]))
    }
    var errorData: [String: (codes: [Int], schema: JSONSchema)] = [:]
    for (kind, error) in document.root["components"]?["errors"]?.members ?? [] where error["x-data"] != nil {
      let codes = [error["code"], error["x-statelessCode"]].compactMap { $0?.integer }
      errorData[kind] = (codes, try JSONSchema(document, at: JSONPointer(["components", "errors", kind, "x-data"])))
    }
    var notificationParams: [String: JSONSchema] = [:]
    for (index, notification) in (document.root["x-notifications"]?.elements ?? []).enumerated() {
      guard let name = notification["method"]?.string else { continue }
      notificationParams[name] = try JSONSchema(
        document, at: JSONPointer(["x-notifications", String(index), "paramsSchema"]))
    }
    (self.results, self.errorData, self.notificationParams) = (results, errorData, notificationParams)
    var tools: [String: JSONSchema] = [:]
    for tool in try Self.listedTools() {
      guard let name = tool["name"]?.string, let schema = tool["outputSchema"] else { continue }
      tools[name] = try JSONSchema(JSONDocument(schema.rawBytes))
    }
    self.tools = tools
  }

  /// What `tools/list` shows.
  static func listedTools() throws -> [JSONValue] {
    let child = try SidecarProgram.start(["--simulate"])
    try child.send(#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}"#, .line)
    try child.send(#"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#, .line)
    child.closeInput()
    _ = try child.readMessage(.line)
    let answer = try JSONDocument(child.readMessage(.line) ?? "null").root
    _ = try child.waitForEnd()
    return answer["result"]?["tools"]?.elements ?? []
  }

  /// The schema for a result, if the request is one of this protocol: only that of a tool needs the request's params.
  func resultSchema(of method: String, _ params: JSONValue?) -> JSONSchema? {
    method == "initialize" && params?["protocolVersion"] == nil ? nil : results[method]
  }

  /// The schema for the structured content of a call: none for a failure, which has to go without.
  func contentSchema(_ params: JSONValue?) -> JSONSchema? { params?["name"]?.string.flatMap { tools[$0] } }

  func errorSchema(kind: String, code: Int) -> JSONSchema? {
    errorData[kind].flatMap { $0.codes.contains(code) ? $0.schema : nil }
  }

  func notificationSchema(_ method: String) -> JSONSchema? { notificationParams[method] }
}

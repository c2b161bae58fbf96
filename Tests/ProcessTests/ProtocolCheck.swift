import JSON
import JSONSchema
import TestSupport

/// Holds what the program says against what protocol/ says it may say.
struct ProtocolCheck: Sendable {
  struct Breach: Error, CustomStringConvertible {
    var description: String
  }

  let methods: JSONDocument
  let errors: JSONDocument
  let notifications: JSONDocument
  private let results: [String: JSONSchema]
  private let errorData: [Int: JSONSchema]
  private let notificationParams: [String: JSONSchema]
  private let mcp: MCPCheck

  static let shared = Result { try ProtocolCheck() }

  private init() throws {
    methods = try JSONDocument(SidecarProgram.bytes("protocol/openrpc.json"))
    errors = try JSONDocument(SidecarProgram.bytes("protocol/errors.json"))
    notifications = try JSONDocument(SidecarProgram.bytes("protocol/notifications.json"))
    var results: [String: JSONSchema] = [:]
    for (index, method) in (methods.root["methods"]?.elements ?? []).enumerated() {
      guard let name = method["name"]?.string, method["result"]?["schema"] != nil else { continue }
      results[name] = try JSONSchema(methods, at: JSONPointer(["methods", String(index), "result", "schema"]))
    }
    var errorData: [Int: JSONSchema] = [:]
    for (index, error) in errors.root.elements.enumerated() {
      guard let code = error["code"]?.integer else { continue }
      errorData[code] = try JSONSchema(errors, at: JSONPointer([String(index), "dataSchema"]))
    }
    var notificationParams: [String: JSONSchema] = [:]
    for (index, notification) in notifications.root.elements.enumerated() {
      guard let name = notification["method"]?.string else { continue }
      notificationParams[name] = try JSONSchema(notifications, at: JSONPointer([String(index), "paramsSchema"]))
    }
    (self.results, self.errorData, self.notificationParams) = (results, errorData, notificationParams)
    mcp = try MCPCheck.shared.get()
  }

  /// Checks one message of the program, an array of answers included.
  func check(_ message: JSONValue, sent: [String]) throws {
    if message.kind == .array {
      try require(message.count > 0, "an empty array", message)
      for element in message.elements { try check(element, sent: sent) }
      return
    }
    try require(message["jsonrpc"]?.string == "2.0", "no jsonrpc \"2.0\"", message)
    if message["method"] != nil { return try checkNotification(message) }
    try require(message["id"] != nil, "an answer without id", message)
    try require(message.count == 3, "an answer is jsonrpc, id and one of result and error", message)
    if let error = message["error"] {
      try checkError(error, message)
    } else {
      try checkResult(message, sent: sent)
    }
  }

  private func checkNotification(_ message: JSONValue) throws {
    try require(message.count == 3, "a notification is jsonrpc, method and params", message)
    let method = message["method"]?.string ?? ""
    guard let params = message["params"], let schema = notificationParams[method] ?? mcp.notificationSchema(method)
    else {
      throw Breach(description: "a notification that the protocol does not have: \(text(message))")
    }
    try require(schema, params, message)
  }

  private func checkError(_ error: JSONValue, _ message: JSONValue) throws {
    if let kind = error["data"]?["kind"]?.string, let code = error["code"]?.integer,
      let schema = mcp.errorSchema(kind: kind, code: code), let data = error["data"]
    {
      return try require(schema, data, message)
    }
    guard let code = error["code"]?.integer, let schema = errorData[code],
      let entry = errors.root.elements.first(where: { $0["code"]?.integer == code })
    else { throw Breach(description: "an error code that the protocol does not have: \(text(message))") }
    try require(error["message"]?.string?.isEmpty == false, "an error without words", message)
    guard let data = error["data"] else { throw Breach(description: "an error without data: \(text(message))") }
    try require(schema, data, message)
    for (name, _) in data.members {
      let isKnown = entry["dataSchema"]?["properties"]?[JSONName(name)] != nil
      try require(isKnown, "errors.json does not know data.\(name) of \(code)", message)
    }
  }

  private func checkResult(_ message: JSONValue, sent: [String]) throws {
    guard let result = message["result"], let id = message["id"] else {
      throw Breach(description: "neither result nor error: \(text(message))")
    }
    try require(result.kind == .object, "a result that is no object", message)
    guard let request = Self.request(id.rawBytes, in: sent), let name = request["method"]?.string else {
      throw Breach(description: "nobody asked for this: \(text(message))")
    }
    if let schema = mcp.resultSchema(of: name, request["params"]) {
      try require(schema, result, message)
      if name == "tools/call" { try checkTool(result, request["params"], message) }
      if results[name] == nil { return }
    }
    guard let schema = results[name] else { throw Breach(description: "no method \(name): \(text(message))") }
    try require(schema, result, message)
    let entry = methods.root["methods"]?.elements.first { $0["name"]?.string == name }
    guard let known = entry?["result"]?["schema"]?["properties"] else { return }
    for (member, _) in result.members where name != "rpc.discover" {
      try require(known[JSONName(member)] != nil, "openrpc.json does not know \(member) of \(name)", message)
    }
  }

  /// A tool answers what it has promised, which is what its method answers, and a failure is an error of the protocol.
  private func checkTool(_ result: JSONValue, _ params: JSONValue?, _ message: JSONValue) throws {
    guard let content = result["structuredContent"] else {
      guard let error = result["_meta"]?["flow-sidecar/error"], result["isError"]?.boolean == true else {
        throw Breach(description: "neither content nor error: \(text(message))")
      }
      return try checkError(error, message)
    }
    try require(result["isError"]?.boolean == false, "a failure with content", message)
    let method = String((params?["name"]?.string ?? "").map { $0 == "_" ? "." : $0 })
    guard let schema = mcp.contentSchema(params), let own = results[method] else {
      throw Breach(description: "no such tool: \(text(message))")
    }
    try require(schema, content, message)
    try require(own, content, message)
    let last = result["content"]?.elements.last?["text"]?.string
    try require(last.map { Array($0.utf8) } == content.rawBytes, "the text is not the content", message)
  }

  /// The last request of that id.
  private static func request(_ id: [UInt8], in sent: [String]) -> JSONValue? {
    for line in sent.reversed() {
      guard let message = try? JSONDocument(line).root else { continue }
      for request in message.kind == .array ? message.elements : [message] where request["id"]?.rawBytes == id {
        if request["method"]?.string != nil { return request }
      }
    }
    return nil
  }

  private func require(_ schema: JSONSchema, _ value: JSONValue, _ message: JSONValue) throws {
    let found = schema.diagnose(value.cursor)
    guard schema.isValid(value.cursor), found.errors.isEmpty else {
      throw Breach(description: "\(found.errors.map { "\($0.instanceLocation): \($0.message)" }) in \(text(message))")
    }
  }

  private func require(_ holds: Bool, _ what: String, _ message: JSONValue) throws {
    guard holds else { throw Breach(description: "\(what): \(text(message))") }
  }

  private func text(_ value: JSONValue) -> String { String(decoding: value.rawBytes.prefix(2000), as: UTF8.self) }
}

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
    guard let params = message["params"], let schema = notificationParams[message["method"]?.string ?? ""] else {
      throw Breach(description: "a notification that the protocol does not have: \(text(message))")
    }
    try require(schema, params, message)
  }

  private func checkError(_ error: JSONValue, _ message: JSONValue) throws {
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
    guard let name = Self.method(ofRequest: id.rawBytes, in: sent), let schema = results[name] else {
      throw Breach(description: "nobody asked for this: \(text(message))")
    }
    try require(schema, result, message)
    let entry = methods.root["methods"]?.elements.first { $0["name"]?.string == name }
    guard let known = entry?["result"]?["schema"]?["properties"] else { return }
    for (member, _) in result.members where name != "rpc.discover" {
      try require(known[JSONName(member)] != nil, "openrpc.json does not know \(member) of \(name)", message)
    }
  }

  /// The method of the last request of that id.
  private static func method(ofRequest id: [UInt8], in sent: [String]) -> String? {
    for line in sent.reversed() {
      guard let message = try? JSONDocument(line).root else { continue }
      for request in message.kind == .array ? message.elements : [message] where request["id"]?.rawBytes == id {
        if let method = request["method"]?.string { return method }
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

import JSON
import Testing

/// A message that a session sent, in the form in which tests say what they expect. Making one checks all that holds for
/// every answer: its members, its version, and what the `data` of an error has.
enum Answer: Equatable, Sendable {
  /// The id and the result, byte for byte.
  case result(String, String)
  /// The id byte for byte, the code, and the `reason` of the data, or its `kind` where it has no reason.
  case error(String, Int, String)
  case batch([Answer])
  case notification(String, String)
  /// No message that a session may send.
  case wrong(String)

  init(_ message: [UInt8]) {
    let text = String(decoding: message, as: UTF8.self)
    guard !message.contains(0x0A), let document = try? JSONDocument(message) else {
      self = .wrong("not JSON on one line: \(text)")
      return
    }
    self.init(document.root)
  }

  private init(_ value: JSONValue) {
    if value.kind == .array {
      self = value.count == 0 ? .wrong("an empty batch") : .batch(value.elements.map(Answer.init))
      return
    }
    let names = value.members.map(\.name)
    guard value["jsonrpc"]?.string == "2.0" else {
      self = .wrong("no version: \(Self.text(value))")
      return
    }
    switch names {
    case ["jsonrpc", "id", "result"]:
      // Null is the one other result, that of a shutdown in the Language Server Protocol.
      self =
        value["result"]?.kind == .object || value["result"]?.kind == .null
        ? .result(Self.text(value["id"]), Self.text(value["result"]))
        : .wrong("a result is an object: \(Self.text(value))")
    case ["jsonrpc", "id", "error"]:
      guard let error = value["error"], let code = error["code"]?.integer, error["message"]?.string?.isEmpty == false,
        let kind = error["data"]?["kind"]?.string, error["data"]?["retryable"]?.boolean != nil
      else {
        self = .wrong("an error without code, message, kind or retryable: \(Self.text(value))")
        return
      }
      self = .error(Self.text(value["id"]), code, error["data"]?["reason"]?.string ?? kind)
    case ["jsonrpc", "method", "params"]:
      self = .notification(value["method"]?.string ?? "", Self.text(value["params"]))
    default:
      self = .wrong("members \(names): \(Self.text(value))")
    }
  }

  private static func text(_ value: JSONValue?) -> String { String(decoding: value?.rawBytes ?? [], as: UTF8.self) }
}

// MARK: The answers that are met most

extension Answer {
  static func parseError(_ reason: String) -> Answer { .error("null", -32700, reason) }
  static func invalid(_ reason: String) -> Answer { .error("null", -32600, reason) }
  static func invalid(_ id: String, _ reason: String) -> Answer { .error(id, -32600, reason) }
  static func unknownMethod(_ id: String) -> Answer { .error(id, -32601, "methodNotFound") }
  static func cancelled(_ id: String) -> Answer { .error(id, -32800, "requestCancelled") }
  static let tooLarge = Answer.error("null", -32600, "messageTooLarge")
}

extension Answer: CustomTestStringConvertible {
  var testDescription: String {
    switch self {
    case .result(let id, let result): "\(id): \(result)"
    case .error(let id, let code, let reason): "\(id): \(code) \(reason)"
    case .batch(let answers): "[\(answers.map(\.testDescription).joined(separator: ", "))]"
    case .notification(let method, let params): "\(method) \(params)"
    case .wrong(let why): "WRONG: \(why)"
    }
  }
}

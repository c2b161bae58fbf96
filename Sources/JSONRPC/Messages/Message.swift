package import JSON

/// What a JSON value is as a JSON-RPC 2.0 message.
package enum Message {
  /// To be answered; `id` may be null, which is a request all the same.
  case request(id: JSONCursor, method: JSONCursor, params: JSONCursor?)
  /// Never answered.
  case notification(method: JSONCursor, params: JSONCursor?)
  /// Has a `result` or an `error`: an answer to something, and therefore not itself answered.
  case response
  /// Answered with an error, with its id where it has a usable one.
  case invalid(id: JSONCursor?, ErrorObject)

  /// Reads the envelope. Names are case-sensitive, members that are not known are ignored, and `params` of null counts as
  /// absent, since several clients send it.
  package init(_ value: JSONCursor, maximumIDBytes: Int) {
    guard value.kind == .object else {
      self = .invalid(
        id: nil, .invalidRequest("A message is a JSON object, found \(value.kind.words).", reason: "notAnObject"))
      return
    }
    let envelope = Envelope(value)
    if envelope.isResponse {
      self = .response
      return
    }
    if let id = envelope.id, !RequestID.isID(id.kind) {
      self = .invalid(
        id: nil, .invalidRequest("An id is a string, a number or null, found \(id.kind.words).", reason: "badID"))
      return
    }
    if let id = envelope.id, id.rawText.count > maximumIDBytes {
      self = .invalid(
        id: nil, .invalidRequest("The id is longer than \(maximumIDBytes) bytes.", reason: "idTooLong"))
      return
    }
    guard let version = envelope.version, version.isString("2.0") else {
      self = .invalid(
        id: envelope.id, .invalidRequest("The member \"jsonrpc\" must be the string \"2.0\".", reason: "badVersion"))
      return
    }
    guard let method = envelope.method, method.kind == .string else {
      self = .invalid(id: envelope.id, .invalidRequest("The member \"method\" must be a string.", reason: "badMethod"))
      return
    }
    var params = envelope.params
    switch params?.kind {
    case nil, .object, .array: break
    case .null: params = nil
    case .some(let kind):
      self = .invalid(
        id: envelope.id,
        .invalidRequest(
          "The member \"params\" must be an object or an array, found \(kind.words).", reason: "badParams"))
      return
    }
    if let id = envelope.id {
      self = .request(id: id, method: method, params: params)
    } else {
      self = .notification(method: method, params: params)
    }
  }
}

/// The members of a message that mean something.
private struct Envelope {
  var version: JSONCursor?
  var id: JSONCursor?
  var method: JSONCursor?
  var params: JSONCursor?
  var isResponse = false

  init(_ object: JSONCursor) {
    var name = object.first
    for _ in 0..<object.count {
      let value = name.first
      if name.isNamed("jsonrpc") {
        version = value
      } else if name.isNamed("id") {
        id = value
      } else if name.isNamed("method") {
        method = value
      } else if name.isNamed("params") {
        params = value
      } else if name.isNamed("result") || name.isNamed("error") {
        isResponse = true
      }
      name = value.next
    }
  }
}

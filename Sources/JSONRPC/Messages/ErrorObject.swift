package import JSON

/// The error of an answer (JSON-RPC 2.0, section 5.1). Its `data` is always an object with a stable word for the kind of
/// error and whether the same request may succeed later.
package struct ErrorObject: Error, Sendable {
  package var code: ErrorCode
  /// One plain sentence.
  package var message: String
  /// The stable word a program can compare, such as `invalidParams`.
  package var kind: String
  /// Whether sending the same request again later can help.
  package var retryable: Bool
  /// Further members of `data`, as the text of a JSON object.
  private var details: [UInt8]

  /// An error; `details` writes further members of `data`.
  package init(
    _ code: ErrorCode, kind: String, _ message: String, retryable: Bool = false,
    details: (inout JSONWriter) -> Void = { _ in }
  ) {
    self.code = code
    self.kind = kind
    self.message = message
    self.retryable = retryable
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("kind", kind)
    writer.member("retryable", retryable)
    details(&writer)
    writer.endObject()
    self.details = writer.bytes
  }

  /// An error whose `data`, the text of a JSON object with `kind` and `retryable`, is there already.
  package init(_ code: ErrorCode, kind: String, _ message: String, retryable: Bool, data: [UInt8]) {
    self.code = code
    self.message = message
    self.kind = kind
    self.retryable = retryable
    details = data
  }

  /// The `data` member: the text of a JSON object.
  package var data: [UInt8] { details }

  /// Writes the error object.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("code", code.rawValue)
    writer.member("message", message)
    writer.name("data")
    writer.raw(details)
    writer.endObject()
  }
}

extension ErrorObject {
  /// The message is not a request.
  package static func invalidRequest(_ message: String, reason: String) -> ErrorObject {
    ErrorObject(.invalidRequest, kind: "invalidRequest", message) { $0.member("reason", reason) }
  }

  /// The text is not JSON.
  package static func parseError(_ error: JSONParseError) -> ErrorObject {
    ErrorObject(.parseError, kind: "parseError", error.description) { data in
      data.member("reason", error.reason)
      data.member("offset", error.offset)
      data.member("line", error.position.line)
      data.member("column", error.position.column)
      data.member("detail", error.message)
      data.member("hint", ifPresent: error.hint)
    }
  }

  /// What arrived cannot be taken as a message at all.
  static func framing(_ fault: FramingFault) -> ErrorObject {
    ErrorObject(fault.code, kind: fault.code == .parseError ? "parseError" : "invalidRequest", fault.message) { data in
      data.member("reason", fault.reason)
      if let limit = fault.limit { data.member("limit", limit) }
    }
  }

  package static let cancelled = ErrorObject(
    .requestCancelled, kind: "requestCancelled", "The request was cancelled.")

  static func busy(limit: Int) -> ErrorObject {
    ErrorObject(
      .busy, kind: "busy", "Too many requests are under way at once (at most \(limit)); send it again a little later.",
      retryable: true
    ) {
      $0.member("retryAfterMs", 100)
      $0.member("limit", limit)
    }
  }

  /// For a request that may have taken effect: sending it again could have that effect twice.
  static let givenUp = ErrorObject(
    .shuttingDown, kind: "shuttingDown", "The program is ending and gave this request up; it may have taken effect."
  ) {
    $0.member("remoteState", "unknown")
    $0.member("hint", "Look for its effect before sending it again.")
  }

  static let shuttingDown = ErrorObject(
    .shuttingDown, kind: "shuttingDown", "The program is ending and did not finish this request.", retryable: true)
}

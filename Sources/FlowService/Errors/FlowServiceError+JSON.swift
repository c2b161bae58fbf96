package import JSON

extension FlowServiceError {
  /// Writes the `data` of the JSON-RPC error object.
  package func writeData(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("kind", kind.rawValue)
    writer.member("retryable", isRetryable)
    writer.member("reason", ifPresent: reason)
    writer.member("httpStatus", ifPresent: httpStatus)
    writer.member("flowCode", ifPresent: flowCode)
    writer.member("requestId", ifPresent: requestID)
    writer.member("title", ifPresent: title)
    writer.member("detail", ifPresent: detail)
    writer.member("hint", ifPresent: hint)
    writer.member("retryAfterMs", ifPresent: retryAfter.map(\.wholeMillisecondsRoundedUp))
    writer.member("id", ifPresent: connectionID)
    writer.member("state", ifPresent: lastState)
    writer.member("elapsedMs", ifPresent: elapsed.map(\.wholeMilliseconds))
    writer.member("polls", ifPresent: polls)
    writer.member("remoteState", ifPresent: remoteState?.rawValue)
    if kind == .outcomeUnknown {
      writer.name("found")
      writer.beginArray()
      for connection in found { connection.write(to: &writer) }
      writer.endArray()
    }
    if kind == .notConfigured {
      writer.name("missing")
      writer.beginArray()
      for variable in missing { writer.string(variable.rawValue) }
      writer.endArray()
    }
    writer.endObject()
  }
}

extension FoundConnection {
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", id)
    writer.member("name", ifPresent: name)
    writer.member("createdAt", ifPresent: createdAt)
    writer.member("state", ifPresent: state)
    writer.endObject()
  }
}

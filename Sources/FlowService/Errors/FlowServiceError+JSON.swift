package import JSON

extension FlowServiceError {
  /// Writes the `data` of the JSON-RPC error object.
  package func writeData(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("kind", self.kind.rawValue)
    writer.member("retryable", isRetryable)
    writer.member("reason", ifPresent: self.reason)
    writer.member("httpStatus", ifPresent: self.httpStatus)
    writer.member("flowCode", ifPresent: self.flowCode)
    writer.member("requestId", ifPresent: self.requestID)
    writer.member("title", ifPresent: self.title)
    writer.member("detail", ifPresent: self.detail)
    writer.member("hint", ifPresent: self.hint)
    // Who is told that there were too many requests is always told how long to wait.
    let retryAfter = self.retryAfter ?? (self.kind == .rateLimited ? .seconds(30) : nil)
    writer.member("retryAfterMs", ifPresent: retryAfter.map(\.wholeMillisecondsRoundedUp))
    writer.member("id", ifPresent: self.connectionID)
    writer.member("state", ifPresent: self.lastState)
    writer.member("elapsedMs", ifPresent: self.elapsed.map(\.wholeMilliseconds))
    writer.member("polls", ifPresent: self.polls)
    writer.member("remoteState", ifPresent: self.remoteState?.rawValue)
    if self.kind == .outcomeUnknown {
      writer.name("found")
      writer.beginArray()
      for connection in self.found { connection.write(to: &writer) }
      writer.endArray()
    }
    if self.kind == .notConfigured {
      writer.name("missing")
      writer.beginArray()
      for variable in self.missing { writer.string(variable.rawValue) }
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

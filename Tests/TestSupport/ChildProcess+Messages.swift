package import JSON

/// How messages are told apart on the pipes.
package enum MessageFraming: String, CaseIterable, Sendable {
  /// One JSON text a line.
  case line
  /// A Content-Length header before each.
  case header

  /// The bytes of one message.
  package func frame(_ message: String) -> [UInt8] {
    switch self {
    case .line: Array(message.utf8) + [0x0A]
    case .header: Array("Content-Length: \(message.utf8.count)\r\n\r\n".utf8) + Array(message.utf8)
    }
  }
}

extension ChildProcess {
  package func send(_ message: String, _ framing: MessageFraming) throws { try send(framing.frame(message)) }

  /// The next message, which has to be framed exactly as the protocol says; nil at the end of the output.
  package func readMessage(_ framing: MessageFraming, within limit: Duration = patience) throws -> String? {
    switch framing {
    case .line: return try readLine(within: limit)
    case .header: return try readHeaderFrame(within: limit)
    }
  }

  private func readHeaderFrame(within limit: Duration) throws -> String? {
    let head = Array("Content-Length: ".utf8)
    let separator = Array("\r\n\r\n".utf8)
    guard try read(within: limit, until: { self.outputBytes.count >= head.count + 5 }) else {
      guard outputBytes.isEmpty else { throw failure("the output ends within a header") }
      return nil
    }
    guard outputBytes.starts(with: head) else { throw failure("a frame does not begin with Content-Length") }
    var end = head.count
    while end < outputBytes.count, (0x30...0x39).contains(outputBytes[end]) { end += 1 }
    let isWhole = try read(within: limit) { self.outputBytes.count >= end + separator.count }
    let digits = String(decoding: outputBytes[head.count..<end], as: UTF8.self)
    guard isWhole, let length = Int(digits), String(length) == digits,
      outputBytes[end...].starts(with: separator)
    else { throw failure("a header is more than Content-Length and a number") }
    let start = end + separator.count
    guard try read(within: limit, until: { self.outputBytes.count >= start + length }) else {
      throw failure("the output ends within a message")
    }
    defer { outputBytes.removeFirst(start + length) }
    return String(decoding: outputBytes[start..<(start + length)], as: UTF8.self)
  }

  /// The next message in line framing, read as JSON; it has to be there.
  package func nextMessage(within limit: Duration = patience) throws -> JSONValue {
    guard let line = try readLine(within: limit) else { throw failure("the output has ended") }
    return try JSONDocument(line).root
  }

  /// Sends a request in line framing and returns the next message.
  package func ask(_ request: String) throws -> JSONValue {
    try send(request, .line)
    return try nextMessage()
  }
}

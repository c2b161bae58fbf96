/// What the loopback server does about one request.
package struct LoopbackAnswer: Sendable {
  package enum Framing: Sendable {
    case contentLength
    case chunked
    /// The end of the connection is the end of the body.
    case untilClose
  }

  /// How far the answer goes before the server breaks off.
  package enum Extent: Sendable, Equatable {
    case whole
    /// Nothing at all is sent, and the connection stays open.
    case never
    /// Nothing at all is sent, and the connection ends.
    case nothing
    case headersOnly
    /// So many bytes of the body, fewer than were announced.
    case bodyBytes(Int)
  }

  /// How a connection ends.
  package enum Ending: Sendable {
    /// In good order (FIN).
    case close
    /// With an error on the other side (RST).
    case reset
  }

  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]
  package var framing = Framing.contentLength
  package var extent = Extent.whole
  /// Nil keeps the connection for the next request, if the answer was whole.
  package var ending: Ending?
  /// Time that passes before the first byte.
  package var delay: Duration = .zero
  /// Body bytes to send at a time, and the pause after each piece.
  package var pieces: (size: Int, pause: Duration)?
  /// Sent as it is, in place of status line, headers and body.
  package var raw: [UInt8]?

  package init(_ status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  // MARK: Whole answers

  package static func json(_ status: Int, _ text: String, headers: [(name: String, value: String)] = []) -> Self {
    Self(status, headers: [("Content-Type", "application/json")] + headers, body: Array(text.utf8))
  }

  package static func text(_ status: Int, _ text: String, headers: [(name: String, value: String)] = []) -> Self {
    Self(status, headers: [("Content-Type", "text/plain")] + headers, body: Array(text.utf8))
  }

  package static func status(_ status: Int, headers: [(name: String, value: String)] = []) -> Self {
    Self(status, headers: headers)
  }

  package static func raw(_ text: String, ending: Ending? = .close) -> Self {
    var answer = Self(0)
    answer.raw = Array(text.utf8)
    answer.ending = ending
    return answer
  }

  // MARK: No answer

  /// Keeps the connection open in silence.
  package static func never() -> Self { Self(0).with { $0.extent = .never } }

  /// Closes in good order before any answer.
  package static func hangUp() -> Self {
    Self(0).with {
      $0.extent = .nothing
      $0.ending = .close
    }
  }

  /// Breaks the connection before any answer.
  package static func reset() -> Self {
    Self(0).with {
      $0.extent = .nothing
      $0.ending = .reset
    }
  }

  // MARK: Changes

  package func delayed(_ delay: Duration) -> Self { with { $0.delay = delay } }

  package func chunked() -> Self { with { $0.framing = .chunked } }

  /// Sends the body in pieces of `size` bytes with a pause after each.
  package func slowly(_ size: Int, _ pause: Duration) -> Self { with { $0.pieces = (size, pause) } }

  /// Answers as if the connection were kept, and then closes it.
  package func thenClosing(_ ending: Ending = .close) -> Self { with { $0.ending = ending } }

  /// Breaks off after the header block.
  package func cutAfterHeaders(_ ending: Ending = .close) -> Self {
    with {
      $0.extent = .headersOnly
      $0.ending = ending
    }
  }

  /// Breaks off after so many bytes of the body.
  package func cutInBody(after bytes: Int, _ ending: Ending = .close) -> Self {
    with {
      $0.extent = .bodyBytes(bytes)
      $0.ending = ending
    }
  }

  private func with(_ change: (inout Self) -> Void) -> Self {
    var answer = self
    change(&answer)
    return answer
  }
}

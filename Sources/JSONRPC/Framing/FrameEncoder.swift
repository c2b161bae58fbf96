import JSON

/// Puts messages into the framing that the other side uses.
///
/// Headers are written in the one spelling that every known client reads: `Content-Length: N`, CRLF, CRLF.
package enum FrameEncoder {
  /// Makes a message that has been written its frame: in its own memory, but for headers.
  static func frame(_ message: inout JSONWriter, framing: Framing) {
    switch framing {
    case .line, .value: message.literal("\n")
    case .header:
      var frame: [UInt8] = []
      message.withBytes { append($0, framing: framing, to: &frame) }
      message = JSONWriter(appendingTo: frame)
    }
  }

  /// Appends a message, which is JSON text on one line, to what goes out.
  package static func append(_ message: UnsafeBufferPointer<UInt8>, framing: Framing, to output: inout [UInt8]) {
    switch framing {
    case .line, .value:
      output.append(contentsOf: message)
      output.append(0x0A)
    case .header:
      output.append(contentsOf: "Content-Length: \(message.count)\r\n\r\n".utf8)
      output.append(contentsOf: message)
    }
  }

  /// Appends what has been written.
  static func append(_ message: borrowing JSONWriter, framing: Framing, to output: inout [UInt8]) {
    message.withBytes { append($0, framing: framing, to: &output) }
  }
}

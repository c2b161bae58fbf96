import JSON

/// Puts messages into the framing that the other side uses.
///
/// Headers are written in the one spelling that every known client reads: `Content-Length: N`, CRLF, CRLF.
package enum FrameEncoder {
  /// Makes a message that has been written its frame: in its own memory, behind the first `start` bytes.
  static func frame(_ message: inout JSONWriter, from start: Int = 0, framing: Framing) {
    switch framing {
    case .line, .value: message.literal("\n")
    case .header:
      var frame: [UInt8] = []
      message.withBytes { append(UnsafeBufferPointer(rebasing: $0[start...]), framing: framing, to: &frame) }
      message.truncate(to: start)
      frame.withUnsafeBufferPointer { message.literal($0) }
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
}

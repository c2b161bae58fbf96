import JSON
import JSONRPC

extension FuzzTarget {
  /// The framings: however a stream is cut, it comes to the same messages, none of them too long, and what was framed
  /// is read as what it was.
  ///
  /// The first byte chooses the framing and the size of the pieces, the rest is the stream.
  package static let framing = FuzzTarget(name: "framing") { input throws(Finding) in
    guard let choice = input.first else { return }
    let stream = UnsafeBufferPointer(rebasing: input.dropFirst())
    let forced: Framing? = choice & 3 == 3 ? nil : Framing.allCases[Int(choice & 3)]
    let whole = try events(stream, forced, piece: stream.count)
    for piece in [1, 2 + Int(choice >> 4)] {
      let cut = try events(stream, forced, piece: piece)
      try require(cut == whole, "in pieces of \(piece): \(cut), not \(whole)")
    }
    try checkRoundTrip(stream)
  }

  private static let maximumMessageBytes = 48

  private enum Event: Equatable {
    case message([UInt8])
    case fault(FramingFault)
  }

  private static func events(
    _ stream: UnsafeBufferPointer<UInt8>, _ forced: Framing?, piece: Int
  ) throws(Finding) -> [Event] {
    var decoder = FrameDecoder(framing: forced, maximumMessageBytes: maximumMessageBytes)
    let buffer = InputBuffer()
    let reader = JSONReader()
    var events: [Event] = []
    var start = 0
    while true {
      let end = min(start + max(piece, 1), stream.count)
      buffer.append(UnsafeBufferPointer(rebasing: stream[start..<end]))
      let ended = end == stream.count
      start = end
      take: while true {
        switch decoder.next(buffer, ended: ended) {
        case .none: break take
        case .fault(let fault): events.append(.fault(fault))
        case .message(let bytes):
          try require(bytes.count <= maximumMessageBytes, "a message of \(bytes.count) bytes")
          events.append(.message(Array(bytes)))
          do throws(JSONParseError) { _ = try reader.read(bytes) } catch { decoder.lastMessageFailed() }
        }
        try require(events.count <= stream.count + 1, "more events than bytes")
      }
      try require(buffer.count <= stream.count, "more waits than came")
      if ended { return events }
    }
  }

  /// Messages made of the stream, framed and read back.
  private static func checkRoundTrip(_ stream: UnsafeBufferPointer<UInt8>) throws(Finding) {
    let messages = stream.split(separator: 0x0A, maxSplits: 8).map { part in
      var writer = JSONWriter()
      writer.beginArray()
      writer.string(String(decoding: part.prefix(12), as: UTF8.self).filter { $0.isASCII })
      writer.endArray()
      return writer.bytes
    }.filter { $0.count <= maximumMessageBytes }
    for framing in Framing.allCases {
      var frames: [UInt8] = []
      for message in messages {
        message.withUnsafeBufferPointer { FrameEncoder.append($0, framing: framing, to: &frames) }
      }
      let read = try frames.withUnsafeBufferPointer { bytes throws(Finding) -> [Event] in
        try events(bytes, framing, piece: bytes.count)
      }
      try require(read == messages.map { Event.message($0) }, "\(framing): \(messages) came back as \(read)")
    }
  }
}

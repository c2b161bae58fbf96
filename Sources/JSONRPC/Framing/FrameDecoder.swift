/// Cuts a stream of bytes into messages: bytes in, frames out, no descriptor anywhere near.
///
/// The framing is found from the first byte that is not blank and then kept, unless one was forced.
package struct FrameDecoder {
  /// What comes next out of the stream.
  package enum Event {
    /// The bytes of one message; valid until bytes are added to the buffer.
    case message(UnsafeBufferPointer<UInt8>)
    case fault(FramingFault)
    /// Nothing until more bytes arrive, or ever if the input has ended.
    case none
  }

  /// The longest message that is taken.
  package let maximumMessageBytes: Int
  /// What was forced or found; nil until the first byte that is not blank.
  package private(set) var framing: Framing?

  /// How far into the waiting bytes the search for a message's end has come.
  private var scanned = 0
  private var skipping = false
  private var detector = FramingDetector()
  private var scan = ValueScan()
  private var lastFailed = false
  /// The next text has been seen to begin right behind the last one.
  private var nextBegins = false
  private var header: HeaderScan

  package init(framing: Framing? = nil, maximumMessageBytes: Int, maximumHeaderBytes: Int = 8 * 1024) {
    self.framing = framing
    self.maximumMessageBytes = maximumMessageBytes
    header = HeaderScan(maximumBlockBytes: maximumHeaderBytes)
  }

  /// Tells that the last message could not be read, so that what is left of it is not taken for another.
  package mutating func lastMessageFailed() { lastFailed = !nextBegins }

  /// The next message or fault.
  package mutating func next(_ buffer: InputBuffer, ended: Bool) -> Event {
    if framing == nil {
      guard dropBlanks(buffer, ended: ended) else { return .none }
      guard let found = detector.detect(buffer.bytes, ended: ended, maximumBytes: maximumMessageBytes) else {
        return .none
      }
      framing = found
    }
    switch framing {
    case .line: return nextLine(buffer, ended: ended)
    case .header: return nextHeaderFrame(buffer, ended: ended)
    case .value: return nextValue(buffer, ended: ended)
    case nil: return .none
    }
  }

  /// Drops blanks and byte order marks at the front; false while the front may yet become a byte order mark.
  private func dropBlanks(_ buffer: InputBuffer, ended: Bool) -> Bool {
    while true {
      let bytes = buffer.bytes
      let blanks = bytes.prefix {
        $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 || $0 == ASCII.recordSeparator && framing == .value
      }.count
      buffer.consume(blanks)
      let rest = buffer.bytes
      guard rest.first == 0xEF else { return true }
      if rest.count < 3, rest.count < 2 || rest[1] == 0xBB, !ended { return false }
      guard rest.count >= 3, rest[1] == 0xBB, rest[2] == 0xBF else { return true }
      buffer.consume(3)
    }
  }
}

// MARK: One message a line

extension FrameDecoder {
  private mutating func nextLine(_ buffer: InputBuffer, ended: Bool) -> Event {
    while true {
      let bytes = buffer.bytes
      let lineEnd = bytes.firstLineFeed(from: scanned)
      if skipping {
        guard let lineEnd else {
          buffer.consume(bytes.count)
          return .none
        }
        buffer.consume(lineEnd + 1)
        skipping = false
        scanned = 0
        continue
      }
      guard let lineEnd else {
        // A byte order mark and a carriage return are no part of the message: three bytes and one.
        if bytes.count > maximumMessageBytes + 4 {
          buffer.consume(bytes.count)
          skipping = true
          scanned = 0
          return .fault(.tooLarge(maximumMessageBytes))
        }
        guard ended, !bytes.isEmpty else {
          scanned = bytes.count
          return .none
        }
        scanned = 0
        buffer.consume(bytes.count)
        if let line = content(of: bytes) { return check(line) }
        return .none
      }
      scanned = 0
      buffer.consume(lineEnd + 1)
      guard lineEnd <= maximumMessageBytes + 4 else { return .fault(.tooLarge(maximumMessageBytes)) }
      if let line = content(of: UnsafeBufferPointer(rebasing: bytes[..<lineEnd])) { return check(line) }
    }
  }

  private func check(_ message: UnsafeBufferPointer<UInt8>) -> Event {
    message.count > maximumMessageBytes ? .fault(.tooLarge(maximumMessageBytes)) : .message(message)
  }

  /// A line without a byte order mark at its start and a carriage return at its end; nil if it is blank.
  private func content(of line: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    var start = 0
    var end = line.count
    if end > 0, line[end - 1] == 0x0D { end -= 1 }
    if end >= 3, line[0] == 0xEF, line[1] == 0xBB, line[2] == 0xBF { start = 3 }
    // Almost always the first byte is a bracket; only a line that begins blank has to be looked through.
    var first = start
    while first < end, line[first] == 0x20 || line[first] == 0x09 || line[first] == 0x0D { first += 1 }
    return first == end ? nil : UnsafeBufferPointer(rebasing: line[start..<end])
  }
}

// MARK: Content-Length headers

extension FrameDecoder {
  private mutating func nextHeaderFrame(_ buffer: InputBuffer, ended: Bool) -> Event {
    // A body that cannot be read may have been announced with a wrong length.
    if lastFailed { header.resynchronise() }
    lastFailed = false
    while true {
      switch header.next(buffer.bytes, maximumMessageBytes: maximumMessageBytes) {
      case .consume(let count):
        buffer.consume(count)
      case .message(let range):
        let message = UnsafeBufferPointer(rebasing: buffer.bytes[range])
        buffer.consume(range.upperBound)
        return .message(message)
      case .fault(let fault, let count):
        buffer.consume(count)
        return .fault(fault)
      case .needMore:
        guard ended, buffer.count > 0, !header.isSkipping else { return .none }
        let onlyBlanks = buffer.bytes.allSatisfy { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 || $0 == 0x09 }
        buffer.consume(buffer.count)
        return onlyBlanks ? .none : .fault(.truncated)
      }
    }
  }
}

// MARK: JSON texts one after the other

extension FrameDecoder {
  private mutating func nextValue(_ buffer: InputBuffer, ended: Bool) -> Event {
    while true {
      if scanned == 0, !skipping {
        // What is left of a message that could not be read is not another message: on to a line that begins one.
        if lastFailed, !skipToLineThatBegins(buffer, ended: ended) { return .none }
        guard dropBlanks(buffer, ended: ended) else { return .none }
        scan = ValueScan()
        nextBegins = false
      }
      let bytes = buffer.bytes
      guard !bytes.isEmpty else { return .none }
      switch scan.advance(over: bytes, from: &scanned) {
      case .needMore where skipping:
        scanned = 0
        buffer.consume(bytes.count)
        return .none
      case .needMore where ended:
        scanned = 0
        buffer.consume(bytes.count)
        return check(bytes)
      case .needMore:
        guard bytes.count > maximumMessageBytes else { return .none }
        scanned = 0
        // To its very end: what stands in it, such as the requests of a batch, is not for taking out.
        skipping = true
        buffer.consume(bytes.count)
        return .fault(.tooLarge(maximumMessageBytes))
      case let progress:
        let message = UnsafeBufferPointer(rebasing: bytes[..<scanned])
        // The line feed that cuts a string short begins the line on which the next message may stand.
        buffer.consume(message.last == 0x0A ? scanned - 1 : scanned)
        scanned = 0
        lastFailed = progress == .broken
        nextBegins = progress == .interrupted
        if skipping {
          skipping = false
          continue
        }
        return check(message)
      }
    }
  }

  /// Drops everything up to a line feed that is followed by an opening bracket or a record separator; false if there is
  /// none yet.
  private mutating func skipToLineThatBegins(_ buffer: InputBuffer, ended: Bool) -> Bool {
    let bytes = buffer.bytes
    var index = 0
    while let feed = bytes.firstLineFeed(from: index) {
      guard feed + 1 < bytes.count else {
        // The byte after the line feed decides, and is not here yet.
        buffer.consume(feed)
        return false
      }
      if [UInt8(ascii: "{"), UInt8(ascii: "["), ASCII.recordSeparator].contains(bytes[feed + 1]) {
        buffer.consume(feed + 1)
        lastFailed = false
        return true
      }
      index = feed + 1
    }
    buffer.consume(bytes.count)
    return false
  }
}

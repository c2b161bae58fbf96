#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One connection of the loopback server: HTTP/1.1 as far as a client's requests need it, with blocking calls.
struct LoopbackConnection {
  enum Next {
    case keepOpen
    case close
    case reset
  }

  let descriptor: Int32
  private var buffer: [UInt8] = []

  init(descriptor: Int32) {
    self.descriptor = descriptor
    // An answer sent in pieces must not wait for acknowledgements.
    var yes: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    #if canImport(Darwin)
      setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
    #endif
  }

  // MARK: Reading

  /// The next request; nil when the connection ended, or when what came is no HTTP.
  mutating func readRequest() -> LoopbackRequest? {
    guard let requestLine = readLine() else { return nil }
    let parts = requestLine.split(separator: " ")
    guard parts.count == 3 else { return nil }
    var request = LoopbackRequest()
    request.method = String(parts[0])
    request.target = String(parts[1])
    request.version = String(parts[2])
    while let line = readLine(), !line.isEmpty {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      request.headers.append((String(line[..<colon]), String(value)))
    }
    if request[header: "Transfer-Encoding"]?.lowercased() == "chunked" {
      guard let body = readChunks() else { return nil }
      request.body = body
    } else if let length = request[header: "Content-Length"].flatMap({ Int($0) }) {
      guard let body = readBytes(length) else { return nil }
      request.body = body
    }
    return request
  }

  private mutating func readChunks() -> [UInt8]? {
    var body: [UInt8] = []
    while let line = readLine(), let size = Int(line, radix: 16) {
      guard let chunk = readBytes(size), readLine() != nil else { return nil }
      if size == 0 { return body }
      body += chunk
    }
    return nil
  }

  private mutating func readLine() -> String? {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        var line = buffer[..<end]
        if line.last == 0x0D { line.removeLast() }
        buffer.removeSubrange(...end)
        return String(decoding: line, as: UTF8.self)
      }
      guard fill() else { return nil }
    }
  }

  private mutating func readBytes(_ count: Int) -> [UInt8]? {
    while buffer.count < count {
      guard fill() else { return nil }
    }
    defer { buffer.removeSubrange(..<count) }
    return Array(buffer[..<count])
  }

  private mutating func fill() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 65536)
    var count = read(descriptor, &bytes, bytes.count)
    while count < 0 && errno == EINTR { count = read(descriptor, &bytes, bytes.count) }
    guard count > 0 else { return false }
    buffer += bytes[..<count]
    return true
  }

  // MARK: Writing

  func send(_ answer: LoopbackAnswer, isStopped: () -> Bool) -> Next {
    guard pause(answer.delay, isStopped) else { return .close }
    let next: Next =
      switch answer.ending {
      case nil: answer.framing == .untilClose ? .close : .keepOpen
      case .close: .close
      case .reset: .reset
      }
    if let raw = answer.raw { return write(raw) ? next : .close }
    switch answer.extent {
    case .never:
      // Until the client goes away, or the test is over.
      while !isStopped(), !hasEnded() { usleep(5000) }
      return .close
    case .nothing:
      return next
    case .headersOnly:
      return write(head(of: answer)) ? next : .close
    case .bodyBytes(let count):
      return write(head(of: answer)) && writeBody(answer, Array(answer.body.prefix(count)), isStopped) ? next : .close
    case .whole:
      // A short answer in one piece, as a server would send it.
      if answer.pieces == nil && answer.framing == .contentLength {
        return write(head(of: answer) + answer.body) ? next : .close
      }
      guard write(head(of: answer)), writeBody(answer, answer.body, isStopped) else { return .close }
      if answer.framing == .chunked, !write(Array("0\r\n\r\n".utf8)) { return .close }
      return next
    }
  }

  private func head(of answer: LoopbackAnswer) -> [UInt8] {
    var text = "HTTP/1.1 \(answer.status) Status\r\n"
    for (name, value) in answer.headers { text += "\(name): \(value)\r\n" }
    switch answer.framing {
    case .contentLength:
      // An answer without content has no length (RFC 9110, 8.6).
      if answer.status != 204 && answer.status != 304 { text += "Content-Length: \(answer.body.count)\r\n" }
    case .chunked: text += "Transfer-Encoding: chunked\r\n"
    case .untilClose: text += "Connection: close\r\n"
    }
    return Array((text + "\r\n").utf8)
  }

  private func writeBody(_ answer: LoopbackAnswer, _ body: [UInt8], _ isStopped: () -> Bool) -> Bool {
    let size = answer.pieces?.size ?? max(body.count, 1)
    var start = 0
    while start < body.count {
      let piece = body[start..<min(start + size, body.count)]
      start = piece.endIndex
      let isWritten =
        answer.framing == .chunked
        ? write(Array((String(piece.count, radix: 16) + "\r\n").utf8) + piece + Array("\r\n".utf8))
        : write(Array(piece))
      guard isWritten, pause(answer.pieces?.pause ?? .zero, isStopped) else { return false }
    }
    return true
  }

  private func write(_ bytes: [UInt8]) -> Bool {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { rest in
        // A client that has gone away is no reason for a signal.
        #if canImport(Darwin)
          Darwin.send(descriptor, rest.baseAddress, rest.count, 0)
        #elseif canImport(Glibc)
          Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
        #elseif canImport(Musl)
          Musl.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
        #endif
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      start += count
    }
    return true
  }

  /// Whether the client has closed its side; what else it sends meanwhile is left unread.
  private func hasEnded() -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, 0) > 0 else { return false }
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_PEEK)) <= 0
  }

  /// In short steps, so that stopping the server does not take as long as the pause. Returns false when it was stopped.
  private func pause(_ duration: Duration, _ isStopped: () -> Bool) -> Bool {
    guard duration > .zero else { return true }
    let end = ContinuousClock.now + duration
    while !isStopped() {
      let rest = end - .now
      guard rest > .zero else { return true }
      let step = min(rest, .milliseconds(5))
      usleep(UInt32(step / .microseconds(1)) + 1)
    }
    return false
  }

  /// Closing the descriptor will send RST.
  func makeCloseReset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }
}

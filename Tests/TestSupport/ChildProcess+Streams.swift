#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension ChildProcess {
  /// Writes all of it, and reads meanwhile what comes back, unless that is not wanted.
  package func send(
    _ bytes: some Collection<UInt8>, whileReading: Bool = true, within limit: Duration = patience
  ) throws {
    let deadline = ContinuousClock.now + limit
    let bytes = Array(bytes)
    var start = 0
    while start < bytes.count {
      guard input >= 0 else { throw failure("the input is closed already") }
      let count = bytes[start...].withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if count > 0 {
        start += count
      } else if errno == EAGAIN {
        guard ContinuousClock.now < deadline else {
          throw failure("only \(start) of \(bytes.count) bytes were taken within \(limit)")
        }
        try pump(for: .milliseconds(100), untilWritable: true, reading: whileReading)
      } else if errno != EINTR {
        throw failure("the process does not take input: \(String(cString: strerror(errno)))")
      }
    }
  }

  package func send(_ text: String) throws { try send(text.utf8) }

  /// Writes without waiting as much as is taken at once; the number of bytes.
  package func sendWhatFits(_ bytes: ArraySlice<UInt8>) -> Int {
    max(0, bytes.withUnsafeBytes { write(input, $0.baseAddress, $0.count) })
  }

  /// The next line of the output, without its end; nil at the end of the output.
  package func readLine(within limit: Duration = patience) throws -> String? {
    var searched = 0
    let isThere = try read(within: limit) {
      defer { searched = self.outputBytes.count }
      return self.outputBytes[searched...].contains(0x0A)
    }
    guard isThere, let end = outputBytes.firstIndex(of: 0x0A) else {
      guard outputBytes.isEmpty else { throw failure("the output ends within a line") }
      return nil
    }
    defer { outputBytes.removeFirst(end + 1) }
    return String(decoding: outputBytes[..<end], as: UTF8.self)
  }

  /// Everything up to the end of the output.
  package func readToEnd(within limit: Duration = patience) throws -> [UInt8] {
    _ = try read(within: limit) { false }
    defer { outputBytes = [] }
    return outputBytes
  }

  /// Reads until that holds; false if the output ends before.
  package func read(within limit: Duration = patience, until isDone: () -> Bool) throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while !isDone() {
      guard output >= 0 else { return false }
      guard ContinuousClock.now < deadline else { throw failure("the output did not come within \(limit)") }
      try pump(for: .milliseconds(100))
    }
    return true
  }

  /// Reads until standard error holds that text.
  package func readError(until text: String, within limit: Duration = patience) throws {
    let deadline = ContinuousClock.now + limit
    while !errorText.contains(text) {
      guard error >= 0, ContinuousClock.now < deadline else { throw failure("\"\(text)\" is not on standard error") }
      try pump(for: .milliseconds(100))
    }
  }

  /// Waits until there is output, and leaves it in the pipe.
  package func waitForOutput(within limit: Duration = patience) throws -> Bool {
    var request = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, Int32(limit / .milliseconds(1))) == 1 && request.revents & Int16(POLLIN) != 0
  }

  /// Writes all of the input, closes it, reads everything and waits for the end.
  package func exchange(
    _ bytes: some Collection<UInt8>, within limit: Duration = patience
  ) throws -> (ending: Ending, output: [UInt8]) {
    try send(bytes, within: limit)
    let ending = try finish(within: limit)
    defer { outputBytes = [] }
    return (ending, outputBytes)
  }

  /// Waits at most that long for something to happen on the pipes, and reads what there is.
  func pump(for duration: Duration, untilWritable: Bool = false, reading: Bool = true) throws {
    var requests: [pollfd] = []
    if reading {
      for descriptor in [output, error] where descriptor >= 0 {
        requests.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
      }
    }
    if untilWritable { requests.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
    poll(&requests, nfds_t(requests.count), Int32(duration / .milliseconds(1)))
    guard reading else { return }
    for request in requests where request.fd != input && request.revents != 0 { readWhatIsThere(request.fd) }
  }

  /// After the process has ended: what is in the pipes still. A pipe that others hold open too has no end to wait for.
  func drainWhatIsLeft() throws {
    for descriptor in [output, error] where descriptor >= 0 { readWhatIsThere(descriptor) }
  }

  private func readWhatIsThere(_ descriptor: Int32) {
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    // Bounded, so that a process that never stops writing does not keep anybody here.
    for _ in 0..<64 {
      let count = systemRead(descriptor, &chunk)
      if count > 0 {
        if descriptor == output { outputBytes += chunk[..<count] } else { errorBytes += chunk[..<count] }
      } else if count == 0 || errno != EAGAIN && errno != EINTR {
        if descriptor == output { endOfOutput() } else { endOfError() }
        return
      } else if errno == EAGAIN {
        return
      }
    }
  }
}

func systemRead(_ descriptor: Int32, _ chunk: inout [UInt8]) -> Int {
  chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
}

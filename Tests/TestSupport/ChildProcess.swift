#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A real process on real pipes: spawned with `posix_spawn`, written to with write(2), read with read(2) and poll(2).
///
///     let child = try ChildProcess(program, ["--simulate"])
///     try child.send(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"# + "\n")
///     let line = try child.readLine()
///     let ending = try child.finish()
///
/// Everything that waits has a time limit and throws when it has passed. A process that is left over is killed when the
/// object goes. For one thread at a time.
package final class ChildProcess {
  /// What one of the three standard descriptors of the process is.
  package enum Stream {
    /// A pipe whose other end the object holds.
    case pipe
    /// /dev/null.
    case null
    /// Not open at all.
    case closed
    /// A copy of a descriptor of this process, which stays open here.
    case descriptor(Int32)
  }

  /// How the process ended.
  package enum Ending: Equatable {
    case exited(Int32)
    case signalled(Int32)
  }

  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  /// How long anything may take on a machine that is busy with other tests.
  package static let patience = Duration.seconds(60)

  package let identifier: Int32
  /// Our ends of the pipes; -1 where there is none, or once it is closed.
  private(set) var input: Int32 = -1
  private(set) var output: Int32 = -1
  private(set) var error: Int32 = -1

  /// What has been read and not been taken yet.
  package var outputBytes: [UInt8] = []
  /// All that has been read from standard error.
  package var errorBytes: [UInt8] = []
  var ending: Ending?

  package var errorText: String { String(decoding: errorBytes, as: UTF8.self) }

  /// Starts the program at that path. Without `environment` it gets `PATH`, `HOME` and `TMPDIR` and nothing else, but for
  /// what tells a sanitizer where to report.
  package init(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], input: Stream = .pipe,
    output: Stream = .pipe, error: Stream = .pipe
  ) throws {
    var theirs: [Int32] = []
    var ours: [Int32] = [-1, -1, -1]
    defer { for descriptor in theirs where descriptor >= 0 { systemClose(descriptor) } }
    for (number, stream) in [input, output, error].enumerated() {
      guard case .pipe = stream else {
        theirs.append(-1)
        continue
      }
      let ends = try Self.pipe()
      theirs.append(number == 0 ? ends.reading : ends.writing)
      ours[number] = number == 0 ? ends.writing : ends.reading
    }
    var actions = SpawnActions()
    for (number, stream) in [input, output, error].enumerated() {
      switch stream {
      case .pipe: actions.duplicate(theirs[number], to: Int32(number))
      case .null: actions.open("/dev/null", at: Int32(number), number == 0 ? O_RDONLY : O_WRONLY)
      case .closed: actions.close(Int32(number))
      case .descriptor(let descriptor): actions.duplicate(descriptor, to: Int32(number))
      }
    }
    do {
      identifier = try actions.spawn(
        program, arguments, environment: Self.baseEnvironment.merging(environment) { $1 })
    } catch {
      for descriptor in ours where descriptor >= 0 { systemClose(descriptor) }
      throw error
    }
    (self.input, self.output, self.error) = (ours[0], ours[1], ours[2])
    // Each end of a pipe is an open file of its own, so this changes nothing for the process.
    for descriptor in ours where descriptor >= 0 { Self.makeNonblocking(descriptor) }
  }

  deinit {
    if ending == nil {
      kill(identifier, SIGKILL)
      var status: Int32 = 0
      while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
    }
    for descriptor in [input, output, error] where descriptor >= 0 { systemClose(descriptor) }
  }

  private static let baseEnvironment: [String: String] = {
    // Writing to a process that has ended is an error here, not the end of the tests.
    ignoreBrokenPipes()
    var environment: [String: String] = [:]
    for name in ["PATH", "HOME", "TMPDIR"] + TestEnvironment.sanitizerVariables {
      environment[name] = TestEnvironment.variable(name)
    }
    return environment
  }()

  // MARK: Ends

  package func signal(_ number: Int32) { kill(identifier, number) }

  package func closeInput() { close(&input) }
  package func closeOutput() { close(&output) }
  package func closeError() { close(&error) }

  private func close(_ descriptor: inout Int32) {
    guard descriptor >= 0 else { return }
    systemClose(descriptor)
    descriptor = -1
  }

  func endOfOutput() { close(&output) }
  func endOfError() { close(&error) }

  /// Waits until the process has ended, and reads what it still writes meanwhile.
  @discardableResult
  package func waitForEnd(within limit: Duration = patience) throws -> Ending {
    let deadline = ContinuousClock.now + limit
    while true {
      if let ending = endingIfEnded() {
        try drainWhatIsLeft()
        return ending
      }
      guard ContinuousClock.now < deadline else { throw failure("the process did not end within \(limit)") }
      try pump(for: .milliseconds(2))
    }
  }

  /// How it ended, if it has.
  package func endingIfEnded() -> Ending? {
    if let ending { return ending }
    var status: Int32 = 0
    guard waitpid(identifier, &status, WNOHANG) == identifier else { return nil }
    let signal = status & 0x7F
    ending = signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
    return ending
  }

  /// Closes the input, reads everything and waits for the end.
  @discardableResult
  package func finish(within limit: Duration = patience) throws -> Ending {
    closeInput()
    return try waitForEnd(within: limit)
  }

  func failure(_ what: String) -> Failure {
    let unread = String(decoding: outputBytes.prefix(2000), as: UTF8.self)
    return Failure(description: "\(what); unread output: \"\(unread)\"; errors: \"\(errorText.prefix(2000))\"")
  }

  // MARK: Descriptors

  /// A pipe of which no child inherits an end by accident.
  package static func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard systemPipe(&ends) == 0 else { throw Failure(description: "no pipe: error \(errno)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  package static func isNonblocking(_ descriptor: Int32) -> Bool { fcntl(descriptor, F_GETFL) & O_NONBLOCK != 0 }

  package static func makeNonblocking(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }
}

// Inside the class these names would mean its own methods.

private func systemClose(_ descriptor: Int32) { close(descriptor) }

private func systemPipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }

private func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

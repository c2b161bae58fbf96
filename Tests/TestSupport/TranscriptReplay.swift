package import JSON

/// Plays a transcript against the real program.
package struct TranscriptReplay {
  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  private let transcript: Transcript
  private let framing: MessageFraming
  /// Sees each message of the program, and all that has been sent before it.
  private let inspect: (_ message: JSONValue, _ sent: [String]) throws -> Void
  private let child: ChildProcess
  private var matcher = TranscriptMatcher()
  private var sent: [String] = []
  /// A message that ended a run of repeated ones and belongs to the next line.
  private var putBack: String?

  /// `arguments` and `environment` come on top of what the transcript is played with.
  package init(
    _ transcript: Transcript, _ framing: MessageFraming, arguments: [String] = [], environment: [String: String] = [:],
    inspect: @escaping (_ message: JSONValue, _ sent: [String]) throws -> Void
  ) throws {
    self.transcript = transcript
    self.framing = framing
    self.inspect = inspect
    child = try SidecarProgram.start(
      transcript.arguments + arguments, environment: transcript.environment.merging(environment) { $1 })
  }

  /// All that the program has written to standard error.
  package var errorText: String { child.errorText }
  /// The command line of the program, while it runs.
  package var commandLine: String? { child.commandLine }

  /// Plays it to the end; throws at the first line that does not hold.
  package mutating func run() throws {
    for (line, step) in transcript.steps {
      switch step {
      case .send(let message):
        guard putBack == nil else { throw failure(line, "a message was not expected: \(putBack ?? "")") }
        let message = matcher.filled(message)
        sent.append(message)
        do { try child.send(message, framing) } catch { throw failure(line, "\(error)") }
      case .closeInput:
        child.closeInput()
      case .expect(let expected, let isExact, let isRepeated):
        try isRepeated ? expectAny(expected, line) : expectOne(expected, isExact: isExact, line)
      }
    }
    child.closeInput()
    if let extra = try next(0) { throw failure(0, "after the last line came \(extra.prefix(1000))") }
    let ending = try child.waitForEnd()
    guard ending == .exited(transcript.exitCode) else {
      throw failure(0, "expected exit code \(transcript.exitCode), found \(ending); errors: \(child.errorText)")
    }
  }

  private mutating func expectOne(_ expected: String, isExact: Bool, _ line: Int) throws {
    guard let message = try next(line) else { throw failure(line, "the output has ended; errors: \(child.errorText)") }
    if isExact {
      guard message == matcher.filled(expected) else { throw failure(line, "found \(message)") }
    } else if let reason = try matcher.mismatch(expected: expected, actual: message) {
      throw failure(line, "\(reason); the message is \(message.prefix(3000))")
    }
  }

  private mutating func expectAny(_ expected: String, _ line: Int) throws {
    // No session reports this often.
    for _ in 0..<10_000 {
      guard let message = try next(line) else { return }
      guard try matcher.mismatch(expected: expected, actual: message) != nil else { continue }
      putBack = message
      return
    }
    throw failure(line, "it goes on and on")
  }

  private mutating func next(_ line: Int) throws -> String? {
    if let message = putBack {
      putBack = nil
      return message
    }
    do {
      guard let message = try child.readMessage(framing) else { return nil }
      try inspect(JSONDocument(message).root, sent)
      return message
    } catch {
      throw failure(line, "\(error)")
    }
  }

  private func failure(_ line: Int, _ what: String) -> Failure {
    Failure(description: "\(transcript.name):\(line == 0 ? "end" : String(line)) (\(framing)): \(what)")
  }
}

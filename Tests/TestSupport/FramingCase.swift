/// A stream of bytes as protocol/framing has it: what is written, cut as it stands there, and the frames that have to
/// come back (protocol/README.md, "Framing cases").
package struct FramingCase: Sendable {
  /// How the bytes are written.
  package enum Cut: String, Sendable, CaseIterable {
    /// A line of the file at a time; the frames below it are read before the next one is written.
    case pieces
    /// All at once.
    case whole
  }

  package let transcript: Transcript

  package init(_ transcript: Transcript) { self.transcript = transcript }

  /// The framing that the answers are in.
  package var framing: MessageFraming { transcript.framings.first ?? .line }

  package static func all() throws -> [FramingCase] {
    try Transcript.all(in: "protocol/framing").map { transcript in
      guard transcript.framings.count == 1 else {
        throw Transcript.Malformed(description: "\(transcript): does not say its framing")
      }
      return FramingCase(transcript)
    }
  }

  /// Plays it against the program; throws at the first line that does not hold.
  package func replay(_ cut: Cut) throws {
    let child = try SidecarProgram.start(transcript.arguments, environment: transcript.environment)
    if cut == .whole {
      try child.send(transcript.steps.flatMap { try bytes(ofInput: $0.step, $0.line) })
      child.closeInput()
    }
    var matcher = TranscriptMatcher()
    for (line, step) in transcript.steps {
      switch step {
      case .send where cut == .pieces: try child.send(bytes(ofInput: step, line))
      case .send: break
      case .closeInput: child.closeInput()
      case .expect(let expected, let isExact, _):
        guard let message = try child.readMessage(framing) else { throw failure(line, "the output has ended") }
        if isExact {
          let written = framing.frame(message)
          guard try written == unescaped(expected, line) else { throw failure(line, "found \(message)") }
        } else if let reason = try matcher.mismatch(expected: expected, actual: message) {
          throw failure(line, "\(reason); the message is \(message.prefix(3000))")
        }
      }
    }
    child.closeInput()
    if let extra = try child.readMessage(framing) { throw failure(0, "after the last line came \(extra.prefix(1000))") }
    let ending = try child.waitForEnd()
    guard ending == .exited(transcript.exitCode) else { throw failure(0, "\(ending); errors: \(child.errorText)") }
  }

  private func bytes(ofInput step: Transcript.Step, _ line: Int) throws -> [UInt8] {
    guard case .send(let text) = step else { return [] }
    return try unescaped(text, line)
  }

  /// The bytes that a text stands for: `\n`, `\r`, `\t`, `\\` and `\xHH`, and UTF-8 for everything else.
  private func unescaped(_ text: String, _ line: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "x"):
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else { throw failure(line, "no \\xHH") }
        bytes.append(value)
        rest = rest.dropFirst(2)
      default: throw failure(line, "an escape that there is not")
      }
    }
    return bytes
  }

  private func failure(_ line: Int, _ what: String) -> TranscriptReplay.Failure {
    TranscriptReplay.Failure(description: "framing/\(transcript.name):\(line == 0 ? "end" : String(line)): \(what)")
  }
}

extension FramingCase: CustomStringConvertible {
  package var description: String { transcript.name }
}

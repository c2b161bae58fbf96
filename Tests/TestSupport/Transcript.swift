import Foundation

/// A session as protocol/transcripts has it: what is sent, and what has to come back (protocol/README.md, "Transcripts").
package struct Transcript: Sendable {
  package enum Step: Sendable {
    case send(String)
    /// `isExact`: byte for byte. `isRepeated`: any number of them, also none.
    case expect(String, isExact: Bool, isRepeated: Bool)
    case closeInput
  }

  package struct Malformed: Error, CustomStringConvertible {
    package var description: String
  }

  package let name: String
  package private(set) var arguments = ["--simulate"]
  /// Variables that the program is started with.
  package private(set) var environment: [String: String] = [:]
  /// The framings it can be played in.
  package private(set) var framings = MessageFraming.allCases
  package private(set) var exitCode: Int32 = 0
  /// Each with the number of its line.
  package private(set) var steps: [(line: Int, step: Step)] = []

  package init(name: String, text: String) throws {
    self.name = name
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if line.hasPrefix("//!") {
        try readDirective(line.dropFirst(3).trimmingCharacters(in: .whitespaces), number)
      } else if line.hasPrefix(">> ") {
        steps.append((number, .send(String(line.dropFirst(3)))))
      } else if line.hasPrefix("<< ") {
        steps.append((number, .expect(String(line.dropFirst(3)), isExact: false, isRepeated: false)))
      } else if line.hasPrefix("<<= ") {
        steps.append((number, .expect(String(line.dropFirst(4)), isExact: true, isRepeated: false)))
      } else if line.hasPrefix("<<* ") {
        steps.append((number, .expect(String(line.dropFirst(4)), isExact: false, isRepeated: true)))
      } else if !line.isEmpty && !line.hasPrefix("//") {
        throw Malformed(description: "\(name):\(number): not a line of a transcript")
      }
    }
  }

  private mutating func readDirective(_ text: String, _ line: Int) throws {
    let parts = text.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
    switch (parts.first, parts.count) {
    case ("arguments", _): arguments = parts.dropFirst().joined().split(separator: " ").map(String.init)
    case ("environment", _):
      for pair in parts.dropFirst().joined().split(separator: " ") {
        let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard halves.count == 2 else { throw Malformed(description: "\(name):\(line): no NAME=VALUE") }
        environment[halves[0]] = halves[1]
      }
    case ("framing", 2):
      guard let framing = MessageFraming(rawValue: parts[1]) else {
        throw Malformed(description: "\(name):\(line): no framing")
      }
      framings = [framing]
    case ("exit", 2):
      guard let code = Int32(parts[1]) else { throw Malformed(description: "\(name):\(line): no exit code") }
      exitCode = code
    case ("close", 2) where parts[1] == "input": steps.append((line, .closeInput))
    default: throw Malformed(description: "\(name):\(line): unknown directive")
    }
  }

  /// The same with every message changed.
  package func changed(_ change: (String) -> String) -> Transcript {
    var changed = self
    changed.steps = steps.map { line, step in
      switch step {
      case .send(let text): (line, .send(change(text)))
      case .expect(let text, let isExact, let isRepeated):
        (line, .expect(change(text), isExact: isExact, isRepeated: isRepeated))
      case .closeInput: (line, .closeInput)
      }
    }
    return changed
  }

  /// All transcripts of the protocol, by name.
  package static func all() throws -> [Transcript] { try all(in: "protocol/transcripts") }

  static func all(in folder: String) throws -> [Transcript] {
    let folder = SidecarProgram.file(folder)
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "io" }
      .map { try Transcript(name: $0.lastPathComponent, text: String(contentsOf: $0, encoding: .utf8)) }
      .sorted { $0.name < $1.name }
  }
}

extension Transcript: CustomStringConvertible {
  package var description: String { name }
}

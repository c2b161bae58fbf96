import Foundation
import TestSupport
import Testing

extension ProcessSuite {
  /// protocol/conformance.py, with which any implementation can be tried: this program passes all of it, and each fault
  /// of a deliberately broken stand-in is found.
  @Suite(.enabled(if: TestEnvironment.has("python3"), "needs python3"))
  struct ConformanceTests {
    private static func conformance(_ arguments: [String]) throws -> (ending: ChildProcess.Ending, output: String) {
      try PythonScript.run("protocol/conformance.py", arguments)
    }

    @Test func passes() throws {
      let record = try TemporaryFile("")
      let (ending, output) = try Self.conformance(["--record", record.path, SidecarProgram.path])
      #expect(ending == .exited(0), "\(output.suffix(4000))")
      let plays = try Transcript.all().reduce(0) { $0 + $1.framings.count } + FramingCase.all().count * 3
      #expect(output.contains("\(plays) of \(plays) plays"), "\(output.suffix(200))")
      try SecondOpinionTests.checkMessages(record)
    }

    /// One that is broken on purpose, as Tests/Conformance/broken.py lists it.
    struct Fault: Sendable {
      var name: String
      /// The sessions that have to find it.
      var sessions: String
      /// What the report has to say.
      var words: String
      /// How many seconds a step may take.
      var limit: String
    }

    private static let standIn = SidecarProgram.file("Tests/Conformance/broken.py").path

    private static func faults() throws -> [Fault] {
      try PythonScript.run("Tests/Conformance/broken.py", ["--list"]).output.split(separator: "\n").map { line in
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        try #require(cells.count == 4, "\(line)")
        return Fault(name: cells[0], sessions: cells[1], words: cells[2], limit: cells[3])
      }
    }

    @Test func findsEveryFault() throws {
      let faults = try Self.faults().filter { $0.name != "none" }
      #expect(faults.count >= 45)
      let found = concurrently(faults, atOnce: 3) { fault in
        try Self.conformance(
          ["--timeout", fault.limit, "--only", fault.sessions, "--quiet", "python3", Self.standIn, fault.name]
            + [SidecarProgram.path])
      }
      for (fault, result) in zip(faults, found) {
        let (ending, output) = try result.get()
        #expect(ending == .exited(1), "\(fault.name): \(output.suffix(2000))")
        #expect(output.contains("FAIL ") && output.contains(fault.words), "\(fault.name): \(output.suffix(2000))")
      }
    }

    /// So what the faults are found by is the fault, and not that the stand-in stands in between.
    @Test func passesThroughTheStandInWithoutFault() throws {
      let sessions = Set(try Self.faults().map(\.sessions)).subtracting(["*"]).sorted()
      let (ending, output) = try Self.conformance(
        sessions.flatMap { ["--only", $0] } + ["python3", Self.standIn, "none", SidecarProgram.path])
      #expect(ending == .exited(0), "\(output.suffix(4000))")
    }

    @Test func saysWhatCannotBePlayed() throws {
      #expect(try Self.conformance(["/nowhere/flow-sidecar"]).ending == .exited(2))
      #expect(try Self.conformance(["--only", "no-such-session", SidecarProgram.path]).ending == .exited(2))
      #expect(try Self.conformance([]).ending == .exited(2))
    }
  }
}

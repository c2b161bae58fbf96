import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// How a session ends: by the end of the input, by `exit`, by signals, with the parent.
  @Suite struct EndingTests {
    /// Creates a connection and returns its id.
    private func created(_ name: String, by child: ChildProcess, id: Int = 1) throws -> String {
      let answer = try child.ask(Samples.create(id, name))
      return try #require(answer["result"]?["id"]?.string)
    }

    /// Sends it, and returns when the sidecar has read it: the answer to a ping behind it is there.
    private func begin(_ request: String, by child: ChildProcess) throws {
      try child.send(request, .line)
      #expect(try child.ask(Samples.request(9000, "ping"))["id"]?.integer == 9000)
    }

    // MARK: The end of the input

    @Test(arguments: ["", "\n", " \r\n\t\n\n", "\u{FEFF}\n"])
    func anInputWithoutMessages(_ input: String) throws {
      let run = try SidecarProgram.run([], input: input)
      #expect(run.ending == .exited(0))
      #expect(run.output == "")
      #expect(run.error == "")
    }

    @Test func theEndOfTheInputWaitsForAWait() throws {
      let child = try SidecarProgram.start()
      try begin(Samples.wait(2, for: try created("Acme", by: child)), by: child)
      child.closeInput()
      let answer = try child.nextMessage()
      #expect(answer["id"]?.integer == 2)
      #expect(answer["result"]?["state"]?.string == "enabled")
      #expect(try child.readLine() == nil)
      #expect(try child.waitForEnd() == .exited(0))
    }

    /// Answers that are ready just when the input ends are the ones most easily lost.
    @Test func noAnswerIsLostAtTheEnd() throws {
      let count = 60
      for name in ["Acme simulate:400", "Acme"] {
        let input = (0..<count).map { Samples.create($0, "\(name) \($0)") + "\n" }.joined()
        let run = try SidecarProgram.run(["--simulate"], input: input)
        #expect(run.ending == .exited(0))
        #expect(run.output.split(separator: "\n").count == count)
      }
      for _ in 0..<30 {
        let run = try SidecarProgram.run(["--simulate"], input: Samples.create(1, "Acme simulate:400") + "\n")
        #expect(run.ending == .exited(0))
        #expect(run.output.hasPrefix(#"{"jsonrpc":"2.0","id":1,"error""#), "\(run)")
      }
    }

    @Test func theDrainHasATimeLimit() throws {
      let child = try SidecarProgram.start(["--simulate", "--drain-timeout", "1"])
      let connection = try created("Acme simulate:never-enabled", by: child)
      try begin(Samples.wait(2, for: connection), by: child)
      let start = ContinuousClock.now
      child.closeInput()
      let answer = try child.nextMessage()
      #expect(answer["id"]?.integer == 2)
      #expect(answer["error"]?["code"]?.integer == 1509)
      #expect(try child.waitForEnd() == .exited(3))
      #expect(ContinuousClock.now - start >= .seconds(1))
    }

    // MARK: shutdown and exit

    /// The input stays open: it is `exit` that ends the process.
    @Test func exitAfterShutdown() throws {
      let child = try SidecarProgram.start()
      #expect(try child.ask(Samples.request(1, "shutdown"))["result"] != nil)
      try child.send(#"{"jsonrpc":"2.0","method":"exit"}"#, .line)
      #expect(try child.waitForEnd() == .exited(0))
    }

    @Test func exitWithoutShutdown() throws {
      let child = try SidecarProgram.start()
      try child.send(#"{"jsonrpc":"2.0","method":"exit"}"#, .line)
      #expect(try child.waitForEnd() == .exited(1))
      #expect(child.outputBytes.isEmpty)
    }

    /// What is under way when `exit` comes is answered, and not waited for.
    @Test func exitWithAWaitUnderWay() throws {
      let child = try SidecarProgram.start()
      let connection = try created("Acme simulate:never-enabled", by: child)
      try begin(Samples.wait(2, for: connection), by: child)
      #expect(try child.ask(Samples.request(3, "shutdown"))["result"] != nil)
      try child.send(#"{"jsonrpc":"2.0","method":"exit"}"#, .line)
      #expect(try child.nextMessage()["error"]?["code"]?.integer == 1509)
      #expect(try child.waitForEnd() == .exited(0))
    }

    // MARK: Signals

    /// The first SIGTERM lets a create finish, which takes a second here, and ends mere waits.
    @Test(arguments: [SIGTERM, SIGHUP])
    func aSignalDrains(_ signal: Int32) throws {
      let child = try SidecarProgram.start()
      let connection = try created("Acme simulate:never-enabled", by: child)
      try child.send(Samples.wait(2, for: connection), .line)
      try begin(Samples.create(3, "Acme simulate:429"), by: child)
      child.signal(signal)
      let wait = try child.nextMessage()
      #expect(wait["id"]?.integer == 2)
      #expect(wait["error"]?["code"]?.integer == 1509)
      let create = try child.nextMessage()
      #expect(create["id"]?.integer == 3)
      #expect(create["result"]?["id"] != nil)
      #expect(try child.waitForEnd() == .exited(0))
    }

    /// An ensure that has nothing left to do but to wait is a wait: ten seconds would change nothing.
    @Test func anEnsureThatWaitsEndsWithTheWaits() throws {
      let child = try SidecarProgram.start()
      let body = Samples.body("Acme simulate:never-enabled", meta: #"{"progressToken":1}"#)
      try child.send(Samples.request(1, "connection.ensure", body), .line)
      // It has been looked at: so it is made.
      #expect(try child.nextMessage()["method"]?.string == "$/progress")
      let start = ContinuousClock.now
      child.signal(SIGTERM)
      var answer = try child.nextMessage()
      while answer["method"] != nil { answer = try child.nextMessage() }
      #expect(answer["id"]?.integer == 1)
      #expect(answer["error"]?["code"]?.integer == 1509)
      #expect(answer["error"]?["data"]?["retryable"]?.boolean == true)
      #expect(try child.waitForEnd() == .exited(0))
      #expect(ContinuousClock.now - start < .seconds(8))
    }

    @Test func theSecondSignalLeavesAtOnce() throws {
      let child = try SidecarProgram.start()
      // With these refusals a create goes on trying for many seconds.
      try begin(Samples.create(1, "Acme simulate:500"), by: child)
      child.signal(SIGTERM)
      // Two signals at one time are one signal: the second has to wait until the first has had its effect.
      var id = 2
      while true {
        let answer = try child.ask(Samples.create(id, "Acme \(id)"))
        if answer["error"]?["code"]?.integer == 1509 { break }
        id += 1
      }
      let start = ContinuousClock.now
      child.signal(SIGTERM)
      #expect(try child.waitForEnd() == .exited(143))
      #expect(ContinuousClock.now - start < .seconds(3))
    }

    @Test func anIdleProcessEndsAtASignal() throws {
      let child = try SidecarProgram.start()
      #expect(try child.ask(Samples.ping)["result"] != nil)
      child.signal(SIGTERM)
      #expect(try child.waitForEnd() == .exited(0))
    }

    /// Without a terminal an interrupt is for the host, which closes the input if it wants an end.
    @Test func anInterruptWithoutTerminalIsIgnored() throws {
      let child = try SidecarProgram.start()
      let connection = try created("Acme", by: child)
      try begin(Samples.wait(2, for: connection), by: child)
      child.signal(SIGINT)
      #expect(try child.nextMessage()["result"]?["state"]?.string == "enabled")
      child.signal(SIGINT)
      #expect(try child.ask(Samples.ping)["result"] != nil)
      #expect(try child.finish() == .exited(0))
    }

    @Test func anInterruptAtATerminalEnds() throws {
      let terminal = try Terminal()
      let child = try SidecarProgram.start(input: .descriptor(terminal.terminal))
      try child.readError(until: "Ctrl-D")
      terminal.type(Samples.ping + "\n")
      #expect(try child.readLine() == Samples.pong)
      child.signal(SIGINT)
      #expect(try child.waitForEnd() == .exited(0))
    }

    // MARK: The parent

    /// A shell that starts the sidecar with its own standard input, and says which process it is.
    private static let parent = #"exec 3<&0; "$0" --simulate <&3 3<&- & echo "$!" >&2; wait"#

    private func processNumber(_ shell: ChildProcess) throws -> Int32 {
      try shell.readError(until: "\n")
      return try #require(Int32(shell.errorText.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    /// The test holds the writing end, as a sibling would that has inherited it: the input does not end. The parent's
    /// end has to be noticed all the same, even with a wait under way.
    @Test func theParentIsKilledWhileASiblingHoldsThePipe() throws {
      let shell = try ChildProcess("/bin/sh", ["-c", Self.parent, SidecarProgram.path])
      let sidecar = try processNumber(shell)
      let connection = try created("Acme simulate:never-enabled", by: shell)
      try begin(Samples.wait(2, for: connection), by: shell)
      #expect(ChildProcess.isRunning(sidecar))
      shell.signal(SIGKILL)
      #expect(try shell.waitForEnd() == .signalled(SIGKILL))
      let isGone = ChildProcess.waitUntilGone(sidecar, within: .seconds(8))
      #expect(isGone)
      if !isGone { kill(sidecar, SIGKILL) }
    }

    /// The parent alone holds the writing end: the input ends with it.
    @Test func theParentIsKilled() throws {
      let fifo = try TemporaryFile()
      unlink(fifo.path)
      try #require(mkfifo(fifo.path, 0o600) == 0)
      let script = #""$0" --simulate <"$1" & exec 3>"$1"; echo '\#(Samples.ping)' >&3; echo "$!" >&2; wait"#
      let shell = try ChildProcess("/bin/sh", ["-c", script, SidecarProgram.path, fifo.path])
      let sidecar = try processNumber(shell)
      #expect(try shell.readLine() == Samples.pong)
      shell.signal(SIGKILL)
      let isGone = ChildProcess.waitUntilGone(sidecar, within: .seconds(8))
      #expect(isGone)
      if !isGone { kill(sidecar, SIGKILL) }
    }
  }
}

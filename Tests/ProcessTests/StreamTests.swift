import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// The standard streams in every condition that hosts leave them in.
  @Suite struct StreamTests {
    // MARK: The output

    @Test func theReaderGoesAway() throws {
      let child = try SidecarProgram.start()
      #expect(try child.ask(Samples.ping)["result"] != nil)
      child.closeOutput()
      // Nothing is sent: it has to notice by itself, and not by a signal.
      #expect(try child.waitForEnd() == .exited(1))
    }

    @Test func theReaderGoesAwayDuringAWait() throws {
      let child = try SidecarProgram.start()
      let id = try #require(try child.ask(Samples.create(1, "Acme simulate:never-enabled"))["result"]?["id"]?.string)
      try child.send(Samples.wait(2, for: id), .line)
      child.closeOutput()
      #expect(try child.waitForEnd() == .exited(1))
    }

    @Test func theReaderGoesAwayInTheMiddleOfAnswers() throws {
      let child = try SidecarProgram.start()
      try? child.send((0..<200).map { Samples.request($0, "rpc.discover") + "\n" }.joined().utf8, whileReading: false)
      child.closeOutput()
      #expect(try child.waitForEnd() == .exited(1))
      // One line for people at most, and no spinning on a broken pipe.
      #expect(child.errorText.split(separator: "\n").count <= 1, "\(child.errorText)")
    }

    @Test func outputThatIsNotOpen() throws {
      let child = try SidecarProgram.start(output: .closed)
      try child.send(Samples.ping, .line)
      let ending = try child.finish()
      #expect(ending == .exited(0) || ending == .exited(1))
    }

    @Test func inputThatIsNotOpen() throws {
      let child = try SidecarProgram.start(input: .closed)
      #expect(try child.waitForEnd() == .exited(0))
      #expect(child.outputBytes.isEmpty)
    }

    /// The client writes ten thousand requests before it reads anything.
    @Test func aClientThatReadsLate() throws {
      let count = 10_000
      let child = try SidecarProgram.start()
      let input = (0..<count).map { Samples.request($0, "ping") + "\n" }.joined()
      try child.send(input.utf8, whileReading: false)
      var ids: Set<Int> = []
      for _ in 0..<count {
        let line = try #require(try child.readLine())
        #expect(line.hasSuffix(#","result":{}}"#))
        ids.insert(try #require(Int(line.dropFirst(#"{"jsonrpc":"2.0","id":"#.count).prefix { $0.isNumber })))
      }
      #expect(ids == Set(0..<count))
      #expect(try child.finish() == .exited(0))
    }

    /// More answers than may be owed: the sidecar stops reading, keeps its memory, loses nothing, and answers to signals
    /// and to the end of the time it has.
    @Test func aClientThatReadsMuchTooLate() throws {
      let child = try SidecarProgram.start(["--simulate", "--max-owed-bytes", "1000000"])
      let count = 1000
      // Long requests, so that they do not all fit into the pipe.
      let padding = String(repeating: "x", count: 1000)
      let input = Array(
        (0..<count).map {
          #"{"jsonrpc":"2.0","id":\#($0),"method":"rpc.discover","x":"\#(padding)"}"# + "\n"
        }.joined().utf8)
      var sent = 0
      var idle = 0
      while sent < input.count, idle < 20 {
        let taken = child.sendWhatFits(input[sent...])
        sent += taken
        idle = taken == 0 ? idle + 1 : 0
        if taken == 0 { usleep(10_000) }
      }
      #expect(sent < input.count)
      if let peak = child.peakMemory { #expect(peak < 40 << 20) }
      try child.send(input[sent...])
      child.closeInput()
      var ids: Set<Int> = []
      while let line = try child.readLine() {
        ids.insert(try #require(Int(line.dropFirst(#"{"jsonrpc":"2.0","id":"#.count).prefix { $0.isNumber })))
      }
      #expect(ids == Set(0..<count))
      #expect(try child.waitForEnd() == .exited(0))
    }

    @Test func aClientThatNeverReads() throws {
      let child = try SidecarProgram.start(["--simulate", "--drain-timeout", "1"])
      try child.send((0..<50).map { Samples.request($0, "rpc.discover") + "\n" }.joined().utf8, whileReading: false)
      child.closeInput()
      let deadline = ContinuousClock.now + .seconds(20)
      while child.endingIfEnded() == nil, ContinuousClock.now < deadline { usleep(10_000) }
      #expect(child.endingIfEnded() == .exited(3))
    }

    @Test func aClientThatNeverReadsAndASignal() throws {
      let child = try SidecarProgram.start()
      // Once it answers it has its signal handlers too.
      #expect(try child.ask(Samples.ping)["result"] != nil)
      // Each answer is three documents, which no pipe holds.
      let batch = (0..<3).map { Samples.request($0, "rpc.discover") }.joined(separator: ",")
      try child.send(String(repeating: "[\(batch)]\n", count: 20).utf8, whileReading: false)
      // Once the beginning of the first is in the pipe, the rest of it waits.
      #expect(try child.waitForOutput())
      child.signal(SIGTERM)
      let deadline = ContinuousClock.now + .seconds(30)
      while child.endingIfEnded() == nil, ContinuousClock.now < deadline { usleep(10_000) }
      #expect(child.endingIfEnded() == .exited(3))
    }

    /// However much is under way when a signal comes: the output ends with a whole message.
    @Test func aSignalCutsNoMessage() throws {
      for _ in 0..<5 {
        let child = try SidecarProgram.start()
        let input = (0..<300).map { Samples.request($0, $0 % 3 == 0 ? "rpc.discover" : "ping") + "\n" }.joined()
        try child.send(input.utf8, whileReading: false)
        #expect(try child.waitForOutput())
        child.signal(SIGTERM)
        #expect(try child.waitForEnd() == .exited(0))
        #expect(child.outputBytes.last == 0x0A)
        for line in child.outputBytes.split(separator: 0x0A) {
          #expect(try JSONDocument(Array(line)).root["result"] != nil)
        }
      }
    }

    // MARK: Standard error

    @Test func standardErrorThatIsNotOpen() throws {
      let child = try SidecarProgram.start(error: .closed)
      // Each of these is worth a line there.
      try child.send(#"{"jsonrpc":"2.0","method":"ping"}"#, .line)
      #expect(try child.ask(Samples.ping)["result"] != nil)
      #expect(try child.finish() == .exited(0))
      #expect(child.outputBytes.isEmpty)
    }

    /// A host that does not read standard error must not lose an answer by it.
    @Test func standardErrorThatNobodyReads() throws {
      let pipe = try ChildProcess.pipe()
      defer {
        close(pipe.reading)
        close(pipe.writing)
      }
      let child = try SidecarProgram.start(["--simulate", "--log-level", "debug"], error: .descriptor(pipe.writing))
      // A line each, 3000 times some 80 bytes: several times what the pipe holds.
      let notifications = String(repeating: #"{"jsonrpc":"2.0","method":"ping"}"# + "\n", count: 3000)
      try child.send(notifications + Samples.ping + "\n")
      #expect(try child.readLine() == Samples.pong)
      #expect(try child.finish() == .exited(0))
      var waiting: Int32 = 0
      #expect(ioctl(pipe.reading, UInt(FIONREAD), &waiting) == 0)
      #expect(waiting > 30_000, "too little was logged to fill the pipe")
    }

    @Test func standardErrorWhoseReaderIsGone() throws {
      let child = try SidecarProgram.start()
      child.closeError()
      try child.send(#"{"jsonrpc":"2.0","method":"ping"}"#, .line)
      #expect(try child.ask(Samples.ping)["result"] != nil)
      #expect(try child.finish() == .exited(0))
    }

    // MARK: Modes

    /// O_NONBLOCK belongs to the open file, which the host shares: what it was it has to stay, and either has to do.
    @Test(arguments: [false, true])
    func modesAreLeftAlone(_ isNonblocking: Bool) throws {
      let pipes = try (0..<3).map { _ in try ChildProcess.pipe() }
      defer { for pipe in pipes { [pipe.reading, pipe.writing].forEach { close($0) } } }
      let theirs = [pipes[0].reading, pipes[1].writing, pipes[2].writing]
      if isNonblocking { theirs.forEach(ChildProcess.makeNonblocking) }
      let child = try SidecarProgram.start(
        ["--simulate"], input: .descriptor(theirs[0]), output: .descriptor(theirs[1]), error: .descriptor(theirs[2]))
      let message = Array((Samples.request(1, "rpc.discover") + "\n" + Samples.request(2, "rpc.discover") + "\n").utf8)
      for byte in message { #expect(withUnsafeBytes(of: byte) { write(pipes[0].writing, $0.baseAddress, 1) } == 1) }
      // More than the pipe holds, so that it has to wait for room.
      var output: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 4096)
      while output.count(where: { $0 == 0x0A }) < 2 {
        let count = chunk.withUnsafeMutableBytes { read(pipes[1].reading, $0.baseAddress, $0.count) }
        try #require(count > 0)
        output += chunk[..<count]
      }
      #expect(theirs.map(ChildProcess.isNonblocking) == [isNonblocking, isNonblocking, isNonblocking])
      child.signal(SIGTERM)
      #expect(try child.waitForEnd() == .exited(0))
      #expect(theirs.map(ChildProcess.isNonblocking) == [isNonblocking, isNonblocking, isNonblocking])
      for line in output.split(separator: 0x0A) { #expect(try JSONDocument(Array(line)).root["result"] != nil) }
    }

    #if os(Linux)
      /// A pipe of the usual size holds twice as much from then on; one that somebody has given another size keeps it.
      @Test(arguments: [(65_536, 131_072), (4_096, 4_096), (262_144, 262_144)] as [(Int32, Int32)])
      func pipesAreWidened(_ size: Int32, _ expected: Int32) throws {
        let (setPipeSize, getPipeSize): (Int32, Int32) = (1031, 1032)
        let pipe = try ChildProcess.pipe()
        defer { [pipe.reading, pipe.writing].forEach { close($0) } }
        #expect(fcntl(pipe.writing, setPipeSize, size) == size)
        let child = try SidecarProgram.start(output: .descriptor(pipe.writing))
        try child.send(Samples.ping + "\n")
        var answer = [UInt8](repeating: 0, count: 256)
        let count = answer.withUnsafeMutableBytes { read(pipe.reading, $0.baseAddress, $0.count) }
        #expect(String(decoding: answer[..<max(count, 0)], as: UTF8.self) == Samples.pong + "\n")
        #expect(fcntl(pipe.reading, getPipeSize) == expected)
      }
    #endif

    /// The document is larger than the pipe.
    @Test func printingToANonblockingPipe() throws {
      let pipe = try ChildProcess.pipe()
      #if os(Linux)
        let setPipeSize: Int32 = 1031
        _ = fcntl(pipe.writing, setPipeSize, 4096)
      #endif
      defer { close(pipe.reading) }
      ChildProcess.makeNonblocking(pipe.writing)
      let child = try SidecarProgram.start(["--openrpc"], input: .null, output: .descriptor(pipe.writing))
      close(pipe.writing)
      var output: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = chunk.withUnsafeMutableBytes { read(pipe.reading, $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        output += chunk[..<count]
      }
      #expect(try child.waitForEnd() == .exited(0))
      #expect(try output == SidecarProgram.bytes("protocol/openrpc.json"))
    }

    // MARK: Purity

    /// Whatever comes in, and however much is logged: standard output holds messages and nothing else.
    @Test(arguments: MessageFraming.allCases)
    func onlyMessages(_ framing: MessageFraming) throws {
      let check = try ProtocolCheck.shared.get()
      let child = try SidecarProgram.start(["--simulate", "--log-level", "debug"])
      var sent = [Samples.ping]
      sent += (2..<8).map { Samples.create($0, "Acme simulate:\(["400", "401", "403", "422", "flaky", "x"][$0 - 2])") }
      sent += [
        "no JSON", #"{"jsonrpc":"2.0","method":"ping"}"#, #"{"jsonrpc":"2.0","method":"no.such"}"#, "[]", "[1,2]",
        #"{"jsonrpc":"2.0","id":1}"#, "[\(Samples.ping),\(Samples.request(20, "info"))]", #"{"id":1,"result":{}}"#,
        Samples.request(21, "rpc.discover"), Samples.request(22, "connection.get", #"["x"]"#),
        Samples.request(23, "connection.validate", "{}"),
      ]
      for message in sent { try child.send(message, framing) }
      child.closeInput()
      var count = 0
      while let message = try child.readMessage(framing) {
        try check.check(JSONDocument(message).root, sent: sent)
        count += 1
      }
      // All but the three that are no requests.
      #expect(count == sent.count - 3)
      #expect(try child.waitForEnd() == .exited(0))
      #expect(child.outputBytes.isEmpty)
      #expect(!child.errorText.isEmpty)
      for line in child.errorText.split(separator: "\n") { #expect(line.hasPrefix("flow-sidecar: ")) }
    }
  }
}

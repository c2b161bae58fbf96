import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// Hosts that stop the process, starve it or leave it without a place for its files.
  @Suite(.timeLimit(.minutes(3))) struct HostTests {
    private static func service() throws -> LoopbackServer {
      try LoopbackServer { request in
        let id = request.path.split(separator: "/").last ?? ""
        guard request.path.contains("/connections/") else { return .json(404, #"{"errorMessage":"not found"}"#) }
        return .json(200, #"{"items":[{"id":"\#(id)","state":"enabled","name":"Acme"}]}"#).delayed(.milliseconds(20))
      }
    }

    private static func environment(_ url: String) -> [String: String] {
      [
        "AEP_BASE_URL": url, "AEP_CLIENT_ID": "acme-api-key", "AEP_ACCESS_TOKEN": "canary-token",
        "AEP_ORG_ID": "ACME@AdobeOrg", "AEP_SANDBOX_NAME": "dev",
      ]
    }

    private static func get(_ id: Int) -> String {
      Samples.request(id, "connection.get", #"{"id":"\#(Samples.nobody)"}"#)
    }

    /// The program behind a shell that prepares its process; `exec` keeps it the child of the test.
    private func start(
      _ preparation: String, _ arguments: [String], environment: [String: String] = [:]
    ) throws
      -> ChildProcess
    {
      try ChildProcess(
        "/bin/sh", ["-c", "\(preparation) exec \"$0\" \"$@\"", SidecarProgram.path] + arguments,
        environment: ["XDG_CACHE_HOME": "/dev/null"].merging(environment) { $1 })
    }

    // MARK: Stopped

    /// SIGSTOP in the middle of work: what was sent meanwhile is served after SIGCONT, and waits and timers go on.
    @Test func stoppedAndContinued() throws {
      let child = try SidecarProgram.start()
      let id = try #require(try child.ask(Samples.create(1, "Acme"))["result"]?["id"]?.string)
      for round in 0..<3 {
        try child.send(Samples.wait(100 + round, for: id), .line)
        child.signal(SIGSTOP)
        for number in 0..<20 { try child.send(Samples.request(200 + number, "ping"), .line) }
        usleep(300_000)
        child.signal(SIGCONT)
        var ids: Set<Int> = []
        for _ in 0..<21 { ids.insert(try child.nextMessage()["id"]?.integer ?? -1) }
        #expect(ids == Set(200..<220).union([100 + round]))
      }
      child.signal(SIGSTOP)
      child.closeInput()
      child.signal(SIGCONT)
      #expect(try child.waitForEnd() == .exited(0))
    }

    @Test func stoppedAndKilledWhileStopped() throws {
      let child = try SidecarProgram.start()
      #expect(try child.ask(Samples.ping)["result"] != nil)
      child.signal(SIGSTOP)
      child.signal(SIGTERM)
      usleep(50_000)
      #expect(child.endingIfEnded() == nil)
      child.signal(SIGCONT)
      #expect(try child.waitForEnd() == .exited(0))
    }

    /// A broken pipe is an error of a write here and never a signal, wherever it comes from.
    @Test func aPipeSignalIsIgnored() throws {
      let child = try SidecarProgram.start()
      #expect(try child.ask(Samples.ping)["result"] != nil)
      for _ in 0..<10 { child.signal(SIGPIPE) }
      #expect(try child.ask(Samples.ping)["result"] != nil)
      #expect(try child.finish() == .exited(0))
    }

    /// From before `main` until long after: the default of the system, or an orderly end, and nothing else.
    @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
    func aSignalInTheFirstMilliseconds(_ signal: Int32) throws {
      var orderly = 0
      for step in 0..<40 {
        let child = try SidecarProgram.start()
        try child.send(Samples.ping, .line)
        usleep(UInt32(step * step * 20))
        child.signal(signal)
        if signal == SIGINT { child.closeInput() }
        let ending = try child.waitForEnd()
        #expect(ending == .exited(0) || ending == .signalled(signal))
        if ending == .exited(0) { orderly += 1 }
        // Whatever was said was said whole.
        let said = String(decoding: child.outputBytes, as: UTF8.self)
        #expect(said == "" || said == Samples.pong + "\n")
      }
      #expect(orderly > 0)
    }

    // MARK: Readers

    /// A reader that takes a kilobyte at a time: everything arrives, whole and once.
    @Test func aClientThatReadsSlowly() throws {
      let pipe = try ChildProcess.pipe()
      defer { close(pipe.reading) }
      let child = try SidecarProgram.start(["--simulate"], output: .descriptor(pipe.writing))
      close(pipe.writing)
      try child.send((0..<4).map { Samples.request($0, "rpc.discover") + "\n" }.joined())
      try child.send((4..<300).map { Samples.request($0, "ping") + "\n" }.joined())
      child.closeInput()
      var output: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1024)
      while true {
        let count = chunk.withUnsafeMutableBytes { read(pipe.reading, $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        output += chunk[..<count]
        if output.count < 100_000 { usleep(2000) }
      }
      let lines = output.split(separator: 0x0A)
      let ids = try lines.map { try JSONDocument(Array($0)).root["id"]?.integer ?? -1 }
      #expect(ids.sorted() == Array(0..<300))
      #expect(try child.waitForEnd() == .exited(0))
    }

    /// Requests with long answers, more of them than a read brings, and for a while nobody who reads: what is owed stays
    /// near its bound, and everything arrives.
    @Test func longAnswersThatNobodyReads() throws {
      let pipe = try ChildProcess.pipe()
      defer { close(pipe.reading) }
      let child = try SidecarProgram.start(["--simulate"], output: .descriptor(pipe.writing))
      close(pipe.writing)
      let count = 1500
      var rest = Array((0..<count).map { Samples.request($0, "rpc.discover") + "\n" }.joined().utf8)[...]
      var idle = 0
      while !rest.isEmpty, idle < 10 {
        let sent = child.sendWhatFits(rest)
        rest = rest.dropFirst(sent)
        idle = sent == 0 ? idle + 1 : 0
        usleep(50_000)
      }
      // All of them would be 160 MiB.
      if TestEnvironment.sanitizer == nil { #expect(try #require(child.peakMemory) < 96 << 20) }
      var lines = 0
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while lines < count {
        rest = rest.dropFirst(child.sendWhatFits(rest))
        let got = chunk.withUnsafeMutableBytes { read(pipe.reading, $0.baseAddress, $0.count) }
        guard got > 0 else { break }
        lines += chunk[..<got].count { $0 == 0x0A }
      }
      #expect(lines == count && rest.isEmpty)
      child.closeInput()
      #expect(try child.waitForEnd() == .exited(0))
    }

    /// A terminal lets only the program in its foreground read: any other is stopped by the system until it is there.
    @Test(.enabled(if: TestEnvironment.has("bash") && TestEnvironment.has("python3"), "needs bash and python3"))
    func inTheBackgroundOfATerminal() throws {
      let (ending, output) = try PythonScript.run("Tests/ProcessTests/Drivers/background.py", [SidecarProgram.path])
      #expect(ending == .exited(0), "\(output)")
    }

    #if os(Linux)
      /// An output that takes nothing because its disk is full.
      @Test func theOutputIsAFullDisk() throws {
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        let child = try SidecarProgram.start(["--simulate"], output: .descriptor(full))
        try child.send(Samples.ping, .line)
        #expect(try child.waitForEnd() == .exited(1))
      }
    #endif

    /// What it says comes back to it: its answers are no requests, so nothing goes round in circles.
    @Test func theOutputLeadsToTheInput() throws {
      let pipe = try ChildProcess.pipe()
      defer { close(pipe.writing) }
      let child = try SidecarProgram.start(
        ["--simulate"], input: .descriptor(pipe.reading), output: .descriptor(pipe.writing))
      close(pipe.reading)
      let said = Array((Samples.ping + "\nno JSON\n[1]\n" + Samples.request(2, "no.such") + "\n").utf8)
      #expect(said.withUnsafeBytes { write(pipe.writing, $0.baseAddress, $0.count) } == said.count)
      usleep(500_000)
      #expect(child.endingIfEnded() == nil)
      let usage = child.processorSeconds
      usleep(300_000)
      // Nothing is under way any more.
      if let usage, let later = child.processorSeconds { #expect(later - usage < 0.1) }
      child.signal(SIGTERM)
      #expect(try child.waitForEnd() == .exited(0))
    }

    // MARK: Starved

    /// With 16 descriptors there is no room for the usual number of connections: every request is answered, and
    /// afterwards it works as before. With fewer there may be none for a connection, which is answered as well.
    @Test(arguments: [8, 9, 10, 12, 16])
    func fewDescriptors(_ limit: Int) throws {
      let server = try Self.service()
      defer { server.stop() }
      let child = try start("ulimit -n \(limit);", [], environment: Self.environment(server.url))
      let count = 60
      for id in 0..<count { try child.send(Self.get(id), .line) }
      var ids: [Int] = []
      for _ in 0..<count {
        let answer = try child.nextMessage()
        ids.append(answer["id"]?.integer ?? -1)
        // Either it had a connection, or it is told that there was none.
        #expect(answer["result"]?["state"]?.string == "enabled" || answer["error"]?["code"]?.integer == 1503)
      }
      #expect(ids.sorted() == Array(0..<count))
      let last = try child.ask(Self.get(count))
      #expect(last["result"]?["state"]?.string == "enabled" || limit < 16)
      #expect(try child.finish() == .exited(0))
    }

    /// Too few descriptors to begin with: a line that says so and an exit code of its own, never a trap. From the first
    /// number that is enough, it serves.
    @Test(arguments: [3, 4, 5, 6, 7, 8], [["--simulate"], ["call", "ping", "--simulate"]])
    func tooFewDescriptorsToBegin(_ limit: Int, _ arguments: [String]) throws {
      let child = try start("ulimit -n \(limit);", arguments)
      let isCall = arguments.first == "call"
      if limit == 8 {
        if !isCall { #expect(try child.ask(Samples.ping)["result"] != nil) }
        #expect(try child.finish() == .exited(0))
        #expect(child.errorText.isEmpty, "\(child.errorText)")
        return
      }
      try? child.send(Samples.ping, .line)
      let ending = try child.finish()
      #expect(child.outputBytes.isEmpty)
      if ending == .exited(127) {
        // Without a fourth descriptor the loader of shared libraries cannot even read the program's.
        #expect(limit == 3)
      } else {
        #expect(ending == .exited(4), "\(limit)")
        #expect(child.errorText.contains("file descriptors"), "\(child.errorText)")
        #expect(child.errorText.split(separator: "\n").count == 1)
      }
    }

    /// The same where the host closed the standard streams as well, which are opened before anything else.
    @Test func tooFewDescriptorsAndClosedStreams() throws {
      let child = try start("exec 2>&-; ulimit -n 7;", ["--simulate"])
      #expect(try child.finish() == .exited(4))
    }

    /// No HOME, no TMPDIR, no PATH: nothing at all.
    @Test func noEnvironment() throws {
      let child = try ChildProcess("/usr/bin/env", ["-i", SidecarProgram.path, "--simulate"])
      let id = try #require(try child.ask(Samples.create(1, "Acme"))["result"]?["id"]?.string)
      #expect(try child.ask(Samples.wait(2, for: id))["result"]?["state"]?.string == "enabled")
      #expect(try child.finish() == .exited(0))
    }

    #if os(Linux)
      /// File systems made for one process alone: as root, or with a user namespace.
      private static let namespace = geteuid() == 0 ? "unshare -m" : "unshare -rm"
      static let hasNamespaces: Bool = {
        guard let shell = try? ChildProcess("/bin/sh", ["-c", "\(namespace) mount -t tmpfs none /mnt"]) else {
          return false
        }
        return (try? shell.finish()) == .exited(0)
      }()

      /// A cache on a file system that is read-only, or full: what is asked is answered, and nothing is left half.
      @Test(
        .enabled(if: hasNamespaces || TestEnvironment.requiresAll, "needs mount namespaces (root, or user namespaces)"),
        arguments: ["ro,size=1m", "size=4k,nr_inodes=3", "size=12k"])
      func aCacheThatTakesNothing(_ options: String) throws {
        let server = try LoopbackServer { request in
          guard request.path.hasSuffix(Samples.salesforce) else { return .json(404, "{}") }
          // Longer than the file system has room for.
          let text = String(repeating: "x", count: 40_000)
          return .json(
            200,
            #"{"items":[{"id":"\#(Samples.salesforce)","name":"salesforce","description":"\#(text)","authSpec":["#
              + #"{"name":"OAuth2 Client Credential","spec":{"type":"object","properties":{}}}]}]}"#)
        }
        defer { server.stop() }
        let script = """
          mount -t tmpfs -o \(options) none /mnt && "$0" --log-level debug && find /mnt -type f | sed 's/^/left: /' >&2
          """
        let child = try ChildProcess(
          "/bin/sh",
          [
            "-c", "exec \(Self.namespace) /bin/sh -c '\(script.replacing("'", with: "'\\''"))' \"$0\"",
            SidecarProgram.path,
          ],
          environment: Self.environment(server.url).merging(["XDG_CACHE_HOME": "/mnt/cache"]) { $1 })
        for id in 1...2 {
          let answer = try child.ask(Samples.request(id, "connection.validate", Samples.body()))
          // Kept in memory all the same.
          #expect(answer["result"]?["spec"]?["origin"]?.string == (id == 1 ? "live" : "cache"))
        }
        #expect(try child.finish() == .exited(0))
        #expect(child.errorText.contains("could not be kept"), "\(child.errorText)")
        #expect(!child.errorText.contains("left: "), "\(child.errorText)")
        #expect(!child.errorText.contains("canary"))
      }
    #endif

    // MARK: Clocks

    /// A machine whose date is wrong by twenty years, either way: what a service says in dates is read by the service's
    /// clock, and what takes time is measured by one that nobody sets.
    @Test(
      .enabled(if: TestEnvironment.has("faketime"), "needs faketime"),
      .disabled(
        if: TestEnvironment.sanitizer != nil, "faketime and sanitizers both replace functions of the C library"),
      arguments: ["-20y", "+20y"])
    func aWrongClock(_ shift: String) throws {
      let server = try LoopbackServer { request in
        guard request.path.contains("/connections/") else { return .json(404, "{}") }
        let date = [(name: "Date", value: HTTPDateText.now())]
        if request.number == 0 {
          return .json(
            429, #"{"message":"slow down"}"#, headers: date + [("Retry-After", HTTPDateText.now(after: 2))])
        }
        return .json(
          200, #"{"items":[{"id":"\#(Samples.nobody)","state":"enabled","name":"Acme"}]}"#, headers: date)
      }
      defer { server.stop() }
      let faketime = try #require(TestEnvironment.path(of: "faketime"))
      let child = try ChildProcess(
        faketime, ["--exclude-monotonic", "-f", shift, SidecarProgram.path],
        environment: Self.environment(server.url).merging(["XDG_CACHE_HOME": "/dev/null"]) { $1 })
      let start = ContinuousClock.now
      #expect(try child.ask(Self.get(1))["result"]?["state"]?.string == "enabled")
      let took = ContinuousClock.now - start
      // The second that it was told to wait, at least in part: dates have whole seconds.
      #expect(took > .milliseconds(500) && took < .seconds(30), "\(took)")
      #expect(server.requests.count == 2)
      #expect(try child.finish() == .exited(0))
    }
  }
}

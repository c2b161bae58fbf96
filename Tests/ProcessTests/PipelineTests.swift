import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// The program between two others: whatever jq writes is read, and answers can keep the order of the requests.
  @Suite(.enabled(if: TestEnvironment.has("jq"), "needs jq")) struct PipelineTests {
    /// Runs a script of the shell, in which `$SIDECAR` is the program.
    private func shell(
      _ script: String, _ environment: [String: String] = [:]
    ) throws -> (
      ending: ChildProcess.Ending, output: String, error: String
    ) {
      let child = try ChildProcess(
        "/bin/sh", ["-c", script],
        environment: ["SIDECAR": SidecarProgram.path, "XDG_CACHE_HOME": "/dev/null"].merging(environment) { $1 },
        input: .null)
      let ending = try child.finish()
      return (ending, String(decoding: child.outputBytes, as: UTF8.self), child.errorText)
    }

    /// Two requests, the second with everything that makes JSON hard to cut: brackets and quotes in strings, an emoji.
    private static let requests =
      #"{jsonrpc:"2.0",id:1,method:"ping"},{jsonrpc:"2.0",id:"}{][\"\\\n\t😀",method:"ping",params:{}}"#
    private static let shapes: [(String, [String])] = [
      ("pretty", []), ("compact", ["-c"]), ("tabs", ["--tab"]), ("indented", ["--indent", "7"]),
      ("joined", ["-j"]), ("joined and compact", ["-c", "-j"]), ("escaped", ["-a"]), ("sorted", ["-S"]),
      ("a sequence", ["--seq"]), ("a compact sequence", ["--seq", "-c"]), ("raw", ["-r"]),
    ]

    @Test(arguments: shapes)
    func whateverJqWrites(_ name: String, _ options: [String]) throws {
      let run = try shell(
        #"jq -n \#(options.joined(separator: " ")) "$REQUESTS" | "$SIDECAR" --ordered | jq -c '[.id, .result]'"#,
        ["REQUESTS": Self.requests])
      #expect(run.output == "[1,{}]\n[\"}{][\\\"\\\\\\n\\t😀\",{}]\n", "\(name): \(run.error)")
      #expect(run.error == "" && run.ending == .exited(0))
    }

    @Test(arguments: [[], ["-c"], ["--tab"], ["--seq"]])
    func slurpedIsABatch(_ options: [String]) throws {
      let options = options.joined(separator: " ")
      let run = try shell(
        #"jq -n \#(options) "$REQUESTS" | jq -s \#(options) . | "$SIDECAR" | jq -c 'map(.result)'"#,
        ["REQUESTS": Self.requests])
      #expect(run.output == "[{},{}]\n", "\(run.error)")
    }

    /// The events of `jq --stream` are no requests: each is told so, and nothing hangs.
    @Test func streamedEventsAreNoRequests() throws {
      let run = try shell(
        #"jq -n "$REQUESTS" | jq -c --stream . | "$SIDECAR" | jq -c 'map(.error.data.kind) | unique'"#,
        ["REQUESTS": Self.requests])
      #expect(run.ending == .exited(0))
      #expect(Set(run.output.split(separator: "\n")) == [#"["invalidRequest"]"#])
      // Put together again they are what they were.
      let whole = try shell(
        #"jq -n "$REQUESTS" | jq -c --stream . | jq -n 'fromstream(inputs)' | "$SIDECAR" | jq -c .result"#,
        ["REQUESTS": Self.requests])
      #expect(whole.output == "{}\n{}\n")
    }

    // MARK: In order

    @Test func answersInTheOrderOfTheRequests() throws {
      let run = try shell(
        #"""
        jq -n --argjson body "$BODY" '
          {jsonrpc: "2.0", id: 0, method: "connection.ensure", params: $body},
          (range(1; 1000) | {jsonrpc: "2.0", id: ., method: "connection.validate", params: $body}),
          {jsonrpc: "2.0", id: 1000, method: "connection.list"}' |
          "$SIDECAR" --simulate --ordered | jq -c .id
        """#, ["BODY": Samples.body()])
      #expect(run.output == (0...1000).map { "\($0)\n" }.joined())
    }

    /// A program that keeps at most 64 KiB of answers, while it waits for a connection that is never enabled, and much
    /// that is asked behind that wait: nothing more of it is taken. Where the sending has come to is returned.
    private func heldBack(_ input: [UInt8], timeout: Int) throws -> (child: ChildProcess, sent: Int) {
      let child = try SidecarProgram.start(["--simulate", "--ordered", "--max-owed-bytes", "65536"])
      let created = try child.ask(Samples.create(1, "Acme simulate:never-enabled"))
      let id = try #require(created["result"]?["id"]?.string)
      try child.send(
        Samples.request(2, "connection.waitEnabled", #"{"id":"\#(id)","timeoutMs":\#(timeout)}"#), .line)
      var sent = 0
      var failures = 0
      while failures < 10, sent < input.count {
        let count = child.sendWhatFits(input[sent...])
        sent += count
        failures = count == 0 ? failures + 1 : 0
        if count == 0 { usleep(20_000) }
      }
      return (child, sent)
    }

    private func validations(_ ids: Range<Int>) -> [UInt8] {
      ids.flatMap { Array((Samples.request($0, "connection.validate", Samples.body()) + "\n").utf8) }
    }

    @Test func readingIsHeldBackWhileMuchWaitsForItsTurn() throws {
      let count = 10_000
      let input = validations(3..<count)
      let (child, sent) = try heldBack(input, timeout: 3000)
      #expect(sent < input.count / 4)
      let run = try child.exchange(input[sent...])
      #expect(run.ending == .exited(0))
      let lines = run.output.split(separator: 0x0A)
      try #require(lines.count == count - 2)
      #expect(lines[0].starts(with: Array(#"{"jsonrpc":"2.0","id":2,"error":{"code":1504"#.utf8)))
      for (index, line) in lines.enumerated().dropFirst() {
        #expect(line.starts(with: Array(#"{"jsonrpc":"2.0","id":\#(index + 2),"result":{"valid":true"#.utf8)))
      }
    }

    /// A reader that goes away ends the program, although it reads nothing more.
    @Test func aReaderThatGoesAwayWhileReadingIsHeldBack() throws {
      let (child, _) = try heldBack(validations(3..<2000), timeout: 600_000)
      child.closeOutput()
      #expect(try child.waitForEnd() == .exited(1))
    }

    @Test func aSignalWhileReadingIsHeldBack() throws {
      let (child, _) = try heldBack(validations(3..<2000), timeout: 600_000)
      child.signal(SIGTERM)
      let first = try child.nextMessage()
      #expect(first["id"]?.integer == 2)
      #expect(first["error"]?["data"]?["kind"]?.string == "shuttingDown")
      #expect(try child.nextMessage()["id"]?.integer == 3)
      #expect(try child.finish() == .exited(0))
    }
  }
}

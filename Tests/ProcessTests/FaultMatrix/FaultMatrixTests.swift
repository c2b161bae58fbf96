import TestSupport
import Testing

extension ProcessSuite {
  /// Every fault, for each method that can meet it, over HTTP/1.1 and over HTTP/2 with TLS: what is answered, and that no
  /// create ever makes two connections.
  @Suite(.timeLimit(.minutes(3))) struct FaultMatrixTests {
    @Test(
      .enabled(
        if: TestEnvironment.has("nginx") && TestEnvironment.has("openssl"), "needs nginx (nginx-light) and openssl"))
    func everyFault() throws {
      let front = try TLSFront()
      let elsewhere = try LoopbackServer { _ in .json(200, #"{"items":[],"id":"taken"}"#) }
      defer { elsewhere.stop() }
      let scenarios = Scenario.everything(elsewhere: elsewhere, closedPort: try LoopbackServer.unusedPort())
      let runs = scenarios.flatMap { scenario in
        scenario.ways.map { ScenarioRun(scenario: scenario, way: $0, front: front.addresses) }
      }
      let outcomes = concurrently(runs, atOnce: 32) { try $0.play() }
      let entries = Dictionary(grouping: try front.stop(), by: \.port)

      var rows: [ScenarioRun.Row] = []
      var versions: [UInt16: Set<String>] = [:]
      for (run, outcome) in zip(runs, outcomes) {
        let name = "\(run.scenario.name), \(run.way)"
        guard case .success(let outcome) = outcome, let port = outcome.rows.first?.port else {
          Issue.record("\(name): \(outcome)")
          continue
        }
        #expect(outcome.faults == [], "\(name)")
        #expect(outcome.peakMemory < 160 << 20, "\(name): \(outcome.peakMemory >> 20) MiB")
        SentRequests.check(outcome.requests)
        rows += outcome.rows
        let passed = (entries[port] ?? []).filter { $0.certificate == run.way.certificate }
        versions[port] = Set(run.way == .plain ? outcome.requests.map(\.version) : passed.map(\.version))
        let expected: Set<String> =
          switch run.way {
          case .plain: ["HTTP/1.1"]
          case .encrypted, .packed: ["HTTP/2.0"]
          case .badCertificate, .nowhere: []
          }
        #expect(versions[port] == expected || (outcome.requests.isEmpty && passed.isEmpty), "\(name)")
        if run.way == .packed {
          let encodings = passed.filter { $0.status == 200 }.map(\.contentEncoding)
          #expect(!encodings.isEmpty && encodings.allSatisfy { $0 == "gzip" }, "\(name): \(encodings)")
        }
      }
      let table = FaultTable(rows: rows) { row in versions[row.port]?.sorted().joined(separator: ", ") ?? "" }
      print(table.text)

      // The other host has not been told anything.
      #expect(elsewhere.requests.count == 0)
      // Both versions have really been spoken, and nothing was said to whoever could not be trusted.
      let spoken = Set(versions.values)
      #expect(spoken == [["HTTP/1.1"], ["HTTP/2.0"], []])
      // The table has a row for everything that was asked for, and none shows two connections.
      let asked = scenarios.flatMap { scenario in scenario.ways.map { _ in scenario.expected.count } }.reduce(0, +)
      #expect(rows.count == asked && rows.count >= 200)
      #expect(table.text.split(separator: "\n").count == rows.count + 2)
      #expect(rows.allSatisfy { $0.made <= 1 })
      for method in Scenario.Method.allCases { #expect(rows.contains { $0.method == method && $0.answer == "result" }) }
    }
  }
}

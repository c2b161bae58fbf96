import FlowServiceSimulator
import Synchronization
import TestSupport
import Testing

@testable import FlowService

#if canImport(Glibc)
  import Glibc
#endif

/// One after the other, since one of them measures the memory of the process.
@Suite(.serialized) struct WaitScaleTests {
  /// Resident memory in bytes; nil where the system does not tell it in this way.
  private static func resident() -> Int? {
    guard let file = fopen("/proc/self/statm", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, Int32(line.count), file) != nil else { return nil }
    let fields = String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }

  private struct Initializing: HTTPTransport {
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      HTTPResponse(status: 200, body: Array(#"{"items":[{"id":"x","state":"initializing"}]}"#.utf8))
    }
  }

  @Test(
    .enabled(if: resident() != nil, "needs /proc/self/statm"),
    .disabled(if: TestEnvironment.sanitizer != nil, "measures memory, of which a sanitizer needs several times as much")
  )
  func waitsAreSmall() async throws {
    let time = VirtualTime()
    let client = FlowServiceClient(.test, Initializing(), time)
    let ended = Mutex(0)
    let batch = 5_000
    try await time.run {
      var waits: [PendingWait] = []
      var costs: [Int] = []
      for round in 0..<5 {
        let before = try #require(Self.resident())
        for number in 0..<batch {
          let id = "3e908d3f-c390-482b-9f44-\(100_000_000_000 + round * batch + number)"
          waits.append(client.startWaitEnabled(id, timeout: .seconds(3_600)) { _ in ended.withLock { $0 += 1 } })
        }
        try await time.sleep(for: .milliseconds(100))
        costs.append((try #require(Self.resident()) - before) / batch)
      }
      #expect(client.waitCount == 5 * batch)
      // The median, with room to spare: other tests take and give memory at the same time. By itself it is under 1 KiB.
      let cost = costs.sorted()[2]
      #expect(cost < 4_096, "\(costs) bytes a wait")
      for wait in waits { wait.cancel() }
      #expect(client.waitCount == 0)
    }
    #expect(ended.withLock { $0 } == 5 * batch)
  }

  @Test func aWaitWithoutATaskHasTheSameOutcomes() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { _, _ in
      .item("a", state: time.now >= .seconds(20) ? "enabled" : "initializing")
    }
    let client = FlowServiceClient(.test, transport, time)
    let outcomes = Mutex<[String]>([])
    try await time.run {
      @Sendable func note(_ name: String) -> @Sendable (Result<WaitResult, FlowServiceError>) -> Void {
        { outcome in
          let word =
            switch outcome {
            case .success(let result): result.connection.state ?? ""
            case .failure(let error): error.kind.rawValue
            }
          outcomes.withLock { $0.append("\(name) \(word)") }
        }
      }
      _ = client.startWaitEnabled("a", timeout: .seconds(60), completion: note("patient"))
      _ = client.startWaitEnabled("a", timeout: .seconds(5), completion: note("hasty"))
      let cancelled = client.startWaitEnabled("a", timeout: .seconds(60), completion: note("cancelled"))
      try await time.sleep(for: .seconds(1))
      cancelled.cancel()
      cancelled.cancel()
      try await time.sleep(for: .seconds(60))
    }
    #expect(outcomes.withLock { $0 } == ["cancelled requestCancelled", "hasty waitTimeout", "patient enabled"])
  }

  @Test func tenThousandWaits() async throws {
    let time = VirtualTime()
    let simulator = SimulatedTransport(
      time: time,
      configuration: SimulatorConfiguration(
        enableDelay: .seconds(6), latency: .milliseconds(20), seed: 5, wallClock: testWallClock(time)))
    let client = FlowServiceClient(.test, simulator, time)
    let worst = try await time.run {
      try await withThrowingTaskGroup(of: Duration.self) { group in
        for number in 0..<10_000 {
          group.addTask {
            let id = try await client.create(createBody("c\(number)")).id
            let made = time.now
            _ = try await client.waitEnabled(id, timeout: .seconds(600))
            return time.now - made
          }
        }
        return try await group.reduce(Duration.zero) { max($0, $1) }
      }
    }
    // The delay, the longest interval, and two seconds.
    #expect(worst <= .seconds(23))
    #expect(client.waitCount == 0)
  }
}

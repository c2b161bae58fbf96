import Synchronization
import Testing

@testable import FlowService

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct WaitMemoryTests {
  /// Resident memory in bytes; nil where the system does not tell it in this way.
  private static func resident() -> Int? {
    guard let file = fopen("/proc/self/statm", "r") else { return nil }
    defer { fclose(file) }
    var total = 0
    var pages = 0
    guard withUnsafeMutablePointer(to: &total, { total in
      withUnsafeMutablePointer(to: &pages) { pages in
        withVaList([total, pages]) { vfscanf(file, "%ld %ld", $0) }
      }
    }) == 2 else { return nil }
    return pages * 4096
  }

  @Test(.enabled(if: resident() != nil, "needs /proc/self/statm"))
  func tenThousandWaitsAreSmall() async throws {
    let time = VirtualTime()
    let transport = Initializing()
    let client = FlowServiceClient(.test, transport, time)
    try await time.run {
      let before = Self.resident()!
      let waits = (0..<10_000).map { number in
        Task(executorPreference: time) {
          await failure { try await client.waitEnabled("3e908d3f-c390-482b-9f44-\(100_000_000_000 + number)", timeout: .seconds(3_600)) }
        }
      }
      try await time.sleep(for: .milliseconds(500))
      #expect(client.waitCount == 10_000)
      let after = Self.resident()!
      print(MemoryLayout<FlowServiceError>.size, MemoryLayout<EnableWatch.Entry>.size, MemoryLayout<EnableWatch.Waiter>.size, MemoryLayout<EnableWatch.Due>.size, "MEM per wait", (after - before) / 10_000)
      for wait in waits { wait.cancel() }
      for wait in waits { _ = await wait.value }
      #expect(client.waitCount == 0)
    }
  }
}

private struct Initializing: HTTPTransport {
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    HTTPResponse(status: 200, body: Array(#"{"items":[{"id":"x","state":"initializing"}]}"#.utf8))
  }
}

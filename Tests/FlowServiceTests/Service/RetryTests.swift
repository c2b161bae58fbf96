import TestSupport
import Testing

@testable import FlowService

@Suite struct RetryTests {
  private static let clock = WallClock { 1_000_000 }

  @Test(
    arguments: [
      ([("Retry-After", "38")], 38.0), ([("retry-after", "0")], 0), ([("Retry-After", "1.5")], 1.5),
      ([("Retry-After", "-4")], 0), ([("Retry-After", "1e300")], 86_400),
      // Against the answer's own date, whatever this machine's clock says.
      ([("Retry-After", "Sun, 06 Nov 1994 08:50:07 GMT"), ("Date", "Sun, 06 Nov 1994 08:49:37 GMT")], 30),
      ([("Retry-After", "Thu, 01 Jan 1970 00:17:00 GMT")], 20),
      ([("Retry-After", "Thu, 01 Jan 1970 00:00:00 GMT")], 0),
    ] as [([(String, String)], Double)])
  func readsRetryAfter(headers: [(String, String)], seconds: Double) {
    let response = HTTPResponse(status: 429, headers: HTTPFields(headers.map { HTTPHeader($0.0, $0.1) }))
    #expect(RetryAfter.delay(in: response, clock: Self.clock) == .milliseconds(Int(seconds * 1000)))
  }

  @Test(arguments: ["soon", "", "nan", "12 s"])
  func ignoresWhatIsNoRetryAfter(text: String) {
    let response = HTTPResponse(status: 429, headers: [HTTPHeader("Retry-After", text)])
    #expect(RetryAfter.delay(in: response, clock: Self.clock) == nil)
  }

  @Test func delaysGrowUpToTheLongest() {
    let policy = RetryPolicy(
      maximumAttempts: 9, firstDelay: .seconds(1), growth: 2, longestDelay: .seconds(5), totalDelay: .seconds(100))
    let delays = (1...8).map {
      policy.delay(attempts: $0, spent: .zero, remaining: nil, retryAfter: nil, random: 0)
    }
    #expect(delays == [1, 2, 4, 5, 5, 5, 5, 5].map { .seconds($0) })
    #expect(policy.delay(attempts: 9, spent: .zero, remaining: nil, retryAfter: nil, random: 0) == nil)
    #expect(policy.delay(attempts: 1, spent: .zero, remaining: nil, retryAfter: nil, random: 0.5) == .milliseconds(750))
  }

  @Test func budgetAndDeadlineEndTheAttempts() {
    let policy = RetryPolicy(totalDelay: .seconds(10))
    let asked = Duration.seconds(8)
    #expect(policy.delay(attempts: 1, spent: .zero, remaining: nil, retryAfter: asked, random: 0) == asked)
    #expect(policy.delay(attempts: 2, spent: .seconds(3), remaining: nil, retryAfter: asked, random: 0) == nil)
    #expect(policy.delay(attempts: 1, spent: .zero, remaining: .seconds(8), retryAfter: asked, random: 0) == nil)
    #expect(policy.delay(attempts: 1, spent: .zero, remaining: .seconds(9), retryAfter: asked, random: 0) == asked)
  }

  @Test(arguments: [
    (200, AttemptFate.settled), (400, .settled), (401, .settled), (403, .settled), (404, .settled), (408, .unknown),
    (412, .settled), (422, .settled), (429, .nothingHappened), (500, .unknown), (501, .settled), (502, .unknown),
    (503, .nothingHappened), (504, .unknown),
  ])
  func fateOfAStatus(status: Int, fate: AttemptFate) {
    #expect(AttemptFate(status: status) == fate)
  }

  @Test(arguments: [
    (TransportError.Kind.refused, AttemptFate.settled, AttemptFate.settled), (.libraryMissing, .settled, .settled),
    (.couldNotResolve, .nothingHappened, .unknown), (.couldNotConnect, .nothingHappened, .unknown),
    (.untrusted, .settled, .settled), (.tls, .nothingHappened, .unknown), (.timedOut, .nothingHappened, .unknown),
    (.connectionLost, .nothingHappened, .unknown),
    (.tooLarge, .settled, .unknown), (.cancelled, .settled, .settled), (.other, .nothingHappened, .unknown),
  ])
  func fateOfALoss(kind: TransportError.Kind, unarrived: AttemptFate, arrived: AttemptFate) {
    #expect(AttemptFate(TransportError(kind, mayHaveArrived: false, detail: "")) == unarrived)
    #expect(AttemptFate(TransportError(kind, mayHaveArrived: true, detail: "")) == arrived)
  }

  @Test(arguments: [429, 500, 502, 503, 504, 408])
  func aGetIsRepeated(status: Int) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(status, "{}"), .json(status, ""), .item("a", state: "enabled")])
    let client = FlowServiceClient(.test, transport, time)
    let connection = try await time.run { try await client.connection("a") }
    #expect(connection.state == "enabled")
    #expect(transport.requests.count == 3)
  }

  @Test(arguments: [TransportError.Kind.couldNotResolve, .couldNotConnect, .timedOut, .connectionLost])
  func aGetIsRepeatedAfterALoss(kind: TransportError.Kind) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([
      .lost(kind), .lost(kind, mayHaveArrived: false), .item("a", state: "enabled"),
    ])
    let client = FlowServiceClient(.test, transport, time)
    _ = try await time.run { try await client.connection("a") }
    #expect(transport.requests.count == 3)
  }

  @Test(arguments: [400, 401, 403, 404, 412, 422, 301, 501])
  func aRefusedGetIsNotRepeated(status: Int) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(status, "{}")])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.connection("a") } }
    #expect(error?.httpStatus == status)
    #expect(transport.requests.count == 1)
  }

  @Test func retryAfterIsHonoured() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([
      .json(429, "{}", [HTTPHeader("Retry-After", "7")]), .item("a", state: "enabled"),
    ])
    let client = FlowServiceClient(.test, transport, time)
    _ = try await time.run { try await client.connection("a") }
    #expect(time.now == .seconds(7))
  }

  @Test func withoutRetryAfterTheDelayIsThePolicys() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(429, "{}"), .item("a", state: "enabled")])
    let client = FlowServiceClient(.test, transport, time)
    _ = try await time.run { try await client.connection("a") }
    #expect(time.now >= .milliseconds(250))
    #expect(time.now <= .milliseconds(500))
  }

  @Test func retryAfterBeyondTheTimeLeftIsTold() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(429, "{}", [HTTPHeader("Retry-After", "7")])])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run {
      await failure {
        try await client.connection("a", options: CallOptions(timeout: .seconds(5)))
      }
    }
    #expect(error?.kind == .rateLimited)
    #expect(error?.retryAfter == .seconds(7))
    #expect(time.now == .zero)
    #expect(transport.requests.first?.timeout == .seconds(5))
  }

  @Test func attemptsEnd() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.lost(.couldNotConnect, mayHaveArrived: false)])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.connection("a") } }
    #expect(error?.kind == .unreachable)
    #expect(error?.reason == "couldNotConnect")
    #expect(transport.requests.count == 5)
    #expect(time.now < .seconds(8))
  }

  /// The last attempt is cut off by the end of the call: the answer to the one before says more.
  @Test func anAttemptThatIsCutOffDoesNotHideTheAnswerBefore() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, index in
      if index == 0 { return .json(500, "{}", [HTTPHeader("x-request-id", "r0")]) }
      try? await time.sleep(for: request.timeout)
      return .lost(.timedOut)
    }
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run {
      await failure { try await client.connection("a", options: CallOptions(timeout: .seconds(1))) }
    }
    #expect(error?.httpStatus == 500)
    #expect(error?.requestID == "r0")
    #expect(transport.requests.count == 2)
    #expect(time.now == .seconds(1))
  }
}

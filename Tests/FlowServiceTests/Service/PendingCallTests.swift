import Synchronization
import TestSupport
import Testing

@testable import FlowService

/// What a call without a task does about moments that no network shows reliably.
@Suite("a call that no task waits for") struct PendingCallTests {
  typealias Outcome = Result<Connection, FlowServiceError>

  /// A transport whose exchanges end when a test says so; what tasks send is answered by a script.
  private final class ByHand: HTTPTransport {
    final class Exchange: StartedExchange {
      let request: HTTPRequest
      let waiter: any ExchangeWaiter
      let cancels = Atomic<Int>(0)

      init(_ request: HTTPRequest, _ waiter: any ExchangeWaiter) {
        self.request = request
        self.waiter = waiter
      }

      func cancel() { cancels.add(1, ordering: .relaxed) }
      func end(_ outcome: ScriptedTransport.Answer) { waiter.exchangeHasEnded(outcome) }
    }

    private let exchanges = Mutex<[Exchange]>([])
    private let sending: ScriptedTransport
    /// Called before `start` returns.
    private let onStart: @Sendable (Exchange) -> Void

    init(_ sending: ScriptedTransport, onStart: @escaping @Sendable (Exchange) -> Void = { _ in }) {
      self.sending = sending
      self.onStart = onStart
    }

    var started: [Exchange] { exchanges.withLock { $0 } }
    var sent: [HTTPRequest] { sending.requests }

    func start(_ request: consuming HTTPRequest, for waiter: any ExchangeWaiter) -> (any StartedExchange)? {
      let exchange = Exchange(request, waiter)
      exchanges.withLock { $0.append(exchange) }
      onStart(exchange)
      return exchange
    }

    func send(_ request: consuming HTTPRequest) async throws(TransportError) -> HTTPResponse {
      try await sending.send(request)
    }
  }

  private static let found = ScriptedTransport.Answer.item("a", state: "enabled")
  private static let busy = ScriptedTransport.Answer.json(503, "{}")

  /// What comes of a call that is started on that clock, which stands still until `act` has returned.
  private func outcome(
    _ client: FlowServiceClient, _ time: VirtualTime, _ act: @escaping @Sendable (PendingCall) -> Void
  ) async throws -> Outcome {
    try await time.run {
      await withCheckedContinuation { continuation in
        if let call = try? client.startConnection("a", completion: { continuation.resume(returning: $0) }) { act(call) }
      }
    }
  }

  private func kind(_ outcome: Outcome) -> FlowServiceErrorKind? {
    if case .failure(let error) = outcome { error.kind } else { nil }
  }

  @Test("cancelled before its exchange is known to it") func cancelledWhileItBegins() async throws {
    let time = VirtualTime()
    let transport = ByHand(ScriptedTransport([Self.found])) { ($0.waiter as? PendingCall)?.cancel() }
    let client = FlowServiceClient(.test, transport, time)
    let outcome = try await outcome(client, time) { _ in
      #expect(transport.started[0].cancels.load(ordering: .relaxed) == 1)
      transport.started[0].end(.lost(.cancelled, mayHaveArrived: false))
    }
    #expect(kind(outcome) == .requestCancelled)
    #expect(transport.sent.isEmpty)
  }

  @Test("its exchange has ended before it is known to it") func endedWhileItBegins() async throws {
    let time = VirtualTime()
    let transport = ByHand(ScriptedTransport([Self.found])) { $0.end(Self.busy) }
    let client = FlowServiceClient(.test, transport, time)
    let outcome = try await outcome(client, time) { $0.cancel() }
    #expect(kind(outcome) == .requestCancelled)
    #expect(transport.started[0].cancels.load(ordering: .relaxed) == 0)
    #expect(transport.sent.isEmpty)
    let other = try await self.outcome(client, time) { _ in }
    #expect(try other.get().id == "a")
    #expect(transport.sent.count == 1)
  }

  @Test("cancelled while its exchange ends in another way") func cancelledAndEnded() async throws {
    let time = VirtualTime()
    let transport = ByHand(ScriptedTransport([Self.found]))
    let client = FlowServiceClient(.test, transport, time)
    let outcome = try await outcome(client, time) { call in
      call.cancel()
      transport.started[0].end(Self.busy)
    }
    #expect(kind(outcome) == .requestCancelled)
    #expect(transport.sent.isEmpty)
  }

  @Test("its answer tells the time at the service") func observesTheClock() async throws {
    let time = VirtualTime()
    let transport = ByHand(ScriptedTransport([]))
    let client = FlowServiceClient(.test, transport, time)
    _ = try await outcome(client, time) { _ in
      transport.started[0].end(
        .json(200, #"{"items":[{"id":"a"}]}"#, [HTTPHeader("Date", "Thu, 01 Jan 1970 00:20:00 GMT")]))
    }
    #expect(client.caller.clock.earliestStamp(after: .zero) == 1_200_000 - 5_000)
  }

  @Test("a token that is missing, due, or rejected is a task's business") func tokens() async throws {
    let time = VirtualTime()
    let issued = Mutex(0)
    let sending = ScriptedTransport { request, _ in
      guard request.url.hasPrefix("https://ims.test") else { return Self.found }
      let number = issued.withLock { count in
        count += 1
        return count
      }
      return .json(200, #"{"access_token":"t\#(number)","expires_in":86399}"#)
    }
    let transport = ByHand(sending) {
      $0.end($0.request.headers["Authorization"] == "Bearer t2" ? .json(401, "{}") : Self.found)
    }
    let client = FlowServiceClient(.testIMS, transport, time)
    func read() async throws -> [String] {
      let before = transport.sent.count
      _ = try await outcome(client, time) { _ in }.get()
      return transport.sent[before...].map { $0.method == .post ? "token" : $0.headers["Authorization"] ?? "" }
    }
    #expect(try await read() == ["token", "Bearer t1"])
    #expect(try await read() == [])
    // Near its end it still serves, and another one is asked for.
    try await time.run { try await time.sleep(for: .seconds(86_200)) }
    #expect(try await read().sorted() == ["Bearer t1", "token"])
    #expect(transport.started.count == 1)
    // The second one is rejected.
    #expect(try await read() == ["token", "Bearer t3"])
    #expect(transport.started.map { $0.request.headers["Authorization"] } == ["Bearer t1", "Bearer t2"])
  }
}

import Synchronization
import TestSupport
import Testing

@testable import FlowService

/// Updates, deletes and ensures over real sockets, with a server that loses answers in every way after having acted.
@Suite("changes over sockets", .timeLimit(.minutes(1)))
struct ChangesOverSocketsTests {
  static let losses: [(name: String, answer: LoopbackAnswer)] = [
    ("connection closed before the answer", .hangUp()), ("connection reset before the answer", .reset()),
    ("closed after the headers", .json(200, #"{"id":"i"}"#).cutAfterHeaders()),
    ("reset in mid-body", .json(200, #"{"id":"i","etag":"\"2\""}"#).cutInBody(after: 9, .reset)),
    ("500", .text(500, "oops")), ("502 with HTML", .text(502, "<html><title>Bad gateway</title></html>")),
    ("504", .json(504, "{}")), ("200 with HTML", .text(200, "<html>login</html>")),
  ]

  /// A service with one connection at most, which acts on every change and loses the answers it is told to.
  private final class Service: Sendable {
    struct State {
      var exists = true
      var name = "a"
      var version = 1
      var changes = 0
      var made = 0
    }

    let state: Mutex<State>
    /// In place of the first answer to a change.
    let loss: LoopbackAnswer

    init(exists: Bool = true, loss: LoopbackAnswer) {
      state = Mutex(State(exists: exists))
      self.loss = loss
    }

    func answer(_ request: LoopbackRequest) -> LoopbackAnswer {
      state.withLock { state in
        let answer = act(request, &state)
        guard request.method != "GET", (200...299).contains(answer.status) else { return answer }
        state.changes += 1
        return state.changes == 1 ? loss : answer
      }
    }

    private func act(_ request: LoopbackRequest, _ state: inout State) -> LoopbackAnswer {
      let item =
        #"{"id":"i","name":"\#(state.name)","state":"enabled","etag":"\"\#(state.version)\"","connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}"#
      if request.method == "POST" {
        state.exists = true
        state.made += 1
        return .json(201, #"{"id":"i","etag":"\"1\""}"#)
      }
      if request.path.hasSuffix("/connections") {
        return .json(200, #"{"items":[\#(state.exists ? item : "")]}"#)
      }
      guard state.exists else { return .json(404, #"{"errorMessage":"connections not found with id = [i]"}"#) }
      switch request.method {
      case "GET": return .json(200, #"{"items":[\#(item)]}"#)
      case "DELETE":
        state.exists = false
        return .status(204)
      default:
        guard request[header: "If-Match"] == "\"\(state.version)\"" else { return .json(412, "{}") }
        state.version += 1
        state.name = "b"
        return .json(200, #"{"id":"i","etag":"\"\#(state.version)\""}"#)
      }
    }
  }

  private func withClient<T: Sendable>(
    _ service: Service, _ body: @escaping @Sendable (FlowServiceClient) async throws -> T
  ) async throws -> (T, [LoopbackRequest]) {
    let server = try LoopbackServer { service.answer($0) }
    defer { server.stop() }
    let fixture = TransportFixture()
    var configuration = FlowServiceConfiguration.test
    configuration.baseURL = server.url
    var options = FlowServiceClient.Options()
    options.retry.firstDelay = .milliseconds(5)
    options.recovery.lookDelays = [.milliseconds(1), .milliseconds(5)]
    options.wait = .brisk
    let client = FlowServiceClient(
      configuration, transport: fixture.transport, time: fixture.loop, executor: fixture.loop, options: options)
    let value = try await Task(executorPreference: fixture.loop) { try await body(client) }.value
    return (value, server.requests)
  }

  @Test("an update is made once, and found", arguments: losses.indices)
  func update(_ index: Int) async throws {
    let service = Service(loss: Self.losses[index].answer)
    let (updated, requests) = try await withClient(service) { client in
      try await client.update("i", operations: operations(#"[{"op":"replace","path":"/name","value":"b"}]"#))
    }
    #expect(updated == UpdatedConnection(id: "i", etag: "\"2\"", isRecovered: true), "\(Self.losses[index].name)")
    #expect(requests.map(\.method) == ["GET", "PATCH", "GET"])
    #expect(requests[1].headers.contains { $0.name.lowercased() == "if-match" && $0.value == "\"1\"" })
    #expect(requests[1].text == #"[{"op":"replace","path":"/name","value":"b"}]"#)
    #expect(service.state.withLock { $0.version } == 2)
  }

  @Test("a delete is repeated or looked after, and finds it done", arguments: losses.indices)
  func delete(_ index: Int) async throws {
    let service = Service(loss: Self.losses[index].answer)
    let (_, requests) = try await withClient(service) { client in try await client.delete("i") }
    let isAnswered = Self.losses[index].name == "200 with HTML"
    #expect(requests.map(\.method) == ["DELETE", isAnswered ? "GET" : "DELETE"], "\(Self.losses[index].name)")
    #expect(service.state.withLock { !$0.exists })
  }

  @Test("an ensure makes one", arguments: losses.indices)
  func ensure(_ index: Int) async throws {
    let service = Service(exists: false, loss: Self.losses[index].answer)
    let (ensured, _) = try await withClient(service) { client in
      try await client.ensure(createBody("a"), timeout: .seconds(20))
    }
    #expect(ensured.isCreated && ensured.isRecovered, "\(Self.losses[index].name)")
    #expect(ensured.wait.connection.id == "i")
    #expect(service.state.withLock { $0.made } == 1)
  }
}

import FlowServiceSimulator
import TestSupport
import Testing

@testable import FlowService

@Suite struct EnsureTests {
  @Test func makesOneOnceAndForAll() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time)
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let first = try await client.ensure(createBody("a"), timeout: .seconds(60))
      #expect(first.isCreated)
      #expect(first.wait.connection.state == "enabled")
      for _ in 0..<3 {
        let again = try await client.ensure(createBody("a"), timeout: .seconds(60))
        #expect(!again.isCreated)
        #expect(again.wait.connection.id == first.wait.connection.id)
        #expect(again.others.isEmpty)
      }
      // Another process knows nothing of the first.
      let other = FlowServiceClient(.test, simulator, time)
      let there = try await other.ensure(createBody("a"), timeout: .seconds(60))
      #expect(!there.isCreated)
    }
    #expect(simulator.connectionCount == 1)
  }

  @Test func atOnceTheyShareOne() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time)
    let client = FlowServiceClient(.test, simulator, time)
    let made = try await time.run {
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<50 {
          group.addTask { try await client.ensure(createBody("a"), timeout: .seconds(60)).isCreated }
        }
        var made = 0
        for try await isCreated in group where isCreated { made += 1 }
        return made
      }
    }
    #expect(made == 1)
    #expect(simulator.connectionCount == 1)
  }

  @Test func neverADuplicateWhenAnswersAreLost() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time) { method, number in
      method == .post && number % 3 == 0 ? .answerLost : .fair
    }
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      for index in 0..<30 {
        let ensured = try await client.ensure(createBody("c\(index)"), timeout: .seconds(60))
        #expect(ensured.isCreated)
        #expect(ensured.isRecovered == (index % 3 == 2))
        #expect(try await !client.ensure(createBody("c\(index)"), timeout: .seconds(60)).isCreated)
      }
    }
    #expect(simulator.idsByName.values.allSatisfy { $0.count == 1 })
    #expect(simulator.connectionCount == 30)
  }

  @Test func whatTheListDoesNotShowYetIsNotMadeAgain() async throws {
    let time = VirtualTime()
    // A list that lags behind for good.
    let simulator = simulatedService(time)
    let transport = Lagging(simulator)
    let client = FlowServiceClient(.test, transport, time)
    try await time.run {
      #expect(try await client.ensure(createBody("a"), timeout: .seconds(60)).isCreated)
      #expect(try await !client.ensure(createBody("a"), timeout: .seconds(60)).isCreated)
      // Nor can it be read in its first second.
      let short = await failure { try await client.ensure(createBody("simulate:late"), timeout: .milliseconds(300)) }
      #expect(short?.kind == .waitTimeout)
      #expect(try await !client.ensure(createBody("simulate:late"), timeout: .seconds(60)).isCreated)
      #expect(simulator.connectionCount == 2)
      // One that was deleted is made again.
      let id = try #require(simulator.idsByName["a"]?.first)
      try await client.delete(id)
      try await time.sleep(for: .seconds(60))
      #expect(try await client.ensure(createBody("a"), timeout: .seconds(60)).isCreated)
    }
  }

  private struct Lagging: HTTPTransport {
    let simulator: SimulatedTransport

    init(_ simulator: SimulatedTransport) { self.simulator = simulator }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      if request.method == .get, request.url.contains("/connections?") {
        return HTTPResponse(status: 200, body: Array(#"{"items":[]}"#.utf8))
      }
      return try await simulator.send(request)
    }
  }

  @Test func nameAndSpecAreComparedHere() async throws {
    let time = VirtualTime()
    let spec = "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"
    func item(_ id: String, _ name: String, _ spec: String, _ state: String, _ createdAt: Int) -> String {
      #"{"id":"\#(id)","name":"\#(name)","connectionSpec":{"id":"\#(spec)"},"state":"\#(state)","createdAt":\#(createdAt)}"#
    }
    let items = [
      item("other-name", "A", spec, "enabled", 1), item("prefix", "a b", spec, "enabled", 1),
      item("other-spec", "a", "3fc0fee1-7dc0-40ef-b73e-d8b134c436f5", "enabled", 1),
      item("deleting", "a", spec, "delete-finalizing", 1), item("disabled", "a", spec, "disabled", 1),
      item("young", "a", spec, "enabled", 9), item("old", "a", spec.uppercased(), "enabled", 5),
      item("starting", "a", spec, "initializing", 2),
    ].joined(separator: ",")
    let transport = ScriptedTransport { request, _ in
      request.url.contains("/connections?")
        ? .json(200, #"{"items":[\#(items)]}"#) : .item("old", state: "enabled")
    }
    let client = FlowServiceClient(.test, transport, time)
    let ensured = try await time.run { try await client.ensure(createBody("a"), timeout: .seconds(60)) }
    #expect(!ensured.isCreated)
    #expect(ensured.others.map(\.id) == ["young", "starting", "disabled"])
    #expect(transport.requests.count == 2)
    #expect(transport.requests[1].url.hasSuffix("/connections/old"))
    #expect(
      transport.requests[0].url.hasSuffix(
        "/connections?property=name==%22a%22&property=connectionSpec.id==\(spec)&limit=100"))
  }

  @Test func allPagesAreLookedThrough() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time)
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      // A name with a quotation mark cannot be filtered by, so that all of this spec are looked through.
      for index in 0..<120 { _ = try await client.create(createBody("c\(index)")) }
      let made = try await client.ensure(createBody(#"a \" b"#), timeout: .seconds(60))
      #expect(made.isCreated)
      let other = FlowServiceClient(.test, simulator, time)
      let there = try await other.ensure(createBody(#"a \" b"#), timeout: .seconds(60))
      #expect(!there.isCreated)
      #expect(there.wait.connection.name == "a \" b")
    }
    #expect(simulator.connectionCount == 121)
  }

  @Test func aSearchThatFailsMakesNothing() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(403, "{}")])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.ensure(createBody("a"), timeout: .seconds(60)) } }
    #expect(error?.kind == .unauthorized)
    #expect(transport.requests.map(\.method) == [.get])
  }

  @Test func theTimeIsForAllOfIt() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time)
    let client = FlowServiceClient(.test, simulator, time)
    let error = try await time.run {
      await failure { try await client.ensure(createBody("simulate:slow"), timeout: .seconds(3)) }
    }
    #expect(error?.kind == .waitTimeout)
    #expect(error?.connectionID == simulator.idsByName["simulate:slow"]?.first)
    #expect(time.now == .seconds(3))
  }

  @Test func oneThatIsDisabledIsReported() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time)
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      for _ in 0..<2 {
        let error = await failure { try await client.ensure(createBody("simulate:disabled"), timeout: .seconds(60)) }
        #expect(error?.kind == .notEnabling)
        #expect(error?.connectionID != nil)
      }
    }
    #expect(simulator.connectionCount == 1)
  }

  @Test func aCancelledOneTellsWhatItLeft() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time, latency: .seconds(1))
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      // While it looks, while it creates, and while it waits.
      for (milliseconds, state) in [(500, FlowServiceError.RemoteState.untouched), (1500, .unknown), (2500, .created)] {
        let name = "simulate:never-enabled \(milliseconds)"
        let task = Task(executorPreference: time) {
          await failure { try await client.ensure(createBody(name), timeout: .seconds(60)) }
        }
        try await time.sleep(for: .milliseconds(milliseconds))
        task.cancel()
        let error = await task.value
        #expect(error?.kind == .requestCancelled)
        #expect(error?.remoteState == state, "\(milliseconds)")
        if state == .created { #expect(error?.connectionID == simulator.idsByName[name]?.first) }
      }
    }
  }
}

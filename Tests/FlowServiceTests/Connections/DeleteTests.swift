import FlowServiceSimulator
import TestSupport
import Testing

@testable import FlowService

@Suite struct DeleteTests {
  private static let gone = ScriptedTransport.Answer.json(
    404, #"{"errorMessage":"connections not found with id = [i]"}"#)

  @Test(arguments: [200, 202, 204]) func isAnsweredInSeveralWays(status: Int) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(status, "")])
    let client = FlowServiceClient(.test, transport, time)
    try await time.run { try await client.delete("i") }
    let request = try #require(transport.requests.first)
    #expect(transport.requests.count == 1)
    #expect(request.method == .delete)
    #expect(request.url == "https://flow.test/data/foundation/flowservice/connections/i")
    #expect(request.body == nil)
    #expect(
      request.headers.map(\.name) == ["Authorization", "x-api-key", "x-gw-ims-org-id", "Accept", "x-sandbox-name"])
  }

  @Test func aPageInBetweenSaysNothing() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, _ in
      request.method == .delete ? .json(200, "<html>login</html>") : .item("i", state: "enabled")
    }
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.delete("i") } }
    #expect(error?.kind == .flowServiceError)
    #expect(transport.requests.map(\.method) == [.delete, .get])
  }

  @Test func whatIsNotThereIsNotFound() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([Self.gone])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.delete("i") } }
    #expect(error?.kind == .notFound)
    #expect(error?.connectionID == "i")
    #expect(transport.requests.count == 1)
  }

  @Test(arguments: [
    ScriptedTransport.Answer.lost(), .lost(.timedOut), .json(500, "{}"), .json(502, ""), .json(504, "<html>"),
  ])
  func goneAfterALostAnswerIsDone(first: ScriptedTransport.Answer) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([first, Self.gone])
    let client = FlowServiceClient(.test, transport, time)
    try await time.run { try await client.delete("i") }
    #expect(transport.requests.map(\.method) == [.delete, .delete])
  }

  /// After these the service has certainly done nothing, so that somebody else has.
  @Test(arguments: [
    ScriptedTransport.Answer.json(429, "{}"), .json(503, "{}"), .lost(.couldNotConnect, mayHaveArrived: false),
  ])
  func goneAfterARefusalIsNotFound(first: ScriptedTransport.Answer) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([first, Self.gone])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.delete("i") } }
    #expect(error?.kind == .notFound)
    #expect(transport.requests.count == 2)
  }

  @Test(arguments: [400, 401, 403, 409]) func aRefusalIsFinal(status: Int) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(status, "{}")])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.delete("i") } }
    #expect(error?.httpStatus == status)
    #expect(transport.requests.count == 1)
  }

  @Test func whenNoAnswerEverComesALookSettlesIt() async throws {
    let time = VirtualTime()
    let looks: [(ScriptedTransport.Answer, Bool)] = [
      (Self.gone, true), (.item("i", state: "delete-finalizing"), true), (.item("i", state: "enabled"), false),
      (.lost(), false),
    ]
    for (look, isDone) in looks {
      let transport = ScriptedTransport { request, _ in request.method == .delete ? .json(504, "{}") : look }
      let client = FlowServiceClient(.test, transport, time)
      let error = try await time.run { await failure { try await client.delete("i") } }
      #expect(error?.kind == (isDone ? nil : .unreachable))
      #expect(transport.requests.count { $0.method == .delete } == 5)
      #expect(transport.requests.last?.method == .get)
    }
  }

  @Test func aConnectionThatIsDeletedIsGone() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time) { method, number in
      method == .delete && number == 1 ? .answerLost : .fair
    }
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let id = try await client.create(createBody("a")).id
      try await client.delete(id)
      let error = await failure { try await client.connection(id) }
      #expect(error?.kind == .notFound)
      let again = await failure { try await client.delete(id) }
      #expect(again?.kind == .notFound)
      #expect(try await client.connections().connections.isEmpty)
    }
  }

  @Test func oneInUseStays() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time)
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let id = try await client.create(createBody("simulate:in-use")).id
      let error = await failure { try await client.delete(id) }
      #expect(error?.flowCode == "FLOW-1418-400")
      #expect(error?.hint?.contains("dataflow") == true)
      #expect(try await client.connection(id).id == id)
    }
  }

  @Test func aCancelledOneTellsWhatItMayHaveLeft() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time, latency: .seconds(5))
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let id = try await client.create(createBody("a")).id
      let task = Task(executorPreference: time) { await failure { try await client.delete(id) } }
      try await time.sleep(for: .seconds(1))
      task.cancel()
      let error = await task.value
      #expect(error?.kind == .requestCancelled)
      #expect(error?.remoteState == .unknown)
    }
  }
}

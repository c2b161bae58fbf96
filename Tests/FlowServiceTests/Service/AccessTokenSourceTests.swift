import Synchronization
import TestSupport
import Testing

@testable import FlowService

@Suite struct AccessTokenSourceTests {
  /// Hands out tokens that it numbers, and knows which of them it takes.
  private final class Services: Sendable {
    let issued = Mutex(0)
    let rejected = Mutex<Set<String>>([])
    let imsFails = Mutex<ScriptedTransport.Answer?>(nil)
    let life: Int

    init(life: Int = 86_399) { self.life = life }

    func reject(_ token: String) { rejected.withLock { _ = $0.insert("Bearer " + token) } }

    func answer(_ request: HTTPRequest) -> ScriptedTransport.Answer {
      if request.url.hasPrefix("https://ims.test") {
        if let failure = imsFails.withLock({ $0 }) { return failure }
        let number = issued.withLock { count in
          count += 1
          return count
        }
        return .json(200, #"{"access_token":"t\#(number)","token_type":"bearer","expires_in":\#(life)}"#)
      }
      let authorization = request.headers["Authorization"] ?? ""
      if rejected.withLock({ $0.contains(authorization) || $0.contains("Bearer *") }) {
        return .json(401, #"{"error_code":"401013","message":"Oauth token is not valid"}"#)
      }
      return .item("a", state: "enabled")
    }
  }

  private static func isIMS(_ request: HTTPRequest) -> Bool { request.url.hasPrefix("https://ims.test") }

  @Test func asksAsIMSWantsIt() async throws {
    let time = VirtualTime()
    let services = Services()
    let transport = ScriptedTransport { request, _ in services.answer(request) }
    let client = FlowServiceClient(.testIMS, transport, time)
    _ = try await time.run { try await client.connection("a") }
    let request = try #require(transport.requests.first)
    #expect(request.method == .post)
    #expect(request.url == "https://ims.test/ims/token/v3")
    #expect(request.headers["Content-Type"] == "application/x-www-form-urlencoded")
    #expect(request.headers["Authorization"] == nil)
    #expect(
      String(decoding: request.body ?? [], as: UTF8.self)
        == "grant_type=client_credentials&client_id=client-id&client_secret=canary-client-secret&scope=openid%2Csession"
    )
    #expect(transport.requests.last?.headers["Authorization"] == "Bearer t1")
  }

  @Test func oneFetchServesAll() async throws {
    let time = VirtualTime()
    let services = Services()
    let transport = ScriptedTransport { request, _ in
      if Self.isIMS(request) { try? await time.sleep(for: .seconds(1)) }
      return services.answer(request)
    }
    let client = FlowServiceClient(.testIMS, transport, time)
    try await time.run {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<50 { group.addTask { _ = try await client.connection("a") } }
        try await group.waitForAll()
      }
    }
    #expect(services.issued.withLock { $0 } == 1)
    #expect(transport.requests.count == 51)
  }

  @Test func oneWhoIsCancelledTakesTheTokenFromNobody() async throws {
    let time = VirtualTime()
    let services = Services()
    let transport = ScriptedTransport { request, _ in
      if Self.isIMS(request) { try? await time.sleep(for: .seconds(10)) }
      return services.answer(request)
    }
    let client = FlowServiceClient(.testIMS, transport, time)
    try await time.run {
      let first = Task(executorPreference: time) { await failure { try await client.create(createBody("a")) } }
      try await time.sleep(for: .seconds(1))
      let second = Task(executorPreference: time) { try await client.connection("a") }
      try await time.sleep(for: .seconds(1))
      first.cancel()
      let error = await first.value
      #expect(error?.kind == .requestCancelled)
      #expect(error?.remoteState == .untouched)
      #expect(time.now == .seconds(2))
      #expect(try await second.value.id == "a")
    }
    #expect(services.issued.withLock { $0 } == 1)
  }

  @Test func theDeadlineHoldsWhileATokenIsAwaited() async throws {
    let time = VirtualTime()
    let services = Services()
    let transport = ScriptedTransport { request, _ in
      if Self.isIMS(request) { try? await time.sleep(for: .seconds(20)) }
      return services.answer(request)
    }
    let client = FlowServiceClient(.testIMS, transport, time)
    try await time.run {
      let error = await failure { try await client.connection("a", options: CallOptions(timeout: .seconds(3))) }
      #expect(error?.kind == .unreachable)
      #expect(error?.reason == "timedOut")
      #expect(time.now == .seconds(3))
    }
  }

  @Test func isRenewedEarlyInTheBackground() async throws {
    let time = VirtualTime()
    let services = Services(life: 3_600)
    let transport = ScriptedTransport { request, _ in
      if Self.isIMS(request) { try? await time.sleep(for: .seconds(2)) }
      return services.answer(request)
    }
    let client = FlowServiceClient(.testIMS, transport, time)
    try await time.run {
      _ = try await client.connection("a")
      try await time.sleep(for: .seconds(3_290))
      _ = try await client.connection("a")
      #expect(services.issued.withLock { $0 } == 1)
      try await time.sleep(for: .seconds(20))
      let began = time.now
      _ = try await client.connection("a")
      // Nobody waits for the new one.
      #expect(time.now == began)
      try await time.sleep(for: .seconds(5))
      _ = try await client.connection("a")
    }
    let used = transport.requests.compactMap { $0.headers["Authorization"] }
    #expect(used == ["Bearer t1", "Bearer t1", "Bearer t1", "Bearer t2"])
  }

  @Test func aShortLifeIsHalved() async throws {
    let time = VirtualTime()
    let services = Services(life: 60)
    let transport = ScriptedTransport { request, _ in services.answer(request) }
    let client = FlowServiceClient(.testIMS, transport, time)
    try await time.run {
      _ = try await client.connection("a")
      try await time.sleep(for: .seconds(29))
      _ = try await client.connection("a")
      #expect(services.issued.withLock { $0 } == 1)
      try await time.sleep(for: .seconds(2))
      _ = try await client.connection("a")
      try await time.sleep(for: .seconds(1))
      #expect(services.issued.withLock { $0 } == 2)
    }
  }

  @Test func aRejectedTokenIsReplacedOnce() async throws {
    let time = VirtualTime()
    let services = Services()
    let transport = ScriptedTransport { request, _ in services.answer(request) }
    let client = FlowServiceClient(.testIMS, transport, time)
    services.reject("t1")
    let connection = try await time.run { try await client.connection("a") }
    #expect(connection.id == "a")
    #expect(services.issued.withLock { $0 } == 2)
  }

  @Test func aServiceThatRejectsEveryTokenGetsFew() async throws {
    let time = VirtualTime()
    let services = Services()
    let transport = ScriptedTransport { request, _ in services.answer(request) }
    let client = FlowServiceClient(.testIMS, transport, time)
    services.reject("*")
    try await time.run {
      for _ in 0..<20 {
        let error = await failure { try await client.create(createBody("a")) }
        #expect(error?.kind == .unauthorized)
        #expect(error?.flowCode == "401013")
      }
      #expect(services.issued.withLock { $0 } == 2)
      try await time.sleep(for: .seconds(31))
      _ = await failure { try await client.connection("a") }
      #expect(services.issued.withLock { $0 } == 3)
    }
  }

  @Test func aGivenTokenIsNotReplaced() async throws {
    let time = VirtualTime()
    let services = Services()
    services.reject("canary-token")
    let transport = ScriptedTransport { request, _ in services.answer(request) }
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.connection("a") } }
    #expect(error?.kind == .unauthorized)
    #expect(transport.requests.count == 1)
    let waited = try await time.run { await failure { try await client.waitEnabled("a", timeout: .seconds(600)) } }
    #expect(waited?.kind == .unauthorized)
    #expect(transport.requests.count == 2)
  }

  @Test func pausesAfterRepeatedFailure() async throws {
    let time = VirtualTime()
    let services = Services()
    services.imsFails.withLock { $0 = .json(400, #"{"error":"invalid_scope"}"#) }
    let transport = ScriptedTransport { request, _ in services.answer(request) }
    let client = FlowServiceClient(.testIMS, transport, time)
    try await time.run {
      for _ in 0..<10 {
        let error = await failure { try await client.connection("a") }
        #expect(error?.kind == .unauthorized)
        #expect(error?.hint?.contains("AEP_SCOPES") == true)
      }
      #expect(transport.requests.count == 3)
      services.imsFails.withLock { $0 = nil }
      try await time.sleep(for: .seconds(31))
      #expect(try await client.connection("a").id == "a")
    }
  }

  @Test func aPassingFailureOfIMSIsWaitedOut() async throws {
    let time = VirtualTime()
    let services = Services()
    let transport = ScriptedTransport { request, index in
      switch index {
      case 0: .json(503, "<html><title>busy</title></html>")
      case 1: .lost()
      default: services.answer(request)
      }
    }
    let client = FlowServiceClient(.testIMS, transport, time)
    #expect(try await time.run { try await client.connection("a") }.id == "a")
  }

  @Test func anIMSOutOfReachIsNamed() async throws {
    let time = VirtualTime()
    let client = FlowServiceClient(
      .testIMS, ScriptedTransport([.lost(.couldNotResolve, mayHaveArrived: false)]), time)
    let error = try await time.run { await failure { try await client.connection("a") } }
    #expect(error?.kind == .unreachable)
    #expect(error?.message.contains("IMS") == true)
    #expect(error?.hint?.contains("AEP_IMS_URL") == true)
  }

  @Test(arguments: ["{}", "", #"{"access_token":""}"#, "<html></html>"])
  func anAnswerWithoutATokenIsAnError(body: String) async throws {
    let time = VirtualTime()
    let client = FlowServiceClient(.testIMS, ScriptedTransport([.json(200, body)]), time)
    let error = try await time.run { await failure { try await client.connection("a") } }
    #expect(error?.kind == .flowServiceError)
    #expect(error?.message.contains("IMS") == true)
  }
}

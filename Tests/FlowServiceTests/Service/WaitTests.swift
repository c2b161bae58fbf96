import Synchronization
import TestSupport
import Testing

@testable import FlowService

@Suite struct WaitTests {
  /// A connection that has a state from each of the times on.
  private static func service(_ time: VirtualTime, _ states: [(from: Double, state: String)]) -> ScriptedTransport {
    let states = states.map { (Duration.seconds($0.from), $0.state) }
    return ScriptedTransport { _, _ in
      .item("a", state: states.last { $0.0 <= time.now }?.1 ?? "initializing")
    }
  }

  private static func withoutJitter(_ options: inout FlowServiceClient.Options) { options.wait.jitter = 0 }

  @Test func looksAtOnce() async throws {
    let time = VirtualTime()
    let client = FlowServiceClient(.test, Self.service(time, [(0, "enabled")]), time)
    let result = try await time.run { try await client.waitEnabled("a", timeout: .seconds(60)) }
    #expect(result.connection.id == "a")
    #expect(result.polls == 1)
    #expect(result.elapsed == .zero)
    #expect(time.now == .zero)
    #expect(client.waitCount == 0)
  }

  @Test func intervalsGrowToTheLongest() async throws {
    let time = VirtualTime()
    let times = Mutex<[Duration]>([])
    let transport = ScriptedTransport { _, _ in
      times.withLock { $0.append(time.now) }
      return .item("a", state: time.now >= .seconds(88) ? "enabled" : "initializing")
    }
    let client = FlowServiceClient(.test, transport, time, change: Self.withoutJitter)
    let reports = Mutex<[WaitProgress]>([])
    let result = try await time.run {
      try await client.waitEnabled("a", timeout: .seconds(600)) { report in reports.withLock { $0.append(report) } }
    }
    let looks = times.withLock { $0 }
    let gaps = zip(looks, looks.dropFirst()).map { ($1 - $0) / .seconds(1) }
    #expect(gaps.prefix(7).elementsEqual([1, 1.5, 2.25, 3.375, 5.0625, 7.59375, 11.390625]))
    #expect(gaps.dropFirst(7).allSatisfy { $0 == 15 })
    #expect(result.polls == looks.count)
    let told = reports.withLock { $0 }
    #expect(told.count == looks.count - 1)
    #expect(told.map(\.polls) == Array(1..<looks.count))
    #expect(told.allSatisfy { $0.state == "initializing" && $0.trouble == nil })
    #expect(told.map { $0.elapsed + $0.nextPoll } == Array(looks.dropFirst()))
  }

  @Test func jitterOnlyShortens() async throws {
    let time = VirtualTime()
    let transport = Self.service(time, [(100, "enabled")])
    let client = FlowServiceClient(.test, transport, time)
    let result = try await time.run { try await client.waitEnabled("a", timeout: .seconds(600)) }
    #expect(result.elapsed >= .seconds(100))
    #expect(result.elapsed <= .seconds(115))
  }

  @Test(arguments: ["disabled", "delete-finalizing", "delete-anything"])
  func endsWhereItWillNotBecomeEnabled(state: String) async throws {
    let time = VirtualTime()
    let client = FlowServiceClient(.test, Self.service(time, [(5, state)]), time)
    let error = try await time.run { await failure { try await client.waitEnabled("a", timeout: .seconds(600)) } }
    #expect(error?.kind == .notEnabling)
    #expect(error?.lastState == state)
    #expect(error?.connectionID == "a")
    #expect(time.now < .seconds(10))
  }

  @Test(arguments: [
    "initializing", "updating", "enabled-finalizing", "draft", "pending", "failed", "never heard of", "",
  ])
  func everyOtherStateIsNotYet(state: String) async throws {
    let time = VirtualTime()
    let client = FlowServiceClient(.test, Self.service(time, [(0, state), (20, "enabled")]), time)
    let result = try await time.run { try await client.waitEnabled("a", timeout: .seconds(600)) }
    #expect(result.elapsed >= .seconds(20))
  }

  @Test func theDeadlineIsKept() async throws {
    let time = VirtualTime()
    let client = FlowServiceClient(.test, Self.service(time, [(0, "initializing")]), time)
    let error = try await time.run { await failure { try await client.waitEnabled("a", timeout: .seconds(42)) } }
    #expect(error?.kind == .waitTimeout)
    #expect(error?.isRetryable == true)
    #expect(error?.lastState == "initializing")
    #expect(error?.elapsed == .seconds(42))
    #expect((error?.polls ?? 0) > 5)
    #expect(time.now == .seconds(42))
    #expect(client.waitCount == 0)
  }

  @Test func theDeadlineIsKeptWhileALookHangs() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, _ in
      try? await time.sleep(for: request.timeout)
      return .lost(.timedOut)
    }
    let client = FlowServiceClient(.test, transport, time)
    try await time.run {
      let error = await failure { try await client.waitEnabled("a", timeout: .seconds(3)) }
      #expect(error?.kind == .waitTimeout)
      #expect(time.now == .seconds(3))
    }
  }

  @Test func looksOnceMoreBeforeTheDeadline() async throws {
    let time = VirtualTime()
    // Without it the looks would be at 60.2 s and 75.2 s.
    let client = FlowServiceClient(
      .test, Self.service(time, [(65, "enabled")]), time, change: Self.withoutJitter)
    let result = try await time.run { try await client.waitEnabled("a", timeout: .seconds(70)) }
    #expect(result.elapsed == .seconds(69))
  }

  @Test func waitsOutBadWeather() async throws {
    let time = VirtualTime()
    let answers: [ScriptedTransport.Answer] = [
      .lost(.couldNotResolve, mayHaveArrived: false), .json(404, "{}"), .json(500, ""), .json(502, "<html>"),
      .json(503, "{}"), .json(504, "{}"), .lost(.connectionLost), .lost(.timedOut), .lost(.tls, mayHaveArrived: false),
      .json(200, "<html>not yet</html>"), .item("a", state: "initializing"), .json(500, "{}"),
      .item("a", state: "enabled"),
    ]
    let transport = ScriptedTransport(answers)
    let client = FlowServiceClient(.test, transport, time)
    let troubles = Mutex(0)
    let result = try await time.run {
      try await client.waitEnabled("a", timeout: .seconds(600)) { report in
        if report.trouble != nil { troubles.withLock { $0 += 1 } }
      }
    }
    #expect(result.polls == answers.count)
    #expect(troubles.withLock { $0 } == answers.count - 2)
  }

  @Test func retryAfterIsHonoured() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([
      .json(429, "{}", [HTTPHeader("Retry-After", "40")]), .item("a", state: "enabled"),
    ])
    let client = FlowServiceClient(.test, transport, time)
    let result = try await time.run { try await client.waitEnabled("a", timeout: .seconds(600)) }
    #expect(result.elapsed == .seconds(40))
  }

  /// A limit is on all requests: none is sent while the service has asked to be left alone, and afterwards those who
  /// were refused come first.
  @Test func tooManyRequestsPauseAllLooks() async throws {
    let time = VirtualTime()
    let sent = Mutex<[(at: Duration, id: String)]>([])
    let transport = ScriptedTransport { request, index in
      let id = String(request.url.split(separator: "/").last ?? "")
      sent.withLock { $0.append((time.now, id)) }
      try? await time.sleep(for: .milliseconds(10))
      // The third and the fourth are refused, which are under way at the same time.
      if index == 2 { return .json(429, "{}", [HTTPHeader("Retry-After", "20")]) }
      if index == 3 { return .json(429, "{}", [HTTPHeader("Retry-After", "30")]) }
      return .item(id, state: "enabled")
    }
    let client = FlowServiceClient(.test, transport, time) { $0.wait.concurrentLooks = 4 }
    let waits = try await time.run {
      try await withThrowingTaskGroup(of: (String, WaitResult).self) { group in
        for number in 0..<40 {
          group.addTask { ("id-\(number)", try await client.waitEnabled("id-\(number)", timeout: .seconds(600))) }
        }
        return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
    }
    let looks = sent.withLock { $0 }
    #expect(looks.count == 42)
    let (before, after) = (looks.filter { $0.at < .seconds(1) }, looks.filter { $0.at >= .seconds(1) })
    #expect(before.count == 6)
    #expect(after.allSatisfy { $0.at >= .milliseconds(30_010) })
    #expect(Set(after.prefix(2).map(\.id)) == Set(looks[2...3].map(\.id)))
    #expect(waits.values.allSatisfy { $0.elapsed < .seconds(31) })
    // Those that were refused have been looked at twice.
    #expect(Set(waits.filter { $0.value.polls == 2 }.keys) == Set(looks[2...3].map(\.id)))
  }

  /// A service that refuses and does not say for how long is asked ever more seldom, and by fewer at a time.
  @Test func refusalsWithoutATimeGrow() async throws {
    let time = VirtualTime()
    let sent = Mutex<[Duration]>([])
    let transport = ScriptedTransport { _, _ in
      sent.withLock { $0.append(time.now) }
      guard time.now < .seconds(100) else { return .item("a", state: "enabled") }
      return .json(429, "{}", [HTTPHeader("Retry-After", "0")])
    }
    let client = FlowServiceClient(.test, transport, time)
    try await time.run {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<1000 {
          group.addTask { _ = try await client.waitEnabled("id-\(number)", timeout: .seconds(600)) }
        }
        try await group.waitForAll()
      }
    }
    let (before, after) = (sent.withLock { $0.filter { $0 < .seconds(100) } }, sent.withLock { $0 })
    // 64, 32, 16, 8, 4, 2, then one at a time.
    #expect(before.count < 150)
    #expect(after.count - before.count == 1000)
    #expect(time.now < .seconds(120))
  }

  @Test func whoWaitsDuringAPauseIsToldOfIt() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(429, "{}", [HTTPHeader("Retry-After", "600")])])
    let client = FlowServiceClient(.test, transport, time)
    try await time.run {
      for id in ["a", "b"] {
        let error = await failure { try await client.waitEnabled(id, timeout: .seconds(5)) }
        #expect(error?.kind == .waitTimeout)
        #expect(error?.httpStatus == 429)
        #expect(error?.connectionID == id)
      }
      #expect(time.now == .seconds(10))
    }
    #expect(transport.requests.count == 1)
  }

  /// Who gives no time wants to know how things stand, and a look takes some time.
  @Test func noTimeIsEnoughForOneLook() async throws {
    let time = VirtualTime()
    let latency = Mutex(Duration.milliseconds(400))
    let state = Mutex("initializing")
    let transport = ScriptedTransport { _, _ in
      try? await time.sleep(for: latency.withLock { $0 })
      return .item("a", state: state.withLock { $0 })
    }
    let client = FlowServiceClient(.test, transport, time)
    try await time.run {
      let early = await failure { try await client.waitEnabled("a", timeout: .zero) }
      #expect(early?.kind == .waitTimeout)
      #expect(early?.lastState == "initializing")
      #expect(early?.polls == 1)
      #expect(time.now == .milliseconds(400))
      state.withLock { $0 = "enabled" }
      let enabled = try await client.waitEnabled("a", timeout: .milliseconds(10))
      #expect(enabled.polls == 1)
      // But no longer than a second.
      latency.withLock { $0 = .seconds(20) }
      let began = time.now
      let hanging = await failure { try await client.waitEnabled("a", timeout: .zero) }
      #expect(hanging?.kind == .waitTimeout)
      #expect(hanging?.polls == 0)
      #expect(time.now - began == .seconds(1))
      #expect(client.waitCount == 0)
    }
    #expect(transport.requests.count == 3)
  }

  /// What Adobe's support asks for is in every error that came of an answer, also of one that was no error.
  @Test func theAnswerThatAnErrorCameOfIsNamed() async throws {
    let time = VirtualTime()
    @Sendable func client(_ body: String) -> FlowServiceClient {
      FlowServiceClient(
        .test, ScriptedTransport { _, index in .json(200, body, [HTTPHeader("x-request-id", "r\(index)")]) }, time)
    }
    try await time.run {
      for state in ["disabled", "delete-pending"] {
        let ended = await failure {
          try await client(#"{"items":[{"id":"a","state":"\#(state)"}]}"#).waitEnabled("a", timeout: .seconds(60))
        }
        #expect(ended?.kind == .notEnabling)
        #expect(ended?.requestID == "r0")
      }
      let early = client(#"{"items":[{"id":"a","state":"initializing"}]}"#)
      let late = await failure { try await early.waitEnabled("a", timeout: .milliseconds(1500)) }
      #expect(late?.kind == .waitTimeout)
      #expect(late?.requestID == "r\((late?.polls ?? 0) - 1)")
      let update = await failure { try await early.update("a", operations: Array("[]".utf8)) }
      #expect(update?.kind == .preconditionFailed)
      #expect(update?.requestID?.hasPrefix("r") == true)
      let none = client(#"{"items":[]}"#)
      let get = await failure { try await none.connection("a") }
      #expect(get?.kind == .notFound)
      #expect(get?.requestID == "r0")
      let spec = await failure { try await none.connectionSpec("a") }
      #expect(spec?.requestID == "r1")
    }
  }

  @Test func aTokenThatExpiresIsRenewed() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, index in
      if request.url.hasPrefix("https://ims.test") {
        return .json(200, #"{"access_token":"t\#(index)","expires_in":86399}"#)
      }
      if request.headers["Authorization"] == "Bearer t0", time.now > .seconds(10) { return .json(401, "{}") }
      return .item("a", state: time.now > .seconds(20) ? "enabled" : "initializing")
    }
    let client = FlowServiceClient(.testIMS, transport, time)
    _ = try await time.run { try await client.waitEnabled("a", timeout: .seconds(600)) }
    #expect(transport.requests.count { $0.url.hasPrefix("https://ims.test") } == 2)
  }

  @Test func anIMSThatIsDownIsWaitedOut() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, _ in
      guard request.url.hasPrefix("https://ims.test") else { return .item("a", state: "enabled") }
      return time.now < .seconds(120) ? .json(503, "") : .json(200, #"{"access_token":"t","expires_in":86399}"#)
    }
    let client = FlowServiceClient(.testIMS, transport, time)
    let result = try await time.run { try await client.waitEnabled("a", timeout: .seconds(600)) }
    #expect(result.elapsed >= .seconds(120))
    #expect(result.elapsed < .seconds(180))
  }

  @Test(arguments: [400, 403, 422]) func waitingDoesNotMendARefusal(status: Int) async throws {
    let time = VirtualTime()
    let client = FlowServiceClient(.test, ScriptedTransport([.json(status, "{}")]), time)
    let error = try await time.run { await failure { try await client.waitEnabled("a", timeout: .seconds(600)) } }
    #expect(error?.httpStatus == status)
    #expect(time.now == .zero)
  }

  @Test func notFoundMayBeTooEarly() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { _, _ in
      time.now < .seconds(8) ? .json(404, "{}") : .item("a", state: "enabled")
    }
    let client = FlowServiceClient(.test, transport, time)
    _ = try await time.run { try await client.waitEnabled("a", timeout: .seconds(600)) }
    let never = FlowServiceClient(.test, ScriptedTransport([.json(404, "{}")]), time)
    let began = time.now
    let error = try await time.run { await failure { try await never.waitEnabled("b", timeout: .seconds(600)) } }
    #expect(error?.kind == .notFound)
    #expect(time.now - began >= .seconds(10))
    #expect(time.now - began < .seconds(25))
  }

  @Test func oneThatWasSeenAndIsGoneIsNotFound() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.item("a", state: "initializing"), .json(404, "{}")])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.waitEnabled("a", timeout: .seconds(600)) } }
    #expect(error?.kind == .notFound)
    #expect(error?.lastState == "initializing")
    #expect(error?.connectionID == "a")
    #expect(time.now < .seconds(2))
  }

  @Test func cancellingAnswersAtOnce() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { _, _ in
      try? await time.sleep(for: .seconds(4))
      return .item("a", state: "initializing")
    }
    let client = FlowServiceClient(.test, transport, time)
    try await time.run {
      let call = Task(executorPreference: time) {
        await failure { try await client.waitEnabled("a", timeout: .seconds(600)) }
      }
      try await time.sleep(for: .seconds(7))
      call.cancel()
      let error = await call.value
      #expect(error?.kind == .requestCancelled)
      #expect(error?.remoteState == nil)
      #expect(error?.lastState == "initializing")
      #expect(time.now == .seconds(7))
      #expect(client.waitCount == 0)
      let early = Task(executorPreference: time) {
        await failure { try await client.waitEnabled("a", timeout: .seconds(600)) }
      }
      early.cancel()
      let cancelled = await early.value
      #expect(cancelled?.kind == .requestCancelled)
      #expect(cancelled?.connectionID == "a")
    }
    // Nobody waits, so nobody looks.
    #expect(time.now < .seconds(20))
  }

  @Test func allWhoWaitForOneShareItsLooks() async throws {
    let time = VirtualTime()
    let transport = Self.service(time, [(60, "enabled")])
    let client = FlowServiceClient(.test, transport, time)
    let results = try await time.run {
      try await withThrowingTaskGroup(of: WaitResult.self) { group in
        for _ in 0..<200 { group.addTask { try await client.waitEnabled("a", timeout: .seconds(600)) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }
    #expect(results.count == 200)
    #expect(transport.requests.count == results[0].polls)
    #expect(transport.requests.count < 20)
  }

  @Test func whoJoinsIsNotKeptWaiting() async throws {
    let time = VirtualTime()
    let transport = Self.service(time, [(60, "enabled")])
    let client = FlowServiceClient(.test, transport, time, change: Self.withoutJitter)
    try await time.run {
      let early = Task(executorPreference: time) { try await client.waitEnabled("a", timeout: .seconds(600)) }
      // The looks are at 47.2 s and, were it not for the second, at 62.2 s.
      try await time.sleep(for: .seconds(61))
      let late = try await client.waitEnabled("a", timeout: .seconds(600))
      #expect(late.elapsed == .zero)
      #expect(late.polls == 1)
      #expect(try await early.value.elapsed == .seconds(61))
    }
  }

  @Test func eachHasADeadlineAndASandboxOfItsOwn() async throws {
    let time = VirtualTime()
    let transport = Self.service(time, [(30, "enabled")])
    let client = FlowServiceClient(.test, transport, time)
    try await time.run {
      let patient = Task(executorPreference: time) { try await client.waitEnabled("a", timeout: .seconds(60)) }
      let other = Task(executorPreference: time) {
        try await client.waitEnabled("a", timeout: .seconds(60), options: CallOptions(sandboxName: "other"))
      }
      let error = await failure { try await client.waitEnabled("a", timeout: .seconds(10)) }
      #expect(error?.kind == .waitTimeout)
      #expect(time.now == .seconds(10))
      let patientElapsed = try await patient.value.elapsed
      #expect(patientElapsed >= .seconds(30))
      let otherElapsed = try await other.value.elapsed
      #expect(otherElapsed >= .seconds(30))
    }
    #expect(Set(transport.requests.map { $0.headers["x-sandbox-name"] }) == ["dev", "other"])
  }

  @Test func looksAreBounded() async throws {
    let time = VirtualTime()
    let underWay = Mutex((now: 0, most: 0))
    let transport = ScriptedTransport { _, _ in
      underWay.withLock { state in
        state.now += 1
        state.most = max(state.most, state.now)
      }
      try? await time.sleep(for: .milliseconds(100))
      underWay.withLock { $0.now -= 1 }
      return .item("x", state: "enabled")
    }
    let client = FlowServiceClient(.test, transport, time) { $0.wait.concurrentLooks = 8 }
    try await time.run {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<80 {
          group.addTask { _ = try await client.waitEnabled("id-\(number)", timeout: .seconds(60)) }
        }
        try await group.waitForAll()
      }
    }
    #expect(underWay.withLock { $0.most } == 8)
    #expect(time.now == .seconds(1))
  }
}

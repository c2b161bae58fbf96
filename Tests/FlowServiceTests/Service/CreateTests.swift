import FlowServiceSimulator
import JSON
import Synchronization
import TestSupport
import Testing

@testable import FlowService

@Suite struct CreateTests {
  /// A simulated service in the weather that `weather` makes of the numbers of the creates.
  private static func service(
    _ time: VirtualTime, latency: Duration = .milliseconds(20),
    weather: @escaping @Sendable (_ create: Int) -> SimulatedWeather = { _ in .fair }
  ) -> SimulatedTransport {
    let creates = Mutex(0)
    return SimulatedTransport(
      time: time,
      configuration: SimulatorConfiguration(latency: latency, seed: 3, wallClock: testWallClock(time)) { request in
        guard request.method == .post, request.url.hasSuffix("/connections") else { return .fair }
        let number = creates.withLock { count in
          count += 1
          return count
        }
        return weather(number)
      })
  }

  private static func posts(_ transport: ScriptedTransport) -> Int {
    transport.requests.count { $0.method == .post }
  }

  @Test(arguments: [429, 503]) func isSentAgainAfterARefusalWithoutEffect(status: Int) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([
      .json(status, "{}", [HTTPHeader("Retry-After", "2")]), .json(201, #"{"id":"i","etag":"e"}"#),
    ])
    let client = FlowServiceClient(.test, transport, time)
    let created = try await time.run { try await client.create(createBody("a")) }
    #expect(created == CreatedConnection(id: "i", etag: "e"))
    #expect(transport.requests.count == 2)
    #expect(time.now == .seconds(2))
  }

  @Test func isSentAgainWhenItNeverArrived() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([
      .lost(.couldNotConnect, mayHaveArrived: false), .lost(.couldNotResolve, mayHaveArrived: false),
      .json(201, #"{"id":"i","etag":"e"}"#),
    ])
    let client = FlowServiceClient(.test, transport, time)
    _ = try await time.run { try await client.create(createBody("a")) }
    #expect(transport.requests.allSatisfy { $0.method == .post })
    #expect(transport.requests.count == 3)
  }

  /// A UUID is the same in both letter cases, and the service may answer it in the other one.
  @Test func isFoundWhateverTheCaseOfItsSpec() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, _ in
      guard request.method == .get else { return .lost() }
      let item =
        #"{"id":"i","name":"a","connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"},"#
        + #""createdAt":1767225600000}"#
      return .json(200, #"{"items":[\#(item)]}"#)
    }
    let client = FlowServiceClient(.test, transport, time)
    let body = String(decoding: createBody("a"), as: UTF8.self).replacing("cfc0fee1", with: "CFC0FEE1")
    let created = try await time.run { try await client.create(Array(body.utf8)) }
    #expect(created == CreatedConnection(id: "i", etag: nil, isRecovered: true))
    #expect(Self.posts(transport) == 1)
  }

  /// The pauses between all attempts of a create together have a limit.
  @Test func refusalsHaveABudget() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(503, "{}", [HTTPHeader("Retry-After", "25")])])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.create(createBody("a")) } }
    #expect(error?.httpStatus == 503)
    #expect(transport.requests.count == 3)
    #expect(time.now == .seconds(50))
  }

  @Test(arguments: [400, 401, 403, 404, 409, 422]) func aRefusalIsFinal(status: Int) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(status, "{}")])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.create(createBody("a")) } }
    #expect(error?.httpStatus == status)
    #expect(transport.requests.count == 1)
  }

  struct Loss: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var weather: SimulatedWeather
    var actsOnTheService: Bool
  }

  static let losses: [Loss] = {
    func answer(_ status: Int, _ body: String = "<html></html>") -> HTTPResponse {
      HTTPResponse(status: status, body: Array(body.utf8))
    }
    var losses = [
      Loss(testDescription: "lost after acting", weather: .answerLost, actsOnTheService: true),
      Loss(testDescription: "lost before acting", weather: .requestLost(clientKnows: false), actsOnTheService: false),
    ]
    for status in [500, 502, 504, 408] {
      losses.append(
        Loss(testDescription: "\(status), acted", weather: .servedThenAnswered(answer(status)), actsOnTheService: true))
      losses.append(
        Loss(testDescription: "\(status), not acted", weather: .answered(answer(status)), actsOnTheService: false))
    }
    for body in ["", "<html></html>", "{}", #"{"id":""}"#, "[]"] {
      losses.append(
        Loss(
          testDescription: "201 \(body), acted", weather: .servedThenAnswered(answer(201, body)), actsOnTheService: true
        ))
    }
    return losses
  }()

  @Test(arguments: losses) func neverADuplicate(_ loss: Loss) async throws {
    let time = VirtualTime()
    let simulator = Self.service(time) { $0 == 1 ? loss.weather : .fair }
    let client = FlowServiceClient(.test, simulator, time)
    let created = try await time.run { try await client.create(createBody("a")) }
    #expect(simulator.idsByName["a"] == [created.id])
    #expect(created.isRecovered == loss.actsOnTheService)
    #expect(created.possibleDuplicates.isEmpty)
    // Requests that are lost on the way are not counted there: either way it has seen one.
    #expect(simulator.counts.creates == 1)
  }

  @Test func severalCandidatesAreReported() async throws {
    let time = VirtualTime()
    let simulator = Self.service(time)
    let client = FlowServiceClient(.test, simulator, time)
    let error = try await time.run { await failure { try await client.create(createBody("simulate:ambiguous")) } }
    #expect(error?.kind == .outcomeUnknown)
    #expect(error?.found.map(\.id).sorted() == simulator.idsByName["simulate:ambiguous"]?.sorted())
    #expect(error?.found.allSatisfy { $0.createdAt != nil && $0.state == "initializing" } == true)
    #expect(error?.isRetryable == false)
  }

  @Test func anOlderConnectionOfTheNameIsNotTakenForIt() async throws {
    let time = VirtualTime()
    let simulator = Self.service(time) { $0 == 2 ? .requestLost(clientKnows: false) : .fair }
    let other = FlowServiceClient(.test, simulator, time)
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let older = try await other.create(createBody("a"))
      try await time.sleep(for: .seconds(60))
      let newer = try await client.create(createBody("a"))
      #expect(newer.id != older.id)
      #expect(!newer.isRecovered)
    }
    #expect(simulator.connectionCount == 2)
  }

  @Test func oneThatThisProcessJustMadeIsNotTakenForIt() async throws {
    let time = VirtualTime()
    let simulator = Self.service(time) { $0 == 2 ? .requestLost(clientKnows: false) : .fair }
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let first = try await client.create(createBody("a"))
      let second = try await client.create(createBody("a"))
      #expect(first.id != second.id)
      #expect(!second.isRecovered)
    }
  }

  @Test func aWrongClockHereDoesNotMatter() async throws {
    let time = VirtualTime()
    let simulator = Self.service(time) { $0 == 1 ? .answerLost : .fair }
    let client = FlowServiceClient(.test, simulator, time) {
      // Two hours ahead: by this clock every connection is old.
      let right = testWallClock(time)
      $0.wallClock = WallClock { right.milliseconds + 7_200_000 }
    }
    let created = try await time.run { try await client.create(createBody("a")) }
    #expect(created.isRecovered)
    #expect(simulator.connectionCount == 1)
  }

  @Test func anotherKindOfCredentialsIsNotIt() async throws {
    let time = VirtualTime()
    let item: @Sendable (String) -> String = { spec in
      #"{"id":"x","name":"a","createdAt":1767225600000,"state":"enabled","auth":{"specName":"\#(spec)"},"#
        + #""connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}"#
    }
    for (spec, isIt) in [("OAuth2 Client Credential", true), ("Basic Authentication", false)] {
      let sent = Mutex(0)
      let transport = ScriptedTransport { request, _ in
        if request.method == .get { return .json(200, #"{"items":[\#(item(spec))]}"#) }
        let number = sent.withLock { count in
          count += 1
          return count
        }
        return number == 1 ? .lost() : .json(201, #"{"id":"new","etag":"e"}"#)
      }
      let client = FlowServiceClient(.test, transport, time)
      let created = try await time.run { try await client.create(createBody("a")) }
      #expect(created.id == (isIt ? "x" : "new"))
    }
  }

  @Test func looksOnEveryPageAndAsksPrecisely() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, _ in
      if request.method == .post { return .lost() }
      if request.url.contains("continuationToken=2") {
        let item =
          #"{"id":"x","name":"a & b","createdAt":1767225600000,"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}"#
        return .json(200, #"{"items":[\#(item)]}"#)
      }
      return .json(200, #"{"items":[],"_links":{"next":{"href":"/connections?continuationToken=2"}}}"#)
    }
    let client = FlowServiceClient(.test, transport, time)
    let created = try await time.run { try await client.create(createBody("a & b")) }
    #expect(created == CreatedConnection(id: "x", etag: nil, isRecovered: true))
    #expect(
      transport.requests[1].url == "https://flow.test/data/foundation/flowservice/connections"
        + "?property=name==%22a%20%26%20b%22"
        + "&property=connectionSpec.id==cfc0fee1-7dc0-40ef-b73e-d8b134c436f5&limit=100")
    #expect(Self.posts(transport) == 1)
  }

  @Test func aNameInQuotationMarksIsComparedHere() async throws {
    let time = VirtualTime()
    let simulator = Self.service(time) { $0 == 1 ? .answerLost : .fair }
    let client = FlowServiceClient(.test, simulator, time)
    let created = try await time.run { try await client.create(createBody(#"say \"hi\""#)) }
    #expect(created.isRecovered)
    #expect(simulator.idsByName[#"say "hi""#] == [created.id])
  }

  @Test func whenLookingFailsTheOutcomeIsUnknown() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, _ in
      request.method == .post ? .json(504, "{}", [HTTPHeader("x-request-id", "r")]) : .json(403, "{}")
    }
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.create(createBody("a")) } }
    #expect(error?.kind == .outcomeUnknown)
    #expect(error?.remoteState == .unknown)
    #expect(error?.requestID == "r")
    #expect(Self.posts(transport) == 1)
  }

  @Test func aBodyWithoutNameCannotBeLookedFor() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.lost()])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.create(Array("{}".utf8)) } }
    #expect(error?.kind == .outcomeUnknown)
    #expect(transport.requests.count == 1)
  }

  @Test func sendingEnds() async throws {
    let time = VirtualTime()
    let simulator = Self.service(time) { _ in .requestLost(clientKnows: false) }
    let client = FlowServiceClient(.test, simulator, time)
    let error = try await time.run { await failure { try await client.create(createBody("a")) } }
    // Looked for each time and not found: nothing was made, which is what `unreachable` says.
    #expect(error?.kind == .unreachable)
    #expect(simulator.counts.lists == 9)
  }

  @Test func aLateDuplicateIsTold() async throws {
    let time = VirtualTime()
    let late: @Sendable (String) -> String = { id in
      #"{"id":"\#(id)","name":"a","createdAt":1767225600000,"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}"#
    }
    let sent = Mutex(0)
    let transport = ScriptedTransport { request, _ in
      if request.method == .get {
        let isLate = sent.withLock { $0 == 2 }
        return .json(200, isLate ? #"{"items":[\#(late("first")),\#(late("second"))]}"# : #"{"items":[]}"#)
      }
      let number = sent.withLock { count in
        count += 1
        return count
      }
      return number == 1 ? .lost(.timedOut) : .json(201, #"{"id":"second","etag":"e"}"#)
    }
    let client = FlowServiceClient(.test, transport, time)
    let created = try await time.run { try await client.create(createBody("a")) }
    #expect(created.id == "second")
    #expect(created.possibleDuplicates.map(\.id) == ["first"])
  }

  @Test func cancellingTellsWhatIsLeft() async throws {
    let time = VirtualTime()
    let simulator = Self.service(time, latency: .seconds(5))
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let call = Task(executorPreference: time) { await failure { try await client.create(createBody("a")) } }
      try await time.sleep(for: .seconds(1))
      call.cancel()
      let error = await call.value
      #expect(error?.kind == .requestCancelled)
      #expect(error?.remoteState == .unknown)
      #expect(time.now == .seconds(1))
      let early = Task(executorPreference: time) { await failure { try await client.create(createBody("b")) } }
      early.cancel()
      #expect(await early.value?.remoteState == .untouched)
    }
  }

  @Test func cancellingWhileItIsLookedFor() async throws {
    let time = VirtualTime()
    let simulator = Self.service(time) { _ in .answerLost }
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let call = Task(executorPreference: time) { await failure { try await client.create(createBody("a")) } }
      try await time.sleep(for: .milliseconds(100))
      call.cancel()
      #expect(await call.value?.remoteState == .unknown)
    }
  }

  @Test func cancellingBetweenRefusalsLeavesNothing() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(429, "{}", [HTTPHeader("Retry-After", "30")])])
    let client = FlowServiceClient(.test, transport, time)
    try await time.run {
      let call = Task(executorPreference: time) { await failure { try await client.create(createBody("a")) } }
      try await time.sleep(for: .seconds(1))
      call.cancel()
      #expect(await call.value?.remoteState == .untouched)
      #expect(time.now == .seconds(1))
    }
  }

  @Test func theDeadlineLeavesTimeToLook() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, _ in
      guard request.method == .get else {
        try? await time.sleep(for: request.timeout)
        return .lost(.timedOut)
      }
      return .json(
        200,
        #"{"items":[{"id":"x","name":"a","createdAt":1767225600000,"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}]}"#
      )
    }
    let client = FlowServiceClient(.test, transport, time)
    let created = try await time.run {
      try await client.create(createBody("a"), options: CallOptions(timeout: .seconds(4)))
    }
    #expect(created.isRecovered)
    #expect(time.now < .seconds(4))
  }

  @Test func theDeadlineHolds() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, _ in
      try? await time.sleep(for: request.timeout)
      return .lost(.timedOut)
    }
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run {
      await failure { try await client.create(createBody("a"), options: CallOptions(timeout: .seconds(8))) }
    }
    #expect(error?.kind == .outcomeUnknown)
    #expect(time.now <= .milliseconds(8_010))
  }

  @Test func aThousandCreatesWithEveryThirdAnswerLost() async throws {
    let time = VirtualTime()
    let simulator = Self.service(time) { $0 % 3 == 0 ? .answerLost : .fair }
    let client = FlowServiceClient(.test, simulator, time)
    let told = try await time.run {
      try await withThrowingTaskGroup(of: (String, String).self) { group in
        for number in 0..<1_000 {
          // A tenth of the names are used ten times over.
          let name = number % 10 == 0 ? "shared \(number / 100)" : "own \(number)"
          group.addTask { (name, try await client.create(createBody(name)).id) }
        }
        return try await group.reduce(into: [:] as [String: [String]]) { $0[$1.0, default: []].append($1.1) }
      }
    }
    #expect(simulator.connectionCount == 1_000)
    #expect(told.mapValues { $0.sorted() } == simulator.idsByName.mapValues { $0.sorted() })
  }

  @Test func aTurnCanBeLateAndCancelled() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { _, index in
      if index == 0 { try? await time.sleep(for: .seconds(30)) }
      return .json(201, #"{"id":"i\#(index)","etag":"e"}"#)
    }
    let client = FlowServiceClient(.test, transport, time)
    try await time.run {
      let first = Task(executorPreference: time) { try await client.create(createBody("a")) }
      try await time.sleep(for: .seconds(1))
      let late = Task(executorPreference: time) {
        await failure { try await client.create(createBody("a"), options: CallOptions(timeout: .seconds(5))) }
      }
      let cancelled = Task(executorPreference: time) { await failure { try await client.create(createBody("a")) } }
      let patient = Task(executorPreference: time) { try await client.create(createBody("a")) }
      let other = try await client.create(createBody("b"))
      #expect(other.id == "i1")
      try await time.sleep(for: .seconds(1))
      cancelled.cancel()
      #expect(await cancelled.value?.remoteState == .untouched)
      #expect(time.now == .seconds(2))
      #expect(await late.value?.kind == .unreachable)
      #expect(time.now == .seconds(6))
      #expect(try await first.value.id == "i0")
      #expect(try await patient.value.id == "i2")
    }
    #expect(transport.requests.count == 3)
  }
}

import FlowServiceSimulator
import JSON
import TestSupport
import Testing

@testable import FlowService

@Suite struct UpdateTests {
  private static let rename = operations(#"[{"op":"replace","path":"/name","value":"b"}]"#)
  private static let newSecret = operations(
    #"[{"op":"replace","path":"/auth/params/clientSecret","value":"canary-new-secret"}]"#)

  // MARK: What is sent

  @Test func anEtagThatIsGivenIsSentWithItsQuotes() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(200, #"{"id":"i","etag":"\"2\""}"#)])
    let client = FlowServiceClient(.test, transport, time)
    try await time.run {
      for etag in [#""1""#, "1", #"W/"1""#] {
        let updated = try await client.update("i", operations: Self.rename, etag: etag)
        #expect(updated == UpdatedConnection(id: "i", etag: #""2""#))
      }
    }
    #expect(transport.requests.map { $0.headers["If-Match"] } == [#""1""#, #""1""#, #"W/"1""#])
    let request = try #require(transport.requests.first)
    #expect(request.method == .patch)
    #expect(request.url == "https://flow.test/data/foundation/flowservice/connections/i")
    #expect(request.body == Self.rename)
    #expect(request.headers["Content-Type"] == "application/json")
  }

  @Test(arguments: ["", "a\r\nx-evil: 1", "a b", "ü"]) func whatIsNoEtagIsNotSent(etag: String) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(200, #"{"id":"i","etag":"\"2\""}"#)])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run {
      await failure { try await client.update("i", operations: Self.rename, etag: etag) }
    }
    #expect(error?.kind == .preconditionFailed)
    #expect(transport.requests.isEmpty)
  }

  @Test func withoutAnEtagTheCurrentOneIsRead() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([
      .item("i", state: "enabled", more: #","etag":"\"1\"""#), .json(200, #"{"id":"i","etag":"\"2\""}"#),
    ])
    let client = FlowServiceClient(.test, transport, time)
    _ = try await time.run { try await client.update("i", operations: Self.rename) }
    #expect(transport.requests.map(\.method) == [.get, .patch])
    #expect(transport.requests.last?.headers["If-Match"] == #""1""#)
  }

  @Test func oneThatHasNoEtagYetIsNotChanged() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.item("i", state: "initializing")])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.update("i", operations: Self.rename) } }
    #expect(error?.kind == .preconditionFailed)
    #expect(error?.lastState == "initializing")
    #expect(error?.connectionID == "i")
    #expect(transport.requests.map(\.method) == [.get])
  }

  // MARK: Somebody else's change

  @Test func aStaleEtagIsToldApart() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time)
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let before = try await client.enabledConnection()
      let id = try #require(before.id)
      let etag = try #require(before.etag)
      let updated = try await client.update(id, operations: Self.rename, etag: etag)
      let after = try await client.connection(id)
      #expect(after.name == "b")
      #expect(after.etag == updated.etag)
      #expect(updated.etag != etag)
      let error = await failure {
        try await client.update(
          id, operations: operations(#"[{"op":"replace","path":"/name","value":"c"}]"#), etag: etag)
      }
      #expect(error?.kind == .preconditionFailed)
      #expect(error?.httpStatus == 412)
      #expect(error?.connectionID == id)
      let still = try await client.connection(id)
      #expect(still.name == "b")
    }
    #expect(simulator.counts.updates == 2)
  }

  @Test func aConflictOverAnEtagOfOursIsTriedOnceMore() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time)
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let id = try #require(try await client.enabledConnection("simulate:changed-meanwhile").id)
      _ = try await client.update(id, operations: Self.rename)
      #expect(try await client.connection(id).name == "b")
    }
    #expect(simulator.counts.updates == 2)
  }

  @Test func aSecondConflictIsTheCallersToSettle() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, index in
      request.method == .get
        ? .item("i", state: "enabled", more: #","etag":"\"\#(index)\"""#) : .json(412, #"{"errorMessage":"stale"}"#)
    }
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.update("i", operations: Self.rename) } }
    #expect(error?.kind == .preconditionFailed)
    #expect(transport.requests.map(\.method) == [.get, .patch, .get, .patch])
  }

  // MARK: Repeats

  @Test(arguments: [429, 503]) func isSentAgainAfterARefusalWithoutEffect(status: Int) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([
      .json(status, "{}", [HTTPHeader("Retry-After", "2")]), .json(200, #"{"id":"i","etag":"\"2\""}"#),
    ])
    let client = FlowServiceClient(.test, transport, time)
    _ = try await time.run { try await client.update("i", operations: Self.rename, etag: "1") }
    #expect(transport.requests.map(\.method) == [.patch, .patch])
    #expect(time.now == .seconds(2))
  }

  @Test(arguments: [400, 401, 403, 404, 422]) func aRefusalIsFinal(status: Int) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(status, "{}")])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run {
      await failure { try await client.update("i", operations: Self.rename, etag: "1") }
    }
    #expect(error?.httpStatus == status)
    #expect(transport.requests.count == 1)
  }

  static let losses: [SimulatedWeather] = {
    func answer(_ status: Int) -> HTTPResponse { HTTPResponse(status: status, body: Array("<html></html>".utf8)) }
    return [.answerLost] + [200, 204, 408, 500, 502, 504].map { .servedThenAnswered(answer($0)) }
  }()

  @Test(arguments: 0..<losses.count) func aLostAnswerIsReadUpAndNotRepeated(loss: Int) async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time) { method, number in
      method == .patch && number == 1 ? Self.losses[loss] : .fair
    }
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let id = try #require(try await client.enabledConnection().id)
      let updated = try await client.update(id, operations: Self.rename)
      #expect(updated.isRecovered)
      let after = try await client.connection(id)
      #expect(after.name == "b")
      #expect(updated.etag == after.etag)
    }
    #expect(simulator.counts.updates == 1)
  }

  @Test func whatWasLostBeforeItActedIsSentAgainWithTheSameEtag() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, index in
      switch (request.method, index) {
      case (.patch, 0): .lost()
      case (.patch, _): .json(200, #"{"id":"i","etag":"\"2\""}"#)
      default: .item("i", state: "enabled", more: #","name":"a","etag":"\"1\"""#)
      }
    }
    let client = FlowServiceClient(.test, transport, time)
    let updated = try await time.run { try await client.update("i", operations: Self.rename, etag: "1") }
    #expect(!updated.isRecovered)
    #expect(transport.requests.map(\.method) == [.patch, .get, .get, .get, .patch])
    #expect(transport.requests.filter { $0.method == .patch }.map { $0.headers["If-Match"] } == [#""1""#, #""1""#])
  }

  @Test func somebodyElsesChangeAfterALostAnswerIsReported() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, _ in
      request.method == .patch ? .lost() : .item("i", state: "enabled", more: #","name":"theirs","etag":"\"9\"""#)
    }
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run {
      await failure { try await client.update("i", operations: Self.rename, etag: "1") }
    }
    #expect(error?.kind == .outcomeUnknown)
    #expect(error?.isRetryable == false)
    #expect(error?.connectionID == "i")
    #expect(error?.remoteState == .unknown)
    #expect(transport.requests.map(\.method) == [.patch, .get])
  }

  @Test func aSecretThatCannotBeComparedIsReported() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, _ in
      request.method == .patch
        ? .lost()
        : .item("i", state: "enabled", more: #","etag":"\"9\"","auth":{"params":{"clientSecret":"arn:aws:x"}}"#)
    }
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run {
      await failure { try await client.update("i", operations: Self.newSecret, etag: "1") }
    }
    #expect(error?.kind == .outcomeUnknown)
    #expect(transport.requests.count == 2)
  }

  @Test func whenTheLookFailsTooNobodyKnows() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, _ in
      request.method == .patch ? .lost(.timedOut) : .json(403, "{}")
    }
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run {
      await failure { try await client.update("i", operations: Self.rename, etag: "1") }
    }
    #expect(error?.kind == .outcomeUnknown)
    #expect(error?.reason == "timedOut")
    #expect(transport.requests.count == 2)
  }

  @Test func a412AfterALostAnswerIsOurOwnDoing() async throws {
    let time = VirtualTime()
    // The change shows only after the update has been sent again.
    let transport = ScriptedTransport { request, index in
      switch (request.method, index) {
      case (.patch, 0): .lost()
      case (.patch, _): .json(412, #"{"errorMessage":"stale"}"#)
      case (_, ..<4): .item("i", state: "enabled", more: #","name":"a","etag":"\"1\"""#)
      default: .item("i", state: "enabled", more: #","name":"b","etag":"\"2\"""#)
      }
    }
    let client = FlowServiceClient(.test, transport, time)
    let updated = try await time.run { try await client.update("i", operations: Self.rename, etag: "1") }
    #expect(updated == UpdatedConnection(id: "i", etag: #""2""#, isRecovered: true))
  }

  @Test func aDeadlineIsKept() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, _ in
      try? await time.sleep(for: request.timeout)
      return .lost(.timedOut)
    }
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run {
      await failure {
        try await client.update("i", operations: Self.rename, etag: "1", options: CallOptions(timeout: .seconds(8)))
      }
    }
    #expect(error?.kind == .outcomeUnknown)
    #expect(time.now <= .seconds(8))
    #expect(transport.requests.count { $0.method == .patch } == 1)
  }

  @Test func aCancelledOneTellsWhatItMayHaveLeft() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time, latency: .seconds(5))
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let connection = try await client.enabledConnection()
      let id = try #require(connection.id)
      let etag = try #require(connection.etag)
      for (pause, state) in [(1, FlowServiceError.RemoteState.unknown), (0, .untouched)] {
        let task = Task(executorPreference: time) {
          await failure { try await client.update(id, operations: Self.rename, etag: etag) }
        }
        if pause > 0 { try await time.sleep(for: .seconds(pause)) }
        task.cancel()
        let error = await task.value
        #expect(error?.kind == .requestCancelled)
        #expect(error?.remoteState == state)
        #expect(error?.connectionID == id)
      }
    }
    #expect(simulator.counts.updates == 1)
  }

  @Test func secretsAreNotEchoed() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(400, #"{"message":"canary-new-secret is too short for canary-token"}"#)])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run {
      await failure { try await client.update("i", operations: Self.newSecret, etag: "1") }
    }
    #expect(error?.detail == "[redacted] is too short for [redacted]")
  }

  // MARK: What shows

  @Test(arguments: [
    (#"[{"op":"replace","path":"/name","value":"n"}]"#, UpdateBody.Trace.shown),
    (#"[{"op":"replace","path":"/name","value":"m"}]"#, .contradicted),
    (#"[{"op":"add","path":"/description","value":"d"}]"#, .contradicted),
    (#"[{"op":"remove","path":"/description"}]"#, .shown), (#"[{"op":"remove","path":"/name"}]"#, .contradicted),
    (#"[{"op":"replace","path":"/auth/params/u","value":"x"}]"#, .shown),
    (#"[{"op":"replace","path":"/auth/params/p","value":"y"}]"#, .hidden),
    (#"[{"op":"replace","path":"/auth/params","value":{"u":"x","n":[1,true,null]}}]"#, .shown),
    (#"[{"op":"replace","path":"/auth/params","value":{"u":"x","q":"z"}}]"#, .hidden),
    (#"[{"op":"replace","path":"/auth/params","value":{"u":"x","n":[1,false,null]}}]"#, .hidden),
    (#"[{"op":"replace","path":"/name","value":"m"},{"op":"replace","path":"/name","value":"n"}]"#, .shown),
    (#"[{"op":"replace","path":"/auth/params/p","value":"y"},{"op":"replace","path":"/name","value":"n"}]"#, .hidden),
    (
      #"[{"op":"replace","path":"/auth/params/p","value":"y"},{"op":"replace","path":"/name","value":"m"}]"#,
      .contradicted
    ),
    ("[]", .hidden),
  ])
  func trace(text: String, trace: UpdateBody.Trace) throws {
    let item = try JSONDocument(#"{"name":"n","auth":{"params":{"u":"x","p":"arn","n":[1,true,null],"orgId":"o"}}}"#)
      .root
    #expect(UpdateBody(operations(text)).trace(in: item) == trace)
  }
}

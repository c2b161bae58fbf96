import FlowService
import JSON
import JSONRPC
import JSONSchema
import Sidecar
import Synchronization
import TestSupport
import Testing

@Suite("connection.waitEnabled")
struct WaitEnabledTests {
  private let params = #"{"id":"\#(Sample.id)"}"#

  /// Initializing so many times, then what is told.
  private func transport(_ looks: Int, then state: String = "enabled") -> ScriptedTransport {
    ScriptedTransport { _, index in .item(Sample.id, state: index < looks ? "initializing" : state) }
  }

  @Test("returns the connection once it is enabled, and what the wait took")
  func enabled() async throws {
    let transport = transport(3)
    let result = try await TestSession(transport).result("connection.waitEnabled", params)
    #expect(result["state"]?.string == "enabled")
    #expect(result.at("/wait/polls")?.integer == 4)
    #expect(transport.requests.count == 4)
    #expect(result["wait"]?.names == ["elapsedMs", "polls"])
  }

  @Test("by position")
  func positions() async throws {
    let session = TestSession(transport(0))
    for params in [#"["\#(Sample.id)"]"#, #"["\#(Sample.id)",60000]"#, #"["\#(Sample.id)",1e3,false]"#] {
      #expect(try await session.result("connection.waitEnabled", params)["state"]?.string == "enabled")
    }
    let error = try await session.error("connection.waitEnabled", #"["\#(Sample.id)","60000"]"#)
    #expect(error.at("/data/errors/0/instanceLocation")?.string == "/1")
    #expect(error.at("/data/errors/0/suggestion")?.text == "60000")
  }

  @Test("times that are none", arguments: ["-1", "86400001", "0.5", "\"1000\"", "null"])
  func badTimes(_ time: String) async throws {
    let transport = transport(0)
    let error = try await TestSession(transport)
      .error("connection.waitEnabled", #"{"id":"\#(Sample.id)","timeoutMs":\#(time)}"#)
    #expect(error.at("/data/errors")?.count == 1)
    #expect(error.at("/data/errors/0/instanceLocation")?.string == "/timeoutMs")
    #expect(transport.requests.isEmpty)
  }

  @Test("with no time at all it looks once: enabled is enabled")
  func zeroEnabled() async throws {
    let transport = transport(0)
    let result = try await TestSession(transport)
      .result("connection.waitEnabled", #"{"id":"\#(Sample.id)","timeoutMs":0}"#)
    #expect(result["state"]?.string == "enabled")
    #expect(result.at("/wait/polls")?.integer == 1)
    #expect(transport.requests.count == 1)
  }

  @Test("with no time at all it looks once: what is not yet enabled is told with its state")
  func zeroInitializing() async throws {
    let transport = transport(1000)
    let error = try await TestSession(transport)
      .error("connection.waitEnabled", #"{"id":"\#(Sample.id)","timeoutMs":0}"#)
    #expect(error["code"]?.integer == 1504)
    #expect(error.at("/data/state")?.string == "initializing")
    #expect(error.at("/data/polls")?.integer == 1)
    #expect(transport.requests.count == 1)
  }

  @Test("a wait that takes too long tells the last state, and can be repeated")
  func timeout() async throws {
    let transport = transport(1_000_000)
    let session = TestSession(transport)
    let forms = [
      #"{"id":"\#(Sample.id)","timeoutMs":60}"#, #"{"id":"\#(Sample.id)","_meta":{"timeoutMs":60}}"#,
      #"["\#(Sample.id)",60]"#,
    ]
    for form in forms {
      let error = try await session.error("connection.waitEnabled", form)
      #expect(error["code"]?.integer == 1504)
      #expect(error.at("/data/kind")?.string == "waitTimeout")
      #expect(error.at("/data/retryable")?.boolean == true)
      #expect(error.at("/data/state")?.string == "initializing")
      #expect(error.at("/data/id")?.string == Sample.id)
      #expect((error.at("/data/elapsedMs")?.integer ?? 0) >= 60)
      #expect((error.at("/data/polls")?.integer ?? 0) >= 1)
    }
  }

  @Test(
    "a state from which it does not become enabled ends the wait",
    arguments: ["disabled", "delete-finalizing", "delete-failed"])
  func notEnabling(_ state: String) async throws {
    let error = try await TestSession(transport(1, then: state)).error("connection.waitEnabled", params)
    #expect(error["code"]?.integer == 1505)
    #expect(error.at("/data/kind")?.string == "notEnabling")
    #expect(error.at("/data/state")?.string == state)
    #expect(error.at("/data/id")?.string == Sample.id)
    #expect(error.at("/data/polls")?.integer == 2)
  }

  @Test("a state that nobody has heard of is not yet")
  func unknownState() async throws {
    let transport = ScriptedTransport { _, index in
      .item(Sample.id, state: ["draft", "awaiting-review", "enabled"][min(index, 2)])
    }
    let result = try await TestSession(transport).result("connection.waitEnabled", params)
    #expect(result.at("/wait/polls")?.integer == 3)
  }

  @Test("a connection that does not exist")
  func notFound() async throws {
    let session = TestSession()
    let error = try await session.error("connection.waitEnabled", params)
    #expect(error["code"]?.integer == 1404)
    #expect(error.at("/data/id")?.string == Sample.id)
  }

  @Test("passing trouble is ridden out")
  func trouble() async throws {
    let transport = ScriptedTransport { _, index in
      switch index {
      case 0: .json(503, #"{"errorMessage":"canary"}"#)
      case 1: .failure(TransportError(.connectionLost, mayHaveArrived: true, detail: "scripted"))
      default: .item(Sample.id, state: "enabled")
      }
    }
    let session = TestSession(transport)
    session.mayTellSecrets = true
    let result = try await session.result("connection.waitEnabled", params)
    #expect(result.at("/wait/polls")?.integer == 3)
  }

  // MARK: Progress

  @Test(
    "progress comes for a token, before the answer, with the token as it was sent",
    arguments: ["7", "7.0", "\"wait-1\"", "\"\\u0061\"", "-0"])
  func progress(_ token: String) async throws {
    let transport = transport(3)
    let session = TestSession(transport)
    let id = session.send(
      "connection.waitEnabled", #"{"id":"\#(Sample.id)","_meta":{"progressToken":\#(token)}}"#)
    _ = try await session.answer(id)
    try await Task.sleep(for: .milliseconds(60))
    let messages = session.inbox.messages
    #expect(messages.count == session.progress.count + 1)
    #expect(messages.last?["id"]?.integer == id, "nothing follows the answer")
    #expect(session.progress.count >= 3)
    let schema = try JSONSchema(
      ProtocolSchemas.shared.notifications, at: JSONPointer(["0", "paramsSchema"]))
    var polls = 0
    for notification in session.progress {
      #expect(notification["id"] == nil)
      let params = try #require(notification["params"])
      let found = schema.diagnose(params)
      #expect(found.errors.isEmpty && found.warnings.isEmpty, "\(params.text)")
      #expect(params["token"]?.text == token)
      #expect(params.at("/value/kind")?.string == "report")
      #expect((params.at("/value/polls")?.integer ?? 0) > polls)
      polls = params.at("/value/polls")?.integer ?? 0
    }
    #expect(session.progress.first?.at("/params/value/state")?.string == "initializing")
  }

  @Test("no token, no progress", arguments: ["{}", #"{"timeoutMs":5000}"#])
  func noProgress(_ meta: String) async throws {
    let session = TestSession(transport(3))
    _ = try await session.result("connection.waitEnabled", #"{"id":"\#(Sample.id)","_meta":\#(meta)}"#)
    #expect(session.inbox.messages.count == 1)
  }

  @Test("each of two waits has its own progress")
  func twoTokens() async throws {
    let session = TestSession(transport(4))
    let first = session.send("connection.waitEnabled", #"{"id":"\#(Sample.id)","_meta":{"progressToken":"a"}}"#)
    let second = session.send("connection.waitEnabled", #"{"id":"\#(Sample.id)","_meta":{"progressToken":"b"}}"#)
    _ = try await session.answer(first)
    _ = try await session.answer(second)
    let tokens = session.progress.compactMap { $0.at("/params/token")?.string }
    #expect(tokens.contains("a") && tokens.contains("b"))
  }

  // MARK: Sharing and cancelling

  @Test("waits for one connection share its looks")
  func shared() async throws {
    let transport = transport(5)
    let session = TestSession(transport)
    let ids = (0..<20).map { _ in session.send("connection.waitEnabled", params) }
    for id in ids { #expect(try await session.answer(id).at("/result/state")?.string == "enabled") }
    #expect(transport.requests.count == 6)
    // Another sandbox may have another connection of that id.
    let other = try await session.result(
      "connection.waitEnabled", #"{"id":"\#(Sample.id)","_meta":{"sandboxName":"other"}}"#)
    #expect(other["state"]?.string == "enabled")
    #expect(transport.requests.count == 7)
  }

  @Test("a wait that is cancelled is answered, and the others go on")
  func cancel() async throws {
    let gate = Gate()
    let transport = ScriptedTransport { _, _ in .item(Sample.id, state: gate.isOpen ? "enabled" : "initializing") }
    let session = TestSession(transport)
    let cancelled = session.send("connection.waitEnabled", #"{"id":"\#(Sample.id)","_meta":{"progressToken":1}}"#)
    let kept = session.send("connection.waitEnabled", params)
    _ = try await session.inbox.message("progress") { $0["method"] != nil }
    session.cancel(cancelled)
    let error = try await session.answer(cancelled)["error"]
    #expect(error?["code"]?.integer == -32800)
    #expect(error?.at("/data/kind")?.string == "requestCancelled")
    #expect(error?.at("/data/id")?.string == Sample.id)
    #expect(error?.at("/data/state")?.string == "initializing")
    #expect(error?.at("/data/remoteState") == nil)
    let count = session.progress.count
    gate.open()
    #expect(try await session.answer(kept).at("/result/state")?.string == "enabled")
    #expect(session.progress.count == count, "progress of a wait that is over")
    #expect(session.context.client.waitCount == 0)
  }

  @Test("waits do not count as requests under way, and info tells how many there are")
  func counted() async throws {
    let gate = Gate()
    let transport = ScriptedTransport { _, _ in .item(Sample.id, state: gate.isOpen ? "enabled" : "initializing") }
    var limits = SessionLimits()
    limits.requestsInFlight = 1
    let session = TestSession(.test, limits: limits) { _ in transport }
    let ids = (0..<5).map { _ in session.send("connection.waitEnabled", params) }
    var info = try await session.result("info")
    for _ in 0..<1000 where info["waiting"]?.integer != 5 {
      try await Task.sleep(for: .milliseconds(1))
      info = try await session.result("info")
    }
    #expect(info["waiting"]?.integer == 5)
    #expect(info["inFlight"]?.integer == 0)
    gate.open()
    for id in ids { #expect(try await session.answer(id)["result"] != nil) }
  }
}

/// Something that is closed until it is opened.
final class Gate: Sendable {
  private let state = Atomic<Bool>(false)
  var isOpen: Bool { state.load(ordering: .acquiring) }
  func open() { state.store(true, ordering: .releasing) }
}

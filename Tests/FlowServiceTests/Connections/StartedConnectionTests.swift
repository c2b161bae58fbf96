import JSON
import Synchronization
import TestSupport
import Testing

@testable import FlowService

/// A connection that is read without a task: whatever the service does, the outcome is that of the call that has one, and
/// it is told once.
@Suite("a connection that is read without a task", .timeLimit(.minutes(1)))
struct StartedConnectionTests {
  typealias Outcome = Result<Connection, FlowServiceError>

  private static let found = LoopbackAnswer.json(200, #"{"items":[{"id":"i","name":"a","state":"enabled"}]}"#)
  private static let token = LoopbackAnswer.json(200, #"{"access_token":"canary-issued","expires_in":3600}"#)

  /// What the service answers to one request after the other, and to all that follow.
  static let stories: [(name: String, answers: [LoopbackAnswer])] = [
    ("found", [found]),
    ("not there", [.json(404, #"{"errorMessage":"connections not found with id = [i]"}"#)]),
    ("an empty list", [.json(200, #"{"items":[]}"#)]),
    ("no list", [.json(200, "{}")]),
    ("no JSON", [.text(200, "<html>login</html>")]),
    ("refused", [.json(403, #"{"error_code":"403010","message":"Oauth token is missing."}"#)]),
    ("token rejected", [.json(401, "{}"), found]),
    ("busy, then found", [.json(503, "{}"), .json(429, "{}"), found]),
    ("busy, then gone", [.json(503, "{}"), .json(404, "{}")]),
    ("busy for ever", [.json(503, "{}")]),
    ("closed, then found", [.hangUp(), found]),
    ("reset, then found", [.reset(), found]),
    ("reset in mid-body, then found", [found.cutInBody(after: 9, .reset), found]),
    ("closed after the headers, then busy, then found", [found.cutAfterHeaders(), .json(500, "{}"), found]),
    ("lost for ever", [.hangUp()]),
  ]

  /// A service on loopback and a client of it.
  private final class Stage: Sendable {
    let server: LoopbackServer
    let fixture: TransportFixture
    let client: FlowServiceClient

    init(
      _ answers: [LoopbackAnswer], over way: NetworkWay = .cleartext, _ configuration: FlowServiceConfiguration = .test,
      retryDelay: Duration = .milliseconds(2), repeats: Bool = false
    ) throws {
      let answered = Mutex(0)
      server = try LoopbackServer { request in
        if request.path.hasSuffix("/token/v3") { return StartedConnectionTests.token }
        let index = answered.withLock { number in
          defer { number += 1 }
          return number
        }
        return answers[repeats ? index % answers.count : min(index, answers.count - 1)]
      }
      fixture = TransportFixture(way)
      var configuration = configuration
      configuration.baseURL = server.url
      configuration.imsURL = server.url
      var options = FlowServiceClient.Options()
      options.retry.firstDelay = retryDelay
      options.seed = 1
      client = FlowServiceClient(
        configuration, transport: fixture.transport, time: fixture.loop, executor: fixture.loop, options: options)
    }

    deinit { server.stop() }

    /// As a task waits for it.
    func read(_ options: CallOptions = .standard) async -> Outcome {
      await Task(executorPreference: fixture.loop) { [client] () async -> Outcome in
        do throws(FlowServiceError) {
          return .success(try await client.connection("i", options: options))
        } catch {
          return .failure(error)
        }
      }.value
    }

    /// What is told of a call that is started, on the loop or elsewhere; everything that is told within a while after.
    func start(
      _ options: CallOptions = .standard, onLoop: Bool = true,
      then act: @escaping @Sendable (PendingCall) -> Void = { _ in }
    ) async -> [Outcome] {
      let told = Mutex<[Outcome]>([])
      await withCheckedContinuation { continuation in
        let begin: @Sendable () -> Void = { [client] in
          let call = try? client.startConnection("i", options: options) { outcome in
            let isFirst = told.withLock { told in
              told.append(outcome)
              return told.count == 1
            }
            if isFirst { continuation.resume() }
          }
          if let call { act(call) }
        }
        if onLoop { fixture.loop.execute(begin) } else { begin() }
      }
      try? await fixture.loop.sleep(for: .milliseconds(5))
      return told.withLock { $0 }
    }

    /// The requests for the connection, once there are that many.
    func hasAsked(_ count: Int) async -> Bool {
      for _ in 0..<2_000 {
        if server.requests.count >= count { return true }
        try? await fixture.loop.sleep(for: .milliseconds(1))
      }
      return false
    }
  }

  private static func told(_ outcome: Outcome) -> Result<String, FlowServiceError> {
    outcome.map { String(decoding: $0.item.rawBytes, as: UTF8.self) }
  }

  @Test("the same is told, after the same requests", arguments: stories.indices, NetworkWay.allCases)
  func asATask(_ index: Int, _ way: NetworkWay) async throws {
    let (name, answers) = Self.stories[index]
    for configuration in [FlowServiceConfiguration.test, .testIMS] {
      let (one, other) = (try Stage(answers, over: way, configuration), try Stage(answers, over: way, configuration))
      let expected = await one.read()
      let outcomes = await other.start()
      #expect(outcomes.map(Self.told) == [Self.told(expected)], "\(name)")
      #expect(other.server.requests.map(\.method) == one.server.requests.map(\.method), "\(name)")
      // The token is there now.
      #expect(await other.start().map(Self.told) == [Self.told(await one.read())], "\(name), once more")
    }
  }

  @Test("off the loop as well") func offTheLoop() async throws {
    let stage = try Stage([Self.found])
    let outcomes = await stage.start(onLoop: false)
    #expect(outcomes.map { (try? $0.get().id) ?? "" } == ["i"])
  }

  @Test("by a transport that has tasks only") func scripted() async throws {
    let time = VirtualTime()
    let client = FlowServiceClient(.test, ScriptedTransport([.json(503, "{}"), .item("i", state: "enabled")]), time)
    let outcome: Outcome = await withCheckedContinuation { continuation in
      _ = try? client.startConnection("i") { continuation.resume(returning: $0) }
    }
    #expect(try outcome.get().id == "i")
  }

  @Test("what is missing is told") func notConfigured() async throws {
    var configuration = FlowServiceConfiguration.test
    configuration.credentials = nil
    let outcomes = await (try Stage([Self.found], configuration)).start()
    #expect(outcomes.count == 1)
    #expect(throws: FlowServiceError.notConfigured([.accessToken])) { try outcomes[0].get() }
  }

  @Test("an id that can be none") func noID() throws {
    let stage = try Stage([Self.found])
    #expect(throws: FlowServiceError.self) { try stage.client.startConnection("..") { _ in } }
    #expect(stage.server.requests.isEmpty)
  }

  @Test("no longer than it may take", arguments: NetworkWay.allCases) func timeout(_ way: NetworkWay) async throws {
    let stage = try Stage([.never()], over: way)
    let outcomes = await stage.start(CallOptions(timeout: .milliseconds(100)))
    #expect(outcomes.map { Self.error($0)?.reason } == ["timedOut"])
  }

  @Test("a cancel ends its exchange", arguments: NetworkWay.allCases) func cancel(_ way: NetworkWay) async throws {
    let stage = try Stage([.never()], over: way)
    let outcomes = await stage.start { call in
      Task {
        _ = await stage.hasAsked(1)
        call.cancel()
        call.cancel()
      }
    }
    #expect(outcomes.map { Self.error($0)?.kind } == [.requestCancelled])
    #expect(stage.server.requests.count == 1)
  }

  @Test("a cancel ends the pause before it is sent again") func cancelOfATask() async throws {
    let stage = try Stage([.json(503, "{}"), Self.found], retryDelay: .seconds(30))
    let outcomes = await stage.start { call in
      Task {
        _ = await stage.hasAsked(1)
        try? await stage.fixture.loop.sleep(for: .milliseconds(20))
        call.cancel()
      }
    }
    #expect(outcomes.map { Self.error($0)?.kind } == [.requestCancelled])
    #expect(stage.server.requests.count == 1)
  }

  @Test("a cancel at once, on the loop and off it", arguments: [true, false]) func early(_ onLoop: Bool) async throws {
    let stage = try Stage([.never()])
    let outcomes = await stage.start(onLoop: onLoop) { $0.cancel() }
    #expect(outcomes.map { Self.error($0)?.kind } == [.requestCancelled])
  }

  @Test("a cancel after the end is nothing") func late() async throws {
    let stage = try Stage([Self.found])
    let started = Mutex<PendingCall?>(nil)
    let outcomes = await stage.start { call in started.withLock { $0 = call } }
    started.withLock { $0 }?.cancel()
    #expect(outcomes.map { (try? $0.get().id) ?? "" } == ["i"])
    // The connection serves the next call.
    #expect(await stage.start().count == 1)
    #expect(stage.server.connectionCount == 1)
  }

  @Test("whenever it is cancelled, it is told once") func cancelledAtAnyTime() async throws {
    let answers = [Self.found, .json(503, "{}"), Self.found.delayed(.milliseconds(1)), .hangUp(), Self.found]
    let stage = try Stage(answers, repeats: true)
    await withTaskGroup(of: Int.self) { group in
      for number in 0..<300 {
        group.addTask {
          await stage.start(onLoop: number.isMultiple(of: 2)) { call in
            Task {
              try? await stage.fixture.loop.sleep(for: .microseconds(number * 37 % 4_000))
              call.cancel()
            }
          }.count
        }
      }
      for await count in group { #expect(count == 1) }
    }
  }

  private static func error(_ outcome: Outcome) -> FlowServiceError? {
    if case .failure(let error) = outcome { error } else { nil }
  }
}

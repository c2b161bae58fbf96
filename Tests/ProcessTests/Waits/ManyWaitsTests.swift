import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// Waits in great number, over real sockets.
  @Suite(.timeLimit(.minutes(3))) struct ManyWaitsTests {
    /// An answer, and when it was read.
    private struct Answered {
      var at: ContinuousClock.Instant
      var line: [UInt8]
    }

    private static func start(_ service: WaitedForService) throws -> ChildProcess {
      try SidecarProgram.start([], environment: ServiceTests.environment(service.url))
    }

    private static func wait(_ id: Int, for number: Int, timeout: Int = 600_000) -> String {
      Samples.request(
        id, "connection.waitEnabled", #"{"id":"\#(WaitedForService.id(number))","timeoutMs":\#(timeout)}"#)
    }

    /// Takes so many lines from the program.
    private static func answers(_ count: Int, from child: ChildProcess) throws -> [Answered] {
      var answers: [Answered] = []
      while answers.count < count {
        guard try child.read(within: .seconds(60), until: { child.outputBytes.last == 0x0A }) else { break }
        let now = ContinuousClock.now
        answers += child.outputBytes.split(separator: 0x0A).map { Answered(at: now, line: Array($0)) }
        child.outputBytes = []
      }
      return answers
    }

    @Test func tenThousand() throws {
      let count = 10_000
      let began = ContinuousClock.now
      // From the fourth second on, one after another.
      let service = try WaitedForService(count) { began + .milliseconds(4_000 + ($0 * 7_919 % count) * 4 / 10) }
      defer { service.stop() }
      let child = try Self.start(service)
      try child.send((0..<count).map { Self.wait($0, for: $0) + "\n" }.joined())
      let answers = try Self.answers(count, from: child)
      #expect(answers.count == count)
      let peak = child.peakMemory
      #expect(try child.finish() == .exited(0))

      let looks = service.looks
      var answered: Set<Int> = []
      var longest = Duration.zero
      for answer in answers {
        let message = try JSONDocument(answer.line).root
        let number = try #require(message["id"]?.integer)
        #expect(answered.insert(number).inserted)
        #expect(message["result"]?["state"]?.string == "enabled")
        let seen = try #require(looks[number].last)
        // The last look is the first that has seen it enabled: nobody looks on.
        #expect(seen.isEnabled && looks[number].dropLast().allSatisfy { !$0.isEnabled })
        #expect(message["result"]?["wait"]?["polls"]?.integer == looks[number].count)
        // It became enabled within the interval before that look; so the bar is two seconds from there.
        longest = max(longest, answer.at - seen.at)
      }
      #expect(answered.count == count)
      #expect(longest < .seconds(2))
      let gaps = looks.flatMap { looks in zip(looks, looks.dropFirst()).map { $1.at - $0.at } }
      #expect(gaps.allSatisfy { $0 > .milliseconds(700) })
      // The longest interval, and what it may take until it is the turn of a look.
      #expect(gaps.max() ?? .zero < .seconds(25))
      #expect(service.peakConnections <= 16)
      if let peak { #expect(peak < 64 << 20, "\(peak) bytes") }
    }

    /// All of them end at once, whatever they have come to: those for as many connections, and those for one.
    @Test(arguments: [5_000, 1]) func fiveThousandCancelled(_ connections: Int) throws {
      let count = 5_000
      let service = try WaitedForService(connections) { _ in .now + .seconds(3_600) }
      defer { service.stop() }
      let child = try Self.start(service)
      try child.send((0..<count).map { Self.wait($0, for: $0 % connections) + "\n" }.joined())
      try child.send(Samples.request(count, "ping") + "\n")
      #expect(try Self.answers(1, from: child).count == 1)
      let began = ContinuousClock.now
      try child.send(
        (0..<count).map { #"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":\#($0)}}"# + "\n" }.joined())
      let answers = try Self.answers(count, from: child)
      #expect(ContinuousClock.now - began < .seconds(15))
      #expect(answers.count == count)
      var cancelled: Set<Int> = []
      for answer in answers {
        let message = try JSONDocument(answer.line).root
        let number = try #require(message["id"]?.integer)
        cancelled.insert(number)
        #expect(message["error"]?["code"]?.integer == -32800)
        #expect(message["error"]?["data"]?["id"]?.string == WaitedForService.id(number % connections))
      }
      #expect(cancelled.count == count)
      let info = try child.ask(Samples.request(1, "info"))
      #expect(info["result"]?["waiting"]?.integer == 0)
      #expect(info["result"]?["inFlight"]?.integer == 0)
      #expect(try child.finish() == .exited(0))
    }

    /// The signal leaves ten seconds, and waits need none of them.
    @Test func tenThousandAndASignal() throws {
      let count = 10_000
      let service = try WaitedForService(1) { _ in .now + .seconds(3_600) }
      defer { service.stop() }
      let child = try Self.start(service)
      try child.send((0..<count).map { Self.wait($0, for: 0) + "\n" }.joined())
      try child.send(Samples.request(count, "ping") + "\n")
      #expect(try Self.answers(1, from: child).count == 1)
      child.signal(15)
      let answers = try Self.answers(count, from: child)
      #expect(answers.count == count)
      #expect(try answers.allSatisfy { try JSONDocument($0.line).root["error"]?["code"]?.integer == 1509 })
      #expect(try child.waitForEnd() == .exited(0))
    }

    /// They share the looks: a thousand cost the service no more than one.
    @Test func aThousandForOneConnection() throws {
      let began = ContinuousClock.now
      let service = try WaitedForService(1) { _ in began + .seconds(3) }
      defer { service.stop() }
      let child = try Self.start(service)
      let count = 1_000
      try child.send((0..<count).map { Self.wait($0, for: 0) + "\n" }.joined())
      let answers = try Self.answers(count, from: child)
      #expect(Set(try answers.map { try JSONDocument($0.line).root["id"]?.integer ?? -1 }).count == count)
      #expect(try answers.allSatisfy { try JSONDocument($0.line).root["result"]?["state"]?.string == "enabled" })
      #expect(service.looks[0].count <= 6)
      #expect(try child.finish() == .exited(0))
    }

    /// The service goes down in the midst of all waits and comes back at the same address: nobody notices but the clock.
    @Test func theServiceGoesDownAndComesBack() throws {
      let count = 300
      let began = ContinuousClock.now
      let first = try WaitedForService(count) { _ in began + .seconds(3_600) }
      let child = try Self.start(first)
      try child.send((0..<count).map { Self.wait($0, for: $0) + "\n" }.joined())
      while first.looks.contains(where: \.isEmpty), ContinuousClock.now - began < .seconds(30) {
        _ = try child.read(within: .seconds(1)) { true }
      }
      first.stop()
      // Long enough for each to find nobody there.
      let down = ContinuousClock.now
      #expect(try child.ask(Samples.request(9_000, "info"))["result"]?["waiting"]?.integer == count)
      while ContinuousClock.now - down < .seconds(3) { #expect(try !child.waitForOutput(within: .milliseconds(100))) }
      let second = try WaitedForService(count, port: first.port) { _ in began }
      defer { second.stop() }
      let answers = try Self.answers(count, from: child)
      #expect(try answers.allSatisfy { try JSONDocument($0.line).root["result"]?["state"]?.string == "enabled" })
      #expect(second.looks.allSatisfy { $0.count == 1 })
      #expect(try child.finish() == .exited(0))
    }
  }
}

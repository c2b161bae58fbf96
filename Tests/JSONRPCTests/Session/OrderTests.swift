import JSONRPC
import Testing

/// Answers that keep the order of their requests.
@Suite("Order")
struct OrderTests {
  private func peer(_ delivery: Delivery, keeping bytes: Int = 1 << 20) -> Peer {
    Peer(delivery, orderedWithin: bytes)
  }

  private static func passed(_ id: String, _ gate: String) -> Answer { .result(id, #"{"gate":"\#(gate)"}"#) }

  @Test("What is ready waits for what was asked before it", arguments: Delivery.all)
  func order(_ delivery: Delivery) {
    let peer = peer(delivery)
    peer.say(call("0", "echo"), slow("1", "a"), call("2", "echo"), slow("3", "b"), call("4", "nothing"))
    #expect(peer.answers() == [.result("0", "{}")])
    peer.open("b")
    #expect(peer.answers() == [])
    peer.open("a")
    #expect(
      peer.answers() == [
        Self.passed("1", "a"), .result("2", "{}"), Self.passed("3", "b"), .unknownMethod("4"),
      ])
    peer.say(call("5", "echo"))
    #expect(peer.answers() == [.result("5", "{}")])
  }

  @Test("So does what cannot be read, and what is no request", arguments: Delivery.all)
  func faults(_ delivery: Delivery) {
    let peer = peer(delivery)
    peer.say(slow("1"), "{\"a\":}", "{}", "[]", call("2", "echo"))
    #expect(peer.answers() == [])
    peer.open("gate")
    #expect(
      peer.answers() == [
        Self.passed("1", "gate"), .parseError("unexpected"), .invalid("badVersion"), .invalid("emptyBatch"),
        .result("2", "{}"),
      ])
  }

  @Test("A batch has one place, and none if it has no answer", arguments: Delivery.all)
  func batches(_ delivery: Delivery) {
    let peer = peer(delivery)
    peer.say(
      "[\(slow("1", "a")),\(call("2", "echo"))]", "[\(notification("note"))]", "[\(slow("3", "b"))]",
      "[\(call("4", "echo"))]")
    peer.open("b")
    #expect(peer.answers() == [])
    peer.open("a")
    #expect(
      peer.answers() == [
        .batch([Self.passed("1", "a"), .result("2", "{}")]), .batch([Self.passed("3", "b")]),
        .batch([.result("4", "{}")]),
      ])
  }

  @Test("Notifications do not wait", arguments: Delivery.all)
  func progress(_ delivery: Delivery) {
    let peer = peer(delivery)
    peer.say(slow("1", "a"), call("2", "progress", #"{"gate":"b","token":7}"#))
    #expect(peer.answers() == [ProgressTests.progress("7", 1)])
    peer.open("b")
    #expect(peer.answers() == [ProgressTests.progress("7", 2)])
    peer.open("a")
    #expect(peer.answers() == [Self.passed("1", "a"), .result("2", "{}")])
  }

  @Test("A request that is cancelled keeps its place", arguments: Delivery.all)
  func cancelled(_ delivery: Delivery) {
    let peer = peer(delivery)
    peer.say(slow("1", "a"), slow("2", "b"), slow("3", "c"), cancel("2"))
    #expect(peer.answers() == [])
    peer.say(cancel("1"))
    #expect(peer.answers() == [.cancelled("1"), .cancelled("2")])
    peer.open("c")
    #expect(peer.answers() == [Self.passed("3", "c")])
  }

  @Test("Without an answer a cancelled request has no place, nor a batch of them", arguments: Delivery.all)
  func unanswered(_ delivery: Delivery) {
    let peer = DialectTests.peer(delivery, orderedWithin: 1 << 20)
    peer.say(call("0", "switch"), slow("1"), "[\(slow("2")),\(slow("3"))]", call("4", "nothing"))
    #expect(peer.answers() == [.result("0", "{}")])
    peer.say(cancel("2"), cancel("3"))
    #expect(peer.answers() == [])
    peer.say(cancel("1"))
    #expect(peer.answers() == [.error("4", -32601, "elsewhere")])
  }

  @Test("What is refused for want of room keeps its place", arguments: Delivery.all)
  func busy(_ delivery: Delivery) {
    var limits = SessionLimits()
    limits.requestsInFlight = 1
    let peer = Peer(delivery, limits: limits, orderedWithin: 1 << 20)
    peer.say(slow("1"), slow("2"))
    #expect(peer.answers() == [])
    peer.open("gate")
    #expect(peer.answers() == [Self.passed("1", "gate"), .error("2", 1508, "busy")])
  }

  @Test("The end of the drain lets everything out in order", arguments: Delivery.all)
  func end(_ delivery: Delivery) {
    let peer = peer(delivery)
    peer.say(slow("1", "a"), slow("2", "b", "wait"), call("3", "echo"), "[\(slow("4", "c"))]")
    peer.end()
    peer.work()
    peer.session.endWaits()
    #expect(peer.answers() == [])
    #expect(!peer.session.drain(for: .zero))
    peer.session.end()
    #expect(peer.session.drain(for: .zero))
    #expect(
      peer.answers() == [
        .error("1", 1509, "shuttingDown"), .error("2", 1509, "shuttingDown"), .result("3", "{}"),
        .batch([.error("4", 1509, "shuttingDown")]),
      ])
  }

  @Test("More places than are ever dropped at once")
  func many() {
    let peer = peer(Delivery(framing: .line))
    var expected: [Answer] = []
    for round in 0..<3 {
      peer.say(slow("\"\(round)\"", "gate\(round)"))
      expected.append(Self.passed("\"\(round)\"", "gate\(round)"))
      for id in 0..<3000 {
        peer.say(call("\(id)", "echo"))
        expected.append(.result("\(id)", "{}"))
      }
    }
    #expect(peer.answers() == [])
    for round in [2, 1, 0] { peer.open("gate\(round)") }
    #expect(peer.answers() == expected)
  }

  @Test("Reading is held back while too much is kept, and goes on after that")
  func bound() {
    let methods = TestMethods()
    let output = MemoryOutput()
    let executor = ThreadExecutor()
    defer { executor.stop() }
    let session = Session(
      methods: methods.table, limits: SessionLimits(), output: output, executor: executor, orderedWithin: 10_000)
    let reader = SessionReader(session, framing: .line)
    func say(_ message: String) { Array("\(message)\n".utf8).withUnsafeBufferPointer { reader.receive($0) } }
    say(slow("\"first\""))
    session.waitForRoom()
    let hasRead = Monitor(false)
    // Each is kept with about a hundred bytes.
    for id in 0..<1000 { say(call("\(id)", "echo")) }
    DetachedThread.start {
      session.waitForRoom()
      hasRead.change { $0 = true }
    }
    #expect(hasRead.wait(for: .milliseconds(50)) { $0 ? true : nil } == nil)
    methods.gates.open("gate")
    #expect(hasRead.wait(for: .seconds(60)) { $0 ? true : nil } == true)
    #expect(session.drain(for: .seconds(60)))
    let answers = (Delivery.split(output.take(), .line) ?? []).map(Answer.init)
    #expect(answers.count == 1001)
    #expect(answers.first == Self.passed("\"first\"", "gate") && answers.last == .result("999", "{}"))
  }

  @Test("Whatever finishes first, the order is that of the requests", arguments: Framing.allCases)
  func race(_ framing: Framing) {
    let methods = TestMethods()
    let output = MemoryOutput()
    let executor = ThreadExecutor()
    defer { executor.stop() }
    let session = Session(
      methods: methods.table, limits: SessionLimits(), output: output, executor: executor, orderedWithin: 1 << 20)
    let reader = SessionReader(session, framing: framing)
    var expected: [Answer] = []
    for round in 0..<300 {
      let gates = ["a\(round)", "b\(round)", "c\(round)"]
      DetachedThread.start { for gate in gates.shuffled() { methods.gates.open(gate) } }
      let messages =
        gates.enumerated().map { slow("\(round * 10 + $0)", $1) } + [call("\(round * 10 + 3)", "echo")]
      for message in messages { Delivery.encode(message, framing).withUnsafeBufferPointer { reader.receive($0) } }
      expected +=
        gates.enumerated().map { Self.passed("\(round * 10 + $0)", $1) } + [.result("\(round * 10 + 3)", "{}")]
    }
    #expect(session.drain(for: .seconds(60)))
    #expect((Delivery.split(output.take(), framing) ?? []).map(Answer.init) == expected)
  }
}

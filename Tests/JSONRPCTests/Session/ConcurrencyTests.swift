import JSONRPC
import Testing

@Suite("Concurrency")
struct ConcurrencyTests {
  @Test("out-of-order: what is ready first is answered first", arguments: Delivery.all)
  func outOfOrder(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1", "a"), slow("2", "b"), call("3", "echo"), slow("4", "c"))
    #expect(peer.answers() == [.result("3", "{}")])
    for gate in ["c", "a", "b"] { peer.open(gate) }
    #expect(
      peer.answers() == [
        .result("4", #"{"gate":"c"}"#), .result("1", #"{"gate":"a"}"#), .result("2", #"{"gate":"b"}"#),
      ])
  }

  @Test("duplicate-in-flight: refused with a null id, the first one unharmed", arguments: Delivery.all)
  func duplicate(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1"), call("1", "echo"), slow("1"), call("1", "nothing"), call("1", "shutdown"))
    #expect(peer.answers() == Array(repeating: .invalid("duplicateId"), count: 4))
    // Whatever is wrong with it besides: an error under that id would seem to be the answer to the first.
    peer.say(#"{"jsonrpc":"1.0","id":1,"method":"echo"}"#, call("1", "echo", "1"))
    #expect(peer.answers() == [.invalid("badVersion"), .invalid("badParams")])
    peer.open("gate")
    #expect(peer.answers() == [.result("1", #"{"gate":"gate"}"#)])
  }

  @Test("reuse-after-finish", arguments: Delivery.all)
  func reuse(_ delivery: Delivery) {
    let peer = Peer(delivery)
    for round in 0..<3 {
      peer.say(slow("1", "gate\(round)"))
      #expect(peer.answers() == [])
      peer.open("gate\(round)")
      #expect(peer.answers() == [.result("1", #"{"gate":"gate\#(round)"}"#)])
      peer.say(call("1", "echo"))
      #expect(peer.answers() == [.result("1", "{}")])
    }
  }

  @Test(
    "busy-answer: above the bound, with when to come again; what waits or is quick is not counted",
    arguments: Delivery.all)
  func busy(_ delivery: Delivery) {
    var limits = SessionLimits()
    limits.requestsInFlight = 3
    let peer = Peer(delivery, limits: limits)
    for id in 1...4 { peer.say(slow("\(id)")) }
    for id in 5...9 { peer.say(slow("\(id)", "w", "wait")) }
    peer.say(call("10", "echo"), "[\(slow("11")),\(call("12", "echo"))]")
    let texts = peer.texts()
    #expect(
      texts.map { Answer(Array($0.utf8)) } == [
        .error("4", 1508, "busy"), .result("10", "{}"), .batch([.error("11", 1508, "busy"), .result("12", "{}")]),
      ])
    #expect(texts.first?.contains(#""retryable":true,"retryAfterMs":100,"limit":3"#) == true)
    peer.open("gate")
    peer.open("w")
    #expect(Set(peer.texts()).count == 8)
    peer.say(slow("4"))
    #expect(peer.answers() == [.result("4", #"{"gate":"gate"}"#)])
  }

  @Test("Answers of one read go out together")
  func together() {
    let peer = Peer(Delivery(framing: .line))
    peer.say((1...50).map { call("\($0)", "echo") })
    #expect(peer.output.calls.count == 1)
    #expect(peer.answers().count == 50)
  }

  /// Many threads finish work, one reads, and every request is answered exactly once.
  @Test("Every request is answered once, whatever happens at once", arguments: Framing.allCases)
  func stress(_ framing: Framing) {
    let count = 2000
    let methods = TestMethods()
    let output = MemoryOutput()
    let executor = ThreadExecutor(threads: 4)
    defer { executor.stop() }
    let session = Session(methods: methods.table, limits: SessionLimits(), output: output, executor: executor)
    let reader = SessionReader(session, framing: framing)
    methods.gates.open("open")
    var busy = 0
    for id in 0..<count {
      var messages = [slow("\(id)", id % 3 == 0 ? "closed" : "open", id % 2 == 0 ? "wait" : "failingLater")]
      if id % 3 == 0 { messages.append(cancel("\(id)")) }
      if id % 5 == 0 { messages = ["[\(messages.joined(separator: ",")),\(call("\"b\(id)\"", "echo"))]"] }
      let bytes = messages.flatMap { Delivery.encode($0, framing) }
      bytes.withUnsafeBufferPointer { reader.receive($0) }
      if id % 100 == 0 { busy += session.drain(for: .seconds(60)) ? 0 : 1 }
    }
    reader.receiveEnd()
    #expect(session.drain(for: .seconds(60)))
    #expect(busy == 0)
    let answers = (Delivery.split(output.bytes, framing) ?? []).map(Answer.init)
    var counts: [String: Int] = [:]
    func tally(_ answer: Answer) {
      switch answer {
      case .result(let id, _), .error(let id, _, _): counts[id, default: 0] += 1
      case .batch(let answers): answers.forEach(tally)
      case .notification, .wrong: counts["?", default: 0] += 1
      }
    }
    answers.forEach(tally)
    var expected = Set((0..<count).map(String.init))
    for id in stride(from: 0, to: count, by: 5) { expected.insert("\"b\(id)\"") }
    #expect(Set(counts.keys) == expected)
    #expect(counts.values.allSatisfy { $0 == 1 })
  }
}

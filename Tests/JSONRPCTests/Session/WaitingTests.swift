import JSONRPC
import Testing

/// Waits that cost no task, by themselves and after work.
@Suite("Waiting")
struct WaitingTests {
  private static let methods = ["watch", "fetch", "prepareAndWatch"]

  private func cancelled(_ id: String, _ gate: String = "gate") -> Answer {
    Answer.error(id, -32800, "requestCancelled")
  }

  @Test("answered when what it waits for has come about", arguments: methods, Delivery.all)
  func comesAbout(_ method: String, _ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1", "gate", method), slow("2", "gate", method), slow("3", "other", method))
    #expect(peer.answers() == [])
    peer.open("first")
    #expect(peer.answers() == [])
    peer.open("gate")
    #expect(peer.answers() == [.result("1", #"{"gate":"gate"}"#), .result("2", #"{"gate":"gate"}"#)])
    // What is there already is told at once.
    peer.say(slow("4", "gate", method))
    #expect(peer.answers() == [.result("4", #"{"gate":"gate"}"#)])
    peer.open("other")
    #expect(peer.answers() == [.result("3", #"{"gate":"other"}"#)])
    #expect(peer.session.drain(for: .zero))
  }

  @Test("in a batch", arguments: methods, Delivery.all)
  func batch(_ method: String, _ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say("[\(slow("1", "gate", method)),\(call("2", "echo")),\(slow("3", "there", method))]")
    peer.methods.gates.open("there")
    peer.open("first")
    #expect(peer.answers() == [])
    peer.open("gate")
    #expect(
      peer.answers() == [
        .batch([.result("1", #"{"gate":"gate"}"#), .result("2", "{}"), .result("3", #"{"gate":"there"}"#)])
      ])
  }

  @Test("a cancel is answered at once, with what the wait knows", arguments: methods, Delivery.all)
  func cancels(_ method: String, _ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.open("first")
    peer.say(slow("1", "gate", method))
    peer.work()
    peer.say(cancel("1"), cancel("1"))
    let texts = peer.texts()
    #expect(texts.count == 1)
    #expect(texts.first?.contains(#""id":"gate""#) == true, "\(texts)")
    peer.say(slow("1", "gate", method))
    peer.open("gate")
    #expect(peer.answers() == [.result("1", #"{"gate":"gate"}"#)])
  }

  @Test("a cancel during the work before it reaches the wait", arguments: Delivery.all)
  func cancelDuringWork(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1", "gate", "prepareAndWatch"))
    peer.work()
    peer.say(cancel("1"))
    #expect(peer.answers() == [])
    peer.open("first")
    let texts = peer.texts()
    #expect(texts.count == 1)
    #expect(texts.first?.contains(#""id":"gate""#) == true, "\(texts)")
  }

  /// Whatever comes first, the answer is one, and it comes.
  @Test("a cancel and the beginning of the wait, at one time")
  func cancelWhileItBegins() {
    let methods = TestMethods()
    let output = MemoryOutput()
    let executor = ThreadExecutor()
    defer { executor.stop() }
    let session = Session(methods: methods.table, limits: SessionLimits(), output: output, executor: executor)
    let reader = SessionReader(session, framing: .line)
    func receive(_ text: String) { Array("\(text)\n".utf8).withUnsafeBufferPointer { reader.receive($0) } }
    methods.gates.open("first")
    for round in 0..<500 {
      receive(slow("\(round)", "never", Self.methods[round % Self.methods.count]))
      receive(cancel("\(round)"))
      #expect(session.drain(for: .seconds(60)))
      #expect((Delivery.split(output.take(), .line) ?? []).map(Answer.init) == [cancelled("\(round)")])
    }
  }

  @Test("what only waits takes no place and ends with the waits", arguments: Delivery.all)
  func isAWait(_ delivery: Delivery) {
    var limits = SessionLimits()
    limits.requestsInFlight = 1
    let peer = Peer(delivery, limits: limits)
    peer.say(slow("1", "gate", "prepareAndWatch"), slow("2", "gate", "prepareAndWatch"), slow("3", "gate", "watch"))
    #expect(peer.answers() == [.error("2", 1508, "busy")])
    peer.open("first")
    peer.say(slow("4", "work"))
    #expect(peer.answers() == [])
    peer.session.endWaits()
    let ended = peer.answers()
    #expect(ended.count == 2)
    #expect(ended.contains(.error("1", 1509, "shuttingDown")) && ended.contains(.error("3", 1509, "shuttingDown")))
    peer.open("gate")
    #expect(peer.answers() == [])
    peer.open("work")
    #expect(peer.answers() == [.result("4", #"{"gate":"work"}"#)])
    #expect(peer.session.drain(for: .zero))
  }

  @Test("what waits for an answer takes a place and goes on when the waits end", arguments: Delivery.all)
  func isNoWait(_ delivery: Delivery) {
    var limits = SessionLimits()
    limits.requestsInFlight = 1
    let peer = Peer(delivery, limits: limits)
    peer.say(
      slow("1", "gate", "fetch"), slow("2", "gate", "fetch"), slow("3", "gate", "slow"), slow("4", "gate", "watch"))
    #expect(peer.answers() == [.error("2", 1508, "busy"), .error("3", 1508, "busy")])
    peer.session.endWaits()
    #expect(peer.answers() == [.error("4", 1509, "shuttingDown")])
    peer.say(slow("5", "gate", "fetch"))
    #expect(peer.answers() == [.error("5", 1509, "shuttingDown")])
    peer.open("gate")
    #expect(peer.answers() == [.result("1", #"{"gate":"gate"}"#)])
    #expect(peer.session.drain(for: .zero))
  }

  @Test("what waits for an answer ends with the session", arguments: Delivery.all)
  func endsWithTheSession(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1", "gate", "fetch"))
    #expect(peer.answers() == [])
    peer.session.end()
    #expect(peer.answers() == [.error("1", 1509, "shuttingDown")])
    peer.open("gate")
    #expect(peer.answers() == [])
    #expect(peer.session.drain(for: .zero))
  }

  @Test("what comes to its wait after the waits were ended, ends", arguments: Delivery.all)
  func tooLateToWait(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1", "gate", "prepareAndWatch"))
    peer.work()
    peer.session.endWaits()
    #expect(peer.answers() == [])
    peer.open("first")
    #expect(peer.answers() == [.error("1", 1509, "shuttingDown")])
    #expect(peer.methods.begun.count == 0)
    peer.say(slow("2", "gate", "watch"))
    #expect(peer.answers() == [.error("2", 1509, "shuttingDown")])
  }
}

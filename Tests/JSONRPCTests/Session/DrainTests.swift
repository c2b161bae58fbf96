import JSONRPC
import Testing

/// What the end of the input, a signal and a time limit do to what is under way.
@Suite("Drain")
struct DrainTests {
  @Test("eof-drains: waits for the work, and then the answers are out", arguments: Framing.allCases)
  func drains(_ framing: Framing) {
    let methods = TestMethods()
    let output = MemoryOutput()
    let executor = ThreadExecutor()
    defer { executor.stop() }
    let session = Session(methods: methods.table, limits: SessionLimits(), output: output, executor: executor)
    let reader = SessionReader(session, framing: framing)
    // Often, since what this looks for is a gap of a few instructions between leaving the table and being sent.
    for round in 0..<300 {
      let bytes = Delivery.encode(slow("\(round)", "gate\(round)"), framing)
      bytes.withUnsafeBufferPointer { reader.receive($0) }
      DetachedThread.start { methods.gates.open("gate\(round)") }
      #expect(session.drain(for: .seconds(60)))
      let answers = (Delivery.split(output.take(), framing) ?? []).map(Answer.init)
      #expect(answers == [.result("\(round)", #"{"gate":"gate\#(round)"}"#)])
    }
  }

  /// Stands still in the middle of sending until it is let go.
  private final class SlowOutput: MessageOutput {
    private let state = Monitor((entered: false, open: false, sent: 0))

    func send(_ frames: UnsafeBufferPointer<UInt8>) {
      state.change { $0.entered = true }
      _ = state.wait { $0.open ? true : nil }
      state.change { $0.sent += 1 }
    }

    func waitUntilEntered() { _ = state.wait { $0.entered ? true : nil } }
    func open() { state.change { $0.open = true } }
    var sent: Int { state.withLock(\.sent) }
  }

  @Test("An answer that is being sent is still under way")
  func beingSent() {
    let methods = TestMethods()
    let output = SlowOutput()
    let executor = ThreadExecutor()
    defer { executor.stop() }
    let session = Session(methods: methods.table, limits: SessionLimits(), output: output, executor: executor)
    let reader = SessionReader(session)
    methods.gates.open("gate")
    Array("\(slow("1"))\n".utf8).withUnsafeBufferPointer { reader.receive($0) }
    output.waitUntilEntered()
    #expect(!session.drain(for: .zero))
    output.open()
    #expect(session.drain(for: .seconds(60)))
    #expect(output.sent == 1)
  }

  @Test("drain-timeout: what is not finished in time is told so, once", arguments: Delivery.all)
  func timeout(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1"), "[\(slow("2")),\(call("3", "echo"))]", slow("4", "gate", "wait"))
    peer.end()
    peer.work()
    #expect(!peer.session.drain(for: .milliseconds(1)))
    peer.session.end()
    #expect(peer.session.drain(for: .zero))
    let answers = peer.answers()
    #expect(answers.count == 3)
    for expected: Answer in [
      .error("1", 1509, "shuttingDown"), .batch([.error("2", 1509, "shuttingDown"), .result("3", "{}")]),
      .error("4", 1509, "shuttingDown"),
    ] { #expect(answers.contains(expected)) }
    peer.open("gate")
    peer.session.end()
    #expect(peer.answers() == [])
  }

  @Test("After the end nothing is begun, but what is quick is answered", arguments: Delivery.all)
  func refuses(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.session.end()
    peer.say(slow("1"), call("2", "echo"), slow("3", "gate", "wait"))
    #expect(
      peer.answers() == [
        .error("1", 1509, "shuttingDown"), .result("2", "{}"), .error("3", 1509, "shuttingDown"),
      ])
    #expect(peer.methods.begun.count == 0)
  }

  @Test("Mere waits can be ended by themselves", arguments: Delivery.all)
  func waits(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1"), slow("2", "gate", "wait"), slow("3", "gate", "wait"), cancel("3"))
    #expect(peer.answers() == [.cancelled("3")])
    peer.session.endWaits()
    #expect(peer.answers() == [.error("2", 1509, "shuttingDown")])
    #expect(!peer.session.drain(for: .zero))
    peer.open("gate")
    #expect(peer.answers() == [.result("1", #"{"gate":"gate"}"#)])
    #expect(peer.session.drain(for: .zero))
  }

  @Test("A request that was cancelled before the end is told that")
  func cancelledBefore() {
    let peer = Peer(Delivery(framing: .line))
    peer.say(slow("1", "gate", "stubborn"))
    peer.work()
    peer.say(cancel("1"))
    peer.session.end()
    #expect(peer.answers() == [.cancelled("1")])
    peer.open("gate")
    #expect(peer.answers() == [])
  }
}

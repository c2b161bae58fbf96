import JSONRPC
import Testing

@Suite("Lifecycle")
struct LifecycleTests {
  @Test("shutdown-exit: agreed", arguments: Delivery.all)
  func agreed(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(call("1", "shutdown"), call("2", "echo"), call("3", "shutdown"), notification("note"))
    #expect(peer.answers() == [.result("1", "{}"), .invalid("2", "shutDown"), .invalid("3", "shutDown")])
    #expect(peer.methods.notes.count == 0)
    #expect(peer.reader.exit == nil)
    peer.say(notification("exit"), call("4", "echo"))
    peer.say(call("5", "echo"))
    peer.end()
    #expect(peer.answers() == [])
    #expect(peer.reader.exit == .asAgreed)
  }

  @Test("exit-without-shutdown", arguments: Delivery.all)
  func abrupt(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(call("1", "echo"), notification("exit"), call("2", "echo"))
    #expect(peer.answers() == [.result("1", "{}")])
    #expect(peer.reader.exit == .withoutShutdown)
  }

  @Test("What is under way at shutdown is finished, and can be cancelled", arguments: Delivery.all)
  func underWay(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1"), slow("2"), call("3", "shutdown"), cancel("2"))
    #expect(peer.answers() == [.result("3", "{}"), .cancelled("2")])
    peer.open("gate")
    #expect(peer.answers() == [.result("1", #"{"gate":"gate"}"#)])
  }

  @Test("eof-with-no-input", arguments: Framing.allCases)
  func nothing(_ framing: Framing) {
    #expect(exchange([], Delivery(framing: framing)) == [])
    #expect(Peer(Delivery(framing: framing)).session.drain(for: .zero))
  }
}

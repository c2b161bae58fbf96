import JSONRPC
import Testing

/// A request that is cancelled is answered all the same, once.
@Suite("Cancel")
struct CancelTests {
  @Test("cancel-queued: before its work has begun", arguments: Delivery.all)
  func queued(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1"), cancel("1"))
    #expect(peer.methods.begun.count == 0)
    #expect(peer.answers() == [.cancelled("1")])
  }

  @Test("cancel-running", arguments: Delivery.all)
  func running(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1"), slow("2"), slow("3", "gate", "wait"))
    peer.work()
    #expect(peer.methods.begun.count == 3)
    peer.say(cancel("1"), cancel("3"))
    #expect(peer.answers() == [.cancelled("1"), .cancelled("3")])
    peer.open("gate")
    #expect(peer.answers() == [.result("2", #"{"gate":"gate"}"#)])
  }

  @Test("cancel-finished, cancel-unknown, cancel twice", arguments: Delivery.all)
  func ignored(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1"), call("2", "echo"), cancel("2"), cancel("99"), cancel("\"1\""), cancel("null"))
    peer.open("gate")
    #expect(peer.answers() == [.result("2", "{}"), .result("1", #"{"gate":"gate"}"#)])
    peer.say(cancel("1"), slow("3", "b"), cancel("3"), cancel("3"))
    #expect(peer.answers() == [.cancelled("3")])
    peer.say(cancel("3"), call("1", "echo"))
    #expect(peer.answers() == [.result("1", "{}")])
  }

  @Test("A cancel that comes before its request does not reach it", arguments: Delivery.all)
  func early(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(cancel("1"), slow("1"))
    #expect(peer.answers() == [])
    peer.open("gate")
    #expect(peer.answers() == [.result("1", #"{"gate":"gate"}"#)])
  }

  static let malformed = [
    notification("$/cancelRequest"), notification("$/cancelRequest", "null"), notification("$/cancelRequest", "[1]"),
    notification("$/cancelRequest", "{}"), notification("$/cancelRequest", #"{"id":[1]}"#),
    notification("$/cancelRequest", #"{"id":{}}"#), notification("$/cancelRequest", #"{"requestId":1}"#),
    notification("notifications/cancelled", #"{"id":1}"#), notification("$/cancelrequest", #"{"id":1}"#),
  ]

  @Test("A cancel that names nothing is ignored", arguments: Delivery.all)
  func malformed(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1"))
    peer.say(Self.malformed)
    #expect(peer.answers() == [])
    peer.open("gate")
    #expect(peer.answers() == [.result("1", #"{"gate":"gate"}"#)])
  }

  @Test("MCP's spelling cancels too, and is answered too", arguments: Delivery.all)
  func modelContextProtocol(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("\"a\""), notification("notifications/cancelled", #"{"requestId":"a","reason":"enough"}"#))
    #expect(peer.answers() == [.cancelled("\"a\"")])
  }

  @Test("cancel-beats-error: work that fails after a cancel was cancelled", arguments: Delivery.all)
  func beatsError(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1", "a", "failingLater"))
    peer.work()
    peer.say(cancel("1"))
    #expect(peer.answers() == [.cancelled("1")])
  }

  @Test("A result that won the race is the answer", arguments: Delivery.all)
  func result(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(slow("1", "a", "stubborn"))
    peer.work()
    peer.say(cancel("1"))
    #expect(peer.answers() == [])
    peer.open("a")
    #expect(peer.answers() == [.result("1", #"{"gate":"a"}"#)])
  }

  @Test("cancel-while-saturated: a cancel is read although nothing more is taken", arguments: Delivery.all)
  func saturated(_ delivery: Delivery) {
    var limits = SessionLimits()
    limits.requestsInFlight = 2
    let peer = Peer(delivery, limits: limits)
    peer.say(slow("1"), slow("2"), slow("3"), cancel("1"))
    #expect(peer.answers() == [.error("3", 1508, "busy"), .cancelled("1")])
    peer.say(slow("3"), slow("4"))
    #expect(peer.answers() == [.error("4", 1508, "busy")])
    peer.open("gate")
    #expect(peer.answers() == [.result("2", #"{"gate":"gate"}"#), .result("3", #"{"gate":"gate"}"#)])
  }
}

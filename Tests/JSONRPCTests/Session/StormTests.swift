import JSONRPC
import Testing

/// Whoever hears itself must not talk for ever.
@Suite("Storm")
struct StormTests {
  static let starts: [Case] = [
    Case("request", call("1", "echo")),
    Case("unknown-method", call("1", "nothing")),
    Case("batch", "[\(call("1", "echo")),1,\(call("2", "nothing"))]"),
    Case("invalid", "{}"),
    Case("empty-batch", "[]"),
    Case("not-json", "{]"),
    Case("progress", call("1", "progress", #"{"gate":"open","token":1}"#)),
  ]

  @Test("What goes out comes back in, and it stops", arguments: starts, Delivery.all)
  func loop(_ start: Case, delivery: Delivery) {
    let peer = Peer(delivery)
    peer.methods.gates.open("open")
    peer.say(call("0", "echo"))
    peer.say(start.messages)
    peer.work()
    var rounds = 0
    while rounds < 10 {
      let output = peer.output.take()
      if output.isEmpty { break }
      rounds += 1
      peer.deliver(output)
      peer.work()
    }
    #expect(rounds == 1)
  }

  @Test("Two that hear each other stop too", arguments: starts, Framing.allCases)
  func pair(_ start: Case, framing: Framing) {
    let one = Peer(Delivery(framing: framing))
    let other = Peer(Delivery(framing: framing))
    one.say(start.messages)
    var exchanged = 0
    for _ in 0..<10 {
      for (from, to) in [(one, other), (other, one)] {
        from.work()
        let output = from.output.take()
        exchanged += output.isEmpty ? 0 : 1
        to.deliver(output)
      }
    }
    #expect(exchanged <= 1)
  }

  @Test("A loop that cuts up what it carries is answered a bounded number of times", arguments: Framing.allCases)
  func garbled(_ framing: Framing) {
    // Every seventh byte is lost, so that nothing that comes back can be read.
    let peer = Peer(Delivery(framing: framing), isForced: true)
    peer.deliver("{]\n{]\nContent-Length: 2\r\n\r\n{]")
    var answered = 0
    for _ in 0..<1000 {
      let output = peer.output.take()
      answered += output.count
      peer.deliver(output.enumerated().filter { $0.offset % 7 != 3 }.map(\.element))
    }
    #expect(answered < 100_000)
    #expect(peer.output.calls.isEmpty)
  }
}

import JSON
import JSONRPC
import Testing

/// A method may change what the session speaks from the next message on.
@Suite("Dialect")
struct DialectTests {
  /// `switch` goes over to the other dialect, in which `echo` is unknown, `slow` answers no cancel, and `back` leads back.
  static func peer(_ delivery: Delivery, orderedWithin: Int? = nil) -> Peer {
    Peer(delivery, orderedWithin: orderedWithin) { methods in
      let plain = Dialect(methods: methods.table)
      let back = Method("back") { _, result in
        result.beginObject()
        result.endObject()
        return .answeredSwitching(to: plain)
      }
      let gates = methods.gates
      let silent = Method("slow", answersCancelled: false) { call, _ in
        let gate = call.params?["gate"]?.string ?? ""
        return .later(.reads) { () async throws(ErrorObject) in
          guard await gates.pass(gate) else { throw .cancelled }
          return Array("{}".utf8)
        }
      }
      let note = Method("note", allowsNotification: true) { _, result in
        result.beginObject()
        result.endObject()
        return .answeredSwitching(to: plain)
      }
      let other = MethodTable([back, silent, note]) { ErrorObject(.methodNotFound, kind: "elsewhere", "No \($0).") }
      let there = Method("switch") { _, result in
        result.beginObject()
        result.endObject()
        return .answeredSwitching(to: Dialect(methods: other, shutdownAnswersNull: true))
      }
      return Dialect(methods: methods.table(with: [there]))
    }
  }

  @Test("It counts from the next message on, and can be left again", arguments: Delivery.all)
  func switching(_ delivery: Delivery) {
    let peer = Self.peer(delivery)
    peer.say(call("1", "back"), call("2", "switch"), call("3", "echo"), call("4", "back"), call("5", "echo"))
    #expect(
      peer.answers() == [
        .error("1", -32601, "methodNotFound"), .result("2", "{}"), .error("3", -32601, "elsewhere"),
        .result("4", "{}"), .result("5", "{}"),
      ])
  }

  @Test("Within a batch too, but not by a notification", arguments: Delivery.all)
  func batch(_ delivery: Delivery) {
    let peer = Self.peer(delivery)
    peer.say("[\(call("1", "switch")),\(call("2", "echo")),\(notification("note")),\(call("3", "echo"))]")
    #expect(
      peer.answers() == [
        .batch([.result("1", "{}"), .error("2", -32601, "elsewhere"), .error("3", -32601, "elsewhere")])
      ])
  }

  @Test("A cancelled request of a method that says so is not answered, and its id is free", arguments: Delivery.all)
  func silence(_ delivery: Delivery) {
    let peer = Self.peer(delivery)
    peer.say(slow("1"), call("2", "switch"), slow("3"), slow("4"), slow("5"))
    peer.work()
    // The first was begun where a cancel is answered.
    peer.say(cancel("1"), cancel("3"), notification("notifications/cancelled", #"{"requestId":4}"#))
    #expect(peer.answers() == [.result("2", "{}"), .cancelled("1")])
    peer.say(slow("3"))
    peer.open("gate")
    #expect(peer.answers() == [.result("3", "{}"), .result("5", "{}")])
  }

  @Test("In a batch its place is left out; a batch of nothing else is not answered", arguments: Delivery.all)
  func silenceInBatch(_ delivery: Delivery) {
    let peer = Self.peer(delivery)
    peer.say(call("0", "switch"), "[\(slow("1", "a")),\(slow("2"))]", "[\(slow("3", "a")),\(slow("4", "a"))]")
    peer.work()
    peer.say(cancel("1"), cancel("3"), cancel("4"))
    #expect(peer.answers() == [.result("0", "{}")])
    peer.open("gate")
    #expect(peer.answers() == [.batch([.result("2", "{}")])])
  }

  @Test("What was cancelled is not answered when the session ends", arguments: Delivery.all)
  func silenceAtTheEnd(_ delivery: Delivery) {
    let peer = Self.peer(delivery)
    peer.say(call("0", "switch"), slow("1"), slow("2"), cancel("1"))
    peer.session.end()
    #expect(peer.answers() == [.result("0", "{}"), .error("2", 1509, "shuttingDown")])
  }

  @Test("shutdown is answered as the dialect has it", arguments: Delivery.all)
  func shutdown(_ delivery: Delivery) {
    let plain = Self.peer(delivery)
    plain.say(call("1", "shutdown"))
    #expect(plain.answers() == [.result("1", "{}")])
    let other = Self.peer(delivery)
    other.say(call("1", "switch"), call("2", "shutdown"))
    #expect(other.answers() == [.result("1", "{}"), .result("2", "null")])
  }
}

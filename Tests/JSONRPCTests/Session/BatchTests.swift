import JSONRPC
import Testing

/// JSON-RPC 2.0, section 6.
@Suite("Batches")
struct BatchTests {
  static func batch(_ messages: String...) -> String { "[\(messages.joined(separator: ","))]" }
  static let ok = call("1", "echo")

  static let cases: [Case] = [
    Case("batch-empty", "[]", answers: .invalid("emptyBatch")),
    Case("batch-blank", "[ \t]", answers: .invalid("emptyBatch")),
    Case("batch-one-invalid", "[1]", answers: .batch([.invalid("notAnObject")])),
    Case(
      "batch-three-invalid", "[1,2,3]",
      answers: .batch([.invalid("notAnObject"), .invalid("notAnObject"), .invalid("notAnObject")])),
    Case("batch-malformed", "[\(ok),{\"jsonrpc\":\"2.0\",\"method\"]", answers: .parseError("unexpected")),
    Case("batch-only-notifications", batch(notification("note"), notification("nothing"))),
    Case("batch-only-responses", batch(#"{"jsonrpc":"2.0","id":1,"result":1}"#, #"{"error":{}}"#)),
    Case("batch-one-call", batch(ok), answers: .batch([.result("1", "{}")])),
    Case(
      "batch-mixed",
      batch(ok, notification("echo"), "{}", call("2", "nothing"), "null", #"{"result":1}"#, call("\"3\"", "failing")),
      answers: .batch([
        .result("1", "{}"), .invalid("badVersion"), .unknownMethod("2"), .invalid("notAnObject"),
        .error("\"3\"", 1000, "flowServiceError"),
      ])),
    Case(
      "batch-nested", batch("[]", "[\(ok)]", ok),
      answers: .batch([.invalid("notAnObject"), .invalid("notAnObject"), .result("1", "{}")])),
    Case("batch-null-id", batch(call("null", "echo")), answers: .batch([.result("null", "{}")])),
    Case(
      "batch-after-batch", batch(ok), batch(ok), answers: .batch([.result("1", "{}")]), .batch([.result("1", "{}")])),
    Case(
      "batch-duplicate-ids", batch(ok, call("1", "echo"), call("\"1\"", "echo")),
      answers: .batch([.result("1", "{}"), .invalid("duplicateId"), .result("\"1\"", "{}")])),
    Case(
      "batch-null-ids", batch(call("null", "echo"), call("null", "echo")),
      answers: .batch([.result("null", "{}"), .result("null", "{}")])),
  ]

  @Test(arguments: cases, Delivery.all)
  func batches(_ it: Case, delivery: Delivery) { #expect(exchange(it.messages, delivery) == it.answers) }

  @Test("batch-in-order: one array, in the order of the requests, when the last is ready", arguments: Delivery.all)
  func inOrder(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(Self.batch(slow("1", "a"), call("2", "echo"), slow("3", "b"), notification("note"), slow("4", "c")))
    peer.say(call("5", "echo"))
    #expect(peer.answers() == [.result("5", "{}")])
    peer.open("c")
    peer.open("a")
    #expect(peer.answers() == [])
    peer.open("b")
    #expect(
      peer.answers() == [
        .batch([
          .result("1", #"{"gate":"a"}"#), .result("2", "{}"), .result("3", #"{"gate":"b"}"#),
          .result("4", #"{"gate":"c"}"#),
        ])
      ])
  }

  @Test("batch-duplicate-in-flight: within the batch and from outside", arguments: Delivery.all)
  func duplicateInFlight(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(Self.batch(slow("1"), slow("1"), call("1", "echo")))
    peer.say(call("1", "echo"))
    peer.say(Self.batch(call("1", "echo"), call("2", "echo")))
    #expect(
      peer.answers() == [.invalid("duplicateId"), .batch([.invalid("duplicateId"), .result("2", "{}")])])
    peer.open("gate")
    #expect(
      peer.answers() == [
        .batch([.result("1", #"{"gate":"gate"}"#), .invalid("duplicateId"), .invalid("duplicateId")])
      ])
    peer.say(call("1", "echo"))
    #expect(peer.answers() == [.result("1", "{}")])
  }

  @Test("cancel-in-batch, from outside and from within", arguments: Delivery.all)
  func cancelled(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(Self.batch(slow("1"), slow("2", "b"), cancel("2"), call("3", "echo")))
    #expect(peer.answers() == [])
    peer.say(cancel("1"))
    #expect(peer.answers() == [.batch([.cancelled("1"), .cancelled("2"), .result("3", "{}")])])
  }

  @Test("Two batches under way do not mix", arguments: Delivery.all)
  func two(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(Self.batch(slow("1", "a"), slow("2", "b")), Self.batch(slow("3", "a"), slow("4", "c")))
    peer.open("a")
    #expect(peer.answers() == [])
    peer.open("c")
    #expect(peer.answers() == [.batch([.result("3", #"{"gate":"a"}"#), .result("4", #"{"gate":"c"}"#)])])
    peer.open("b")
    #expect(peer.answers() == [.batch([.result("1", #"{"gate":"a"}"#), .result("2", #"{"gate":"b"}"#)])])
  }

  @Test("batch-too-large: exactly the bound and one more", arguments: Delivery.all)
  func bound(_ delivery: Delivery) {
    var limits = SessionLimits()
    limits.batchMessages = 3
    let three = (1...3).map { call("\($0)", "echo") }
    let answers = exchange(
      ["[\(three.joined(separator: ","))]", "[\((three + ["1"]).joined(separator: ","))]", Self.ok], delivery,
      limits: limits)
    #expect(
      answers == [
        .batch([.result("1", "{}"), .result("2", "{}"), .result("3", "{}")]), .invalid("batchTooLarge"),
        .result("1", "{}"),
      ])
  }

  @Test("shutdown and exit act within a batch", arguments: Delivery.all)
  func ending(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(Self.batch(call("1", "shutdown"), call("2", "echo"), notification("exit")), call("3", "echo"))
    #expect(peer.answers() == [.batch([.result("1", "{}"), .invalid("2", "shutDown")])])
    #expect(peer.reader.exit == .asAgreed)
  }
}

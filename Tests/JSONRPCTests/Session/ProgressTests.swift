import JSONRPC
import Testing

@Suite("Progress")
struct ProgressTests {
  static func request(_ id: String, token: String?) -> String {
    call(id, "progress", #"{"gate":"gate"\#(token.map { #","token":\#($0)"# } ?? "")}"#)
  }

  static func progress(_ token: String, _ value: Int) -> Answer {
    .notification("$/progress", #"{"token":\#(token),"value":\#(value)}"#)
  }

  @Test("Comes before the answer, in the framing of the answers", arguments: Delivery.all, ["7", "\"a b\"", "1.0"])
  func comes(_ delivery: Delivery, token: String) {
    let peer = Peer(delivery)
    peer.say(Self.request("1", token: token))
    #expect(peer.answers() == [Self.progress(token, 1)])
    peer.open("gate")
    #expect(peer.answers() == [Self.progress(token, 2), .result("1", "{}")])
  }

  @Test("None without a token", arguments: Delivery.all)
  func none(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(Self.request("1", token: nil))
    peer.open("gate")
    #expect(peer.answers() == [.result("1", "{}")])
  }

  @Test("Out of a batch it comes by itself", arguments: Delivery.all)
  func batch(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say("[\(Self.request("1", token: "7")),\(call("2", "echo"))]")
    #expect(peer.answers() == [Self.progress("7", 1)])
    peer.open("gate")
    #expect(peer.answers() == [Self.progress("7", 2), .batch([.result("1", "{}"), .result("2", "{}")])])
  }

  @Test("None after a cancel", arguments: Delivery.all)
  func cancelled(_ delivery: Delivery) {
    let peer = Peer(delivery)
    peer.say(Self.request("1", token: "7"))
    #expect(peer.answers() == [Self.progress("7", 1)])
    peer.say(cancel("1"))
    #expect(peer.answers() == [.cancelled("1")])
    peer.open("gate")
    #expect(peer.answers() == [])
  }
}

import Synchronization
import TestSupport

/// A Flow Service on loopback that knows when each of its connections becomes enabled, and notes each look at one.
final class WaitedForService: Sendable {
  struct Look {
    let at: ContinuousClock.Instant
    let isEnabled: Bool
  }

  private final class Core: Sendable {
    let enabledAt: @Sendable (Int) -> ContinuousClock.Instant
    let looks: Mutex<[[Look]]>

    init(_ count: Int, _ enabledAt: @escaping @Sendable (Int) -> ContinuousClock.Instant) {
      self.enabledAt = enabledAt
      looks = Mutex(Array(repeating: [], count: count))
    }

    func answer(_ request: LoopbackRequest) -> LoopbackAnswer {
      guard request.method == "GET", let id = request.path.split(separator: "/").last.map(String.init),
        let number = WaitedForService.number(of: id)
      else { return .json(404, "{}") }
      let isEnabled = looks.withLock { looks in
        guard looks.indices.contains(number) else { return false }
        let now = ContinuousClock.now
        let isEnabled = now >= enabledAt(number)
        looks[number].append(Look(at: now, isEnabled: isEnabled))
        return isEnabled
      }
      let item =
        #"{"id":"\#(id)","name":"Acme","state":"\#(isEnabled ? "enabled" : "initializing")","createdAt":1736506325115,"#
        + #""connectionSpec":{"id":"\#(Samples.salesforce)","version":"1.0"},"auth":{"specName":"#
        + #""OAuth2 Client Credential","params":{"clientId":"acme-client"}}}"#
      return .json(200, #"{"items":[\#(item)]}"#)
    }
  }

  private let core: Core
  private let server: LoopbackServer

  /// So many connections, each enabled from that moment on.
  init(
    _ count: Int, port: UInt16 = 0, enabledAt: @escaping @Sendable (Int) -> ContinuousClock.Instant
  ) throws {
    let core = Core(count, enabledAt)
    self.core = core
    server = try LoopbackServer(port: port, keepsRequests: false) { core.answer($0) }
  }

  func stop() { server.stop() }

  var url: String { server.url }
  var port: UInt16 { server.port }
  var peakConnections: Int { server.peakConnections }
  /// The looks at each connection, in their order.
  var looks: [[Look]] { core.looks.withLock { $0 } }

  static func id(_ number: Int) -> String {
    let digits = String(number)
    return "3e908d3f-c390-482b-9f44-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  private static func number(of id: String) -> Int? {
    id.count == 36 ? Int(id.suffix(12)) : nil
  }
}

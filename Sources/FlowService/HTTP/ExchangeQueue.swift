/// Exchanges that wait for a connection, first in, first out. One that has ended meanwhile is skipped, and let go of
/// when many have.
struct ExchangeQueue {
  private var exchanges: [HTTPExchange] = []
  private var head = 0
  private var finishedCount = 0
  /// When `removeExpired` has to be called next. It may be that of an exchange that has left since: then there is one
  /// call too many now and then, and no timer for each exchange.
  private(set) var earliestDeadline: Duration?

  mutating func append(_ exchange: HTTPExchange) {
    exchanges.append(exchange)
    if exchange.deadline < earliestDeadline ?? .seconds(Int64.max) { earliestDeadline = exchange.deadline }
  }

  /// The first that still waits.
  var first: HTTPExchange? {
    mutating get {
      while head < exchanges.count {
        guard exchanges[head].isFinished else { return exchanges[head] }
        finishedCount -= 1
        head += 1
        compactIfWorthwhile()
      }
      return nil
    }
  }

  mutating func removeFirst() {
    head += 1
    compactIfWorthwhile()
  }

  /// Takes out those whose time is up.
  mutating func removeExpired(at now: Duration) -> [HTTPExchange] {
    let waiting = exchanges[head...].filter { !$0.isFinished }
    exchanges = waiting.filter { $0.deadline > now }
    head = 0
    finishedCount = 0
    earliestDeadline = exchanges.lazy.map(\.deadline).min()
    return waiting.filter { $0.deadline <= now }
  }

  /// To be called for each exchange that ends in here.
  mutating func noteFinished() {
    finishedCount += 1
    guard finishedCount > 64, finishedCount > (exchanges.count - head) / 2 else { return }
    exchanges.removeSubrange(..<head)
    head = 0
    exchanges.removeAll(where: \.isFinished)
    finishedCount = 0
  }

  /// At a cost that is constant on average.
  private mutating func compactIfWorthwhile() {
    guard head == exchanges.count || head > 256 && head > exchanges.count / 2 else { return }
    exchanges.removeSubrange(..<head)
    head = 0
    if exchanges.isEmpty { earliestDeadline = nil }
  }
}

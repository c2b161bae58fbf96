/// Exchanges that wait for a connection, first in, first out. One that has ended meanwhile is skipped, and let go of
/// when many have.
struct ExchangeQueue {
  /// A ring, whose size is a power of two; places that nobody waits in are nil.
  private var places: [HTTPExchange?] = [nil]
  private var head = 0
  /// Places from the head on that are taken, also by some that have ended.
  private var count = 0
  private var finishedCount = 0
  /// When `removeExpired` has to be called next. It may be that of an exchange that has left since: then there is one
  /// call too many now and then, and no timer for each exchange.
  private(set) var earliestDeadline: Duration?

  var isEmpty: Bool { count == 0 }

  mutating func append(_ exchange: HTTPExchange) {
    if count == places.count { rebuild(capacity: 2 * count) { _ in true } }
    places[place(count)] = exchange
    count += 1
    if exchange.deadline < earliestDeadline ?? .seconds(Int64.max) { earliestDeadline = exchange.deadline }
  }

  /// The first that still waits.
  var first: HTTPExchange? {
    mutating get {
      while let exchange = places[head] {
        guard exchange.isFinished else { return exchange }
        finishedCount -= 1
        removeFirst()
      }
      return nil
    }
  }

  mutating func removeFirst() {
    places[head] = nil
    head = place(1)
    count -= 1
    if count == 0 { earliestDeadline = nil }
  }

  /// Takes out those whose time is up.
  mutating func removeExpired(at now: Duration) -> [HTTPExchange] {
    var expired: [HTTPExchange] = []
    rebuild(capacity: places.count) { exchange in
      if exchange.deadline <= now { expired.append(exchange) }
      return exchange.deadline > now
    }
    earliestDeadline = places[..<count].lazy.compactMap { $0?.deadline }.min()
    return expired
  }

  /// To be called for each exchange that ends in here.
  mutating func noteFinished() {
    finishedCount += 1
    if finishedCount > 64, finishedCount > count / 2 { rebuild(capacity: places.count) { _ in true } }
  }

  private func place(_ offset: Int) -> Int { (head + offset) & (places.count - 1) }

  /// Keeps those that still wait and are wanted, from the first place on.
  private mutating func rebuild(capacity: Int, _ isWanted: (HTTPExchange) -> Bool) {
    var kept: [HTTPExchange?] = []
    kept.reserveCapacity(capacity)
    for offset in 0..<count {
      if let exchange = places[place(offset)], !exchange.isFinished, isWanted(exchange) { kept.append(exchange) }
    }
    (head, count, finishedCount) = (0, kept.count, 0)
    places = kept + [HTTPExchange?](repeating: nil, count: capacity - kept.count)
  }
}

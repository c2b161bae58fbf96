/// Exchanges that wait for a connection, first in, first out. One that has ended meanwhile is skipped, and let go of
/// when many have.
struct CurlQueue {
  private var exchanges: [CurlExchange] = []
  private var head = 0
  private var finishedCount = 0

  mutating func append(_ exchange: CurlExchange) {
    exchanges.append(exchange)
  }

  /// The first that still waits.
  var first: CurlExchange? {
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
  }
}

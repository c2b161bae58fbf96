/// HTTP/1.1 over sockets of its own, for what is neither encrypted nor leaves the machine: there is nothing in it that
/// libcurl is needed for, which takes twice as long for such a request as all else that the process does, 9 MiB of
/// memory, and 5 ms to be opened.
///
/// Only the loop's thread touches it; hence unchecked.
final class CleartextEngine: ExchangeEngine, Poller, @unchecked Sendable {
  private let loop: EventLoop
  private let options: NetworkTransport.Options
  // Not checked for overlapping use, which takes as long as what is done with them: no call that is made during one of
  // their uses comes back here.
  @exclusivity(unchecked) private var queue = ExchangeQueue()
  @exclusivity(unchecked) private var connections: [CleartextConnection] = []
  /// The one that was used last comes last, and is used next.
  @exclusivity(unchecked) private var idleConnections: [CleartextConnection] = []
  @exclusivity(unchecked) private var requestText: RequestText
  /// When an exchange under way is over, at the earliest. It may be that of one that has ended since: then there is one
  /// call too many now and then, and no look at all connections before each wait.
  private var earliestDeadline: Duration?
  private var isAttached = false
  private var isClosed = false
  private var isAdvancing = false

  /// Where connections receive, one after the other.
  let receiveBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

  init(_ loop: EventLoop, _ options: NetworkTransport.Options) {
    self.loop = loop
    self.options = options
    requestText = RequestText(version: options.version)
  }

  deinit {
    receiveBuffer.deallocate()
  }

  // MARK: Exchanges

  func submit(_ exchange: HTTPExchange) {
    exchange.isSubmitted = true
    guard !exchange.isCancelled, !isClosed else {
      exchange.finish(.failure(.cancelled(mayHaveArrived: false)))
      return
    }
    if !isAttached {
      isAttached = true
      loop.attach(self)
    }
    // Where others wait, no connection is free.
    let mayStart = queue.isEmpty
    queue.append(exchange)
    if mayStart { advance(loop.now) }
  }

  func cancel(_ exchange: HTTPExchange) {
    guard exchange.isSubmitted else {
      exchange.isCancelled = true
      return
    }
    guard !exchange.isFinished else { return }
    if let connection = connections.first(where: { $0.exchange === exchange }) {
      connection.cancel()
    } else {
      queue.noteFinished()
      exchange.finish(.failure(.cancelled(mayHaveArrived: false)))
    }
  }

  /// Starts what may start.
  private func advance(_ now: Duration) {
    // An exchange that ends as it starts, since nobody listens, comes back here. It is the loop below that goes on then:
    // as many as may wait would not fit on the stack.
    guard !isAdvancing else { return }
    isAdvancing = true
    defer { isAdvancing = false }
    while !isClosed, let exchange = queue.first {
      guard exchange.deadline > now else {
        queue.removeFirst()
        exchange.finish(.failure(.timedOutInQueue))
        continue
      }
      guard let connection = connection(for: exchange, now) else { return }
      queue.removeFirst()
      carry(exchange, on: connection)
    }
  }

  private func carry(_ exchange: HTTPExchange, on connection: CleartextConnection) {
    connection.carry(exchange, requestText.bytes(of: exchange))
    note(connection.deadline)
  }

  /// One that carries nothing; nil when all there may be are busy.
  private func connection(for exchange: HTTPExchange, _ now: Duration) -> CleartextConnection? {
    let origin = exchange.target.origin
    while let connection = takeIdleConnection(to: origin) {
      if connection.canBeReused(for: exchange.request.method, now) { return connection }
      drop(connection)
    }
    if connections.count >= options.maximumConnections {
      // One to another origin has to make room.
      guard let idle = idleConnections.first else { return nil }
      drop(idle)
    }
    return newConnection(origin)
  }

  private func takeIdleConnection(to origin: String) -> CleartextConnection? {
    // Nearly always the last.
    if idleConnections.last?.origin == origin { return idleConnections.popLast() }
    return idleConnections.lastIndex { $0.origin == origin }.map { idleConnections.remove(at: $0) }
  }

  private func newConnection(_ origin: String) -> CleartextConnection {
    let connection = CleartextConnection(origin, self, loop, options)
    connections.append(connection)
    return connection
  }

  private func drop(_ connection: CleartextConnection) {
    connection.close()
    connections.removeAll { $0 === connection }
    idleConnections.removeAll { $0 === connection }
  }

  /// A connection has ended its exchange, and is free for the next one.
  func connectionIsFree(_ connection: CleartextConnection, _ now: Duration) {
    idleConnections.append(connection)
    advance(now)
  }

  /// A connection was closed.
  func connectionHasClosed(_ connection: CleartextConnection) {
    drop(connection)
    advance(loop.now)
  }

  /// A connection has ended before it brought any of the answer, and the request may be sent again: on a new one.
  func sendAgain(_ exchange: HTTPExchange, after connection: CleartextConnection) {
    drop(connection)
    carry(exchange, on: newConnection(exchange.target.origin))
  }

  // MARK: Deadlines

  var deadline: Duration? {
    guard let earliestDeadline, let queued = queue.earliestDeadline else {
      return earliestDeadline ?? queue.earliestDeadline
    }
    return min(earliestDeadline, queued)
  }

  private func note(_ deadline: Duration?) {
    guard let deadline, deadline < earliestDeadline ?? .seconds(Int64.max) else { return }
    earliestDeadline = deadline
  }

  func deadlinePassed() {
    let now = loop.now
    if let deadline = queue.earliestDeadline, deadline <= now {
      for exchange in queue.removeExpired(at: now) { exchange.finish(.failure(.timedOutInQueue)) }
    }
    guard let earliest = earliestDeadline, earliest <= now else { return }
    earliestDeadline = nil
    for connection in connections {
      if let deadline = connection.deadline, deadline <= now { connection.deadlinePassed() }
    }
    for connection in connections { note(connection.deadline) }
  }

  /// Descriptors are the connections' own.
  func ready(_ descriptor: Int32, _ events: PollEvents) {}

  func close() {
    isClosed = true
    for connection in connections {
      connection.exchange == nil ? drop(connection) : connection.cancel()
    }
    while let exchange = queue.first {
      queue.removeFirst()
      exchange.finish(.failure(.cancelled(mayHaveArrived: false)))
    }
    if isAttached { loop.detach(self) }
  }
}

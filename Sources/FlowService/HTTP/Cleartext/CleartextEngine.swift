/// HTTP/1.1 over sockets of its own, for what is neither encrypted nor leaves the machine: there is nothing in it that
/// libcurl is needed for, which takes twice as long for such a request as all else that the process does, 9 MiB of
/// memory, and 5 ms to be opened.
///
/// Only the loop's thread touches it; hence unchecked.
final class CleartextEngine: ExchangeEngine, Poller, @unchecked Sendable {
  private let loop: EventLoop
  private let options: NetworkTransport.Options
  private var queue = ExchangeQueue()
  private var connections: [CleartextConnection] = []
  /// The one that was used last comes last, and is used next.
  private var idleConnections: [CleartextConnection] = []
  private var requestText: RequestText
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
    if mayStart { advance() }
  }

  func cancel(_ exchange: HTTPExchange) {
    guard exchange.isSubmitted else {
      exchange.isCancelled = true
      return
    }
    guard !exchange.isFinished else { return }
    if case .connection(let connection) = exchange.carrier {
      connection.cancel()
    } else {
      exchange.finish(.failure(.cancelled(mayHaveArrived: false)))
      queue.noteFinished()
    }
  }

  /// Starts what may start.
  private func advance() {
    // An exchange that ends as it starts, since nobody listens, comes back here. It is the loop below that goes on then:
    // as many as may wait would not fit on the stack.
    guard !isAdvancing else { return }
    isAdvancing = true
    defer { isAdvancing = false }
    let now = loop.now
    while !isClosed, let exchange = queue.first {
      guard exchange.deadline > now else {
        queue.removeFirst()
        exchange.finish(.failure(.timedOutInQueue))
        continue
      }
      guard let connection = connection(for: exchange, now) else { return }
      queue.removeFirst()
      connection.carry(exchange, requestText.bytes(of: exchange))
    }
  }

  /// One that carries nothing; nil when all there may be are busy.
  private func connection(for exchange: HTTPExchange, _ now: Duration) -> CleartextConnection? {
    let origin = exchange.target.origin
    while let index = idleConnections.lastIndex(where: { $0.origin == origin }) {
      let connection = idleConnections.remove(at: index)
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
  func connectionIsFree(_ connection: CleartextConnection) {
    idleConnections.append(connection)
    advance()
  }

  /// A connection was closed.
  func connectionHasClosed(_ connection: CleartextConnection) {
    drop(connection)
    advance()
  }

  /// A connection has ended before it brought any of the answer, and the request may be sent again: on a new one.
  func sendAgain(_ exchange: HTTPExchange, after connection: CleartextConnection) {
    drop(connection)
    newConnection(exchange.target.origin).carry(exchange, requestText.bytes(of: exchange))
  }

  // MARK: Deadlines

  var deadline: Duration? {
    connections.reduce(queue.earliestDeadline) { earliest, connection in
      guard let deadline = connection.deadline else { return earliest }
      return earliest.map { min($0, deadline) } ?? deadline
    }
  }

  func deadlinePassed() {
    let now = loop.now
    if let deadline = queue.earliestDeadline, deadline <= now {
      for exchange in queue.removeExpired(at: now) { exchange.finish(.failure(.timedOutInQueue)) }
    }
    for connection in connections {
      guard let deadline = connection.deadline, deadline <= now else { continue }
      connection.deadlinePassed()
    }
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

import CCurl

/// libcurl's multi handle on the event loop: connections, their descriptors and timers, and the queue before them.
///
/// Exchanges wait here and not in libcurl, which slows down with every handle that waits for a connection. An exchange
/// is active when it has an easy handle: at most one for each connection, or more where HTTP/2 was answered.
///
/// Only the loop's thread touches it; hence unchecked.
final class CurlEngine: ExchangeEngine, Poller, @unchecked Sendable {
  private let loop: EventLoop
  private let options: NetworkTransport.Options

  private enum Phase {
    case untouched
    case open(CurlLibrary, multi: UnsafeMutableRawPointer)
    case unusable(TransportError)
    case closed
  }

  private var phase = Phase.untouched
  private var queue = ExchangeQueue()
  /// Every handle there is, in use or not: what keeps them alive.
  private var handles: [CurlHandle] = []
  private var idleHandles: [CurlHandle] = []
  /// Active exchanges that have, or may need, a connection of their own.
  private var exclusiveCount = 0
  /// Active exchanges with an origin that answered over HTTP/2.
  private var multiplexedCount = 0
  private var multiplexingOrigins: Set<String> = []
  private var timerDeadline: Duration?
  /// The first header of the latest request, which is the one with the token.
  private var latestToken: HTTPHeader?

  init(_ loop: EventLoop, _ options: NetworkTransport.Options) {
    self.loop = loop
    self.options = options
  }

  // MARK: Exchanges

  func submit(_ exchange: HTTPExchange) {
    exchange.isSubmitted = true
    guard !exchange.isCancelled else {
      exchange.finish(.failure(.cancelled(mayHaveArrived: false)))
      return
    }
    if case .untouched = phase { open() }
    switch phase {
    case .open:
      queue.append(exchange)
      advance()
    case .unusable(let error):
      exchange.finish(.failure(error))
    case .untouched, .closed:
      exchange.finish(.failure(.cancelled(mayHaveArrived: false)))
    }
  }

  func cancel(_ exchange: HTTPExchange) {
    guard exchange.isSubmitted else {
      exchange.isCancelled = true
      return
    }
    guard !exchange.isFinished else { return }
    guard let handle = exchange.handle, case .open(let library, let multi) = phase else {
      queue.noteFinished()
      exchange.finish(.failure(.cancelled(mayHaveArrived: false)))
      return
    }
    let error = TransportError.cancelled(mayHaveArrived: handle.mayHaveArrived)
    _ = library.functions.pointee.multi_remove_handle(multi, handle.easy)
    retire(handle)
    exchange.finish(.failure(error))
    advance()
  }

  /// Starts what may start, and ends what is over, until neither is left.
  private func advance() {
    guard case .open(let library, let multi) = phase else { return }
    repeat {
      var hasStarted = false
      while let exchange = queue.first, mayStart(exchange) {
        queue.removeFirst()
        start(exchange, library, multi)
        hasStarted = true
      }
      // libcurl would ask for a time-out of 0 to begin: begin now, and save a round of the loop.
      if hasStarted { act(library, multi, Int32(CCURL_SOCKET_TIMEOUT), 0) }
    } while collect(library, multi)
  }

  private func mayStart(_ exchange: HTTPExchange) -> Bool {
    multiplexingOrigins.contains(exchange.target.origin)
      ? multiplexedCount < options.maximumStreams : exclusiveCount < options.maximumConnections
  }

  private func start(_ exchange: HTTPExchange, _ library: CurlLibrary, _ multi: UnsafeMutableRawPointer) {
    let remaining = exchange.deadline - loop.now
    guard remaining > .zero else {
      exchange.finish(.failure(.timedOutInQueue))
      return
    }
    if latestToken != exchange.request.headers.first {
      latestToken = exchange.request.headers.first
      // A token that was replaced stays in memory no longer.
      for handle in idleHandles { handle.clearHeaders() }
    }
    guard let handle = idleHandles.popLast() ?? makeHandle(library) else {
      exchange.finish(.failure(.unusableLibrary))
      return
    }
    handle.isMultiplexed = multiplexingOrigins.contains(exchange.target.origin)
    if handle.isMultiplexed { multiplexedCount += 1 } else { exclusiveCount += 1 }
    guard handle.prepare(for: exchange, remaining: remaining),
      library.functions.pointee.multi_add_handle(multi, handle.easy) == CCURLM_OK
    else {
      retire(handle)
      exchange.finish(.failure(.unusableLibrary))
      return
    }
  }

  private func makeHandle(_ library: CurlLibrary) -> CurlHandle? {
    guard let handle = CurlHandle(library, options) else { return nil }
    handles.append(handle)
    return handle
  }

  /// Takes an exchange off its handle, which is kept for the next one.
  private func retire(_ handle: CurlHandle) {
    if handle.isMultiplexed { multiplexedCount -= 1 } else { exclusiveCount -= 1 }
    handle.release()
    if idleHandles.count < options.maximumConnections {
      idleHandles.append(handle)
    } else {
      handles.removeAll { $0 === handle }
    }
  }

  /// Ends the exchanges that libcurl is done with. Returns whether there were any.
  private func collect(_ library: CurlLibrary, _ multi: UnsafeMutableRawPointer) -> Bool {
    var hasEnded = false
    var remaining: Int32 = 0
    while let message = library.functions.pointee.multi_info_read(multi, &remaining) {
      guard message.pointee.message == CCURLMSG_DONE, let easy = message.pointee.easy else { continue }
      // The message is libcurl's, and gone once the handle is removed.
      let code = message.pointee.data.result
      var context: UnsafeMutableRawPointer?
      ccurl_get_pointer(library.functions, easy, Int32(CCURLINFO_PRIVATE), &context)
      let handle = CurlHandle.from(context)
      let outcome = handle.outcome(code, library: library)
      _ = library.functions.pointee.multi_remove_handle(multi, easy)
      if let exchange = handle.exchange {
        if case .success = outcome { learn(from: handle, exchange.target) }
        retire(handle)
        exchange.finish(outcome)
      }
      hasEnded = true
    }
    return hasEnded
  }

  private func learn(from handle: CurlHandle, _ target: RequestTarget) {
    // Looked up before it is changed: it nearly always stays what it was.
    let isKnown = multiplexingOrigins.contains(target.origin)
    guard handle.answerIsMultiplexed != isKnown else { return }
    if isKnown { multiplexingOrigins.remove(target.origin) } else { multiplexingOrigins.insert(target.origin) }
  }

  // MARK: Descriptors and timers

  var deadline: Duration? {
    guard let timerDeadline, let queued = queue.earliestDeadline else { return timerDeadline ?? queue.earliestDeadline }
    return min(timerDeadline, queued)
  }

  func ready(_ descriptor: Int32, _ events: PollEvents) {
    guard case .open(let library, let multi) = phase else { return }
    // A broken connection is for libcurl to read from: what came before the end is still there, and so is the reason.
    var bits = 0
    if !events.isDisjoint(with: [.readable, .broken]) { bits |= CCURL_CSELECT_IN }
    if !events.isDisjoint(with: [.writable, .broken]) { bits |= CCURL_CSELECT_OUT }
    act(library, multi, descriptor, Int32(bits))
    advanceIfEnded(library, multi)
  }

  func deadlinePassed() {
    guard case .open(let library, let multi) = phase else { return }
    let now = loop.now
    if let deadline = queue.earliestDeadline, deadline <= now {
      for exchange in queue.removeExpired(at: now) { exchange.finish(.failure(.timedOutInQueue)) }
    }
    guard let deadline = timerDeadline, deadline <= now else { return }
    timerDeadline = nil
    act(library, multi, Int32(CCURL_SOCKET_TIMEOUT), 0)
    if timerDeadline == nil {
      // libcurl tells a time only when it changes: after a call that came early by its own clock, it has to be asked.
      var milliseconds = -1
      _ = library.functions.pointee.multi_timeout(multi, &milliseconds)
      setTimer(milliseconds)
    }
    advanceIfEnded(library, multi)
  }

  private func advanceIfEnded(_ library: CurlLibrary, _ multi: UnsafeMutableRawPointer) {
    if collect(library, multi) { advance() }
  }

  private func act(_ library: CurlLibrary, _ multi: UnsafeMutableRawPointer, _ descriptor: Int32, _ events: Int32) {
    var running: Int32 = 0
    _ = library.functions.pointee.multi_socket_action(multi, descriptor, events, &running)
  }

  private func setTimer(_ milliseconds: Int) {
    timerDeadline = milliseconds < 0 ? nil : loop.now + .milliseconds(milliseconds)
  }

  private func watch(_ descriptor: Int32, _ what: Int) {
    switch what {
    case CCURL_POLL_IN: loop.watch(descriptor, .readable, for: self)
    case CCURL_POLL_OUT: loop.watch(descriptor, .writable, for: self)
    case CCURL_POLL_INOUT: loop.watch(descriptor, [.readable, .writable], for: self)
    default: loop.unwatch(descriptor)
    }
  }

  // MARK: Opening and closing

  private func open() {
    let library: CurlLibrary? =
      if let names = options.libraryNames { CurlLibrary(names: names) } else { CurlLibrary.system }
    guard let library else {
      phase = .unusable(
        TransportError(.libraryMissing, mayHaveArrived: false, detail: CurlLibrary.missingDetail))
      return
    }
    guard let multi = library.functions.pointee.multi_init() else {
      phase = .unusable(.unusableLibrary)
      return
    }
    let curl = library.functions
    // Sound as the callbacks' context: `close` cleans the multi handle up while this object is still there.
    let context = Unmanaged.passUnretained(self).toOpaque()
    ccurl_multi_set_pointer(curl, multi, Int32(CCURLMOPT_SOCKETDATA), context)
    ccurl_multi_set_socket_callback(curl, multi, Int32(CCURLMOPT_SOCKETFUNCTION)) { _, descriptor, what, context, _ in
      CurlEngine.from(context).watch(descriptor, Int(what))
      return 0
    }
    ccurl_multi_set_pointer(curl, multi, Int32(CCURLMOPT_TIMERDATA), context)
    ccurl_multi_set_timer_callback(curl, multi, Int32(CCURLMOPT_TIMERFUNCTION)) { _, milliseconds, context in
      CurlEngine.from(context).setTimer(milliseconds)
      return 0
    }
    ccurl_multi_set_long(curl, multi, Int32(CCURLMOPT_MAX_TOTAL_CONNECTIONS), options.maximumConnections)
    ccurl_multi_set_long(curl, multi, Int32(CCURLMOPT_MAXCONNECTS), options.maximumConnections)
    phase = .open(library, multi: multi)
    loop.attach(self)
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> CurlEngine {
    guard let context else { preconditionFailure("libcurl passes on the context it was given") }
    return Unmanaged<CurlEngine>.fromOpaque(context).takeUnretainedValue()
  }

  /// Ends whatever is under way, and closes all connections.
  func close() {
    guard case .open(let library, let multi) = phase else {
      phase = .closed
      return
    }
    for handle in handles {
      guard let exchange = handle.exchange else { continue }
      let error = TransportError.cancelled(mayHaveArrived: handle.mayHaveArrived)
      _ = library.functions.pointee.multi_remove_handle(multi, handle.easy)
      handle.release()
      exchange.finish(.failure(error))
    }
    while let exchange = queue.first {
      queue.removeFirst()
      exchange.finish(.failure(.cancelled(mayHaveArrived: false)))
    }
    // While the multi handle is there: connections say goodbye through its callbacks.
    _ = library.functions.pointee.multi_cleanup(multi)
    idleHandles = []
    handles = []
    phase = .closed
    timerDeadline = nil
    loop.detach(self)
  }
}

extension TransportError {
  static var unusableLibrary: TransportError {
    TransportError(.other, mayHaveArrived: false, detail: "libcurl could not be set up: memory, or a build without TLS")
  }
}

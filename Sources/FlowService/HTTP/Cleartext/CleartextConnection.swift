#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One connection to loopback, and the exchange it carries.
///
/// Only the loop's thread touches it; hence unchecked.
final class CleartextConnection: Poller, @unchecked Sendable {
  private enum Phase {
    case connecting
    case idle(since: Duration)
    case busy
    case closed
  }

  let origin: String
  private let loop: EventLoop
  /// Sound: the engine closes its connections before it goes, and a closed one tells nothing.
  private unowned let engine: CleartextEngine
  private let options: NetworkTransport.Options
  /// Those not yet tried.
  private var addresses: ArraySlice<LoopbackAddress>
  private var connectDeadline: Duration
  private var descriptor: Int32 = -1
  private var phase = Phase.connecting

  // Not checked for overlapping use, as in the engine.
  @exclusivity(unchecked) private(set) var exchange: HTTPExchange?
  /// The request, and how much of it the system has taken.
  @exclusivity(unchecked) private var request: [UInt8] = []
  private var sentCount = 0
  /// The system takes no more: waited for.
  private var isWaitingToSend = false
  @exclusivity(unchecked) private var reader: ResponseReader
  /// The latest answer had a body.
  private var hadBody = false
  /// Exchanges it has carried.
  private var exchangeCount = 0

  init(_ origin: String, _ engine: CleartextEngine, _ loop: EventLoop, _ options: NetworkTransport.Options) {
    self.origin = origin
    self.engine = engine
    self.loop = loop
    self.options = options
    addresses = LoopbackAddress.of(origin: origin)[...]
    connectDeadline = loop.now + options.connectTimeout
    reader = ResponseReader(maximumHeadSize: 0, maximumBodySize: 0)
  }

  /// Whether it is idle, and not known to end soon or to have ended.
  func canBeReused(for method: HTTPRequest.Method, _ now: Duration) -> Bool {
    guard case .idle(let since) = phase, now - since < .seconds(options.maximumIdleSeconds) else { return false }
    // What must not be sent twice is worth another look, and so is an answer that some send a body with all the same.
    return method == .get && hadBody || !hasSomethingToRead
  }

  private var hasSomethingToRead: Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_PEEK)) >= 0 || errno != EAGAIN
  }

  /// Something of the request may have been seen by the service.
  private var mayHaveArrived: Bool { sentCount > 0 || exchange?.wasSentBefore == true }

  // MARK: One exchange

  /// Sends a request, when the connection stands. Only for one that is new or idle.
  func carry(_ exchange: HTTPExchange, _ request: consuming [UInt8]) {
    self.exchange = exchange
    self.request = request
    sentCount = 0
    reader = ResponseReader(maximumHeadSize: options.maximumHeaderSize, maximumBodySize: options.maximumBodySize)
    exchangeCount += 1
    switch phase {
    case .connecting: connect(after: nil)
    case .idle:
      phase = .busy
      send()
    case .busy, .closed: preconditionFailure("a connection carries one exchange at a time")
    }
  }

  /// Ends the exchange, and the connection with it: what comes on it now would be taken for the next answer.
  func cancel() {
    end(.failure(.cancelled(mayHaveArrived: mayHaveArrived)))
  }

  private func end(_ outcome: HTTPExchange.Outcome, keepsConnection: Bool = false) {
    let exchange = exchange.take()
    // Credentials may be in it.
    request = []
    if keepsConnection {
      let now = loop.now
      phase = .idle(since: now)
      engine.connectionIsFree(self, now)
    } else {
      close()
      engine.connectionHasClosed(self)
    }
    exchange?.finish(outcome)
  }

  private func fail(_ kind: TransportError.Kind, _ detail: String) {
    end(.failure(TransportError(kind, mayHaveArrived: mayHaveArrived, detail: detail)))
  }

  func close() {
    if case .closed = phase { return }
    phase = .closed
    guard descriptor >= 0 else { return }
    loop.unwatch(descriptor)
    _ = systemClose(descriptor)
    descriptor = -1
  }

  // MARK: Connecting

  /// Tries the next address.
  private func connect(after fault: SystemFault?) {
    var fault = fault
    while let address = addresses.popFirst() {
      do throws(SystemFault) {
        let isConnected: Bool
        (descriptor, isConnected) = try address.connect()
        if isConnected {
          hasConnected()
        } else {
          loop.watch(descriptor, .writable, for: self)
        }
        return
      } catch {
        fault = error
      }
    }
    fail(.couldNotConnect, "could not connect: \(origin): \(fault?.text ?? "no address")")
  }

  private func hasConnected() {
    phase = .busy
    loop.watch(descriptor, .readable, for: self)
    send()
  }

  private func connectionAttemptEnded() {
    var number: Int32 = 0
    var size = socklen_t(MemoryLayout.size(ofValue: number))
    if getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &size) != 0 { number = errno }
    guard number == 0 else {
      loop.unwatch(descriptor)
      _ = systemClose(descriptor)
      descriptor = -1
      connect(after: SystemFault(number))
      return
    }
    hasConnected()
  }

  // MARK: Sending and receiving

  private func send() {
    while sentCount < request.count {
      let count = request.withUnsafeBytes { bytes in
        systemSend(descriptor, UnsafeRawBufferPointer(rebasing: bytes[sentCount...]))
      }
      if count >= 0 {
        sentCount += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        isWaitingToSend = true
        loop.watch(descriptor, [.readable, .writable], for: self)
        return
      case EPIPE, ECONNRESET, ENOTCONN:
        // An answer may have come before the other side went: what can be read tells.
        stopWaitingToSend()
        return
      default:
        fail(.connectionLost, "the connection ended before the answer was whole: \(SystemFault(errno).text)")
        return
      }
    }
    stopWaitingToSend()
  }

  private func stopWaitingToSend() {
    guard isWaitingToSend else { return }
    isWaitingToSend = false
    loop.watch(descriptor, .readable, for: self)
  }

  private func receive() {
    let memory = engine.receiveBuffer
    let count = recv(descriptor, memory.baseAddress, memory.count, 0)
    if count > 0 {
      take(UnsafeRawBufferPointer(rebasing: memory[..<count]))
    } else if count == 0 {
      connectionEnded("the other side closed it", isOrderly: true)
    } else if errno != EINTR && errno != EAGAIN {
      connectionEnded(SystemFault(errno).text, isOrderly: false)
    }
  }

  private func take(_ bytes: UnsafeRawBufferPointer) {
    do throws(HTTPFault) {
      let count = try reader.read(bytes)
      // What follows an answer belongs to no request. Where the memory is full, nobody knows whether something follows.
      let isAtRest =
        count == bytes.count && count < engine.receiveBuffer.count && sentCount == request.count
        && reader.keepsConnection
      guard let response = reader.takeResponse() else { return }
      hadBody = !response.body.isEmpty
      end(.success(response), keepsConnection: isAtRest)
    } catch {
      end(.failure(error.transportError))
    }
  }

  private func connectionEnded(_ how: String, isOrderly: Bool) {
    if isOrderly, reader.end(), let response = reader.takeResponse() {
      end(.success(response))
    } else if let exchange, exchangeCount > 1, reader.isUntouched, exchange.request.method == .get {
      // It was closed while it was idle, or just then: a GET may be sent again (RFC 9112, section 9.3.1).
      self.exchange = nil
      exchange.wasSentBefore = sentCount > 0
      close()
      engine.sendAgain(exchange, after: self)
    } else {
      fail(.connectionLost, "the connection ended before the answer was whole: \(how)")
    }
  }

  // MARK: Events

  func ready(_ descriptor: Int32, _ events: PollEvents) {
    switch phase {
    case .connecting: connectionAttemptEnded()
    case .idle:
      // Nothing was asked: it has ended, or says something that nobody can make sense of.
      close()
      engine.connectionHasClosed(self)
    case .busy:
      if events.contains(.writable) { send() }
      if case .closed = phase { return }
      if !events.isDisjoint(with: [.readable, .broken]) { receive() }
    case .closed: break
    }
  }

  var deadline: Duration? {
    guard let exchange else { return nil }
    if case .connecting = phase { return min(connectDeadline, exchange.deadline) }
    return exchange.deadline
  }

  func deadlinePassed() {
    if case .connecting = phase {
      fail(.timedOut, "could not connect in time")
    } else {
      fail(.timedOut, "no whole answer in time")
    }
  }
}

private func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  #if canImport(Darwin)
    // The socket was told not to raise SIGPIPE.
    Darwin.send(descriptor, bytes.baseAddress, bytes.count, 0)
  #elseif canImport(Glibc)
    Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
  #elseif canImport(Musl)
    Musl.send(descriptor, bytes.baseAddress, bytes.count, MSG_NOSIGNAL)
  #endif
}

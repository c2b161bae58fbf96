import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A real HTTP/1.1 server on 127.0.0.1, on a port of its own, that behaves as a test wants it to.
///
///     let server = try LoopbackServer { request in
///       request.path == "/slow" ? .json(200, "{}").delayed(.seconds(1)) : .hangUp()
///     }
///     defer { server.stop() }
///     ... server.url + "/slow" ...
///     #expect(server.requests.count == 1)
///
/// Sockets and one thread for each connection, nothing of the code under test. Every request that came in whole is
/// recorded before it is answered.
package final class LoopbackServer: Sendable {
  /// Decides on the answer to one request; called on the connection's thread.
  package typealias Handler = @Sendable (LoopbackRequest) -> LoopbackAnswer

  private struct State {
    var requests: [LoopbackRequest] = []
    var requestCount = 0
    var openConnections: Set<Int32> = []
    var connectionCount = 0
    var peakConnections = 0
    var threadCount = 0
    var isStopped = false
  }

  package let port: UInt16
  private let listener: Int32
  private let handler: Handler
  private let banner: [UInt8]?
  private let keepsRequests: Bool
  private let state = Mutex(State())

  package struct CannotListen: Error {
    package var errorNumber: Int32
  }

  /// Listens at once: on a port of its own, or on that one, where another server may have listened before. For requests
  /// in great number it can be told not to keep them.
  package convenience init(port: UInt16 = 0, keepsRequests: Bool = true, _ handler: @escaping Handler) throws {
    try self.init(banner: nil, port: port, keepsRequests: keepsRequests, handler)
  }

  /// No HTTP at all: greets every client with these words, without waiting for it to speak, and closes.
  package convenience init(banner: String) throws {
    try self.init(banner: Array(banner.utf8)) { _ in .hangUp() }
  }

  private init(
    banner: [UInt8]?, port: UInt16 = 0, keepsRequests: Bool = true, _ handler: @escaping Handler
  ) throws {
    let (descriptor, port) = try Self.listen(on: port)
    self.port = port
    listener = descriptor
    self.handler = handler
    self.banner = banner
    self.keepsRequests = keepsRequests
    runThread { self.acceptConnections() }
  }

  /// Answers the requests in their order; the last answer stands for all further ones.
  package convenience init(answers: [LoopbackAnswer]) throws {
    try self.init { request in
      answers[min(request.number, answers.count - 1)]
    }
  }

  /// `http://127.0.0.1:PORT`, without a slash at the end.
  package var url: String { "http://127.0.0.1:\(port)" }

  /// What came in so far, in the order of arrival.
  package var requests: [LoopbackRequest] { state.withLock { $0.requests } }
  /// How many connections were accepted so far.
  package var connectionCount: Int { state.withLock { $0.connectionCount } }
  /// The largest number of connections at one time.
  package var peakConnections: Int { state.withLock { $0.peakConnections } }

  /// Closes everything and waits, for a second at most, for the threads to end.
  package func stop() {
    let isFirst = state.withLock { state in
      defer { state.isStopped = true }
      for descriptor in state.openConnections { shutdown(descriptor, Int32(SHUT_RDWR)) }
      return !state.isStopped
    }
    guard isFirst else { return }
    // A connection to itself ends the wait in accept, wherever closing the descriptor would not.
    if let descriptor = Self.connect(to: port) { close(descriptor) }
    for _ in 0..<1000 where state.withLock({ $0.threadCount > 0 }) { usleep(1000) }
    close(listener)
  }

  // MARK: Connections

  private func acceptConnections() {
    while true {
      let descriptor = accept(listener, nil, nil)
      if descriptor < 0 && (errno == EINTR || errno == ECONNABORTED) { continue }
      guard descriptor >= 0 else { return }
      let connection: Int? = state.withLock { state in
        guard !state.isStopped else { return nil }
        state.connectionCount += 1
        state.openConnections.insert(descriptor)
        state.peakConnections = max(state.peakConnections, state.openConnections.count)
        return state.connectionCount - 1
      }
      guard let connection else {
        close(descriptor)
        return
      }
      runThread { self.serve(descriptor, connection) }
    }
  }

  private func runThread(_ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.threadCount += 1 }
    startThread {
      body()
      self.state.withLock { $0.threadCount -= 1 }
    }
  }

  private func serve(_ descriptor: Int32, _ connection: Int) {
    var socket = LoopbackConnection(descriptor: descriptor)
    var indexOnConnection = 0
    if let banner { _ = socket.send(.raw(String(decoding: banner, as: UTF8.self)), isStopped: { false }) }
    loop: while banner == nil, var request = socket.readRequest() {
      request.connection = connection
      request.indexOnConnection = indexOnConnection
      indexOnConnection += 1
      request.number = state.withLock { state in
        request.number = state.requestCount
        state.requestCount += 1
        if keepsRequests { state.requests.append(request) }
        return request.number
      }
      switch socket.send(handler(request), isStopped: { self.state.withLock { $0.isStopped } }) {
      case .keepOpen: continue
      case .close: break loop
      case .reset:
        socket.makeCloseReset()
        break loop
      }
    }
    // In this order: once closed, its number may come back as that of another connection.
    _ = state.withLock { $0.openConnections.remove(descriptor) }
    close(descriptor)
  }

  // MARK: Sockets

  private static func listen(on port: UInt16 = 0) throws -> (Int32, UInt16) {
    let descriptor = try makeSocket()
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = loopbackAddress(port: port)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        guard bind(descriptor, pointer, length) == 0, systemListen(descriptor, 512) == 0 else { return errno }
        return getsockname(descriptor, pointer, &length) == 0 ? 0 : errno
      }
    }
    guard status == 0 else {
      close(descriptor)
      throw CannotListen(errorNumber: status)
    }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  private static func connect(to port: UInt16) -> Int32? {
    guard let descriptor = try? makeSocket() else { return nil }
    var address = loopbackAddress(port: port)
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        systemConnect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  private static func makeSocket() throws -> Int32 {
    #if canImport(Darwin)
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    guard descriptor >= 0 else { throw CannotListen(errorNumber: errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  private static func loopbackAddress(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  /// A port on which nobody listens: one that was free a moment ago.
  package static func unusedPort() throws -> UInt16 {
    let (descriptor, port) = try listen()
    close(descriptor)
    return port
  }
}

// Inside the class these names would mean its own methods.

private func systemListen(_ descriptor: Int32, _ backlog: Int32) -> Int32 { listen(descriptor, backlog) }

private func systemConnect(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
  connect(descriptor, address, length)
}

private func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let box = Unmanaged.passRetained(Box(body)).toOpaque()
  #if canImport(Darwin)
    var thread: pthread_t?
    let status = pthread_create(
      &thread, nil,
      {
        Unmanaged<Box>.fromOpaque($0).takeRetainedValue().body(); return nil
      }, box)
    if let thread { pthread_detach(thread) }
  #else
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, box)
    if status == 0 { pthread_detach(thread) }
  #endif
  precondition(status == 0, "cannot start a thread: error \(status)")
}

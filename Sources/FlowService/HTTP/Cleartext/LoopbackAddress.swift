#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An address and a port of this machine alone.
enum LoopbackAddress: Equatable {
  /// In 127.0.0.0/8, in the order of the network.
  case v4(address: UInt32, port: UInt16)
  /// ::1.
  case v6(port: UInt16)

  /// Where an origin such as `http://localhost:8080` may be listening, in the order of trying. Names are not looked up:
  /// `localhost` is these two by definition (RFC 6761, section 6.3).
  ///
  /// - Parameter origin: that of a `RequestTarget` on loopback, not encrypted.
  static func of(origin: String) -> [LoopbackAddress] {
    let authority = origin.utf8.dropFirst("http://".utf8.count)
    let isV6 = authority.first == UInt8(ascii: "[")
    let hostEnd =
      isV6
      ? authority.firstIndex(of: UInt8(ascii: "]")).map { authority.index(after: $0) }
      : authority.firstIndex(of: UInt8(ascii: ":"))
    let host = String(Substring(authority[..<(hostEnd ?? authority.endIndex)]))
    let portText = hostEnd.map { String(Substring(authority[$0...].dropFirst())) } ?? ""
    guard let port = portText.isEmpty ? 80 : UInt16(portText) else { return [] }
    if isV6 { return [.v6(port: port)] }
    var address = in_addr()
    if inet_pton(AF_INET, host, &address) == 1 { return [.v4(address: address.s_addr, port: port)] }
    return [.v6(port: port), .v4(address: UInt32(0x7F00_0001).bigEndian, port: port)]
  }

  /// A new socket that never waits, and what connect(2) says of it.
  func connect() throws(SystemFault) -> (descriptor: Int32, isConnected: Bool) {
    let descriptor = newSocket()
    guard descriptor >= 0 else { throw SystemFault(errno) }
    let result =
      switch self {
      case .v4(let address, let port):
        Self.connect(descriptor, Self.socketAddress(address, port))
      case .v6(let port):
        Self.connect(descriptor, Self.socketAddress(port))
      }
    if result == 0 { return (descriptor, true) }
    let fault = SystemFault(errno)
    if fault.number == EINPROGRESS || fault.number == EINTR { return (descriptor, false) }
    _ = systemClose(descriptor)
    throw fault
  }

  private func newSocket() -> Int32 {
    let family = if case .v6 = self { AF_INET6 } else { AF_INET }
    #if canImport(Darwin)
      let descriptor = socket(family, SOCK_STREAM, 0)
      guard descriptor >= 0 else { return descriptor }
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      Self.set(descriptor, SOL_SOCKET, SO_NOSIGPIPE)
    #elseif canImport(Glibc)
      let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
      let descriptor = socket(family, type, 0)
    #elseif canImport(Musl)
      let descriptor = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)
    #endif
    guard descriptor >= 0 else { return descriptor }
    // A request is written at once and whole: there is nothing to gather.
    Self.set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY)
    return descriptor
  }

  private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32) {
    var on: Int32 = 1
    _ = setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout.size(ofValue: on)))
  }

  private static func socketAddress(_ address: UInt32, _ port: UInt16) -> sockaddr_in {
    var socketAddress = sockaddr_in()
    socketAddress.sin_family = sa_family_t(AF_INET)
    socketAddress.sin_port = port.bigEndian
    socketAddress.sin_addr.s_addr = address
    return socketAddress
  }

  private static func socketAddress(_ port: UInt16) -> sockaddr_in6 {
    var socketAddress = sockaddr_in6()
    socketAddress.sin6_family = sa_family_t(AF_INET6)
    socketAddress.sin6_port = port.bigEndian
    socketAddress.sin6_addr = in6addr_loopback
    return socketAddress
  }

  private static func connect<Address>(_ descriptor: Int32, _ address: Address) -> Int32 {
    // Sound: a sockaddr_in or sockaddr_in6, which connect(2) tells apart by the family at its start, within its size.
    withUnsafeBytes(of: address) { bytes in
      guard let start = bytes.baseAddress else { return -1 }
      return systemConnect(
        descriptor, start.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
  }
}

/// Why a system call failed.
struct SystemFault: Error, Equatable {
  let number: Int32

  init(_ number: Int32) {
    self.number = number
  }

  var text: String { String(cString: strerror(number)) }
}

func systemClose(_ descriptor: Int32) -> Int32 {
  #if canImport(Darwin)
    Darwin.close(descriptor)
  #elseif canImport(Glibc)
    Glibc.close(descriptor)
  #elseif canImport(Musl)
    Musl.close(descriptor)
  #endif
}

private func systemConnect(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
  #if canImport(Darwin)
    Darwin.connect(descriptor, address, length)
  #elseif canImport(Glibc)
    Glibc.connect(descriptor, address, length)
  #elseif canImport(Musl)
    Musl.connect(descriptor, address, length)
  #endif
}

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Text for people, and results of the one-shot form, on the standard descriptors.
enum Terminal {
  static func standardOutput(_ text: String) { write(1, Array(text.utf8)) }
  static func standardError(_ text: String) { write(2, Array(text.utf8)) }
  static func standardOutput(_ bytes: [UInt8]) -> Bool { write(1, bytes) }

  /// Whether all of it could be written.
  @discardableResult
  private static func write(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      #if canImport(Darwin)
        let count = rest.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
      #else
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      #endif
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        // Whoever gave us the descriptor may have made it nonblocking.
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, -1)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}

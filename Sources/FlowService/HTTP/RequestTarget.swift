/// Where a request goes, once its URL was found fit to be sent (RFC 3986; only what `https` and `http` need of it).
///
/// Read more strictly than libcurl reads URLs: what two readers could take differently (user information, backslashes,
/// numbers as IPv4 addresses) is refused, so that the host judged here is the host that is connected to.
struct RequestTarget: Sendable, Equatable {
  var isEncrypted: Bool
  /// Scheme, host and port as written: requests that share it can share a connection.
  var origin: String
  var isLoopback: Bool

  /// The reason why a URL is not fit. It names the host at most: paths and queries may hold what is not for a log.
  struct Fault: Error {
    var detail: String
    init(_ detail: String) { self.detail = detail }
  }

  /// - Parameter previous: the target of an earlier request: most go to the same, and then less has to be read.
  init(url: String, previous: RequestTarget? = nil) throws(Fault) {
    guard url.withMemory({ $0.isVisibleASCII(excluding: UInt8(ascii: "\\")) }) else {
      throw Fault("the URL holds a character that has to be percent-encoded")
    }
    if let previous, previous.isOrigin(of: url) {
      self = previous
      return
    }
    let bytes = Array(url.utf8)
    let rest: ArraySlice<UInt8>
    if let tail = bytes.removingPrefix("https://") {
      isEncrypted = true
      rest = tail
    } else if let tail = bytes.removingPrefix("http://") {
      isEncrypted = false
      rest = tail
    } else {
      throw Fault("the URL has to begin with https://")
    }
    let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
    let authority = rest[..<(end ?? rest.endIndex)]
    let host = try Self.host(of: authority)
    isLoopback = Self.isLoopback(host)
    origin = String(decoding: bytes[..<authority.endIndex], as: UTF8.self)
    guard isEncrypted || isLoopback else {
      let name = String(decoding: host, as: UTF8.self)
      throw Fault("http is accepted on loopback hosts only, and \(name) is none: use https")
    }
  }

  /// Whether the URL is one of this origin, written in the same way, with a path.
  private func isOrigin(of url: String) -> Bool {
    origin.withMemory { origin in
      url.withMemory { url in
        url.count > origin.count && url[origin.count] == UInt8(ascii: "/")
          && UnsafeRawBufferPointer(rebasing: url[..<origin.count]).isEqual(to: origin)
      }
    }
  }

  private static func host(of authority: ArraySlice<UInt8>) throws(Fault) -> ArraySlice<UInt8> {
    guard !authority.contains(UInt8(ascii: "@")) else { throw Fault("the URL must not hold user information") }
    let host: ArraySlice<UInt8>
    if authority.first == UInt8(ascii: "[") {
      guard let close = authority.firstIndex(of: UInt8(ascii: "]")) else { throw Fault("the URL has no valid host") }
      host = authority[...close]
      guard host.dropFirst().dropLast().allSatisfy({ $0.isHexDigit || $0 == UInt8(ascii: ":") || $0 == 0x2E }) else {
        throw Fault("the URL has no valid host")
      }
    } else {
      host = authority.prefix { $0 != UInt8(ascii: ":") }
      guard !host.isEmpty, host.allSatisfy({ $0.isLetterOrDigit || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }) else {
        throw Fault("the URL has no valid host")
      }
    }
    let port = authority[host.endIndex...]
    guard !port.isEmpty else { return host }
    guard port.first == UInt8(ascii: ":"), port.count > 1, let number = decimal(port.dropFirst()), 1...65535 ~= number
    else { throw Fault("the URL has no valid port") }
    return host
  }

  /// 127.0.0.0/8 (RFC 1122) in four plain decimal parts, ::1 (RFC 4291), and localhost (RFC 6761).
  private static func isLoopback(_ host: ArraySlice<UInt8>) -> Bool {
    if host.elementsEqual("[::1]".utf8) { return true }
    if host.map({ $0.asciiLowercase }).elementsEqual("localhost".utf8) { return true }
    let parts = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return false }
    let numbers = parts.map { part in
      // A leading zero means octal to some readers.
      part.count > 1 && part.first == UInt8(ascii: "0") ? nil : decimal(part)
    }
    return numbers.first == 127 && numbers.allSatisfy { $0.map { $0 <= 255 } ?? false }
  }

  private static func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 5, digits.allSatisfy(\.isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }
}

extension [UInt8] {
  /// What follows `prefix`, which is compared without regard to case; nil when it is not there.
  fileprivate func removingPrefix(_ prefix: String) -> ArraySlice<UInt8>? {
    let count = prefix.utf8.count
    guard self.count >= count, zip(self, prefix.utf8).allSatisfy({ $0.asciiLowercase == $1 }) else { return nil }
    return self[count...]
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool { isDigit || (asciiLowercase >= 0x61 && asciiLowercase <= 0x66) }
  fileprivate var isLetterOrDigit: Bool { isDigit || (asciiLowercase >= 0x61 && asciiLowercase <= 0x7A) }
}

/// The status line and the header fields of an HTTP/1.1 answer (RFC 9112, sections 2 to 6), and what they say of the body
/// and of the connection.
struct ResponseHead {
  /// How the body's end is told (RFC 9112, section 6.3).
  enum BodyFraming: Equatable {
    case none
    case length(Int)
    case chunked
    /// It ends with the connection.
    case untilClose
  }

  let status: Int
  private let isCurrent: Bool
  private(set) var fields = HTTPFields()
  private(set) var framing: BodyFraming
  private var contentLength: Int?
  private var isChunked = false
  /// There is a `Content-Encoding`.
  private var isEncoded = false
  private var saysClose = false
  private var saysKeepAlive = false

  /// Whether another request may follow on the connection (RFC 9112, section 9.3). Where the body's length was told in two
  /// ways, whoever wrote that, or changed it on the way, is not to be trusted with one (section 6.3).
  var keepsConnection: Bool {
    (isCurrent || saysKeepAlive) && !saysClose && framing != .untilClose && !(isChunked && contentLength != nil)
  }

  /// The answer of a request that goes on (RFC 9110, section 15.2): another one follows.
  var isInterim: Bool { status < 200 }

  /// How many bytes it has, the empty line included.
  private(set) var byteCount = 0

  /// Reads a head, from the status line up to and with the empty line; nil when the empty line is not among the bytes.
  init?(_ bytes: UnsafeRawBufferPointer) throws(HTTPFault) {
    var lines = HeadLines(bytes)
    guard let statusLine = lines.next() else { return nil }
    (status, isCurrent) = try Self.status(statusLine)
    framing = .none
    let start = lines.start
    var end = start
    var isFolded = false
    var isLastRead = false
    while true {
      guard let line = lines.next() else { return nil }
      if line.isEmpty { break }
      if line[0].isBlank {
        // None of the fields that are read here is ever written on several lines, but by someone who wants two readers
        // to take it differently.
        guard end > start, !isLastRead, line.firstIndex(of: 0x0D, from: 0) == nil else { throw .notHTTP }
        isFolded = true
      } else {
        isLastRead = try readField(line)
      }
      end = lines.start
    }
    byteCount = lines.start
    guard UnsafeRawBufferPointer(rebasing: bytes[..<byteCount]).firstIndex(of: 0, from: 0) == nil else {
      throw .notHTTP
    }
    fields = HTTPFields(lines: UnsafeRawBufferPointer(rebasing: bytes[start..<end]), isFolded: isFolded)
    framing = bodyFraming
    if isEncoded, framing != .none, framing != .length(0) { throw .encoded }
  }

  /// `HTTP/1.1 200 OK`; of the version only the last digit may differ, and the reason is optional. Some servers leave
  /// out the space before it as well.
  private static func status(_ line: UnsafeRawBufferPointer) throws(HTTPFault) -> (status: Int, isCurrent: Bool) {
    guard line.count >= 12, UnsafeRawBufferPointer(rebasing: line[..<7]).isEqual(to: "HTTP/1."),
      line[7] == 0x30 || line[7] == 0x31, line[8] == 0x20,
      line[9] >= 0x31, line[9] <= 0x39, line[10].isDigit, line[11].isDigit, line.count == 12 || line[12] == 0x20
    else { throw .notHTTP }
    let status = line[9...11].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    // Another protocol was never asked for.
    guard status != 101 else { throw .notHTTP }
    return (status, line[7] == 0x31)
  }

  /// Takes in what a field says of the body and of the connection; whether it is one that does.
  private mutating func readField(_ line: UnsafeRawBufferPointer) throws(HTTPFault) -> Bool {
    var colon = 0
    while colon < line.count, line[colon].isTokenByte { colon += 1 }
    guard colon > 0, colon < line.count, line[colon] == UInt8(ascii: ":"),
      line.firstIndex(of: 0x0D, from: colon) == nil
    else { throw .notHTTP }
    let name = UnsafeRawBufferPointer(rebasing: line[..<colon])
    switch name.count {
    case 10 where name.isLowercased("connection"): noteConnection(value(of: line, after: colon))
    case 14 where name.isLowercased("content-length"): try noteContentLength(value(of: line, after: colon))
    case 16 where name.isLowercased("content-encoding"): noteContentEncoding(value(of: line, after: colon))
    case 17 where name.isLowercased("transfer-encoding"): try noteTransferEncoding(value(of: line, after: colon))
    default: return false
    }
    return true
  }

  private func value(of line: UnsafeRawBufferPointer, after colon: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: line[line.blanksTrimmed(from: colon + 1)])
  }

  /// None was asked for.
  private mutating func noteContentEncoding(_ value: UnsafeRawBufferPointer) {
    if !value.isLowercased("identity") { isEncoded = true }
  }

  private mutating func noteConnection(_ value: UnsafeRawBufferPointer) {
    var options = HeadList(value)
    while let option = options.next() {
      if option.isLowercased("close") { saysClose = true }
      if option.isLowercased("keep-alive") { saysKeepAlive = true }
    }
  }

  /// Several that say the same are one (RFC 9110, section 8.6); that differ, are none to be trusted.
  private mutating func noteContentLength(_ value: UnsafeRawBufferPointer) throws(HTTPFault) {
    var lengths = HeadList(value)
    while let digits = lengths.next() {
      guard !digits.isEmpty, digits.count <= 18 else { throw .notHTTP }
      var length = 0
      for digit in digits {
        guard digit.isDigit else { throw .notHTTP }
        length = length * 10 + Int(digit - 0x30)
      }
      guard contentLength == nil || contentLength == length else { throw .notHTTP }
      contentLength = length
    }
  }

  /// No coding but `chunked` was asked for.
  private mutating func noteTransferEncoding(_ value: UnsafeRawBufferPointer) throws(HTTPFault) {
    guard !isChunked, value.isLowercased("chunked") else { throw .encoded }
    isChunked = true
  }

  private var bodyFraming: BodyFraming {
    if isInterim || status == 204 || status == 304 { return .none }
    if isChunked { return .chunked }
    return contentLength.map { .length($0) } ?? .untilClose
  }
}

/// What stands between the commas of a value, without blanks (RFC 9110, section 5.6.1). There is always one.
private struct HeadList {
  private let value: UnsafeRawBufferPointer
  private var start = 0

  init(_ value: UnsafeRawBufferPointer) {
    self.value = value
  }

  mutating func next() -> UnsafeRawBufferPointer? {
    guard start <= value.count else { return nil }
    let end = value.firstIndex(of: UInt8(ascii: ","), from: start) ?? value.count
    defer { start = end + 1 }
    return UnsafeRawBufferPointer(rebasing: value[start..<end]).trimmingBlanks
  }
}

/// The lines of a head, without their ends: CRLF, or LF alone (RFC 9112, section 2.2).
private struct HeadLines {
  private let bytes: UnsafeRawBufferPointer
  /// Where the next one begins.
  private(set) var start = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  mutating func next() -> UnsafeRawBufferPointer? {
    guard let end = bytes.firstIndex(of: 0x0A, from: start) else { return nil }
    let hasReturn = end > start && bytes[end - 1] == 0x0D
    defer { start = end + 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<(hasReturn ? end - 1 : end)])
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func isLowercased(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    return indices.allSatisfy { self[$0].asciiLowercase == text.utf8Start[$0] }
  }
}

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
  private(set) var fields = HTTPFields()
  private(set) var framing: BodyFraming
  /// Whether another request may follow on the connection (RFC 9112, section 9.3).
  private(set) var keepsConnection: Bool
  private var contentLength: Int?
  private var isChunked = false

  /// The answer of a request that goes on (RFC 9110, section 15.2): another one follows.
  var isInterim: Bool { status < 200 }

  /// - Parameter block: from the status line up to and with the empty line.
  init(_ block: UnsafeRawBufferPointer) throws(HTTPFault) {
    var lines = HeadLines(block)
    guard let statusLine = lines.next(), block.firstIndex(of: 0, from: 0) == nil else { throw .notHTTP }
    let (status, isCurrent) = try Self.status(statusLine)
    self.status = status
    keepsConnection = isCurrent
    framing = .none
    let start = lines.start
    var end = start
    var isFolded = false
    while let line = lines.next(), !line.isEmpty {
      if line[0].isBlank {
        // None of the fields that are read here is ever written on several lines, but by someone who wants two readers
        // to take it differently.
        guard end > start else { throw .notHTTP }
        isFolded = true
      } else {
        try readField(line)
      }
      end = lines.start
    }
    fields = HTTPFields(lines: UnsafeRawBufferPointer(rebasing: block[start..<end]), isFolded: isFolded)
    framing = bodyFraming
    if framing == .untilClose { keepsConnection = false }
  }

  /// `HTTP/1.1 200 OK`; of the version only the last digit may differ, and the reason is optional. Some servers leave
  /// out the space before it as well.
  private static func status(_ line: UnsafeRawBufferPointer) throws(HTTPFault) -> (status: Int, isCurrent: Bool) {
    guard line.count >= 12, line.starts(with: "HTTP/1.".utf8), line[7] == 0x30 || line[7] == 0x31, line[8] == 0x20,
      line[9] >= 0x31, line[9] <= 0x39, line[10].isDigit, line[11].isDigit, line.count == 12 || line[12] == 0x20
    else { throw .notHTTP }
    let status = line[9...11].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    // Another protocol was never asked for.
    guard status != 101 else { throw .notHTTP }
    return (status, line[7] == 0x31)
  }

  private mutating func readField(_ line: UnsafeRawBufferPointer) throws(HTTPFault) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":"), from: 0), colon > 0,
      line.firstIndex(of: 0x0D, from: colon) == nil
    else { throw .notHTTP }
    let name = UnsafeRawBufferPointer(rebasing: line[..<colon])
    guard name.allSatisfy({ $0.isTokenByte }) else { throw .notHTTP }
    switch name.count {
    case 10 where name.isLowercased("connection"): noteConnection(value(of: line, after: colon))
    case 14 where name.isLowercased("content-length"): try noteContentLength(value(of: line, after: colon))
    case 16 where name.isLowercased("content-encoding"): try noteContentEncoding(value(of: line, after: colon))
    case 17 where name.isLowercased("transfer-encoding"): try noteTransferEncoding(value(of: line, after: colon))
    default: break
    }
  }

  private func value(of line: UnsafeRawBufferPointer, after colon: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: line[(colon + 1)...]).trimmingBlanks
  }

  /// None was asked for.
  private func noteContentEncoding(_ value: UnsafeRawBufferPointer) throws(HTTPFault) {
    guard value.isLowercased("identity") else { throw .encoded }
  }

  private mutating func noteConnection(_ value: UnsafeRawBufferPointer) {
    for option in value.split(separator: UInt8(ascii: ",")) {
      let option = UnsafeRawBufferPointer(rebasing: option).trimmingBlanks
      if option.isLowercased("close") { keepsConnection = false }
      if option.isLowercased("keep-alive") { keepsConnection = true }
    }
  }

  /// Several that say the same are one (RFC 9110, section 8.6); that differ, are none to be trusted.
  private mutating func noteContentLength(_ value: UnsafeRawBufferPointer) throws(HTTPFault) {
    for part in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let digits = UnsafeRawBufferPointer(rebasing: part).trimmingBlanks
      guard !digits.isEmpty, digits.count <= 18, digits.allSatisfy({ $0.isDigit }) else { throw .notHTTP }
      let length = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
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

  /// Both were sent: whoever wrote that, or changed it on the way, is not to be trusted with another request
  /// (RFC 9112, section 6.3).
  var isAmbiguous: Bool { isChunked && contentLength != nil }
}

/// The lines of a head, without their ends: CRLF, or LF alone (RFC 9112, section 2.2).
private struct HeadLines {
  private let block: UnsafeRawBufferPointer
  /// Where the next one begins.
  private(set) var start = 0

  init(_ block: UnsafeRawBufferPointer) {
    self.block = block
  }

  mutating func next() -> UnsafeRawBufferPointer? {
    guard let end = block.firstIndex(of: 0x0A, from: start) else { return nil }
    let hasReturn = end > start && block[end - 1] == 0x0D
    defer { start = end + 1 }
    return UnsafeRawBufferPointer(rebasing: block[start..<(hasReturn ? end - 1 : end)])
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func isLowercased(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount
      && zip(self, UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)).allSatisfy {
        $0.asciiLowercase == $1
      }
  }
}

/// Reads one answer of HTTP/1.1 out of bytes, however they are cut, and within bounds.
package struct ResponseReader {
  private enum Phase {
    case head
    case body(remaining: Int)
    case chunked(ChunkedBody)
    case untilClose
    case complete
    case broken
  }

  private let maximumHeadSize: Int
  private let maximumBodySize: Int
  private var phase = Phase.head
  /// The beginning of a head that has not come whole.
  private var partialHead: [UInt8] = []
  /// Bytes of all heads so far, interim ones included.
  private var headSize = 0
  private var status = 0
  private var fields = HTTPFields()
  private var body: [UInt8] = []
  /// Whether another request may be sent on the connection, once the answer has come whole.
  package private(set) var keepsConnection = false

  package init(maximumHeadSize: Int, maximumBodySize: Int) {
    self.maximumHeadSize = maximumHeadSize
    self.maximumBodySize = maximumBodySize
  }

  /// Not a byte of an answer has come.
  var isUntouched: Bool { headSize == 0 && partialHead.isEmpty }

  package var isComplete: Bool {
    if case .complete = phase { true } else { false }
  }

  /// The answer, once it has come whole; it is not kept.
  package mutating func takeResponse() -> HTTPResponse? {
    guard isComplete else { return nil }
    var response = HTTPResponse(status: status)
    swap(&response.headers, &fields)
    swap(&response.body, &body)
    return response
  }

  /// Takes what belongs to the answer, and returns how many bytes that were: fewer than there are only when it is
  /// complete.
  package mutating func read(_ bytes: UnsafeRawBufferPointer) throws(HTTPFault) -> Int {
    var consumed = 0
    while consumed < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[consumed...])
      switch phase {
      case .head: consumed += try readHead(rest)
      case .body(let remaining):
        let count = min(remaining, rest.count)
        body.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest[..<count]))
        phase = count == remaining ? .complete : .body(remaining: remaining - count)
        consumed += count
      case .chunked(var chunks):
        phase = .broken
        consumed += try chunks.read(rest, into: &body, maximumSize: maximumBodySize)
        phase = chunks.isAtEnd ? .complete : .chunked(chunks)
      case .untilClose:
        guard rest.count <= maximumBodySize - body.count else { throw .tooLarge }
        body.append(contentsOf: rest)
        consumed += rest.count
      case .complete, .broken: return consumed
      }
    }
    return consumed
  }

  /// The connection has ended. Returns whether that completed the answer.
  package mutating func end() -> Bool {
    guard case .untilClose = phase else { return false }
    phase = .complete
    return true
  }

  private mutating func readHead(_ bytes: UnsafeRawBufferPointer) throws(HTTPFault) -> Int {
    // Nearly always it comes whole: then it is read where it lies, and looked through once.
    if partialHead.isEmpty, let head = try? ResponseHead(bytes) {
      try check(UnsafeRawBufferPointer(rebasing: bytes[..<head.byteCount]))
      try begin(head)
      return head.byteCount
    }
    let known = partialHead.count
    partialHead.append(contentsOf: bytes)
    // The empty line may have begun among what was there.
    guard let end = partialHead.withUnsafeBytes({ $0.headEnd(from: max(0, known - 2)) }) else {
      // What is no HTTP may never bring an empty line.
      try partialHead.withUnsafeBufferPointer { head throws(HTTPFault) in try check(UnsafeRawBufferPointer(head)) }
      return bytes.count
    }
    let block = partialHead
    partialHead = []
    try block.withUnsafeBufferPointer { block throws(HTTPFault) in
      let block = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: block[..<end]))
      try check(block)
      guard let head = try ResponseHead(block) else { throw .notHTTP }
      try begin(head)
    }
    return end - known
  }

  /// Looks at a head, or at the beginning of one, from outside: for what comes first of a wrong byte and one too many.
  private func check(_ block: UnsafeRawBufferPointer) throws(HTTPFault) {
    let room = maximumHeadSize - headSize
    guard block.beginsLike("HTTP/1.", within: room) else { throw .notHTTP }
    guard block.count <= room else { throw .tooLarge }
  }

  private mutating func begin(_ head: consuming ResponseHead) throws(HTTPFault) {
    headSize += head.byteCount
    guard !head.isInterim else { return }
    status = head.status
    fields = head.fields
    keepsConnection = head.keepsConnection
    switch head.framing {
    case .none, .length(0): phase = .complete
    case .length(let length):
      guard length <= maximumBodySize else { throw .tooLarge }
      // What is announced need not come.
      body.reserveCapacity(min(length, 1 << 20))
      phase = .body(remaining: length)
    case .chunked: phase = .chunked(ChunkedBody(maximumOverhead: maximumHeadSize - headSize))
    case .untilClose: phase = .untilClose
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether it begins with that text, or is the beginning of it; what is not within the bound is not looked at.
  fileprivate func beginsLike(_ text: StaticString, within bound: Int) -> Bool {
    let length = Swift.min(count, text.utf8CodeUnitCount, bound)
    return UnsafeRawBufferPointer(rebasing: self[..<length]).isEqual(
      to: UnsafeRawBufferPointer(start: text.utf8Start, count: length))
  }

  /// The index after the empty line that ends a head, if it ends in here.
  fileprivate func headEnd(from start: Int) -> Int? {
    var index = start
    while let lineEnd = firstIndex(of: 0x0A, from: index) {
      index = lineEnd + 1
      if index < count, self[index] == 0x0A { return index + 1 }
      if index + 1 < count, self[index] == 0x0D, self[index + 1] == 0x0A { return index + 2 }
    }
    return nil
  }
}

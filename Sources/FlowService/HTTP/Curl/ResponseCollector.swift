/// Gathers an answer from the pieces in which libcurl hands it over, within bounds.
struct ResponseCollector {
  private enum Position {
    case beforeHeaders
    case inHeaders
    case afterHeaders
  }

  private let maximumHeaderSize: Int
  private let maximumBodySize: Int
  private var position = Position.beforeHeaders
  private var headerSize = 0
  private(set) var headers = HTTPFields()
  private(set) var body: [UInt8] = []
  /// A bound was passed, and the exchange has to end.
  private(set) var isTooLarge = false

  /// The header block came to its end. libcurl takes a connection that ends within it for an answer without a body.
  var hasWholeHeaders: Bool { position == .afterHeaders }

  init(maximumHeaderSize: Int, maximumBodySize: Int) {
    self.maximumHeaderSize = maximumHeaderSize
    self.maximumBodySize = maximumBodySize
  }

  /// Takes one line of a header block, its line end included. Returns false when there are too many of them.
  ///
  /// There can be several blocks: an interim answer (1xx) before the real one, and trailers after the body, which
  /// change nothing here.
  mutating func addHeaderLine(_ line: UnsafeRawBufferPointer) -> Bool {
    headerSize += line.count
    guard headerSize <= maximumHeaderSize else {
      isTooLarge = true
      return false
    }
    let end = (line.lastIndex { $0 != 0x0D && $0 != 0x0A } ?? -1) + 1
    let line = UnsafeRawBufferPointer(rebasing: line[..<end])
    switch position {
    case .beforeHeaders, .afterHeaders:
      if line.starts(with: "HTTP/".utf8) {
        position = .inHeaders
        headers.removeAll()
      }
    case .inHeaders:
      if line.isEmpty {
        position = .afterHeaders
      } else {
        addField(line)
      }
    }
    return true
  }

  private mutating func addField(_ line: UnsafeRawBufferPointer) {
    if let first = line.first, first.isBlank, !headers.isEmpty {
      headers.appendToLast(line.trimmingBlanks)
      return
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return }
    headers.append(line: line)
  }

  /// Takes a piece of the body, decoded. Returns false when it is one too many.
  mutating func addBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= maximumBodySize - body.count else {
      isTooLarge = true
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }
}

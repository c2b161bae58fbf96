/// Reads a body in chunks (RFC 9112, section 7.1), however its bytes are cut. Extensions and trailers are skipped.
struct ChunkedBody {
  private enum Position: Equatable {
    /// In the line that tells a chunk's size; nil until its first digit.
    case size(Int?)
    /// In what follows the size up to the line's end.
    case `extension`(Int)
    case data(Int)
    /// The line end after a chunk: whether its CR has come.
    case dataEnd(hasReturn: Bool)
    /// In the trailer: how many bytes its current line has.
    case trailer(lineLength: Int)
    case end
  }

  private var position = Position.size(nil)
  /// How many bytes extensions and trailers may still have, which nobody asked for.
  private var overheadLeft: Int

  init(maximumOverhead: Int) {
    overheadLeft = maximumOverhead
  }

  var isAtEnd: Bool { position == .end }

  /// Takes what belongs to the body, appends its data, and returns how many bytes that were.
  mutating func read(
    _ bytes: UnsafeRawBufferPointer, into body: inout [UInt8], maximumSize: Int
  ) throws(HTTPFault) -> Int {
    var index = 0
    while index < bytes.count, position != .end {
      if case .data(let remaining) = position {
        let count = min(remaining, bytes.count - index)
        guard count <= maximumSize - body.count else { throw .tooLarge }
        body.append(contentsOf: bytes[index..<(index + count)])
        index += count
        position = count == remaining ? .dataEnd(hasReturn: false) : .data(remaining - count)
      } else {
        try step(bytes[index], room: maximumSize - body.count)
        index += 1
      }
    }
    return index
  }

  private mutating func step(_ byte: UInt8, room: Int) throws(HTTPFault) {
    switch position {
    case .size(let size):
      if let digit = byte.hexValue {
        let size = (size ?? 0) * 16 + digit
        guard size <= room else { throw .tooLarge }
        position = .size(size)
      } else {
        guard let size else { throw .notHTTP }
        try endSize(byte, size)
      }
    case .extension(let size):
      if byte == 0x0A { begin(size) } else { try countOverhead() }
    case .dataEnd(let hasReturn):
      if byte == 0x0D && !hasReturn {
        position = .dataEnd(hasReturn: true)
      } else {
        guard byte == 0x0A else { throw .notHTTP }
        position = .size(nil)
      }
    case .trailer(let length):
      try countOverhead()
      if byte == 0x0A {
        position = length == 0 ? .end : .trailer(lineLength: 0)
      } else if byte != 0x0D {
        position = .trailer(lineLength: length + 1)
      }
    case .data, .end: break
    }
  }

  private mutating func countOverhead() throws(HTTPFault) {
    overheadLeft -= 1
    guard overheadLeft >= 0 else { throw .tooLarge }
  }

  private mutating func endSize(_ byte: UInt8, _ size: Int) throws(HTTPFault) {
    switch byte {
    case 0x0A: begin(size)
    case 0x0D, 0x20, 0x09, UInt8(ascii: ";"): position = .extension(size)
    default: throw .notHTTP
    }
  }

  private mutating func begin(_ size: Int) {
    position = size == 0 ? .trailer(lineLength: 0) : .data(size)
  }
}

extension UInt8 {
  fileprivate var hexValue: Int? {
    switch self {
    case 0x30...0x39: Int(self) - 0x30
    case 0x41...0x46: Int(self) - 0x37
    case 0x61...0x66: Int(self) - 0x57
    default: nil
    }
  }
}

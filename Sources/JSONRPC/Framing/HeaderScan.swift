/// Reads `Content-Length` frames (Language Server Protocol 3.17, Base Protocol), liberally: names in any case, any
/// order, with or without blanks around the colon, lines ended by CRLF or LF, headers that are not known passed over.
struct HeaderScan {
  enum Step {
    case consume(Int)
    case message(Range<Int>)
    case fault(FramingFault, consumed: Int)
    case needMore
  }

  /// The most digits of a length, behind leading zeros: far above any bound, far below overflow.
  private static let maximumDigits = 12

  /// The longest block of headers, the blank line at its end included.
  let maximumBlockBytes: Int
  /// The bytes of the body still to be passed over, of a message that was too large.
  private var bodyToSkip = 0
  /// A block could not be understood: everything up to the next `Content-Length` is passed over.
  private var isResynchronising = false
  /// While that lasts: whether the name that is looked for may stand at the very front.
  private var mayBeginAtFront = false
  /// The length of the body under way, and where it begins.
  private var body: (start: Int, length: Int)?

  init(maximumBlockBytes: Int) { self.maximumBlockBytes = maximumBlockBytes }

  /// Whether what is left has been answered already.
  var isSkipping: Bool { bodyToSkip > 0 || isResynchronising }

  /// Looks for the next `Content-Length` before anything else, since the end of the last message cannot be trusted.
  mutating func resynchronise() { resynchronise(mayBeginAtFront: true) }

  private mutating func resynchronise(mayBeginAtFront: Bool) {
    isResynchronising = true
    self.mayBeginAtFront = mayBeginAtFront
  }

  mutating func next(_ bytes: UnsafeBufferPointer<UInt8>, maximumMessageBytes: Int) -> Step {
    if bodyToSkip > 0 {
      let count = min(bodyToSkip, bytes.count)
      bodyToSkip -= count
      return count > 0 ? .consume(count) : .needMore
    }
    if isResynchronising {
      guard let start = Self.findHeader(bytes, from: mayBeginAtFront ? 0 : 1) else {
        // The last bytes may be the beginning of the name that is looked for, and the byte before it.
        guard bytes.count > 14 else { return .needMore }
        mayBeginAtFront = false
        return .consume(bytes.count - 14)
      }
      isResynchronising = false
      if start > 0 { return .consume(start) }
    }
    if body == nil {
      let blanks = bytes.prefix { $0 == 0x0D || $0 == 0x0A || $0 == 0x20 || $0 == 0x09 }.count
      if blanks > 0 { return .consume(blanks) }
      switch readBlock(bytes) {
      case .needMore: return .needMore
      case .fault(let message, let consumed, let isLineEnd):
        resynchronise(mayBeginAtFront: isLineEnd)
        return .fault(.badHeader(message), consumed: consumed)
      case .refused(let message, let length, let start):
        bodyToSkip = length
        return .fault(.badHeader(message), consumed: start)
      case .block(let length, let start):
        if length > maximumMessageBytes {
          bodyToSkip = length
          return .fault(.tooLarge(maximumMessageBytes), consumed: start)
        }
        body = (start, length)
      }
    }
    guard let body, bytes.count >= body.start + body.length else { return .needMore }
    self.body = nil
    return .message(body.start..<(body.start + body.length))
  }

  private enum Block {
    case block(length: Int, start: Int)
    /// Understood, but not to be read.
    case refused(String, length: Int, start: Int)
    case fault(String, consumed: Int, isLineEnd: Bool = true)
    case needMore
  }

  /// Reads the lines up to the blank one.
  private func readBlock(_ bytes: UnsafeBufferPointer<UInt8>) -> Block {
    var length: Int?
    var refusal: String?
    var lineStart = 0
    while let feed = bytes.firstLineFeed(from: lineStart) {
      guard feed < maximumBlockBytes else { break }
      var line = bytes[lineStart..<feed]
      if line.last == 0x0D { line = line.dropLast() }
      defer { lineStart = feed + 1 }
      if line.isEmpty {
        guard let length else { return .fault("The headers hold no Content-Length.", consumed: feed + 1) }
        if let refusal { return .refused(refusal, length: length, start: feed + 1) }
        return .block(length: length, start: feed + 1)
      }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), Self.isName(Self.trim(line[..<colon])) else {
        // It may be what is left of a body, with a header right behind it.
        return .fault("A line is no header: those have a name and a colon.", consumed: lineStart, isLineEnd: false)
      }
      let name = Self.trim(line[..<colon])
      let value = Self.trim(line[(colon + 1)...])
      if Self.equals(name, "content-length") {
        guard let number = Self.parseLength(value) else {
          return .fault("Content-Length is not a number of bytes.", consumed: feed + 1)
        }
        if let length, length != number {
          return .fault("Content-Length is given twice, with different numbers.", consumed: feed + 1)
        }
        length = number
      } else if Self.equals(name, "content-type"), let charset = Self.charset(of: value), charset != "utf-8",
        charset != "utf8"
      {
        refusal = "The only charset is utf-8."
      }
    }
    guard bytes.count < maximumBlockBytes else {
      return .fault(
        "The headers are longer than \(maximumBlockBytes) bytes (--max-header-bytes sets the bound).",
        consumed: maximumBlockBytes, isLineEnd: false)
    }
    return .needMore
  }

  private static func parseLength(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard !value.isEmpty, value.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    let digits = value.drop { $0 == 0x30 }
    guard digits.count <= maximumDigits else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func charset(of value: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    let text = String(decoding: value, as: UTF8.self).lowercased()
    for part in text.split(separator: ";") {
      let part = part.drop { $0 == " " || $0 == "\t" }
      if part.hasPrefix("charset=") { return part.dropFirst(8).filter { $0 != "\"" && $0 != " " } }
    }
    return nil
  }

  /// Whether that is a token, as names of headers are (RFC 9110, section 5.6.2): the text of a message is none.
  private static func isName(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    !bytes.isEmpty
      && bytes.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }

  private static func trim(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
    var bytes = bytes.drop { $0 == 0x20 || $0 == 0x09 }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes = bytes.dropLast() }
    return bytes
  }

  private static func equals(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ lowercase: StaticString) -> Bool {
    guard bytes.count == lowercase.utf8CodeUnitCount else { return false }
    for (index, byte) in bytes.enumerated() {
      let lower: UInt8 = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      if lower != lowercase.utf8Start[index] { return false }
    }
    return true
  }

  /// Where the next `Content-Length` stands: at the front, at the start of a line or right behind a body.
  private static func findHeader(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    while index + 14 <= bytes.count {
      if index == 0 || mayPrecedeHeader(bytes[index - 1]), equals(bytes[index..<(index + 14)], "content-length") {
        return index
      }
      index += 1
    }
    return nil
  }

  private static func mayPrecedeHeader(_ byte: UInt8) -> Bool {
    byte == 0x0A || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
  }
}

/// A place in a text as the Language Server Protocol counts it: line and column from 0 (LSP 3.17, Position).
struct LinePosition: Equatable, Sendable {
  var line: Int
  /// The column, in the units of the index that it comes from.
  var character: Int
}

/// Finds the line and column of bytes of a text, and the other way round.
///
/// Lines end at a line feed, at a carriage return, or at the two together (LSP 3.17, Text Documents). Places between the
/// units of one character are those of its beginning.
struct LineIndex: Sendable {
  /// What columns are counted in.
  enum Encoding: Sendable {
    case utf8, utf16
  }

  let encoding: Encoding
  let byteCount: Int
  /// The offsets at which lines start.
  private let starts: [Int]
  /// How many units stand before each block of the text: a column is then found without going over its line, which may
  /// be the whole text. Empty where every character is one byte and one unit.
  private let marks: [Int]

  private static let blockSize = 1024

  init(_ text: UnsafeBufferPointer<UInt8>, encoding: Encoding = .utf16) {
    self.encoding = encoding
    byteCount = text.count
    var starts = [0]
    var marks: [Int] = []
    var units = 0
    var index = 0
    while index < text.count, let start = text.baseAddress {
      marks.append(units)
      let end = min(text.count, index + Self.blockSize)
      while index < end {
        // Eight characters of ASCII that end no line, as most of a text is.
        if index + 8 <= end, Self.isPlain(UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self)) {
          units += 8
          index += 8
          continue
        }
        let byte = text[index]
        units += Self.units(byte)
        index += 1
        if byte == 0x0A || (byte == 0x0D && (index == text.count || text[index] != 0x0A)) { starts.append(index) }
      }
    }
    self.starts = starts
    self.marks = encoding == .utf8 || units == text.count ? [] : marks
  }

  /// The line and column of a byte, which may be the end of the text.
  func position(of offset: Int, in text: UnsafeBufferPointer<UInt8>) -> LinePosition {
    var offset = min(max(0, offset), byteCount)
    while offset > 0, offset < byteCount, text[offset] & 0xC0 == 0x80 { offset -= 1 }
    var (low, high) = (1, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return LinePosition(line: low - 1, character: units(before: offset, text) - units(before: starts[low - 1], text))
  }

  /// The byte at a line and column. What lies beyond a line or the text counts as the end of it.
  func offset(of position: LinePosition, in text: UnsafeBufferPointer<UInt8>) -> Int {
    guard position.line >= 0 else { return 0 }
    guard position.line < starts.count else { return byteCount }
    let start = starts[position.line]
    var end = position.line + 1 < starts.count ? starts[position.line + 1] : byteCount
    if position.line + 1 < starts.count {
      if end > start, text[end - 1] == 0x0A { end -= 1 }
      if end > start, text[end - 1] == 0x0D { end -= 1 }
    }
    let (target, isBeyond) = units(before: start, text).addingReportingOverflow(max(0, position.character))
    if isBeyond { return end }
    var offset = min(start + max(0, position.character), end)
    if !marks.isEmpty { offset = max(start, self.offset(ofUnit: target, text, end)) }
    while offset > start, offset < byteCount, text[offset] & 0xC0 == 0x80 { offset -= 1 }
    return min(offset, end)
  }

  /// Whether none of eight bytes is beyond ASCII or ends a line; some other control characters may be taken for such.
  @inline(__always)
  private static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    return (word | (word &- ones &* 0x0E)) & (ones &* 0x80) == 0
  }

  // MARK: Units

  @inline(__always)
  private static func units(_ byte: UInt8) -> Int { byte & 0xC0 == 0x80 ? 0 : (byte >= 0xF0 ? 2 : 1) }

  private func units(before offset: Int, _ text: UnsafeBufferPointer<UInt8>) -> Int {
    guard !marks.isEmpty, offset > 0 else { return offset }
    let block = min(offset / Self.blockSize, marks.count - 1)
    var units = marks[block]
    for index in (block * Self.blockSize)..<offset { units += Self.units(text[index]) }
    return units
  }

  /// The first byte of the character that a unit of the text belongs to; `end` if it lies at or beyond that.
  private func offset(ofUnit target: Int, _ text: UnsafeBufferPointer<UInt8>, _ end: Int) -> Int {
    var (low, high) = (1, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle] <= target { low = middle + 1 } else { high = middle }
    }
    var offset = (low - 1) * Self.blockSize
    var units = marks[low - 1]
    while offset < end {
      let next = units + Self.units(text[offset])
      // The bytes that go on with a character have no units, and are passed with it.
      if next > target { return offset }
      units = next
      offset += 1
    }
    return end
  }
}

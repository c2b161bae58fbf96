/// A place in a text as people count: lines and columns from 1, a column being one Unicode scalar.
public struct TextPosition: Sendable, Equatable {
  /// The line, from 1.
  public let line: Int
  /// The place within the line in Unicode scalars, from 1.
  public let column: Int

  /// The position of the byte at `offset`, which may be the text's length. Lines end at a line feed.
  public init(of offset: Int, in text: UnsafeBufferPointer<UInt8>) {
    var line = 1
    var lineStart = 0
    var index = 0
    let offset = min(offset, text.count)
    while index < offset {
      if text[index] == 0x0A {
        line += 1
        lineStart = index + 1
      }
      index += 1
    }
    self.line = line
    column = 1 + text[lineStart..<offset].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  var words: String { "line \(line), column \(column)" }
}

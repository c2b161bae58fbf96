/// How far what stands at a place of a text goes, whether the text is JSON or not.
package enum SourceToken {
  /// A string up to its closing quote or the end of its line, a word, or one character; empty at the end of the text.
  package static func range(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Range<Int> {
    guard start < text.count else { return text.count..<text.count }
    var end = start + 1
    if text[start] == UInt8(ascii: "\"") {
      while end < text.count, text[end] != 0x0A, text[end] != 0x0D {
        if text[end] == UInt8(ascii: "\"") { return start..<(end + 1) }
        end += text[end] == UInt8(ascii: "\\") && end + 1 < text.count && text[end + 1] >= 0x20 ? 2 : 1
      }
      return start..<min(end, text.count)
    }
    if isWord(text[start]) {
      while end < text.count, isWord(text[end]) { end += 1 }
      return start..<end
    }
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return start..<end
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

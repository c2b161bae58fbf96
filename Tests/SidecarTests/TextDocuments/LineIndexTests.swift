import Testing

@testable import Sidecar

@Suite("Lines and columns of a text")
struct LineIndexTests {
  static let texts: [String] = [
    "", "a", "\n", "\r\n", "\r", "a\nb", "a\r\nb\rc\n\n\r\r\nd", "\u{FEFF}{}\n",
    "\t\u{1F600}x\u{E9}\n\u{1F600}\u{1F600}\r\n\u{10FFFF}",
    String(repeating: "\u{1F600}\u{E9}a\u{20AC}", count: 320) + "\n" + String(repeating: "x", count: 1100),
    String(repeating: "ab\r\n\u{1F468}\u{200D}\u{1F469}\n", count: 150),
  ]

  /// The same, found by going over the text's UTF-16 code units one by one.
  private func slow(_ text: String, _ offset: Int) -> LinePosition {
    let units = Array(String(decoding: Array(text.utf8)[..<offset], as: UTF8.self).utf16)
    let rest = Array(text.utf8)[offset...]
    var position = LinePosition(line: 0, character: 0)
    for (index, unit) in units.enumerated() {
      let next = index + 1 < units.count ? units[index + 1] : rest.first.map(UInt16.init)
      if unit == 0x0A || (unit == 0x0D && next != 0x0A) {
        position = LinePosition(line: position.line + 1, character: 0)
      } else {
        position.character += 1
      }
    }
    return position
  }

  @Test("every character has its position, and every position its character", arguments: texts)
  func everyPlace(_ text: String) {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      let index = LineIndex(bytes)
      var step = 0
      for offset in 0...bytes.count where offset == bytes.count || bytes[offset] & 0xC0 != 0x80 {
        step += 1
        // All of the first places and then every seventh: looking slowly is slow.
        guard step < 40 || step % 7 == 0 || offset == bytes.count else { continue }
        let position = index.position(of: offset, in: bytes)
        #expect(position == slow(text, offset))
        // Between a carriage return and its line feed there is no place of its own.
        let isInside = offset > 0 && offset < bytes.count && bytes[offset] == 0x0A && bytes[offset - 1] == 0x0D
        #expect(index.offset(of: position, in: bytes) == (isInside ? offset - 1 : offset))
      }
    }
  }

  @Test("what lies beyond is the end, and half a surrogate pair its beginning")
  func beyond() {
    Array("a\u{1F600}b\r\nc".utf8).withUnsafeBufferPointer { bytes in
      let index = LineIndex(bytes)
      func offset(_ line: Int, _ character: Int) -> Int {
        index.offset(of: LinePosition(line: line, character: character), in: bytes)
      }
      #expect(offset(0, 2) == 1)
      #expect(offset(0, 3) == 5)
      #expect(offset(0, 99) == 6)
      #expect(offset(1, 99) == 9)
      #expect(offset(7, 0) == 9)
      #expect(offset(0, .max) == 6 && offset(.max, .max) == 9 && offset(-1, 4) == 0 && offset(1, -4) == 8)
      // A byte in the middle of a character is where that begins.
      #expect(index.position(of: 3, in: bytes) == LinePosition(line: 0, character: 1))
    }
  }

  @Test("columns in bytes, where the client asks for them")
  func bytes() {
    Array("\u{1F600}b\nc".utf8).withUnsafeBufferPointer { bytes in
      let index = LineIndex(bytes, encoding: .utf8)
      #expect(index.position(of: 4, in: bytes) == LinePosition(line: 0, character: 4))
      #expect(index.offset(of: LinePosition(line: 0, character: 2), in: bytes) == 0)
      #expect(index.offset(of: LinePosition(line: 0, character: 5), in: bytes) == 5)
      #expect(index.offset(of: LinePosition(line: 1, character: 1), in: bytes) == 7)
    }
  }
}

import JSON
import Testing

@Suite("Lines and columns")
struct TextPositionTests {
  private func position(_ offset: Int, _ text: String) -> [Int] {
    Array(text.utf8).withUnsafeBufferPointer {
      let position = TextPosition(of: offset, in: $0)
      return [position.line, position.column]
    }
  }

  @Test("both count from 1, and a line ends at a line feed")
  func lines() {
    #expect(position(0, "") == [1, 1])
    #expect(position(0, "ab\nc") == [1, 1])
    #expect(position(2, "ab\nc") == [1, 3])
    #expect(position(3, "ab\nc") == [2, 1])
    #expect(position(4, "ab\nc") == [2, 2])
    #expect(position(3, "\n\n\n") == [4, 1])
    #expect(position(4, "a\r\nb") == [2, 2])
    #expect(position(2, "a\rb") == [1, 3])
  }

  @Test("a column is one Unicode scalar, however many bytes it has")
  func columns() {
    #expect(position(2, "\u{E9}x") == [1, 2])
    #expect(position(7, "\u{20AC}\u{1F600}x") == [1, 3])
    #expect(position(4, "\ne\u{301}x") == [2, 3])
  }

  @Test("an offset beyond the text is its end")
  func beyond() {
    #expect(position(99, "a\nbc") == [2, 3])
  }
}

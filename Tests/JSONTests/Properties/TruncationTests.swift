import JSON
import Testing

@Suite("A text that was cut off")
struct TruncationTests {
  @Test("no beginning of an object or array is a JSON text", arguments: WholeTexts.all)
  func prefixes(_ whole: Sample) throws {
    // Blanks after the value may go.
    let end = whole.bytes.lastIndex { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") } ?? 0
    #expect(rejection(of: Sample(bytes: Array(whole.bytes[...end]))) == nil)
    for length in 0...end {
      let fault = try #require(rejection(of: Sample(bytes: Array(whole.bytes.prefix(length)))), "\(length) bytes")
      #expect(fault.offset <= length)
      // It is the end that is wrong, or what the end cut in two.
      let cut = ["unexpectedEnd", "unclosedString", "badLiteral", "badUnicodeEscape", "loneSurrogate", "invalidUTF8"]
      #expect(cut.contains(fault.reason), "\(length) bytes: \(fault.reason)")
    }
  }

  @Test("no text that begins later is read beyond its end", arguments: WholeTexts.all)
  func suffixes(_ whole: Sample) {
    for start in whole.bytes.indices {
      let sample = Sample(bytes: Array(whole.bytes[start...]))
      if let fault = rejection(of: sample) { #expect(fault.offset <= sample.bytes.count) }
    }
  }

  @Test("any piece of a text", arguments: WholeTexts.all)
  func pieces(_ whole: Sample) {
    let reader = JSONReader()
    var mistakes = Mistakes()
    // The bytes after the piece are there, and none of them may count.
    whole.bytes.withUnsafeBufferPointer { bytes in
      for start in bytes.indices {
        for end in stride(from: start, through: min(bytes.count, start + 60), by: 1) {
          let piece = UnsafeBufferPointer(rebasing: bytes[start..<end])
          let inPlace = (try? reader.read(piece)).map { plainForm($0) }
          let alone = (try? JSONDocument(Array(piece))).map { plainForm($0) }
          if inPlace != alone { mistakes.append("\(start)..<\(end)") }
        }
      }
    }
    mistakes.report()
  }
}

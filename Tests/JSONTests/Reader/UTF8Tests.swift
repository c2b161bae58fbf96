import JSON
import Testing

@Suite("Only UTF-8 (RFC 8259, section 8.1; RFC 3629)")
struct UTF8Tests {
  @Test("sequences that are none", arguments: IllFormedUTF8.sequences.map(Sample.init(bytes:)))
  func illFormed(_ sample: Sample) throws {
    let surroundings = [
      ("\"", "\""), ("\"1234567", "1234567890\""), ("\"\\n", "\""), ("\"\u{E9}", "\u{E9}\""), ("{\"", "\":1}"),
    ]
    for (before, after) in surroundings {
      let fault = try #require(rejection(of: Sample(before, sample.bytes, after)))
      #expect(fault.reason == "invalidUTF8")
    }
    // Nor where the text ends.
    #expect(rejection(of: Sample("\"", sample.bytes, "")) != nil)
  }

  @Test("every sequence of two bytes, as String judges it")
  func pairs() {
    let reader = JSONReader()
    var mistakes = Mistakes()
    for first in UInt8(0x80)...0xFF {
      for second in UInt8(0x20)...0xFF where second != 0x22 && second != 0x5C {
        check([first, second], reader, &mistakes)
      }
    }
    mistakes.report()
  }

  @Test("sequences of three and four bytes around every limit, as String judges them")
  func longer() {
    let reader = JSONReader()
    var mistakes = Mistakes()
    let edges: [UInt8] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
    for first in UInt8(0xE0)...0xFF {
      for second in edges {
        for third in edges {
          check([first, second, third], reader, &mistakes)
          for fourth in edges { check([first, second, third, fourth], reader, &mistakes) }
        }
      }
    }
    mistakes.report()
  }

  private func check(_ bytes: [UInt8], _ reader: JSONReader, _ mistakes: inout Mistakes) {
    let whole = String(validating: bytes, as: UTF8.self) != nil
    let taken = ([0x22] + bytes + [0x22]).withUnsafeBufferPointer { (try? reader.read($0)) != nil }
    if taken != whole { mistakes.append("\(bytes) was \(taken ? "taken" : "refused")") }
  }

  @Test("characters at the limits of every length")
  func limits() throws {
    for value in [
      0x20, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0x1000, 0xCFFF, 0xD7FF, 0xE000, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x3FFFF,
      0x40000, 0xFFFFF, 0x100000, 0x10FFFF,
    ] {
      let scalar = try #require(UnicodeScalar(UInt32(value)))
      #expect(try root("\"\(scalar)\"").stringBytes == Array(String(scalar).utf8))
      #expect(try root("\"\\n\(scalar)\"").stringBytes == [0x0A] + Array(String(scalar).utf8))
    }
  }
}

import JSON
import Testing

@Suite("Strings (RFC 8259, section 7)")
struct StringTests {
  private func decoded(_ text: String) throws -> [UInt8] { try root("\"\(text)\"").stringBytes }

  @Test(
    "the escapes of two characters",
    arguments: [
      ("\\\"", 0x22), ("\\\\", 0x5C), ("\\/", 0x2F), ("\\b", 0x08), ("\\f", 0x0C), ("\\n", 0x0A), ("\\r", 0x0D),
      ("\\t", 0x09),
    ] as [(String, UInt8)])
  func shortEscapes(_ escape: String, _ byte: UInt8) throws {
    #expect(try decoded(escape) == [byte])
    #expect(try decoded("a\(escape)\(escape)z") == [0x61, byte, byte, 0x7A])
    #expect(try decoded("12345678\(escape)12345678") == Array("12345678".utf8) + [byte] + Array("12345678".utf8))
  }

  @Test("no other character makes an escape", arguments: UInt8(0)...0xFF)
  func otherEscapes(_ byte: UInt8) throws {
    guard !"\"\\/bfnrtu".utf8.contains(byte) else { return }
    let fault = try #require(rejection(of: Sample("\"a\\", [byte], "0041\"")))
    #expect(fault.reason == "badEscape")
    #expect(fault.offset == 2)
  }

  @Test("every code unit as \\u, in either case of its digits")
  func codeUnits() {
    let reader = JSONReader()
    var mistakes = Mistakes()
    for unit in 0...0xFFFF {
      let digits = String(unit, radix: 16)
      let four = String(repeating: "0", count: 4 - digits.count) + digits
      for text in ["\"\\u\(four)\"", "\"\\u\(four.uppercased())\""] {
        // Half of a surrogate pair is no scalar, and is refused.
        let scalar = UnicodeScalar(UInt32(unit))
        let isRight = Array(text.utf8).withUnsafeBufferPointer { bytes in
          guard let cursor = try? reader.read(bytes) else { return scalar == nil }
          guard let scalar else { return false }
          return cursor.stringBytes.elementsEqual(String(scalar).utf8) && cursor.isASCII == scalar.isASCII
            && cursor.isEscaped
        }
        if !isRight { mistakes.append(text) }
      }
    }
    mistakes.report()
  }

  @Test("surrogate pairs")
  func pairs() throws {
    var seeded = SeededNumbers(seed: 1)
    let scalars =
      [0x10000, 0x10001, 0x103FF, 0x10400, 0x1F600, 0xFFFFF, 0x100000, 0x10FFFF]
      + (0..<500).map { _ in Int.random(in: 0x10000...0x10FFFF, using: &seeded) }
    for value in scalars {
      let scalar = try #require(UnicodeScalar(UInt32(value)))
      let units = Array(String(scalar).utf16)
      let text = units.map { "\\u" + String($0, radix: 16) }.joined()
      #expect(try decoded(text) == Array(String(scalar).utf8))
      #expect(try decoded("a\(text)\(text)z") == Array("a\(scalar)\(scalar)z".utf8))
      #expect(try withRoot("\"\(text)\"") { !$0.isASCII })
    }
  }

  @Test("half of a pair is refused wherever it stands")
  func halves() {
    for high in ["\\ud800", "\\uD9AB", "\\udbff"] {
      for low in ["\\udc00", "\\uDEAD", "\\udfff"] {
        for text in [
          high, low, low + high, high + high, low + low, high + "x" + low, high + high + low, high + low + low,
        ] {
          #expect(rejection(of: Sample("[\"\(text)\"]"))?.reason == "loneSurrogate", "\(text)")
        }
        #expect(rejection(of: Sample("[\"\(high)\(low)\"]")) == nil)
      }
    }
  }

  @Test("\\u needs four hexadecimal digits", arguments: UInt8(0)...0xFF)
  func hexadecimalDigits(_ byte: UInt8) throws {
    let isDigit = "0123456789abcdefABCDEF".utf8.contains(byte)
    for place in 0..<4 {
      var digits = Array("0041".utf8)
      digits[place] = byte
      let sample = Sample("\"\\u", digits, "\"")
      if isDigit, !(place == 0 && "dD".utf8.contains(byte)) {
        #expect(rejection(of: sample) == nil)
      } else if isDigit {
        #expect(rejection(of: sample) == nil, "U+D041 is no surrogate")
      } else {
        #expect(rejection(of: sample)?.reason == "badUnicodeEscape")
      }
    }
  }

  @Test("plain strings of every length are the bytes of the text")
  func lengths() throws {
    for length in 0...70 {
      let plain = String("abcdefghijklmnopqrstuvwxyz0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ.,;:-_".prefix(length))
      try withRoot("\"\(plain)\"") { cursor in
        #expect(cursor.string == plain)
        #expect(cursor.isASCII && !cursor.isEscaped)
      }
    }
  }

  @Test("one special character at every place of a string of every length")
  func places() throws {
    var mistakes = Mistakes()
    for length in 1...34 {
      for place in 0..<length {
        for (written, meant) in [
          ("\\\"", "\""), ("\\\\", "\\"), ("\u{E9}", "\u{E9}"), ("\\u20ac", "\u{20AC}"), ("\u{1F600}", "\u{1F600}"),
        ] {
          let before = String(repeating: "x", count: place)
          let after = String(repeating: "y", count: length - place - 1)
          if try decoded(before + written + after) != Array((before + meant + after).utf8) {
            mistakes.append("\(written) at \(place) of \(length)")
          }
        }
      }
    }
    mistakes.report()
  }

  @Test("U+0000 is a character like any other")
  func zero() throws {
    #expect(try decoded("a\\u0000b") == [0x61, 0, 0x62])
    #expect(try root("{\"\\u0000\":1}")[JSONName(bytes: [0])]?.integer == 1)
  }

  @Test("many escaped strings in one text keep apart")
  func manyEscaped() throws {
    let texts = (0..<2_000).map { "\"\\n\($0)\\u00e9\"" }
    let value = try root("[" + texts.joined(separator: ",") + "]")
    for (index, element) in value.elements.enumerated() {
      guard element.string == "\n\(index)\u{E9}" else {
        Issue.record("element \(index)")
        return
      }
    }
    #expect(value.count == 2_000)
  }

  @Test("a long escaped string")
  func longEscaped() throws {
    let value = try root("\"" + String(repeating: "\\t\u{20AC}x", count: 50_000) + "\"")
    #expect(value.stringBytes == Array(String(repeating: "\t\u{20AC}x", count: 50_000).utf8))
  }

  @Test("the flags of a string")
  func flags() throws {
    func flags(_ text: String) throws -> [Bool] {
      try withRoot(text) { [$0.isASCII, $0.isEscaped] }
    }
    #expect(try flags("\"\"") == [true, false])
    #expect(try flags("\"a\"") == [true, false])
    #expect(try flags("\"\\n\"") == [true, true])
    #expect(try flags("\"\\u0041\"") == [true, true])
    #expect(try flags("\"\u{E9}\"") == [false, false])
    #expect(try flags("\"\u{E9}\\n\"") == [false, true])
    #expect(try flags("\"\\n\u{E9}\"") == [false, true])
    #expect(try flags("\"\\u00e9\"") == [false, true])
  }
}

import JSON
import Testing

@Suite("The reader refuses every text that is not JSON")
struct ReaderRejectsTests {
  @Test("texts of every family", arguments: Samples.refused)
  func refuses(_ sample: Sample) throws {
    let fault = try #require(rejection(of: sample), "taken for JSON")
    #expect(0...sample.bytes.count ~= fault.offset)
    #expect(!fault.message.isEmpty)
    #expect(fault.description.contains("at line \(fault.position.line), column \(fault.position.column)"))
  }

  /// A text, the reason it is refused for and the place that is named.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var text: Sample
    var reason: String
    var offset: Int
    var line = 1
    var column: Int

    init(_ text: Sample, _ reason: String, at offset: Int, line: Int = 1, column: Int? = nil) {
      self.text = text
      self.reason = reason
      self.offset = offset
      self.line = line
      self.column = column ?? offset + 1
    }

    var testDescription: String { text.testDescription }
  }

  static let refusals: [Refusal] = [
    // Nothing, or not enough.
    Refusal("", "unexpectedEnd", at: 0), Refusal("  ", "unexpectedEnd", at: 2),
    Refusal("\n\n", "unexpectedEnd", at: 2, line: 3, column: 1), Refusal("[", "unexpectedEnd", at: 1),
    Refusal("[1", "unexpectedEnd", at: 2), Refusal("[1,", "unexpectedEnd", at: 3), Refusal("{", "unexpectedEnd", at: 1),
    Refusal("{\"a\"", "unexpectedEnd", at: 4), Refusal("{\"a\":", "unexpectedEnd", at: 5),
    Refusal("{\"a\":1", "unexpectedEnd", at: 6), Refusal("{\"a\":1,", "unexpectedEnd", at: 7),
    Refusal("-", "unexpectedEnd", at: 1), Refusal("1.", "unexpectedEnd", at: 2), Refusal("1e", "unexpectedEnd", at: 2),
    Refusal("1e-", "unexpectedEnd", at: 3),
    // Too much.
    Refusal("[]]", "contentAfterValue", at: 2), Refusal("{}\n{}", "contentAfterValue", at: 3, line: 2, column: 1),
    Refusal("1 2", "contentAfterValue", at: 2), Refusal("nullx", "contentAfterValue", at: 4),
    Refusal("\"\"\"", "contentAfterValue", at: 2), Refusal("[]\u{0}", "contentAfterValue", at: 2),
    // The wrong thing.
    Refusal("]", "unexpected", at: 0), Refusal("[}", "unexpected", at: 1), Refusal("{]", "unexpected", at: 1),
    Refusal("[,]", "unexpected", at: 1), Refusal("[1 2]", "unexpected", at: 3),
    Refusal("{\"a\" 1}", "unexpected", at: 5),
    Refusal("{\"a\":}", "unexpected", at: 5), Refusal("{a:1}", "unexpected", at: 1),
    Refusal("{\"a\":1 b}", "unexpected", at: 7),
    Refusal("{\"a\":1,b}", "unexpected", at: 7), Refusal("[1,,2]", "unexpected", at: 3),
    Refusal("[+1]", "unexpected", at: 1),
    Refusal("[.5]", "unexpected", at: 1), Refusal("[\u{E9}]", "unexpected", at: 1),
    Refusal("[0x1]", "unexpected", at: 2),
    Refusal("{\"a\":\n  \"b\"\n  \"c\":1}", "unexpected", at: 14, line: 3, column: 3),
    Refusal("{\"\u{E9}\u{1F600}\": 1 2}", "unexpected", at: 13, column: 10),
    Refusal("[\"\u{E9}\",\r\n\"\u{1F600}\" x]", "unexpected", at: 15, line: 2, column: 5),
    // Commas.
    Refusal("[1,]", "trailingComma", at: 2), Refusal("[1,  ]", "trailingComma", at: 2),
    Refusal("{\"a\":1,}", "trailingComma", at: 6), Refusal("{\"a\":1 , \n}", "trailingComma", at: 7),
    // Names.
    Refusal("{\"a\":1,\"a\":2}", "duplicateName", at: 7),
    Refusal("{\"a\":1,\n \"a\"", "duplicateName", at: 9, line: 2, column: 2),
    // Numbers.
    Refusal("[-]", "badNumber", at: 2), Refusal("[-x]", "badNumber", at: 2), Refusal("[01]", "badNumber", at: 1),
    Refusal("[-01]", "badNumber", at: 1), Refusal("[1.]", "badNumber", at: 3), Refusal("[1.e1]", "badNumber", at: 3),
    Refusal("[1e]", "badNumber", at: 3), Refusal("[1e+]", "badNumber", at: 4),
    // Literals.
    Refusal("[nul]", "badLiteral", at: 1), Refusal("[trux]", "badLiteral", at: 1), Refusal("f", "badLiteral", at: 0),
    // Strings.
    Refusal("[\"\\x\"]", "badEscape", at: 2), Refusal("[\"ab\\x\"]", "badEscape", at: 4),
    Refusal("[\"\\u12g4\"]", "badUnicodeEscape", at: 2), Refusal("[\"\\u\"]", "badUnicodeEscape", at: 2),
    Refusal("[\"a\\ud800\"]", "loneSurrogate", at: 3), Refusal("[\"\\udc00\\ud800\"]", "loneSurrogate", at: 2),
    Refusal("[\"\\ud800\\ud800\"]", "loneSurrogate", at: 2), Refusal("[\"a\tb\"]", "controlCharacter", at: 3),
    Refusal("[\"a\\n\u{1}\"]", "controlCharacter", at: 5), Refusal("[\"a\nb\"]", "controlCharacter", at: 3),
    Refusal("[\"a", "unclosedString", at: 3), Refusal("[\"a\\", "unclosedString", at: 4),
    Refusal("[\"a\\n", "unclosedString", at: 5),
    Refusal("[\"\u{E9}", "unclosedString", at: 4, column: 4), Refusal("{\"a", "unclosedString", at: 3),
    // Bytes.
    Refusal(Sample("[\"ab", [0xFF], "\"]"), "invalidUTF8", at: 4),
    Refusal(Sample("[\"\\n", [0xC2], "\"]"), "invalidUTF8", at: 4),
    Refusal(Sample("[\"\u{E9}", [0xED, 0xA0, 0x80], "\"]"), "invalidUTF8", at: 4, column: 4),
    Refusal(Sample("", [0xEF, 0xBB, 0xBF], "[]"), "byteOrderMark", at: 0),
  ]

  @Test("the reason, the offset, the line and the column", arguments: refusals)
  func place(_ refusal: Refusal) throws {
    let fault = try #require(rejection(of: refusal.text), "taken for JSON")
    #expect(fault.reason == refusal.reason)
    #expect(fault.offset == refusal.offset)
    #expect(fault.position.line == refusal.line)
    #expect(fault.position.column == refusal.column)
  }

  @Test("every control character within a string", arguments: UInt8(0)..<0x20)
  func controls(_ control: UInt8) throws {
    // At every place of an eight-byte step, and after an escape and a character beyond ASCII.
    let before = (0...17).map { String(repeating: "x", count: $0) } + ["\\n", "\u{E9}", "\\n1234567", "\u{E9}12345678"]
    for before in before {
      for after in ["", "y", "yyyyyyyyyyyyyyyy"] {
        let fault = try #require(rejection(of: Sample("\"" + before, [control], after + "\"")))
        #expect(fault.reason == "controlCharacter")
        #expect(fault.offset == 1 + before.utf8.count)
      }
    }
  }

  @Test("a text of 4 GiB is refused unread")
  func tooLong() throws {
    // Only the count is that long: a reader that read on would leave these two bytes.
    let few: [UInt8] = [0x5B, 0x5D]
    let reason: String? = few.withUnsafeBufferPointer { few in
      let long = UnsafeBufferPointer(start: few.baseAddress, count: 1 << 32)
      do throws(JSONParseError) {
        _ = try JSONReader().read(long)
        return nil
      } catch {
        return error.reason
      }
    }
    #expect(reason == "tooLong")
  }

  @Test("an empty buffer without an address")
  func noAddress() {
    #expect(throws: JSONParseError.self) { try JSONReader().read(UnsafeBufferPointer(start: nil, count: 0)) }
  }
}

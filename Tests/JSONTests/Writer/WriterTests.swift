import JSON
import Testing

@Suite("The writer")
struct WriterTests {
  private func written(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test("commas come by themselves")
  func commas() {
    let text = written {
      $0.beginObject()
      $0.member("a", "x")
      $0.member("b", 1)
      $0.member("c", true)
      $0.name("d")
      $0.beginArray()
      $0.integer(1)
      $0.integer(-2)
      $0.boolean(false)
      $0.null()
      $0.string("s")
      $0.beginArray()
      $0.endArray()
      $0.beginArray()
      $0.beginArray()
      $0.endArray()
      $0.endArray()
      $0.beginObject()
      $0.endObject()
      $0.beginObject()
      $0.name("e")
      $0.null()
      $0.endObject()
      $0.endArray()
      $0.name("f")
      $0.raw(Array("[ 1 ]".utf8))
      $0.name("g")
      $0.beginObject()
      $0.endObject()
      $0.endObject()
    }
    #expect(
      text
        == "{\"a\":\"x\",\"b\":1,\"c\":true,\"d\":[1,-2,false,null,\"s\",[],[[]],{},{\"e\":null}],\"f\":[ 1 ],\"g\":{}}"
    )
    #expect(rejection(of: Sample(text)) == nil)
  }

  @Test("strings and names whose last character looks like structure")
  func endings() {
    for text in ["{", "[", ":", ",", "\n", "}", "]", "\"", "\\", ""] {
      let array = written {
        $0.beginArray()
        $0.string(text)
        $0.string(text)
        $0.endArray()
      }
      #expect((try? root(array))?.elements.map(\.string) == [text, text])
      let object = written {
        $0.beginObject()
        $0.name(String(text))
        $0.string(text)
        $0.name(text + "2")
        $0.integer(1)
        $0.endObject()
      }
      #expect((try? root(object))?.members.map(\.name) == [text, text + "2"])
    }
  }

  @Test("members that may be absent")
  func ifPresent() {
    let none: String? = nil
    let noNumber: Int? = nil
    let text = written {
      $0.beginObject()
      $0.member("a", ifPresent: none)
      $0.member("b", ifPresent: "x")
      $0.member("c", ifPresent: noNumber)
      $0.member("d", ifPresent: 0)
      $0.endObject()
    }
    #expect(text == "{\"b\":\"x\",\"d\":0}")
  }

  @Test("every ASCII character, escaped where section 7 asks for it")
  func ascii() throws {
    for value in UInt8(0)..<0x80 {
      let character = String(UnicodeScalar(value))
      let text = written { $0.string(character) }
      let expected: String
      switch value {
      case 0x22: expected = "\"\\\"\""
      case 0x5C: expected = "\"\\\\\""
      case 0x08: expected = "\"\\b\""
      case 0x09: expected = "\"\\t\""
      case 0x0A: expected = "\"\\n\""
      case 0x0C: expected = "\"\\f\""
      case 0x0D: expected = "\"\\r\""
      case 0..<0x10: expected = "\"\\u000\(String(value, radix: 16))\""
      case 0x10..<0x20: expected = "\"\\u00\(String(value, radix: 16))\""
      default: expected = "\"\(character)\""
      }
      #expect(text == expected)
      #expect(try root(text).string == character)
      #expect(
        written { $0.string("a\(character)b\(character)") }
          == "\"a\(expected.dropFirst().dropLast())b\(expected.dropFirst().dropLast())\"")
    }
  }

  @Test("the two line separators are escaped, their neighbours are not")
  func lineSeparators() {
    #expect(written { $0.string("a\u{2028}b\u{2029}") } == "\"a\\u2028b\\u2029\"")
    #expect(written { $0.string("\u{2028}") } == "\"\\u2028\"")
    #expect(
      written { $0.string("\u{2027}\u{202A}\u{20A8}\u{2068}\u{E2}") } == "\"\u{2027}\u{202A}\u{20A8}\u{2068}\u{E2}\"")
    #expect(written { $0.string("\u{E9}\u{1F600}\u{7F}\u{85}") } == "\"\u{E9}\u{1F600}\u{7F}\u{85}\"")
    #expect(
      written {
        $0.name("\u{2028}" as String)
        $0.null()
      } == "\"\\u2028\":null")
  }

  @Test("bytes, substrings and strings are written alike")
  func sources() {
    let text = "a\"\u{2028}\u{E9}\n"
    let expected = "\"a\\\"\\u2028\u{E9}\\n\""
    #expect(written { $0.string(text) } == expected)
    #expect(written { $0.string("x\(text)y".dropFirst().dropLast()) } == expected)
    #expect(written { writer in Array(text.utf8).withUnsafeBufferPointer { writer.string($0) } } == expected)
    #expect(written { $0.string(UnsafeBufferPointer(start: nil, count: 0)) } == "\"\"")
  }

  @Test("a name that the program chose at run time is escaped")
  func runTimeNames() {
    let name = "a\"b\n"
    #expect(
      written {
        $0.beginObject()
        $0.name(name)
        $0.integer(1)
        $0.endObject()
      } == "{\"a\\\"b\\n\":1}")
  }

  @Test("integers of every width")
  func integers() {
    #expect(written { $0.integer(Int.min) } == "-9223372036854775808")
    #expect(written { $0.integer(Int.max) } == "9223372036854775807")
    #expect(written { $0.integer(UInt64.max) } == "18446744073709551615")
    #expect(written { $0.integer(Int8(-128)) } == "-128")
    #expect(written { $0.integer(0) } == "0")
  }

  @Test("raw bytes stand as they are")
  func raw() {
    let text = written { writer in
      writer.beginArray()
      writer.raw(Array("1.00".utf8))
      writer.raw(Array("{\"a\" : 1}".utf8))
      Array("\"x\"".utf8).withUnsafeBufferPointer { writer.raw($0) }
      writer.endArray()
    }
    #expect(text == "[1.00,{\"a\" : 1},\"x\"]")
  }

  @Test("going on after other bytes, taking back, beginning again")
  func buffer() {
    var writer = JSONWriter(appendingTo: Array("head\r\n\r\n".utf8))
    writer.beginObject()
    writer.endObject()
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "head\r\n\r\n{}")
    writer.removeAll()
    writer.beginArray()
    writer.integer(1)
    let mark = writer.bytes.count
    writer.integer(2)
    writer.string("three")
    writer.truncate(to: mark)
    writer.integer(4)
    writer.endArray()
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "[1,4]")
    writer.truncate(to: 0)
    writer.null()
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "null")
  }
}

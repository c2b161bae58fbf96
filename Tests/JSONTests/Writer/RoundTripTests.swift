import JSON
import Testing

@Suite("What was read is written again")
struct RoundTripTests {
  private func copy(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(value)
    return writer.bytes
  }

  @Test("the same values, compact, and the copy of a copy is the copy", arguments: Samples.accepted)
  func samples(_ sample: Sample) throws {
    let value = try JSONDocument(sample.bytes).root
    let once = copy(value)
    let again = try JSONDocument(once).root
    #expect(plainForm(again.cursor) == plainForm(value.cursor))
    #expect(copy(again) == once)
    #expect(again.cursor.range == 0..<once.count)
  }

  @Test("blanks between tokens go, within strings they stay")
  func blanks() throws {
    let text = " { \"a b\" : [ 1 , \"c  d\\n\" , { } , [ ] ] ,\n\t\"e\" : null } "
    #expect(copy(try root(text)) == Array("{\"a b\":[1,\"c  d\\n\",{},[]],\"e\":null}".utf8))
  }

  @Test("numbers and escapes keep their spelling")
  func spelling() throws {
    let text = "[1.0,1.00,1E+05,-0,123456789012345678901234567890,\"\\u0041\\/\\u00e9\",\"\u{E9}\",{\"\\u0061\":1}]"
    #expect(copy(try root(text)) == Array(text.utf8))
  }

  @Test("line separators are escaped in copies too, in values and names")
  func lineSeparators() throws {
    #expect(copy(try root("[\"a\u{2028}\\n\u{E9}\"]")) == Array("[\"a\\u2028\\n\u{E9}\"]".utf8))
    #expect(copy(try root("{\"\u{2029}\":\"\\u2028\"}")) == Array("{\"\\u2029\":\"\\u2028\"}".utf8))
    #expect(copy(try root("\"\u{2028}\"")) == Array("\"\\u2028\"".utf8))
  }

  @Test("a copy has one line")
  func oneLine() throws {
    for sample in Samples.accepted {
      let bytes = copy(try JSONDocument(sample.bytes).root)
      #expect(!bytes.contains(0x0A) && !bytes.contains(0x0D))
      #expect(!String(decoding: bytes, as: UTF8.self).unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\u{2029}" })
    }
  }

  @Test("parts of a text, one by one")
  func parts() throws {
    let value = try root("{\"a\":[1,{\"b\":\"x\"}],\"c\":2}")
    var writer = JSONWriter()
    writer.beginObject()
    value.cursor.forEachMember { name, member in
      writer.name(name)
      writer.value(member)
    }
    writer.endObject()
    #expect(writer.bytes == value.rawBytes)
  }

  @Test("any string, written and read")
  func strings() throws {
    var seeded = SeededNumbers(seed: 2)
    let pool: [UnicodeScalar] = [
      "a", "\"", "\\", "/", "\0", "\u{1}", "\u{1F}", " ", "\u{7F}", "\u{E9}", "\u{2028}", "\u{2029}", "\u{2027}",
      "\u{FFFF}", "\u{1F600}", "\u{10FFFF}", "\n", "\r", "\t", "\u{8}", "\u{C}", "{", ",", ":",
    ]
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...20, using: &seeded) {
        text.unicodeScalars.append(pool.randomElement(using: &seeded) ?? "a")
      }
      var writer = JSONWriter()
      writer.string(text)
      guard try JSONDocument(writer.bytes).root.stringBytes == Array(text.utf8) else {
        Issue.record("\(Array(text.utf8))")
        return
      }
    }
  }
}

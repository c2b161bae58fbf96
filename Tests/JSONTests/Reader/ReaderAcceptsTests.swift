import JSON
import Testing

@Suite("The reader takes every text that is JSON")
struct ReaderAcceptsTests {
  @Test("texts of every family", arguments: Samples.accepted)
  func accepts(_ sample: Sample) {
    #expect(rejection(of: sample)?.description == nil)
  }

  @Test("the outermost value may be of any kind (RFC 8259, section 2)")
  func kinds() throws {
    let kinds: [(String, JSONKind, String)] = [
      ("null", .null, "null"), ("false", .false, "a boolean"), ("true", .true, "a boolean"), ("1", .number, "a number"),
      ("\"a\"", .string, "a string"), ("[]", .array, "an array"), ("{}", .object, "an object"),
    ]
    for (text, kind, words) in kinds {
      let value = try root(text)
      #expect(value.kind == kind)
      #expect(value.kind.words == words)
      #expect(value.rawString == text)
    }
  }

  @Test("blanks around a value are not part of it")
  func blanks() throws {
    let value = try root(" \n\t\r[ 1 , 2 ] \n")
    #expect(value.rawString == "[ 1 , 2 ]")
    #expect(value.cursor.range == 4..<13)
    #expect(value.document.byteCount == 15)
    #expect(value.elements.map(\.rawString) == ["1", "2"])
  }

  @Test("values of every kind in one text")
  func wholeText() throws {
    let value = try root(
      """
      {
        "name": "caf\u{E9}", "count": 12, "ratio": -0.50, "on": true, "off": false, "none": null,
        "list": [1, [2, [3]], {}, {"x": []}], "object": {"inner": {"deep": "\\u00fc"}}
      }
      """)
    #expect(value.count == 8)
    #expect(value.members.map(\.name) == ["name", "count", "ratio", "on", "off", "none", "list", "object"])
    #expect(value["name"]?.string == "caf\u{E9}")
    #expect(value["count"]?.integer == 12)
    #expect(value["ratio"]?.rawString == "-0.50")
    #expect(value["on"]?.boolean == true)
    #expect(value["off"]?.boolean == false)
    #expect(value["none"]?.kind == .null)
    #expect(value["list"]?.elements.map(\.rawString) == ["1", "[2, [3]]", "{}", "{\"x\": []}"])
    #expect(value["object"]?["inner"]?["deep"]?.string == "\u{FC}")
  }

  @Test("any number of blanks between tokens", arguments: 0...40)
  func manyBlanks(count: Int) throws {
    for blank in [" ", "\n", "\t", "\r", " \n", "\t        "] {
      let blanks = String(repeating: blank, count: count)
      let tokens = ["[", "1", ",", "{", "\"a\"", ":", "null", "}", "]"]
      let value = try root(blanks + tokens.joined(separator: blanks) + blanks)
      #expect(value[0]?.integer == 1)
      #expect(value[1]?["a"]?.kind == .null)
    }
  }
}

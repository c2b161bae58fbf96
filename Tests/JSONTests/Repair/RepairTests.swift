import JSON
import Testing

/// The text with edits made, all at once; nil if they get in each other's way.
func edited(_ text: [UInt8], _ edits: [JSONRepair.Edit]) -> [UInt8]? {
  var result: [UInt8] = []
  var taken = 0
  // At one place insertions come first, in their order.
  func key(_ edit: (offset: Int, element: JSONRepair.Edit)) -> (Int, Int, Int) {
    (edit.element.range.lowerBound, edit.element.range.isEmpty ? 0 : 1, edit.offset)
  }
  for (_, edit) in edits.enumerated().sorted(by: { key($0) < key($1) }) {
    guard edit.range.lowerBound >= taken else { return nil }
    result += text[taken..<edit.range.lowerBound] + Array(edit.newText.utf8)
    taken = edit.range.upperBound
  }
  return result + text[taken...]
}

@Suite("A text that is not quite JSON")
struct RepairTests {
  static let sample = """
    {
      "name": "Acme \\u00e9 \u{1F600}",
      "list": [1, -2.5e3, [true, null], {}],
      "auth": {"params": {"a": "b", "c": {"d": false}}}
    }
    """

  private func repair(_ text: [UInt8]) -> JSONRepair { text.withUnsafeBufferPointer { JSONRepair($0) } }

  private func isJSON(_ text: [UInt8]) -> Bool { (try? JSONDocument(text)) != nil }

  @Test(
    "what is meant is told, and the edits do the same",
    arguments: [
      (#"{"a":1,}"#, #"{"a":1}"#), (#"[1,2,]"#, #"[1,2]"#), (#"[1,,2]"#, #"[1,2]"#), (#"{"a" 1}"#, #"{"a": 1}"#),
      (#"{"a":1 "b":2}"#, #"{"a":1, "b":2}"#), ("[1 2]", "[1, 2]"), (#"{'a':'b'}"#, #"{"a":"b"}"#),
      (#"{'a':'say "b"'}"#, #"{"a":"say \"b\""}"#), (#"{'a':'it\'s'}"#, #"{"a":"it's"}"#), ("{a:b}", #"{"a":"b"}"#),
      ("{a-b: True, c: None}", #"{"a-b": true, "c": null}"#), ("{\u{201C}a\u{201D}:1}", #"{"a":1}"#),
      ("// x\n[1 /* y */, # z\n2]", "\n[1,\n2]"), (#"{"a":1"#, #"{"a":1}"#), (#"{"a":[{"#, #"{"a":[{}]}"#),
      (#"{"a":[1}"#, #"{"a":[1]}"#), (#"{"a":1}}"#, #"{"a":1}"#), (#"["C:\Users"]"#, #"["C:\\Users"]"#),
      ("[\"a\tb\"]", #"["a\tb"]"#), ("{\"a\":\"b\n}", "{\"a\":\"b\"\n}"),
      ("{\"a\":\"b,\n\"c\":1}", "{\"a\":\"b\",\n\"c\":1}"),
      (#"{"a"=1; "b":2}"#, #"{"a":1, "b":2}"#), ("\u{FEFF}[1]", "[1]"),
      ("[007, .5, 60.0.1]", #"["007", ".5", "60.0.1"]"#),
      ("{\"a\":\n\"b\":1}", "{\"a\": \"\",\n\"b\":1}"), ("{\"a\n\"b\":1}", "{\"a\": \"\",\n\"b\":1}"),
      ("{url: https://x.example/a}", #"{"url": "https://x.example/a"}"#),
      ("{\u{A0}\"a\":\u{A0}1\u{A0}}", #"{ "a": 1 }"#), ("{\n\u{A0} \u{A0}\"a\":\u{3000}1}", "{\n   \"a\": 1}"),
      ("{a\u{A0}: b\u{2003}}", #"{"a" : "b" }"#), ("[1\u{A0}2]", "[1, 2]"), ("[1,\u{2028}2]\u{A0}", "[1, 2] "),
      ("\u{A0}{}", " {}"), ("[True\u{A0}]", "[true ]"), ("[a\u{A0}b]", "[\"a\u{A0}b\"]"), ("[\u{C}1\u{FEFF}]", "[ 1 ]"),
    ])
  func mended(_ text: String, _ wanted: String) throws {
    let source = Array(text.utf8)
    #expect(!isJSON(source))
    let repair = repair(source)
    let mended = try JSONDocument(try #require(repair.text))
    let result = try #require(edited(source, repair.faults.flatMap(\.edits)))
    #expect(String(decoding: result, as: UTF8.self) == wanted)
    // A value that was left out says nothing in the one, and is an empty string to be filled in in the other.
    let same = try JSONDocument(result)
    #expect(mended.root.count == same.root.count)
  }

  @Test("a text that is JSON is left as it is")
  func untouched() {
    let text = Array(Self.sample.utf8)
    let repair = repair(text)
    #expect(repair.faults.isEmpty)
    #expect(repair.text == text)
    for start in text.indices { #expect(repair.sourceRange(start..<text.count) == start..<text.count) }
  }

  @Test("wherever a text is cut off, the rest can be told")
  func prefixes() throws {
    let text = Array(Self.sample.utf8)
    for length in 1..<(text.count - 1) where text[length] & 0xC0 != 0x80 {
      let prefix = Array(text.prefix(length))
      let repair = repair(prefix)
      #expect(isJSON(try #require(repair.text)), "\(length)")
      #expect(repair.faults.allSatisfy { $0.range.upperBound <= length && $0.offset <= length })
    }
  }

  @Test("whatever one byte is left out, put in or changed: the first fault is where a strict reader stops, or before")
  func oneByte() throws {
    let text = Array(Self.sample.utf8)
    var mendable = 0
    for place in text.indices {
      for byte in Array("{}[]:,;='\"\\/#x1 \n\t\u{1}".utf8) {
        for broken in [
          Array(text[..<place] + text[(place + 1)...]), Array(text[..<place] + [byte] + text[place...]),
          Array(text[..<place] + [byte] + text[(place + 1)...]),
        ] {
          guard String(validating: broken, as: UTF8.self) != nil else { continue }
          let repair = repair(broken)
          var offset: Int?
          do throws(JSONParseError) { _ = try JSONDocument(broken) } catch { offset = error.offset }
          guard let offset else {
            #expect(repair.faults.isEmpty)
            continue
          }
          for fault in repair.faults {
            #expect(fault.range.upperBound <= broken.count)
            #expect(fault.edits.allSatisfy { $0.range.upperBound <= broken.count })
          }
          guard let mended = repair.text, isJSON(mended) else { continue }
          let first = try #require(repair.faults.first, "\(String(decoding: broken, as: UTF8.self))")
          #expect(min(first.offset, first.range.lowerBound) <= offset)
          for index in mended.indices { #expect(repair.sourceRange(index..<(index + 1)).upperBound <= broken.count) }
          guard repair.faults.allSatisfy({ !$0.edits.isEmpty }) else { continue }
          let result = edited(broken, repair.faults.flatMap(\.edits))
          #expect(result.map(isJSON) == true, "\(String(decoding: broken, as: UTF8.self))")
          mendable += 1
        }
      }
    }
    #expect(mendable > 2000)
  }

  @Test(
    "a blank that JSON does not know is told by its number, and becomes a space",
    arguments: [
      0x0B, 0x0C, 0x85, 0xA0, 0x1680, 0x2000, 0x2009, 0x200A, 0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000,
      0xFEFF,
    ])
  func unknownBlanks(_ value: UInt32) throws {
    let blank = String(Character(try #require(UnicodeScalar(value))))
    let digits = String(value, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: 4 - digits.count) + digits
    let text = Array("{\"a\":\(blank)\(blank)1}".utf8)
    let fault = try #require(repair(text).faults.first)
    #expect(repair(text).faults.count == 1)
    #expect(fault.message == "\(name) is a blank that JSON does not know; write a plain space")
    #expect(fault.range == 5..<(5 + 2 * blank.utf8.count))
    #expect(fault.edits == [.init(fault.range, "  ")])
    // Within a string it is nobody's business but where JSON wants it escaped.
    if value > 0x20 { #expect(isJSON(Array("[\"\(blank)\"]".utf8))) }
  }

  @Test(
    "neither nesting nor garbage makes it slow",
    arguments: ["[", "{\"a\":", "]", "}", "{", "\"", "'", "/*", "//\n", ",", "a ", "[}", "{]", "\u{A0}", "\u{A0}a"])
  func extremes(_ piece: String) {
    let text = Array(String(repeating: piece, count: 200_000).utf8)
    let repair = repair(text)
    #expect(!repair.faults.isEmpty && repair.faults.count <= 100)
  }
}

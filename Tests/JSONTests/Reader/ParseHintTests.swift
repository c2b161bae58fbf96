import JSON
import Testing

@Suite("A refusal says how the text may be mended")
struct ParseHintTests {
  private func said(_ text: String) throws -> JSONParseError { try #require(rejection(of: Sample(text))) }

  @Test("a \"{\" missing after the name of an object")
  func missingOpeningBrace() throws {
    let fault = try said(
      """
      {
        "name": "Field notes",
        "auth": {
          "specName": "Some Authentication",
          "params":
            "host": "https://example.test",
            "user": "someone"
          }
        }
      }
      """)
    #expect(fault.reason == "unexpected")
    #expect(fault.position == (try #require(position(6, 13))))
    #expect(fault.message == "expected \",\" or \"}\" after the value of \"params\", found \":\"")
    #expect(fault.hint == "a \"{\" seems to be missing before line 6, column 7")
  }

  @Test("a closing quote missing at the end of a line")
  func missingClosingQuote() throws {
    let fault = try said(
      """
      {
        "params": {
          "someToken": "{TOKEN},
          "user": "someone"
        }
      }
      """)
    #expect(fault.reason == "controlCharacter")
    #expect(fault.position.line == 3)
    #expect(fault.message == "a string is not closed before its line ends")
    #expect(
      fault.hint
        == "the closing \" of the string at line 3, column 18 seems to be missing (a line break within a string is "
        + "written \\n)")
  }

  @Test("a \"]\" missing before a \"}\"")
  func missingClosingBracket() throws {
    let fault = try said("{\"items\": [ { } }")
    #expect(fault.reason == "unexpected")
    #expect(fault.offset == 16)
    #expect(fault.message == "expected \",\" or \"]\", found \"}\"")
    #expect(fault.hint == "a \"]\" is missing before it: the \"[\" at line 1, column 11 is not closed")
  }

  @Test("a \"}\" missing before a \"]\"")
  func missingClosingBrace() throws {
    let fault = try said("[\n  {\"a\": [1, 2]\n]")
    #expect(fault.hint == "a \"}\" is missing before it: the \"{\" at line 2, column 3 is not closed")
    #expect(fault.message == "expected \",\" or \"}\" after the value of \"a\", found \"]\"")
  }

  @Test("the innermost bracket still open where the text ends")
  func unclosed() throws {
    #expect(
      try said("{\"a\": [1, {\"b\": 2}").hint
        == "the \"[\" at line 1, column 7 is not closed: a \"]\" seems to be missing")
    #expect(try said("{\"a\": [1]").hint == "the \"{\" at line 1, column 1 is not closed: a \"}\" seems to be missing")
    #expect(try said("").hint == "the text is empty")
    #expect(try said("{\"a\": 1").message == "the text ends where \",\" or \"}\" after the value of \"a\" was expected")
  }

  /// A text and the hint that comes with its refusal.
  static let hints: [(text: String, hint: String?)] = [
    ("{\"a\": 1 \"b\": 2}", "a comma seems to be missing before it"),
    ("[\"a\" \"b\"]", "a comma seems to be missing before it"),
    ("[1,]", "remove the comma before the closing bracket"),
    ("{\"a\":1,}", "remove the comma before the closing bracket"),
    ("{\"a\":1,,\"b\":2}", "remove one comma"),
    ("{,\"a\":1}", "remove one comma"),
    ("{\"a\":}", "the value of \"a\" seems to be missing"),
    ("{\"a\":,\"b\":1}", "the value of \"a\" seems to be missing"),
    ("{\"a\":1,\"b\":}", "the value of \"b\" seems to be missing"),
    ("[1,,2]", "a value seems to be missing before it"),
    ("{'a':1}", "strings and names stand in double quotes"),
    ("['a']", "strings and names stand in double quotes"),
    ("{a:1}", "names stand in double quotes"),
    ("{\"a\":1,b:2}", "names stand in double quotes"),
    ("[True]", "write true in lower case"), ("[FALSE]", "write false in lower case"), ("[None]", "write null"),
    ("[undefined]", "write null"), ("[nil]", "write null"), ("[NaN]", "JSON has no such number"),
    ("[Infinity]", "JSON has no such number"), ("[hello]", "a string stands in double quotes"),
    ("[nothing]", "a string stands in double quotes"),
    ("[1 // one\n]", "JSON has no comments"), ("/* x */ []", "JSON has no comments"),
    ("{ // x\n}", "JSON has no comments"),
    ("{\u{A0}\"a\":1}", "write a plain space in its place"), ("[\u{2003}1]", "write a plain space in its place"),
    ("[1]\u{A0}", "write a plain space in its place"), ("{\"a\"\u{A0}:1}", "write a plain space in its place"),
    ("{\"a\":1}{\"a\":2}", "put each JSON text on a line of its own"),
    ("[1][2]", "put each JSON text on a line of its own"),
    ("{\"a\":1}}", "there is one closing bracket too many, or an opening one is missing before it"),
    ("[1]]", "there is one closing bracket too many, or an opening one is missing before it"),
    ("[\"C:\\dir\"]", "write \\\\ for a backslash"),
    ("[\"\\ud83d\"]", "write both halves, or the character itself"),
    ("[\"a\tb\"]", "write it as \\u0009"), ("[\"\u{1F}\"]", "write it as \\u001f"),
    ("[\"\u{0}\"]", "write it as \\u0000"),
    ("{\"a\":1,\"a\":2}", "keep only one of them"),
    ("[\"abc", "the closing \" of the string at line 1, column 2 is missing"),
    ("[\"abc\\", "the closing \" of the string at line 1, column 2 is missing"),
    ("[\n \"abc\\n", "the closing \" of the string at line 2, column 2 is missing"),
    ("\u{FEFF}[]", "save it as UTF-8 without one"),
    ("[1 2]", nil), ("{\"a\":1:2}", nil), ("[01]", nil), ("1 2", nil),
  ]

  @Test("the hint", arguments: hints)
  func hint(_ text: String, _ hint: String?) throws {
    #expect(try said(text).hint == hint)
  }

  /// A text and the message of its refusal.
  static let messages: [(text: String, message: String)] = [
    ("[1 x]", "expected \",\" or \"]\", found a word without quotes"),
    ("[1 2]", "expected \",\" or \"]\", found a number"),
    ("[1 -2]", "expected \",\" or \"]\", found a number"),
    ("[1 \"x\"]", "expected \",\" or \"]\", found a string"),
    ("[1 \u{E9}]", "expected \",\" or \"]\", found a character that is not ASCII"),
    ("{\"a\"\u{A0}:1}", "expected \":\" after the name of the member, found U+00A0, a blank that JSON does not know"),
    ("[1\u{202F}]", "expected \",\" or \"]\", found U+202F, a blank that JSON does not know"),
    ("[1]\u{3000}", "expected the end of the text, found U+3000, a blank that JSON does not know"),
    ("[1 \u{0}]", "expected \",\" or \"]\", found a control character"),
    ("[1 \u{7F}]", "expected \",\" or \"]\", found a control character"),
    ("[)]", "expected a value, found \")\""),
    ("[\u{B}]", "expected a value, found a control character"),
    ("{x", "expected the name of a member, in double quotes, or \"}\", found a word without quotes"),
    ("{\"a\":1,x", "expected the name of a member, in double quotes, found a word without quotes"),
    ("{\"a\" {}}", "expected \":\" after the name of the member, found \"{\""),
    ("{\"a\":\"b\"\n;}", "expected \",\" or \"}\" after the value of \"a\", found \";\""),
    (
      "{\"a\":{\"b\":1},\"c\":[{\"d\":1}] x",
      "expected \",\" or \"}\" after the value of \"c\", found a word without quotes"
    ),
    ("{\"a\":{\"b\":1} x", "expected \",\" or \"}\" after the value of \"a\", found a word without quotes"),
    ("{\"a\\\"b\":1 x", "expected \",\" or \"}\" after the value of \"a\\\"b\", found a word without quotes"),
    ("1 x", "expected the end of the text, found a word without quotes"),
    ("[-x]", "a minus sign is not followed by a digit"), ("[1.x]", "a decimal point is not followed by a digit"),
    ("[1ex]", "an exponent has no digits"), ("[007]", "a number begins with a needless zero"),
    ("{\"a\":1,\"a\":2}", "the member \"a\" appears twice in one object"),
    ("[[", "the text ends where a value was expected"),
    ("{", "the text ends where the name of a member, in double quotes, or \"}\" was expected"),
    ("[\"a", "the text ends within a string"),
  ]

  @Test("the message", arguments: messages)
  func message(_ text: String, _ message: String) throws {
    #expect(try said(text).message == message)
  }

  @Test("the depth that was too much")
  func depth() throws {
    let fault = try #require(rejection(of: "[[[]]]", maximumDepth: 2))
    #expect(fault.reason == "tooDeep")
    #expect(fault.message == "more than 2 arrays and objects stand one within another")
  }

  @Test("a long name is cut, and never within a character or an escape")
  func longNames() throws {
    for length in 1...130 {
      for filling in ["x", "\u{E9}", "\u{20AC}", "\u{1F600}", "\\n", "\\u0041", "\\\\", "\\\""] {
        let name = String(repeating: filling, count: length)
        let message = try said("{\"a\":1,\"\(name)\":1 x").message
        let start = "expected \",\" or \"}\" after the value of \""
        try #require(message.hasPrefix(start))
        let shown = message.dropFirst(start.count)
        #expect(!shown.unicodeScalars.contains("\u{FFFD}"))
        if name.utf8.count < 64 {
          #expect(shown == "\(name)\", found a word without quotes")
        } else if name.utf8.count > 70 {
          let cut = try #require(shown.firstRange(of: "...\", found")).lowerBound
          #expect(60...72 ~= shown[..<cut].utf8.count)
          #expect(shown[..<cut].utf8.count % filling.utf8.count == 0)
        }
      }
    }
  }

  @Test("the whole description is one line")
  func description() throws {
    #expect(
      try said("{\"a\":\n1 2}").description
        == "expected \",\" or \"}\" after the value of \"a\", found a number at line 2, column 3")
    #expect(
      try said("[1,]").description
        == "a comma is followed by no further entry at line 1, column 3; remove the comma before the closing bracket")
    for sample in Samples.refused {
      let description = try #require(rejection(of: sample)).description
      #expect(!description.utf8.contains { $0 < 0x20 })
    }
  }

  private func position(_ line: Int, _ column: Int) -> TextPosition? {
    let text = String(repeating: "\n", count: line - 1) + String(repeating: " ", count: column - 1)
    return Array(text.utf8).withUnsafeBufferPointer { TextPosition(of: $0.count, in: $0) }
  }
}

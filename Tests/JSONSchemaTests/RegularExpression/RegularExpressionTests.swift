import JSONSchema
import Testing

@Suite struct RegularExpressionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let pattern: String
    let matching: [String]
    let other: [String]

    init(_ pattern: String, _ matching: [String], not other: [String] = []) {
      self.pattern = pattern
      self.matching = matching
      self.other = other
    }

    var testDescription: String { pattern }
  }

  static let cases: [Case] = [
    // The search is not anchored, and anchors mean the text's ends, not a line's.
    Case("es", ["expression", "es", "yes"], not: ["e", "s e", ""]),
    Case("^abc$", ["abc"], not: ["abc\n", "\nabc", "abc\nabc", "ABC", "ab", "abcd", ""]),
    Case("", ["", "x"]),
    Case("^$", [""], not: ["x", "\n"]),
    Case("$^", [""], not: ["x"]),
    Case("a|^b|c$", ["xa", "bx", "xc"], not: ["xb", "cx"]),
    Case("()|a", ["", "b"]),

    // Shapes that are matched without an automaton.
    Case("^https://", ["https://", "https://x"], not: ["http://", "xhttps://", "https:/", ""]),
    Case("^(a|bc|)$", ["a", "bc", ""], not: ["b", "abc", "c"]),
    Case("^(?:ab){2}c?$", ["abab", "ababc"], not: ["ab", "abc", "ababcc"]),
    Case("\\.csv$", [".csv", "a.csv"], not: [".csv ", "csv", "a.csv\n"]),
    Case("(\\.csv|\\.json)$", ["a.csv", "é.json"], not: ["a.jso", ".csvx"]),
    Case("^[A-Z0-9]{3}$", ["AB1"], not: ["AB", "AB12", "ab1", "ABé", ""]),
    Case("^[a-z]{2,3}$", ["ab", "abc"], not: ["a", "abcd"]),
    Case("^\\S*$", ["", "é😀", "a-b"], not: [" ", "a\u{A0}", "\u{FEFF}"]),
    Case("^\\S+$", ["é", "a-b"], not: ["", "a b"]),
    Case("^[^/]$", ["é", "a", "😀"], not: ["", "/", "éé", "ab"]),
    Case("^é.*ü$", ["éü", "é-ü"], not: ["é", "éü\n"]),
    Case(
      "^https://[a-z0-9.-]+\\.my\\.salesforce\\.com/?$",
      ["https://a.my.salesforce.com", "https://a-1.b.my.salesforce.com/", "https://..my.salesforce.com"],
      not: [
        "https://.my.salesforce.com", "https://a.my.salesforce.com//", "http://a.my.salesforce.com",
        "https://a.my.salesforce.com\n", "https://a.my.salesforce.com.evil.com", "https://a_.my.salesforce.com",
        "https://a.myxsalesforce.com", "https://A.my.salesforce.com", "https://",
      ]),
    Case(
      "^[0-9]{2,3}\\.[0-9]$", ["52.0", "100.1"], not: ["52", "5.0", "52.00", "1000.0", "52x0", "\u{0665}\u{0662}.0"]),
    Case(
      "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", ["9d2f1c3e-1a2b-4c5d-8e9f-0123456789ab"],
      not: [
        "9d2f1c3e-1a2b-4c5d-8e9f-0123456789a", "9D2F1C3E-1a2b-4c5d-8e9f-0123456789ab",
        "9d2f1c3e1a2b4c5d8e9f0123456789ab",
      ]),
    Case(
      "^(Server=)(.*)(;Port=)(.*)(;Database=)(.*)(;UID=)(.*)(;PWD=)(.*)",
      ["Server=a;Port=1;Database=b;UID=c;PWD=d", "Server=;Port=;Database=;UID=;PWD="],
      not: ["Server=a;Port=1;Database=b;UID=c", "Server=a\n;Port=1;Database=b;UID=c;PWD=d"]),

    // Classes.
    Case("^\\d$", ["0", "9"], not: ["\u{0660}", "\u{FF11}", "a", ""]),
    Case("^\\D$", ["\u{0660}", "a", "😀"], not: ["0"]),
    Case("^\\w$", ["a", "Z", "0", "_"], not: ["é", "\u{17F}", "\u{212A}", "-"]),
    Case("^\\W$", ["é", "-", "😀"], not: ["a", "_"]),
    Case(
      "^\\s$",
      [
        "\t", "\n", "\u{B}", "\u{C}", "\r", " ", "\u{A0}", "\u{1680}", "\u{2000}", "\u{200A}", "\u{2028}", "\u{2029}",
        "\u{202F}", "\u{205F}", "\u{3000}", "\u{FEFF}",
      ],
      not: ["\u{85}", "\u{180E}", "\u{200B}", "a", "\u{1C}"]),
    Case(
      "^.$", ["a", "😀", "\u{85}", "\u{B}", "\u{10FFFF}", "\u{800}"],
      not: ["\n", "\r", "\u{2028}", "\u{2029}", "", "ab", "e\u{301}"]),
    Case("^[^]$", ["\n", "😀", "a"], not: ["", "\r\n"]),
    Case("a[]|b", ["b"], not: ["a", ""]),
    Case("^[a-c\\-_\\]^]$", ["a", "c", "-", "_", "]", "^"], not: ["d", "\\"]),
    Case("^[-a]$", ["-", "a"], not: ["b"]),
    Case("^[a-]$", ["-", "a"], not: ["b"]),
    Case("^[\\b]$", ["\u{8}"], not: ["b"]),
    Case("^[&&[]$", ["&", "["], not: ["]"]),
    Case("^[\u{1F432}-\u{1F434}]$", ["\u{1F433}"], not: ["\u{1F435}", "\u{1F431}"]),
    Case("^\u{1F432}*$", ["", "\u{1F432}", "\u{1F432}\u{1F432}"], not: ["\u{1F409}", "\u{1F432}\u{1F409}"]),
    Case(
      "^[\u{7FF}-\u{800}\u{FFFF}-\u{10000}]+$", ["\u{7FF}\u{800}\u{FFFF}\u{10000}"],
      not: ["\u{7FE}", "\u{801}", "\u{FFFE}", "\u{10001}"]),

    // Escapes.
    Case("^\\t\\n\\v\\f\\r\\0$", ["\t\n\u{B}\u{C}\r\0"]),
    Case("^\\x41\\u0042\\u{43}\\u{00043}$", ["ABCC"], not: ["x41BCC"]),
    Case("^\\ud83d\\ude00$", ["😀"], not: ["😁"]),
    Case("^[\\ud83d\\ude00-\\u{1F602}]$", ["😀", "😁"], not: ["\u{1F603}"]),
    Case("\\ud83d|x", ["x"], not: ["😀"]),
    Case("^[^\\ud800]$", ["😀", "a"]),
    Case("^\\cJ\\cj\\ca$", ["\n\n\u{1}"], not: ["cJ"]),
    Case("^\\-\\_\\/\\@\\\"\\'\\#\\%\\&\\,\\:\\;\\<\\=\\>\\!\\`\\~\\ $", ["-_/@\"'#%&,:;<=>!`~ "], not: ["\\-"]),
    Case("^[\\_\\@\\.\\#\\&]$", ["_", "@", ".", "#", "&"], not: ["\\", "a"]),
    Case("^\\^\\$\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|$", ["^$\\.*+?()[]{}|"]),
    Case("^\\–$", ["–"], not: ["-"]),

    // Braces and brackets that can only be themselves.
    Case("^{.*}$", ["{}", "{a}"], not: ["{", "a"]),
    Case("^a]}{b$", ["a]}{b"], not: ["ab"]),
    Case("^{{x}}$", ["{{x}}"], not: ["{x}"]),
    Case("^a{}$", ["a{}"], not: ["a"]),

    // Quantifiers.
    Case("^a{2}$", ["aa"], not: ["a", "aaa"]),
    Case("^a{2,}?$", ["aa", "aaaa"], not: ["a"]),
    Case("^a{0}$", [""], not: ["a"]),
    Case("^(?:a?b??)*?c{1,2}$", ["c", "abcc", "cc"], not: ["", "ccc", "da"]),
    Case("^(?:){99999999999}$", [""], not: ["a"]),
    Case("^(?:\\b|^){5}a{0,99999999999999999999}$", ["", "a", "aaa"], not: ["b"]),
    Case("^(?:a{0,2}){2}$", ["", "a", "aaaa"], not: ["aaaaa"]),

    // Assertions.
    Case("\\bfoo\\b", ["foo", "a foo", "foo-bar", "éfooé"], not: ["foobar", "afoo", "_foo"]),
    Case("\\Boo\\B", ["foox"], not: ["oo", "foo", "oox"]),
    Case("^\\B$", [""], not: ["a"]),
    Case("\\B", ["", " ", "ab", "é"], not: ["a", "b😀a"]),
    Case("a\\b$", ["a", "éa"], not: ["ab", "a "]),

    // Look-around.
    Case("^(?=.*[A-Z])(?=.*\\d).{8,}$", ["Passw0rd", "é23456X8"], not: ["Passw0r", "password1", "PASSWORD"]),
    Case("^(?!.*--)[a-z-]+$", ["a-b", "-"], not: ["a--b", ""]),
    Case("(?<=a)b", ["ab", "xab"], not: ["b", "bb", "ba"]),
    Case("(?<!a)b", ["b", "bb", "cab b"], not: ["ab", "a"]),
    Case("(?<=^.{2})c", ["abc", "éüc"], not: ["ac", "abbc"]),
    Case("(?<=€|😀)x", ["€x", "😀x"], not: ["x", "😁x"]),
    Case("^(?=(?!b)[ab])(?:a|b)", ["a"], not: ["b", "c"]),
    Case("(?=\\bx)(?<!y )x$", ["x", "z x"], not: ["y x", "ax"]),
    Case("(?!)", [], not: ["", "a"]),

    // Back-references.
    Case("^(a|b)\\1$", ["aa", "bb"], not: ["ab", "a"]),
    Case("^(?<q>['\"]).*\\k<q>$", ["'a'", "\"\""], not: ["'a\"", "'"]),
    Case("^\\k<a>(?<a>x)$", ["x"], not: ["xx"]),
    Case("^\\1(x)\\2(y)$", ["xy"]),
    Case("^(?:(a)|b)*\\1$", ["ab", "b", "baa"], not: ["a", "c"]),
    Case("^(😀+)-\\1$", ["😀-😀", "😀😀-😀😀"], not: ["😀😀-😀"]),
    Case("(?<=\\1(a))b", ["aab"], not: ["b", "ab"]),
    Case("(?<=(\\d+)(\\d+))$", ["1053"], not: ["1", ""]),
    Case("^(?=(a+))a*b\\1$", ["aba", "aabaa"], not: ["aaba", "b"]),
    Case("^(?!(a)\\1)a\\1", ["ab", "a"], not: ["aa"]),
    Case("^(?<$_é\\u0061>x)\\k<$_éa>$", ["xx"], not: ["x"]),
    Case("^(?:a*?)*?(b)\\1$", ["abb", "bb"], not: ["ab"]),
  ]

  @Test(arguments: cases) func matchesAsECMAScriptDoes(_ example: Case) throws {
    let expression = try RegularExpression(example.pattern)
    // Twice, as the second search finds the states that the first has made.
    for _ in 0..<2 {
      for text in example.matching { #expect(expression.search(text) == .match, "\(text.debugDescription)") }
      for text in example.other { #expect(expression.search(text) == .noMatch, "\(text.debugDescription)") }
    }
  }

  @Test func searchesTextWithoutAddress() throws {
    for pattern in ["^$", "^a?$", "a*", "(?=$)", "()\\1"] {
      #expect(try RegularExpression(pattern).search(UnsafeBufferPointer(start: nil, count: 0)) == .match)
    }
    for pattern in ["a", "^a$", "[]", "(?!)", "(.)\\1"] {
      #expect(try RegularExpression(pattern).search(UnsafeBufferPointer(start: nil, count: 0)) == .noMatch)
    }
  }

  @Test func survivesTextThatIsNotUTF8() throws {
    var random = SeededGenerator(seed: 5)
    let patterns = [
      "^.*é$", "\\p{L}+x", "[^€]{2}", "(?<=é)a", "(.)\\1", "\\B[^]\\b", "^[\\u{800}-\\u{10FFFF}]+$", "(?=[^a]b)",
      "\u{10FFFF}",
    ]
    for pattern in patterns {
      let expression = try RegularExpression(pattern)
      for _ in 0..<300 {
        let bytes = (0..<random.below(9)).map { _ in
          random.pick([0x61, 0x80, 0xBF, 0xC0, 0xC3, 0xA9, 0xE0, 0xE2, 0xED, 0xF0, 0xF4, 0xF5, 0xFF] as [UInt8])
        }
        // Any answer will do.
        let outcome = bytes.withUnsafeBufferPointer(expression.search)
        #expect(outcome == .match || outcome == .noMatch)
      }
    }
  }

  @Test func isSharedBetweenThreads() async throws {
    let expression = try RegularExpression("^(?:[ab]*a[ab]{3}|é{1,20}😀|\\bx.*y)$")
    var random = SeededGenerator(seed: 9)
    let texts = (0..<400).map { _ in
      (0..<random.below(24)).reduce(into: "") { text, _ in text += random.pick(["a", "b", "é", "😀", "x", "y"]) }
    }
    let expected = try texts.map { try RegularExpression("(?=)^(?:[ab]*a[ab]{3}|é{1,20}😀|\\bx.*y)$").search($0) }
    #expect(expected.contains(.match))
    await withTaskGroup(of: [RegularExpression.Outcome].self) { group in
      for _ in 0..<8 { group.addTask { texts.map { expression.search($0) } } }
      for await outcomes in group { #expect(outcomes == expected) }
    }
  }
}

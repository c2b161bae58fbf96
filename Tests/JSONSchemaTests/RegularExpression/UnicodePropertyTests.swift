import JSONSchema
import Testing

@Suite struct UnicodePropertyTests {
  static let cases: [(String, in: [String], not: [String])] = [
    ("L", ["a", "é", "Ω", "字", "ʰ", "\u{10400}"], ["1", "_", "😀", "\u{301}"]),
    ("Letter", ["a"], ["1"]), ("gc=L", ["a"], ["1"]), ("General_Category=Letter", ["a"], ["1"]),
    ("Lu", ["A", "É", "\u{10400}"], ["a", "ǅ"]), ("Ll", ["a", "ß"], ["A"]), ("Lt", ["ǅ"], ["A"]),
    ("LC", ["a", "A", "ǅ"], ["字"]),
    ("M", ["\u{301}", "\u{903}", "\u{20DD}"], ["a"]), ("Nd", ["1", "\u{661}"], ["Ⅳ", "½"]),
    ("N", ["1", "Ⅳ", "½"], ["a"]),
    ("P", ["!", "-", "_", "«", "»", "(", ")"], ["$", "a"]), ("punct", ["!"], ["$"]),
    ("S", ["$", "+", "^", "😀"], ["!"]),
    ("Z", [" ", "\u{2028}", "\u{2029}", "\u{A0}"], ["\t"]), ("Cc", ["\t", "\u{85}"], [" "]), ("cntrl", ["\0"], ["a"]),
    ("Co", ["\u{E000}", "\u{F0000}", "\u{10FFFD}"], ["a", "\u{10FFFF}"]),
    ("Cn", ["\u{10FFFF}", "\u{50000}", "\u{E2000}"], ["a", "\u{E000}"]),
    ("C", ["\0", "\u{AD}", "\u{E000}", "\u{FFFF}"], ["a"]),
    ("Any", ["a", "\u{10FFFF}"], []), ("ASCII", ["\0", "\u{7F}"], ["\u{80}"]), ("Assigned", ["a"], ["\u{50000}"]),
    ("Alphabetic", ["a", "字", "Ⅳ"], ["1"]), ("Alpha", ["a"], ["1"]), ("White_Space", [" ", "\u{85}"], ["\u{FEFF}"]),
    ("Uppercase", ["A", "Ⓐ"], ["a"]), ("ID_Start", ["a", "字"], ["1", "_"]), ("IDC", ["1", "_"], ["-"]),
    ("Emoji", ["😀", "1"], ["a"]), ("Emoji_Presentation", ["😀"], ["1"]), ("Emoji_Component", ["1", "\u{200D}"], ["😀"]),
    ("Extended_Pictographic", ["😀", "©"], ["1"]), ("Regional_Indicator", ["\u{1F1E6}"], ["A"]),
    ("Hex_Digit", ["f", "Ｆ"], ["g"]), ("AHex", ["f"], ["Ｆ"]),
    ("Noncharacter_Code_Point", ["\u{FFFE}", "\u{4FFFF}"], ["a"]),
    ("Default_Ignorable_Code_Point", ["\u{AD}", "\u{E0FFF}"], ["a", "\u{E1000}"]),
    ("Script=Latin", ["a", "é", "ｆ"], ["1", "Ω", "\u{363}"]), ("scx=Latn", ["a", "\u{363}"], ["Ω"]),
    ("sc=Greek", ["Ω", "ἀ"], ["a"]), ("Script_Extensions=Greek", ["Ω"], ["a"]), ("sc=Cyrl", ["Я"], ["R"]),
    ("sc=Han", ["字", "\u{20000}", "々"], ["か"]), ("scx=Han", ["字", "。"], ["か"]), ("sc=Hira", ["か"], ["カ"]),
    ("sc=Kana", ["カ"], ["か"]), ("sc=Arab", ["ع"], ["a"]), ("sc=Hebr", ["א"], ["a"]), ("sc=Thai", ["ก"], ["a"]),
    ("sc=Hang", ["한"], ["字"]), ("sc=Deva", ["अ"], ["a"]), ("Script=Armenian", ["Ա"], ["a"]),
  ]

  @Test(arguments: cases.indices) func hasItsMembers(_ index: Int) throws {
    let (name, members, others) = Self.cases[index]
    let positive = try RegularExpression("^\\p{\(name)}$")
    let negative = try RegularExpression("^[^\\p{\(name)}]$")
    let inverted = try RegularExpression("^\\P{\(name)}$")
    for text in members {
      #expect(positive.search(text) == .match, "\(name) \(text.debugDescription)")
      #expect(negative.search(text) == .noMatch && inverted.search(text) == .noMatch)
    }
    for text in others {
      #expect(positive.search(text) == .noMatch, "\(name) \(text.debugDescription)")
      #expect(negative.search(text) == .match && inverted.search(text) == .match)
    }
  }
}

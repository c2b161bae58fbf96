import JSONSchema
import Testing

@Suite("idn-hostname")
struct InternationalHostnameTests {
  @Test(
    "U-labels and their A-labels",
    arguments: [
      ("bücher", "bcher-kva"), ("münchen", "mnchen-3ya"), ("faß", "fa-hia"), ("中国", "fiqs8s"), ("пример", "e1afmkfd"),
      ("ไทย", "o3cw4h"), ("한국", "3e0b707e"), ("भारत", "h2brj9c"), ("ελλάδα", "hxakic4aa"), ("مثال", "mgbh0fb"),
      ("דוגמה", "6dbbec0c"), ("привет-мир", "--ctbjkdxqigq"), ("łódź", "d-uga0v4h"),
    ])
  func labels(_ unicode: String, _ punycode: String) {
    #expect(matches(.idnHostname, unicode))
    #expect(matches(.idnHostname, "xn--" + punycode))
    #expect(matches(.idnHostname, "www." + unicode + ".example"))
    #expect(matches(.hostname, "xn--" + punycode))
    #expect(!matches(.hostname, unicode))
    // One digit more or less is another label, and seldom one at all; a delimiter more is never one.
    #expect(!matches(.idnHostname, "xn--" + punycode + "-"))
  }

  @Test(arguments: [
    "localhost", "EXAMPLE.com", "a-b.example", "a\u{3002}b\u{FF0E}c\u{FF61}d", "例え.テスト",
    // The contextual rules, met.
    "col·legi", "l·l", "α͵β", "א׳ב", "א״ב", "ab・カ", "ひ・", "・漢", "ب٠١ب", "ب۰۱ب",
    "क\u{94D}\u{200D}ष", "क\u{94D}\u{200C}ष", "ب\u{200C}ب", "ب\u{64B}\u{200C}\u{64B}ب", "ب\u{200C}ا",
    // The Bidi rule, met: marks and digits at the end, hyphens between.
    "אב1", "אב\u{5B0}", "א-ב", "אב.example", "a1.אב", "ا\u{64B}١", "e\u{300}a.אב".precomposed,
  ])
  func accepts(_ text: String) { #expect(matches(.idnHostname, text), "\(text.unicodeScalars.map(\.value))") }

  @Test(arguments: [
    "", "\u{3002}", "a\u{3002}", "\u{FF61}a", "a..b", "-ü", "ü-", "ab--ü", "ab--cd", "ü_", "ü b", "ü\n", "ü\0", "ü/",
    // Capitals, and what normalises to something else.
    "Ü", "BüCHER", "ﬁn", "①", "Ａ", "u\u{308}", "\u{212B}", "\u{1100}\u{1161}", "e\u{0323}\u{0301}\u{0302}",
    "\u{344}",
    // Marks at the start, symbols, private use, unassigned, noncharacters, invisible ones.
    "\u{300}a", "\u{903}a", "\u{20DD}a", "a\u{20DD}", "♥", "😀", "€", "a\u{AD}b", "a\u{200B}b", "\u{E000}", "\u{E0001}",
    "\u{FFFF}", "\u{10FFFF}", "\u{378}", "\u{2028}", "\u{A0}", "a\u{302E}", "\u{1100}",
    "\u{A960}", "\u{D7B0}", "a\u{20D0}", "a\u{1D165}", "a\u{1D242}", "a\u{34F}b", "\u{115F}", "\u{640}ب",
    // The contextual rules, not met.
    "·", "l·", "·l", "l·m", "m·l", "L·L", "α͵", "α͵a", "׳א", "a׳", "״", "a・b", "・", "٠۰", "ب٠۰", "۱ب١",
    "\u{200D}", "क\u{200D}ष", "a\u{200C}b", "ب\u{200C}", "\u{200C}ب", "ا\u{200C}ب", "ب\u{200C}a",
    "क\u{94D}\u{200C}ष\u{200C}ष",
    // The Bidi rule, not met: the ends, both directions in one label, both kinds of digits, and a label to the left
    // of a right-to-left one that does not begin with a letter.
    "1א", "אa", "aא", "א1٠", "٠א", "א·", "1.א", "1a.א", "-.א", "א.1", "\u{5B0}א",
  ])
  func refuses(_ text: String) { #expect(!matches(.idnHostname, text), "\(text.unicodeScalars.map(\.value))") }

  @Test(
    "the tables of Unicode properties, sampled",
    arguments: [
      // Right to left, then a Latin letter: refused as no label may run both ways.
      ("\u{5D0}a", false), ("\u{66E}a", false), ("\u{6FA}a", false), ("\u{FE73}a", false), ("\u{10800}a", false),
      ("\u{10A10}a", false), ("\u{10D4A}a", false), ("\u{1E800}a", false),
      // An Arabic number as the label's end, and beside a European one.
      ("\u{10D00}\u{10D30}", true), ("\u{10D00}\u{10D30}1", false),
      // A neutral letter inside and at the end.
      ("אʹב", true), ("אʹ", false), ("aʹ.א", false), ("aʹb.א", true), ("aˆb.א", true), ("aˆ.א", false),
      ("aꞈ.א", false), ("a1.א", true),
      // A mark that counts as left to right, and one that does not.
      ("א\u{CBF}ב", false), ("א\u{301}ב", true), ("א\u{11C3F}ב", false),
      // A transparent letter, and a letter that joins to its left only.
      ("ب\u{1E94B}\u{200C}ب", true), ("\u{A872}\u{200C}ꡀ", true), ("ꡀ\u{200C}\u{A872}", false),
      // The scripts of the contextual rules.
      ("・\u{1B001}", true), ("・ㇰ", true), ("・\u{1B155}", true), ("・\u{20000}", true), ("・〇", true), ("・々", true),
      ("・α", false), ("͵ͱ", true), ("͵ἀ", true), ("͵ᴦ", true), ("͵\u{1D2B}", false), ("\u{5B0}׳", false),
    ])
  func tables(_ text: String, _ isValid: Bool) {
    #expect(matches(.idnHostname, text) == isValid, "\(text.unicodeScalars.map(\.value))")
  }

  @Test("lengths are those of the A-labels")
  func lengths() {
    // `xn--`, one digit for the first, one for each of the next, since all are the same: 56 take 63 or fewer octets.
    var longest = 0
    for count in 1...70 where matches(.idnHostname, String(repeating: "ü", count: count)) { longest = count }
    #expect(longest == 57)
    #expect(matches(.hostname, "xn--tda" + String(repeating: "a", count: longest - 1)))
    let label = String(repeating: "ü", count: longest)
    #expect(matches(.idnHostname, [label, label, label].joined(separator: ".")))
    #expect(!matches(.idnHostname, [label, label, label, label].joined(separator: ".") + ".a"))
  }

  @Test("text that is no UTF-8 is refused")
  func malformed() {
    let sequences: [[UInt8]] = [
      [0xC3], [0x80], [0xC0, 0xAE], [0xE0, 0x80, 0xAE], [0xE0, 0x81, 0xA1], [0xF0, 0x80, 0x81, 0xA1],
      [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF],
      [0xF0, 0x9F, 0x98], [0xF8, 0x88, 0x80, 0x80, 0x80],
    ]
    for sequence in sequences {
      #expect(!matches(.idnHostname, Array("a".utf8) + sequence))
      #expect(!matches(.idnHostname, sequence + Array("a".utf8)))
    }
  }
}

extension String {
  /// Only what the table above needs.
  fileprivate var precomposed: String { self.replacing("e\u{300}", with: "è") }
}

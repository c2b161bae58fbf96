import JSONSchema
import Testing

@Suite("email, idn-email")
struct EmailTests {
  static let local64 = String(repeating: "x", count: 64)
  static let label63 = String(repeating: "d", count: 63)

  static let addresses = [
    "a@b", "first.last@example.com", "user+tag@example.co.uk", "!#$%&'*+-/=?^_`{|}~@example.com", "1@2.3",
    "\"\"@example.com", "\"a b\"@example.com", "\"a@b\"@example.com", "\"a\\\"b\\\\\"@example.com",
    "a@[192.0.2.1]", "a@[IPv6:2001:db8::1]", "a@[ipv6:::]", local64 + "@example.com",
    "a@" + label63 + ".com",
  ]

  static let faults = [
    "", "@", "a", "a@", "@b", "a@@b", "a@b@c", ".a@b", "a.@b", "a..b@c", "a b@c", "a@b c", " a@b", "a@b ", "a@b\n",
    "a@-b", "a@b-", "a@b..c", "a@.b", "a@b.", "a@b_c", "a@b,c@d", "a(b)@c", "a<b>@c", "a\"b\"@c", "\"a\"b@c",
    "\"a@b", "\"a\\\"@b", "\"a\n\"@b", "\"\\\n\"@b", "\"", "\"a", "\"\\", "\"a\"", "a@[", "a@[]", "a@[1.2.3]",
    "a@[192.0.2.1", "a@192.0.2.1]", "a@[192.0.2.1]x", "a@[2001:db8::1]", "a@[IPv6:]", "a@[IPv6:1]", "a@[IPv6:::1",
    "a@[tag:x]", "Name <a@b>", "mailto:a@b", "a\0@b", local64 + "x@example.com", "a@" + label63 + "d",
  ]

  @Test(arguments: addresses)
  func accepts(_ text: String) {
    #expect(matches(.email, text))
    #expect(matches(.idnEmail, text))
  }

  @Test(arguments: faults)
  func refuses(_ text: String) {
    #expect(!matches(.email, text))
    #expect(!matches(.idnEmail, text))
  }

  @Test(arguments: [
    "jürgen@example.com", "用户@例子.广告", "a@bücher.example", "\"jürgen m\"@example.com", "a@BÜCHER.example",
    "a@ü-ü.example",
  ])
  func international(_ text: String) {
    #expect(matches(.idnEmail, text))
    #expect(!matches(.email, text))
  }

  @Test(arguments: [
    "ü@", "@ü", "ü.@b", "ü..ü@b", "a@ü..b", "a@-ü", "a@ü-", "a@ü.", "a@ü b", "a\u{FF20}b", "\"ü\\ü\"@b",
    "a@" + String(repeating: "ü", count: 64), String(repeating: "ü", count: 33) + "@b",
  ])
  func refusesInternational(_ text: String) { #expect(!matches(.idnEmail, text)) }

  @Test("the characters of an atom and of a domain")
  func alphabet() {
    let atom = sorted(letters + digits + "!#$%&'*+-/=?^_`{|}~")
    #expect(charactersAccepted(.email, after: "", before: "@b") == atom)
    #expect(charactersAccepted(.email, after: "a@") == sorted(letters + digits))
    #expect(charactersAccepted(.idnEmail, after: "a@") == sorted(letters + digits))
  }

  @Test("254 characters at most")
  func length() {
    let labels = [Self.label63, Self.label63].joined(separator: ".")
    let rest = 254 - 64 - 1 - labels.count - 1
    #expect(matches(.email, Self.local64 + "@" + labels + "." + String(repeating: "e", count: rest)))
    #expect(!matches(.email, Self.local64 + "@" + labels + "." + String(repeating: "e", count: rest + 1)))
  }
}

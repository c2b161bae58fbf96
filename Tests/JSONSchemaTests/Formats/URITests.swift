import JSONSchema
import Testing

@Suite("uri, uri-reference, iri, iri-reference")
struct URITests {
  static let absolute = [
    "https://acme.my.salesforce.com", "https://acme.my.salesforce.com/services/data/v60.0/?q=a%20b&c=d#top",
    "http://", "http:///", "file:///etc/hosts", "a:", "a+b-c.1:", "a:b:c", "a:/b//c", "a:?", "a:#", "a:??#?/?",
    "urn:uuid:f81d4fae", "data:,%41", "s3://bucket/key", "x://user:pa:ss@host:80/p", "x://u%40@h", "x://@h", "x://:@:",
    "x://h:", "x://h:0123456789", "x://[::1]", "x://[::1]:8080/", "x://u@[2001:db8::192.0.2.1]", "x://[v1.a:b]",
    "x://[VFF.!]:1", "x://a..b", "x://256.256.256.256", "x:///a:b@c", "x:a@b", "x://h/a;b=c,d/(e)*!$'", "x:%00",
  ]

  static let relative = [
    "", "/", "//", "//host", "//h:1/p", "/a:b", "./a:b", "a", "a/b:c", "a?b:c", "?", "?a", "#", "#a", "..", "%41", "*",
    "a@b", "//[::1]", "1", "-",
  ]

  static let faults = [
    ":", ":a", "1:a", "a b", "a^:b", "é:a", "x:\\", "x:\"", "x:<", "x:>", "x:{", "x:}", "x:|", "x:`", "x:^", "x: ",
    "x:[", "x:]", "x:a#b#c", "x:%", "x:%4", "x:%4g", "x:%g4", "x:?%zz", "x:#%1", "x:\n", "x:a\n", "x:\0", "x:\u{7F}",
    "x://h:a", "x://h:8 0", "x://h:1:2", "x://a@b@c", "x://[::1", "x://::1]", "x://[]", "x://[1]", "x://[::1]a",
    "x://[::1]:a", "x://[::1]@h", "x://a[::1]", "x://u@a[::1]", "x://[::1%25e]", "x://[v.a]", "x://[v1.]", "x://[v1a]",
    "x://[vg.a]", "x://[v1.a/b]", "x://[::g]", "x://[1.2.3.4]", "x://h%", "//h:a", "//a b", "x://[", "x://h\\p",
    "x://[v", "x://[v1",
  ]

  @Test(arguments: absolute)
  func acceptsAbsolute(_ text: String) {
    for format in [Format.uri, .uriReference, .iri, .iriReference] { #expect(matches(format, text), "\(format)") }
  }

  @Test(arguments: relative)
  func acceptsRelative(_ text: String) {
    for format in [Format.uriReference, .iriReference] { #expect(matches(format, text), "\(format)") }
    for format in [Format.uri, .iri] { #expect(!matches(format, text), "\(format)") }
  }

  @Test(arguments: faults)
  func refuses(_ text: String) {
    for format in [Format.uri, .uriReference, .iri, .iriReference] { #expect(!matches(format, text), "\(format)") }
  }

  @Test(arguments: [
    "https://bücher.example/", "x://ü@h", "x:é", "x:/日本", "x:?ü", "x:#ü", "x:\u{A0}", "x:\u{20000}", "x:?\u{E000}",
    "x:?\u{10FFFD}", "x:\u{E1000}",
  ])
  func international(_ text: String) {
    for format in [Format.iri, .iriReference] { #expect(matches(format, text), "\(format)") }
    for format in [Format.uri, .uriReference] { #expect(!matches(format, text), "\(format)") }
  }

  @Test(arguments: [
    // Private use outside the query, controls, noncharacters, tags.
    "x:\u{E000}", "x:#\u{E000}", "x://\u{E000}", "x:\u{80}", "x:\u{9F}", "x:\u{FFFF}", "x:\u{1FFFE}",
    "x:\u{E0001}", "x:?\u{10FFFF}", "x:?\u{FFF0}", "ü:x", "x://h:٣",
  ])
  func refusesInternational(_ text: String) {
    for format in [Format.iri, .iriReference] { #expect(!matches(format, text), "\(format)") }
  }

  @Test("which code points an IRI may have: the limits of each range")
  func codePoints() {
    let limits: [(UInt32, path: Bool, query: Bool)] = [
      (0x9F, false, false), (0xA0, true, true), (0xD7FF, true, true), (0xE000, false, true), (0xF8FF, false, true),
      (0xF900, true, true), (0xFDCF, true, true), (0xFDD0, false, false), (0xFDEF, false, false), (0xFDF0, true, true),
      (0xFFEF, true, true), (0xFFF0, false, false), (0xFFFF, false, false), (0x10000, true, true),
      (0x1FFFD, true, true), (0x1FFFE, false, false), (0x20000, true, true), (0xDFFFF, false, false),
      (0xE0000, false, false), (0xE0FFF, false, false), (0xE1000, true, true), (0xEFFFD, true, true),
      (0xEFFFF, false, false), (0xF0000, false, true), (0xFFFFD, false, true), (0xFFFFE, false, false),
      (0x100000, false, true), (0x10FFFD, false, true), (0x10FFFE, false, false),
    ]
    for (value, path, query) in limits {
      guard let scalar = Unicode.Scalar(value) else {
        Issue.record("no scalar: \(value)")
        continue
      }
      #expect(matches(.iri, "x:" + String(scalar)) == path, "\(value)")
      #expect(matches(.iri, "x:#" + String(scalar)) == path, "\(value)")
      #expect(matches(.iri, "x:?" + String(scalar)) == query, "\(value)")
      #expect(matches(.uriTemplate, String(scalar)) == query, "\(value)")
      #expect(!matches(.uri, "x:?" + String(scalar)), "\(value)")
    }
  }

  @Test("the ASCII characters of each part")
  func alphabets() {
    let name = letters + digits + "-._~" + "!$&'()*+,;="
    for format in [Format.uri, .iri] {
      #expect(charactersAccepted(format, after: "", before: ":") == letters)
      #expect(charactersAccepted(format, after: "a", before: ":") == sorted(letters + digits + "+-.:"))
      #expect(charactersAccepted(format, after: "x://", before: "@h") == sorted(name + ":" + "/?#"))
      #expect(charactersAccepted(format, after: "x://h", before: "z") == sorted(name + "@" + "/?#"))
      #expect(charactersAccepted(format, after: "x://[v1.", before: "]") == sorted(name + ":"))
      #expect(charactersAccepted(format, after: "x:/p") == sorted(name + ":@/?#"))
      #expect(charactersAccepted(format, after: "x:?q") == sorted(name + ":@/?#"))
      #expect(charactersAccepted(format, after: "x:#f") == sorted(name + ":@/?"))
    }
    for format in [Format.uriReference, .iriReference] {
      #expect(charactersAccepted(format, after: "1") == sorted(name + "@/?#"))
    }
  }
}

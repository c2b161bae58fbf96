import JSONSchema
import Testing

@Suite("Format")
struct FormatTests {
  @Test("names lead to formats and back")
  func names() {
    for format in Format.allCases { #expect(Format(name: format.name) == format) }
    #expect(Set(Format.allCases.map(\.name)).count == 17)
    for name in ["", "password", "Date", "date ", "datetime", "uuid", "duration", "color", "ip-address"] {
      #expect(Format(name: name) == nil, "\(name)")
    }
  }

  @Test("the example in the words of a message has the format", arguments: Format.allCases)
  func expectation(_ format: Format) throws {
    let words = format.expectation
    #expect(words.hasPrefix("a") && !words.hasSuffix("."))
    let example = try #require(
      words.split(separator: "such as ").last?.split(whereSeparator: { " ,".contains($0) }).first)
    #expect(matches(format, String(example)), "\(example)")
    #expect(!matches(format, "such as \\"))
  }

  @Test("any bytes at all are answered", arguments: Format.allCases)
  func arbitraryBytes(_ format: Format) {
    let seeds = [
      "2026-11-23T08:30:00.5+01:00", "12:34:56Z", "a.b@[IPv6:::1]", "\"a\\ b\"@ü.c", "xn--bcher-kva.xn--6dbbec0c",
      "ب\u{200C}ب.l·l.א׳", "1:2::192.0.2.1", "https://u:p@[v1.a]:80/ü%41?\u{E000}#f", "{+a.b:12,c*}/%41", "1/a~0b#",
    ].map { Array($0.utf8) }
    var random = SplitMix(state: 0x5EED)
    var accepted = 0
    for round in 0..<20_000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let position = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: position)
        case 1: bytes.removeSubrange(position...)
        case 2: bytes.removeSubrange(..<position)
        default: if position < bytes.count { bytes[position] = UInt8.random(in: 0...255, using: &random) }
        }
      }
      if matches(format, bytes) { accepted += 1 }
    }
    #expect(accepted < 20_000)
    #expect(accepted > 0)
  }

  @Test("long text takes no longer than its length", arguments: Format.allCases)
  func linearTime(_ format: Format) {
    let units = [
      "a", "1", ":", "/", "%41", "{a}", "~0", "ü", ".", "a.", "-", "\"", "\\\"", "@", "[", "a@", "xn--", "\u{301}",
    ]
    for unit in units {
      var bytes: [UInt8] = []
      while bytes.count < 250_000 { bytes.append(contentsOf: unit.utf8) }
      // A quadratic check takes far longer, in any build.
      let elapsed = ContinuousClock().measure { _ = matches(format, bytes) }
      #expect(elapsed < .seconds(5), "\(unit)")
    }
  }
}

/// A small generator of random numbers with a seed, so that every run sees the same bytes (Steele, Lea, Flood 2014).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

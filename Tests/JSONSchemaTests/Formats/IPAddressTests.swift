import JSONSchema
import Testing

@Suite("ipv4, ipv6")
struct IPAddressTests {
  @Test("every octet from 0 to 255, at each place, and none beyond")
  func octets() {
    for value in 0..<1100 {
      let isOctet = value < 256
      #expect(matches(.ipv4, "\(value).0.2.1") == isOctet)
      #expect(matches(.ipv4, "192.\(value).2.1") == isOctet)
      #expect(matches(.ipv4, "192.0.\(value).1") == isOctet)
      #expect(matches(.ipv4, "192.0.2.\(value)") == isOctet)
    }
  }

  @Test(arguments: [
    "", ".", "...", "192.0.2", "192.0.2.", ".192.0.2.1", "192.0.2.1.", "192.0..1", "192.0.2.1.1", "192.0.2.01",
    "00.0.0.0", "192.0.2.1 ", " 192.0.2.1", "192.0.2.1\n", "192.0.2.1/24", "192.0.2.1:443", "192,0,2,1", "0xC0.0.2.1",
    "3221225985", "192.0.2.x", "192.0.2./", "192.0.2.::", "१९२.0.2.1", "192.0.2.1\0", "1921.0.2.1",
  ])
  func refusesIPv4(_ text: String) { #expect(!matches(.ipv4, text)) }

  @Test(arguments: [
    "::", "::1", "1::", "2001:db8::1", "2001:DB8:0:0:8:800:200C:417A", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::",
    "::2:3:4:5:6:7:8", "1::3:4:5:6:7:8", "1:2:3::7:8", "fe80::1", "0000:0000:0000:0000:0000:0000:0000:0000",
    "::192.0.2.1", "::ffff:192.0.2.1", "1:2:3:4:5:6:192.0.2.1", "1::6:192.0.2.1", "64:ff9b::0.0.0.0",
    "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255",
  ])
  func acceptsIPv6(_ text: String) { #expect(matches(.ipv6, text)) }

  @Test(arguments: [
    "", ":", ":::", "1", "1:", ":1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", ":2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:",
    "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", "1::2::3", "1:::2", "12345::",
    "::g", "::1 ", " ::1", "::1\n", "[::1]", "::1/128", "fe80::1%eth0", "192.0.2.1", "::192.0.2", "::192.0.2.256",
    "::192.0.2.01", "::192.0.2.1:1", "1:2:3:4:5:6:7:192.0.2.1", "1:2:3:4:5:192.0.2.1", "1:2:3:4:5:6::192.0.2.1:",
    "1:2:3:4:5:6:7::192.0.2.1", "::١", "::.1", "0000:0000:0000:0000:0000:0000:0000:00000",
  ])
  func refusesIPv6(_ text: String) { #expect(!matches(.ipv6, text)) }

  @Test("`::` stands for one group or more")
  func compression() {
    for before in 0...8 {
      for after in 0...8 {
        let text =
          Array(repeating: "a", count: before).joined(separator: ":") + "::"
          + Array(repeating: "b", count: after).joined(separator: ":")
        #expect(matches(.ipv6, text) == (before + after < 8), "\(text)")
      }
    }
  }
}

import JSONSchema
import Testing

@Suite("hostname")
struct HostnameTests {
  static let label63 = String(repeating: "a", count: 63)
  /// 253 characters in four labels.
  static let longest = [label63, label63, label63, String(repeating: "b", count: 61)].joined(separator: ".")

  @Test(arguments: [
    "localhost", "platform.adobe.io", "acme--dev.my.salesforce.com", "a", "0", "3com.com", "192.0.2.1", "A.B.C",
    "x-1", "r4---sn-example.net", "ab--cd", label63, label63 + ".com", longest,
    // bücher.example, and in capitals, which say the same.
    "xn--bcher-kva.example", "XN--BCHER-KVA.example", "xn--mgbh0fb.xn--6dbbec0c",
  ])
  func accepts(_ text: String) { #expect(matches(.hostname, text)) }

  @Test(arguments: [
    "", ".", "a.", ".a", "a..b", "-", "-a", "a-", "a.-b", "a-.b", "a_b", "a b", "a\n", "a/b", "a:443", "a@b",
    "bücher.example", "a\u{3002}b", "a\u{FF0E}b", "a\0", label63 + "a", "a." + label63 + "a.b", longest + "b",
    longest + ".b",
    // No Punycode; digits cut short; only ASCII inside; not the way that an encoder writes it.
    "xn--", "xn--a", "xn--!", "xn--99999999", "xn--bcher-", "xn---kva", "xn---mxa", "xn--bcher-kv",
    "xn--BCHER-KVA-",
    // A capital, symbols, a decomposed letter, U+10FFFF, a mark at the start, both directions in one label.
    "xn--bcher-2pa", "xn--g6h", "xn--a-n3p", "xn--e-xbb", "xn--dn32g", "xn--a-ubb", "xn--1-0hc",
    // A name with a label from right to left has another that begins with a digit.
    "1a.xn--6dbbec0c",
  ])
  func refuses(_ text: String) { #expect(!matches(.hostname, text)) }

  @Test("a label is made of letters, digits and hyphens")
  func alphabet() {
    #expect(charactersAccepted(.hostname, after: "a", before: "a") == sorted(letters + digits + "-."))
    #expect(charactersAccepted(.hostname, after: "") == sorted(letters + digits))
  }
}

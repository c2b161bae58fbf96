import JSONSchema
import Testing

@Suite("contentEncoding")
struct ContentEncodingTests {
  @Test(
    "base64 decodes to the bytes it stands for",
    arguments: [
      ("", ""), ("TQ==", "M"), ("TWE=", "Ma"), ("TWFu", "Man"), ("bGlnaHQgd29yay4=", "light work."), ("w7w=", "ü"),
    ])
  func decodes(_ text: String, _ expected: String) {
    #expect(decoded(text) == Array(expected.utf8))
  }

  @Test("every byte comes back")
  func alphabet() {
    let alphabet = Array((letters + digits + "+/").utf8)
    for first in alphabet {
      for second in alphabet {
        let bytes = decoded(String(decoding: [first, second, first, second], as: UTF8.self))
        #expect(bytes?.count == 3)
      }
    }
    #expect(decoded("+/+/") == [0xFB, 0xFF, 0xBF])
    #expect(decoded("////") == [0xFF, 0xFF, 0xFF])
    #expect(decoded("AAAA") == [0, 0, 0])
  }

  @Test(arguments: [
    "T", "TQ", "TQ=", "TWE", "TWFuT", "====", "=", "A===", "TQ==TQ==", "TQ=A", "T=Q=", "TW-u", "TW_u", "TW u", "TWFu\n",
    "TW\nFu", "TWFü", "TQ==\0", "TR==", "TWF=",
  ])
  func refuses(_ text: String) { #expect(decoded(text) == nil) }

  @Test("names")
  func names() {
    #expect(ContentEncoding(name: "base64") == .base64)
    #expect(ContentEncoding(name: "BASE64") == .base64)
    for name in ["", "base6", "base64 ", "base64url", "binary", "quoted-printable"] {
      #expect(ContentEncoding(name: name) == nil, "\(name)")
    }
  }

  /// What `decoded` says, once `matches` has said the same.
  private func decoded(_ text: String) -> [UInt8]? {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      let decoded = ContentEncoding.base64.decoded(bytes)
      #expect(ContentEncoding.base64.matches(bytes) == (decoded != nil))
      return decoded
    }
  }
}

import JSON
import Testing

@Suite("A refusal never repeats what a string holds")
struct NoContentInErrorsTests {
  static let canary = "Kn4x-canary-77"

  /// Everything a refusal says.
  private func said(_ fault: JSONParseError) -> String {
    "\(fault) \(fault.description) \(fault.message) \(fault.hint ?? "") \(fault.reason) \(String(reflecting: fault))"
  }

  private func expectSilence(_ bytes: [UInt8]) {
    guard let fault = rejection(of: Sample(bytes: bytes)) else { return }
    let words = said(fault)
    // No piece of it either: four letters in a row would be most of a short secret.
    let canary = Array(Self.canary.utf8)
    for start in 0...(canary.count - 4) {
      let piece = String(decoding: canary[start..<(start + 4)], as: UTF8.self)
      if words.contains(piece) {
        Issue.record("a piece of the secret is in the refusal at offset \(fault.offset), for \(fault.reason)")
        return
      }
    }
  }

  static let whole = Array(
    """
    {
      "name": "A connection", "note\\\\": "\(canary)", "number\\"": 12,
      "auth": {
        "specName": "Some Authentication",
        "params": { "user": "\(canary)", "password": "\(canary)\\n", "token": "\(canary)\\u00e9", "list": ["\(canary)", "\(canary)"] }
      },
      "more": ["\(canary)", {"x": "\(canary)"}]
    }
    """.utf8)

  @Test("cut off anywhere")
  func truncations() {
    #expect(rejection(of: Sample(bytes: Self.whole)) == nil)
    for length in 0..<Self.whole.count { expectSilence(Array(Self.whole.prefix(length))) }
  }

  @Test("without any one byte")
  func deletions() {
    for index in Self.whole.indices {
      var bytes = Self.whole
      bytes.remove(at: index)
      expectSilence(bytes)
    }
  }

  @Test("with any one byte too many, or another in its place")
  func insertions() {
    for index in Self.whole.indices {
      for byte in "\"\\{}[]:,/'\n 0xe\u{0}".utf8 + [0xFF] {
        var bytes = Self.whole
        bytes.insert(byte, at: index)
        expectSilence(bytes)
        bytes = Self.whole
        bytes[index] = byte
        expectSilence(bytes)
      }
    }
  }

  @Test("broken in many ways close to the secret")
  func broken() throws {
    let canary = Self.canary
    let texts = [
      "{\"p\":\"\(canary)", "{\"p\":\"\(canary)\n\"}", "{\"p\":\"\(canary)\\x\"}", "{\"p\":\"\(canary)\\u00\"}",
      "{\"p\":\"\(canary)\\ud800\"}",
      "{\"p\":\"\(canary)\u{1}\"}", "{\"p\":\"\(canary)\" x}", "{\"p\":\"\(canary)\":1}", "{\"p\":\"\(canary)\"",
      "{\"p\":\"\(canary)\",}",
      "{\"p\":\(canary)}", "{\"p\":'\(canary)'}", "{\"p\" \"\(canary)\"}", "{\"p\":\"a\" \"\(canary)\"}",
      "[\"\(canary)\" \"\(canary)\"]",
      "\"\(canary)\" \"\(canary)\"", "\(canary)", "[\(canary)]", "{\(canary)}", "{\"p\":1,\(canary)}", "'\(canary)'",
      "#\(canary)",
      // A value that stands where a name should.
      "{\"\(canary)\"}", "{\"p\",\"\(canary)\"}", "{\"p\":\"a\",\"\(canary)\"}", "{\"p\":\"a\",\"\(canary)\",\"q\":1}",
      "{\"p\":\"a\",\"\(canary)\"",
      "{\"p\":\"a\",\"\(canary)\" {}}", "{\"p\":\"a\",\"\(canary)\"x\"}", "{\"p\":[\"a\"],\"\(canary)\"]}",
      "{\"p\":\"a\",\"\(canary)",
      // Names that end in backslashes or hold quotes, before the secret.
      "{\"p\\\\\":\"\(canary)\" x}", "{\"p\\\\\" : \"\(canary)\" x}", "{\"p\\\\\":[\(canary)]}",
      "{\"\\\"\":\"\(canary)\" x}",
      "{\"p\\\\\\\"\":\"\(canary)\";}", "{\"\\\\\":\"\\\\\",\"q\\\\\":\"\(canary)\" 1}",
      // The same name twice.
      "{\"p\":\"\(canary)\",\"p\":\"\(canary)\"}", "{\"p\\\\\":\"\(canary)\",\"p\\\\\":\"\(canary)\"}",
      "{" + (0..<30).map { "\"n\($0)\\\\\":\"\(canary)\"," }.joined() + "\"n3\\\\\":\"\(canary)\"}",
    ]
    for text in texts {
      try #require(rejection(of: Sample(text)) != nil, "\(text)")
      expectSilence(Array(text.utf8))
    }
  }

  @Test("a number that follows a name ending in a backslash is not taken for part of it")
  func numberAfterName() throws {
    let fault = try #require(rejection(of: #"{"p\\":1234567890 "q":1}"#))
    #expect(!said(fault).contains("1234"))
    #expect(fault.message == #"expected "," or "}" after the value of "p\\", found a string"#)
  }

  @Test("too deep, with the secret on the way")
  func deep() throws {
    let text = Sample("{\"p\":\"\(Self.canary)\",\"q\":[[\"\(Self.canary)\",[[]]]]}")
    let fault = try #require(rejection(of: text, maximumDepth: 3))
    #expect(!said(fault).contains(Self.canary))
  }
}

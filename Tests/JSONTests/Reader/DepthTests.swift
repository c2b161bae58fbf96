import JSON
import Testing

@Suite("The depth limit")
struct DepthTests {
  private func nested(_ depth: Int, _ open: String = "[", _ close: String = "]", inner: String = "") -> Sample {
    Sample(String(repeating: open, count: depth) + inner + String(repeating: close, count: depth))
  }

  @Test("below, at and above the limit", arguments: [1, 2, 3, 63, 64, 65, 255, 512, 1000])
  func limit(_ limit: Int) throws {
    for (open, close, inner) in [
      ("[", "]", ""), ("[", "]", "1"), ("{\"a\":", "}", "1"), ("[{\"a\":", "}]", "[]"), ("[1,", ",2]", "3"),
    ] {
      let perStep = open.contains("[{") ? 2 : 1
      let more = inner == "[]" ? 1 : 0
      guard limit > more, (limit - more) % perStep == 0 else { continue }
      let depth = (limit - more) / perStep
      #expect(rejection(of: nested(depth, open, close, inner: inner), maximumDepth: limit + 1) == nil)
      #expect(rejection(of: nested(depth, open, close, inner: inner), maximumDepth: limit) == nil)
      let fault = try #require(rejection(of: nested(depth, open, close, inner: inner), maximumDepth: limit - 1))
      #expect(fault.reason == "tooDeep")
    }
  }

  @Test("the default is 512")
  func standard() throws {
    #expect(JSONReader().maximumDepth == 512)
    #expect(rejection(of: nested(512)) == nil)
    let fault = try #require(rejection(of: nested(513)))
    #expect(fault.reason == "tooDeep")
    #expect(fault.offset == 512)
  }

  @Test("with no depth at all only single values are left")
  func none() {
    #expect(rejection(of: "1", maximumDepth: 0) == nil)
    #expect(rejection(of: "[]", maximumDepth: 0)?.reason == "tooDeep")
    #expect(rejection(of: "{}", maximumDepth: 0)?.reason == "tooDeep")
  }

  @Test("what stands beside each other does not add up")
  func siblings() {
    let flat = "[" + Array(repeating: "[{\"a\":[]}]", count: 1_000).joined(separator: ",") + "]"
    #expect(rejection(of: Sample(flat), maximumDepth: 4) == nil)
    #expect(rejection(of: Sample(flat), maximumDepth: 3)?.reason == "tooDeep")
  }

  @Test("a hostile number of brackets is refused without recursion")
  func hostile() {
    for open in ["[", "{\"a\":", "[{\"a\":"] {
      let bytes = Sample(String(repeating: open, count: 500_000))
      #expect(rejection(of: bytes)?.reason == "tooDeep")
      // Even where the limit allows them: the reader has no stack to run out of.
      #expect(rejection(of: bytes, maximumDepth: .max)?.reason == "unexpectedEnd")
    }
    #expect(rejection(of: nested(500_000), maximumDepth: .max) == nil)
    #expect(rejection(of: nested(500_000, "{\"a\":", "}", inner: "1"), maximumDepth: .max) == nil)
  }

  @Test("names are told apart at every depth")
  func names() {
    for depth in [1, 62, 63, 64, 65, 66, 127, 128, 129, 400] {
      #expect(rejection(of: nested(depth, "{\"a\":1,\"b\":", "}", inner: "1")) == nil)
      #expect(rejection(of: nested(depth, "{\"b\":", ",\"a\":1}", inner: "1")) == nil)
      let twice = nested(depth, "{\"a\":1,\"b\":", "}", inner: "{\"a\":1,\"a\":2}")
      #expect(rejection(of: twice)?.reason == "duplicateName")
      let after = nested(depth, "{\"b\":", ",\"b\":1}", inner: "{}")
      #expect(rejection(of: after)?.reason == "duplicateName")
    }
  }
}

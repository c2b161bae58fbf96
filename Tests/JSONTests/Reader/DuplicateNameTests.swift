import JSON
import Testing

@Suite("No two members of one name (RFC 8259, section 4)")
struct DuplicateNameTests {
  private func object(_ names: [String]) -> Sample {
    Sample("{" + names.enumerated().map { "\"\($1)\":\($0)" }.joined(separator: ",") + "}")
  }

  @Test("the second of two equal names is named, in objects of every size around the limit of small ones")
  func sizes() throws {
    for size in [2, 3, 8, 22, 23, 24, 25, 26, 27, 48, 49, 63, 64, 65, 100, 1_000] {
      let names = (0..<size).map { "name\($0)" }
      #expect(rejection(of: object(names)) == nil)
      for (first, second) in [(0, size - 1), (0, 1), (size - 2, size - 1), (size / 2, size - 1), (0, size / 2)]
      where first != second {
        var twice = names
        twice[second] = twice[first]
        let text = object(twice)
        let fault = try #require(rejection(of: text), "\(first) and \(second) of \(size)")
        #expect(fault.reason == "duplicateName")
        #expect(fault.message == "the member \"name\(first)\" appears twice in one object")
        let tail = text.bytes[fault.offset...]
        #expect(tail.starts(with: "\"name\(first)\":\(second)".utf8))
      }
    }
  }

  @Test(
    "names are compared as they are meant, not as they are written",
    arguments: [
      ("a", "\\u0061"), ("\\u0061", "a"), ("\\u0061", "\\u0061"), ("/", "\\/"), ("\\n", "\\u000a"), ("\\n", "\\u000A"),
      ("\u{E9}", "\\u00e9"), ("\u{1F600}", "\\ud83d\\ude00"), ("\\\"", "\\u0022"), ("\\\\", "\\u005c"), ("", ""),
      ("a long name of many letters", "a long name \\u006ff many letters"), ("\\u0000", "\\u0000"),
    ])
  func escaped(_ first: String, _ second: String) {
    #expect(rejection(of: object([first, second]))?.reason == "duplicateName")
    let others = (0..<30).map { "other\($0)" }
    #expect(rejection(of: object([first] + others + [second]))?.reason == "duplicateName")
    #expect(rejection(of: object(others + [first, second]))?.reason == "duplicateName")
    #expect(rejection(of: object(others + [first])) == nil)
  }

  @Test(
    "names that only look alike are different",
    arguments: [
      ("\u{E9}", "e\u{301}"), ("\\u00e9", "e\\u0301"), ("\u{212B}", "\u{C5}"), ("a", "A"), ("a", "a "), ("", " "),
      ("a", "\u{430}"),
      ("\u{FB01}", "fi"), ("\\u0000", ""), ("a\\u0000", "a"), ("\u{AC00}", "\u{1100}\u{1161}"), ("/", "\\\\/"),
      ("x", "x\u{200B}"),
    ])
  func alike(_ first: String, _ second: String) throws {
    #expect(rejection(of: object([first, second])) == nil)
    let others = (0..<30).map { "other\($0)" }
    #expect(rejection(of: object([first] + others + [second])) == nil)
  }

  @Test("equal names in different objects")
  func elsewhere() {
    #expect(rejection(of: "{\"a\":{\"a\":{\"a\":1},\"b\":{\"a\":2}},\"b\":[{\"a\":1},{\"a\":2}]}") == nil)
    #expect(rejection(of: "{\"a\":{\"b\":1},\"b\":{\"a\":1}}") == nil)
    #expect(rejection(of: "{\"a\":{\"a\":1},\"a\":1}")?.offset == 13)
    #expect(rejection(of: "{\"a\":{\"x\":[{\"y\":{}}]},\"b\":1,\"a\":1}")?.reason == "duplicateName")
  }

  @Test("many large objects one within another")
  func nestedLarge() {
    var inner = "1"
    for _ in 0..<100 {
      inner = "{" + (0..<40).map { "\"n\($0)\":\($0)," }.joined() + "\"in\":\(inner)}"
    }
    #expect(rejection(of: Sample(inner)) == nil)
    #expect(
      rejection(of: Sample(inner.replacing("\"n39\":39,\"in\":1}", with: "\"n38\":39,\"in\":1}")))?.reason
        == "duplicateName")
  }

  @Test("names of equal hashes", arguments: [2, 20, 24, 25, 30, 200])
  func equalHashes(_ count: Int) {
    let names = CollidingNames.make(count)
    #expect(Set(names.map { JSONName($0).hash }).count == 1)
    #expect(rejection(of: object(names)) == nil)
    #expect(rejection(of: object(names + [names[0]]))?.reason == "duplicateName")
    #expect(rejection(of: object(names + [names[count - 1]]))?.reason == "duplicateName")
  }

  @Test("chosen names do not make an object slow", .timeLimit(.minutes(2)))
  func hostile() {
    // Compared one with another, as many would take hours.
    let names = CollidingNames.make(100_000)
    var text = Array("{".utf8)
    for (index, name) in names.enumerated() {
      text.append(contentsOf: "\(index == 0 ? "" : ",")\"\(name)\":0".utf8)
    }
    text.append(UInt8(ascii: "}"))
    let sample = Sample(bytes: text)
    var faultFound: JSONParseError?
    let elapsed = ContinuousClock().measure { faultFound = rejection(of: sample) }
    #expect(faultFound == nil)
    #expect(elapsed < .seconds(30))

    let twice = Sample(bytes: text.dropLast() + Array(",\"\(names[77])\":0}".utf8))
    #expect(rejection(of: twice)?.reason == "duplicateName")
  }

  @Test("small objects without number are not slow either", .timeLimit(.minutes(2)))
  func hostileSmallObjects() {
    let names = CollidingNames.make(24)
    let one = "{" + names.map { "\"\($0)\":[]" }.joined(separator: ",") + "}"
    let sample = Sample("[" + Array(repeating: one, count: 2_000).joined(separator: ",") + "]")
    #expect(rejection(of: sample) == nil)
  }
}

/// Different names of one hash: the hash takes in only the ends of a long name.
enum CollidingNames {
  static func make(_ count: Int) -> [String] {
    (0..<count).map { index in
      let digits = String(index)
      return "eight-by" + String(repeating: "0", count: 8 - digits.count) + digits + "ytes-end"
    }
  }
}

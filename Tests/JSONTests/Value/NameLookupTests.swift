import JSON
import Testing

@Suite("Looking members up")
struct NameLookupTests {
  @Test("names of every length, and only the right one")
  func lengths() throws {
    let names = (0...40).map { String(repeating: "n", count: $0) }
    let value = try root("{" + names.map { "\"\($0)\":\($0.count)" }.joined(separator: ",") + "}")
    for name in names { #expect(value[JSONName(name)]?.integer == name.count) }
    #expect(value[JSONName(String(repeating: "n", count: 41))] == nil)
    #expect(value["N"] == nil)
    #expect(value["nm"] == nil)
  }

  @Test("names of one hash are told apart by their bytes")
  func collisions() throws {
    let names = CollidingNames.make(100)
    let value = try root("{" + names.enumerated().map { "\"\($1)\":\($0)" }.joined(separator: ",") + "}")
    for (index, name) in names.enumerated() { #expect(value[JSONName(name)]?.integer == index) }
    let absent = "eight-by99999999ytes-end"
    #expect(JSONName(absent).hash == JSONName(names[0]).hash)
    #expect(value[JSONName(absent)] == nil)
  }

  @Test("a name differs at any one of its bytes")
  func everyByte() throws {
    for length in 1...40 {
      let name = (0..<length).map { UInt8(ascii: "a") + UInt8($0 % 26) }
      let value = try JSONDocument(Array("{\"".utf8) + name + Array("\":1}".utf8)).root
      #expect(value[JSONName(bytes: name)]?.integer == 1)
      for place in 0..<length {
        var other = name
        other[place] = UInt8(ascii: "#")
        #expect(value[JSONName(bytes: other)] == nil)
      }
      #expect(value[JSONName(bytes: name + [0x61])] == nil)
      #expect(value[JSONName(bytes: Array(name.dropLast()))] == nil)
    }
  }

  @Test("escaped names are found by what they mean")
  func escaped() throws {
    let value = try root("{\"\\u0061\":1,\"\\\"\\\\\\/\":2,\"\\ud83d\\ude00\":3,\"\\u0000\":4,\"ends in \\\\\":5}")
    #expect(value["a"]?.integer == 1)
    #expect(value["\"\\/"]?.integer == 2)
    #expect(value["\u{1F600}"]?.integer == 3)
    #expect(value["\0"]?.integer == 4)
    #expect(value["ends in \\"]?.integer == 5)
    #expect(value["\\u0061"] == nil)
    #expect(value.members.map(\.name) == ["a", "\"\\/", "\u{1F600}", "\0", "ends in \\"])
  }

  @Test("no normal forms, no letter case")
  func bytes() throws {
    let value = try root("{\"\u{E9}\":1}")
    #expect(value["\u{E9}"]?.integer == 1)
    #expect(value["e\u{301}"] == nil)
    #expect(value["\u{C9}"] == nil)
    let both = try root("{\"e\u{301}\":2,\"\u{E9}\":1}")
    #expect(both["\u{E9}"]?.integer == 1)
    #expect(both["e\u{301}"]?.integer == 2)
  }

  @Test("the empty name")
  func empty() throws {
    #expect(try root("{\"\":7}")[""]?.integer == 7)
    #expect(try root("{\"a\":7}")[""] == nil)
    #expect(try root("{}")[""] == nil)
    #expect(JSONName("") == JSONName(bytes: []))
  }

  @Test("a name in a text has the hash of the name made from its characters")
  func hashes() throws {
    for text in ["", "a", "ab", "abc", "abcd", "abcdefg", "abcdefgh", "abcdefghi", "\u{E9}", "a name of some length"] {
      #expect(try withRoot("{\"\(text)\":1}") { $0.first.nameHash } == JSONName(text).hash)
      // Written with an escape, at an address of another alignment.
      let escaped = text.unicodeScalars.map { "\\u" + String(String($0.value + 0x10000, radix: 16).suffix(4)) }.joined()
      let second = try withRoot("{ \"x\" : \"\\n\", \"\(escaped)\":1}") { $0.first.first.next.nameHash }
      #expect(second == JSONName(text).hash)
      #expect(JSONName(text).hash <= 0xFF_FFFF)
    }
  }

  @Test("a member is not looked for in what stands below")
  func onlyDirect() throws {
    let value = try root("{\"x\":{\"a\":1},\"y\":[{\"a\":2}],\"z\":\"a\"}")
    #expect(value["a"] == nil)
    #expect(value["x"]?["a"]?.integer == 1)
  }
}

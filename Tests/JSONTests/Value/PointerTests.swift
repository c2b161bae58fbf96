import JSON
import Testing

@Suite("JSON Pointer (RFC 6901)")
struct PointerTests {
  /// The names of the RFC's own example: the ones that need care.
  private func example() throws -> JSONValue {
    try root(
      #"""
      {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8}
      """#)
  }

  private func resolve(_ text: String, in value: JSONValue) throws -> String? {
    let pointer = try #require(JSONPointer(parsing: text), "\(text) is a pointer")
    return pointer.resolve(in: value.cursor).map { String(decoding: $0.rawText, as: UTF8.self) }
  }

  @Test("the examples of section 5")
  func examples() throws {
    let value = try example()
    #expect(try resolve("", in: value) == value.rawString)
    #expect(try resolve("/foo", in: value) == "[\"bar\", \"baz\"]")
    #expect(try resolve("/foo/0", in: value) == "\"bar\"")
    let members = [
      ("/", "0"), ("/a~1b", "1"), ("/c%d", "2"), ("/e^f", "3"), ("/g|h", "4"), ("/i\\j", "5"), ("/k\"l", "6"),
      ("/ ", "7"), ("/m~0n", "8"),
    ]
    for (pointer, text) in members { #expect(try resolve(pointer, in: value) == text, "\(pointer)") }
  }

  @Test("what leads nowhere")
  func nowhere() throws {
    let value = try example()
    for pointer in [
      "/bar", "/foo/2", "/foo/-", "/foo/-1", "/foo/+1", "/foo/00", "/foo/01", "/foo/", "/foo/ 1", "/foo/1 ", "/foo/1e0",
      "/foo/0/0",
      "/foo/bar", "/foo/99999999999999999999", "//", "/foo/\u{661}", "/a", "/a/b", "/FOO", "/foo/0x0", "/ /",
    ] {
      #expect(try resolve(pointer, in: value) == nil, "\(pointer)")
    }
  }

  @Test("digits name a member of an object and an element of an array")
  func digits() throws {
    let value = try root("{\"0\":{\"01\":[[],[{\"-\":true}]]}}")
    #expect(try resolve("/0/01/1/0/-", in: value) == "true")
  }

  @Test("~01 is ~1 unescaped, and nothing else (section 4)")
  func tildes() throws {
    #expect(JSONPointer(parsing: "/~01")?.tokens == ["~1"])
    #expect(JSONPointer(parsing: "/~10")?.tokens == ["/0"])
    #expect(JSONPointer(parsing: "/~0~1~1~0")?.tokens == ["~//~"])
    let value = try root("{\"~1\":1,\"/\":2}")
    #expect(try resolve("/~01", in: value) == "1")
    #expect(try resolve("/~1", in: value) == "2")
  }

  @Test(
    "texts that are no pointers",
    arguments: ["a", "a/b", " /a", "#", "#/a", "~0", "/~", "/a~", "/~2", "/~a", "/a/~/b", "/~~0", "0", "/~\u{E9}"])
  func invalid(_ text: String) {
    #expect(JSONPointer(parsing: text) == nil)
  }

  @Test("the string form and back")
  func roundTrip() {
    let lists = [
      [], [""], ["", ""], ["a"], ["a/b", "m~n"], ["~1"], ["/"], ["~"], ["\u{E9}", "\u{1F600}", "e\u{301}"], ["0", "-"],
      ["\"\\ "],
    ]
    for tokens in lists {
      let pointer = JSONPointer(tokens)
      let again = JSONPointer(parsing: pointer.description)
      #expect(again == pointer)
      #expect(again?.tokens.map { Array($0.utf8) } == tokens.map { Array($0.utf8) })
    }
    #expect(JSONPointer().description.isEmpty)
    #expect(JSONPointer([""]).description == "/")
    #expect(JSONPointer(["a/b", "m~n", "~1"]).description == "/a~1b/m~0n/~01")
    #expect(JSONPointer.escape("~/") == "~0~1")
  }

  @Test("one step further down")
  func appending() throws {
    let pointer = JSONPointer(["a"]).appending("b/c").appending("")
    #expect(pointer.description == "/a/b~1c/")
    #expect(pointer.tokens == ["a", "b/c", ""])
    #expect(try resolve(pointer.description, in: try root("{\"a\":{\"b/c\":{\"\":9}}}")) == "9")
  }

  @Test("pointers are the same if their bytes are")
  func equality() {
    #expect(JSONPointer(["a"]) == JSONPointer(["a"]))
    #expect(JSONPointer(["a"]) != JSONPointer(["a", ""]))
    #expect(JSONPointer(["a", "b"]) != JSONPointer(["ab"]))
    // Two names of one object may be canonically equivalent.
    #expect(JSONPointer(["\u{E9}"]) != JSONPointer(["e\u{301}"]))
    #expect(Set([JSONPointer(["\u{E9}"]), JSONPointer(["e\u{301}"]), JSONPointer(["\u{E9}"])]).count == 2)
  }

  @Test("escaped and canonically equivalent names")
  func names() throws {
    let value = try root("{\"\\u0061\":1,\"e\u{301}\":2,\"\u{E9}\":3}")
    #expect(try resolve("/a", in: value) == "1")
    #expect(try resolve("/e\u{301}", in: value) == "2")
    #expect(try resolve("/\u{E9}", in: value) == "3")
  }
}

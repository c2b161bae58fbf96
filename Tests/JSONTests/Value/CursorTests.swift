import JSON
import Testing

@Suite("Walking a text that was read")
struct CursorTests {
  static let text = "{\"a\":[1,[],{}, [2,[3]]],\"b\":{\"c\":{\"d\":[]},\"e\":\"x\"},\"f\":null}"

  @Test("the members of an object in order, with their neighbours")
  func members() throws {
    let value = try root(Self.text)
    var cursor = value.cursor.first
    var seen: [String] = []
    for _ in 0..<value.count {
      #expect(cursor.kind == .name)
      seen.append(try #require(cursor.string))
      seen.append(String(decoding: cursor.first.rawText, as: UTF8.self))
      cursor = cursor.first.next
    }
    #expect(seen == ["a", "[1,[],{}, [2,[3]]]", "b", "{\"c\":{\"d\":[]},\"e\":\"x\"}", "f", "null"])
  }

  @Test("the elements of an array in order")
  func elements() throws {
    let array = try #require(try root(Self.text)["a"])
    var seen: [String] = []
    array.cursor.forEachElement { seen.append(String(decoding: $0.rawText, as: UTF8.self)) }
    #expect(seen == ["1", "[]", "{}", "[2,[3]]"])
    for (index, text) in seen.enumerated() { #expect(array[index]?.rawString == text) }
    #expect(array[4] == nil)
    #expect(array[-1] == nil)
    #expect(array[Int.max] == nil)
    #expect(array[Int.min] == nil)
  }

  @Test("a body that throws ends the walk")
  func throwing() throws {
    struct Stop: Error {}
    let value = try root(Self.text)
    var visited = 0
    #expect(throws: Stop.self) {
      try value.cursor.forEachMember { (name, _) throws(Stop) in
        visited += 1
        if name.isNamed("b") { throw Stop() }
      }
    }
    #expect(visited == 2)
    visited = 0
    #expect(throws: Stop.self) {
      try value["a"]?.cursor.forEachElement { _ throws(Stop) in
        visited += 1
        throw Stop()
      }
    }
    #expect(visited == 1)
  }

  @Test("what a value is not, it has not")
  func otherKinds() throws {
    for text in ["1", "\"a\"", "null", "true", "[]", "{}", "[[1]]", "{\"b\":1}"] {
      let value = try root(text)
      #expect(value["a"] == nil)
      if value.kind != .string { #expect(value.string == nil) }
      if value.kind != .number { #expect(value.integer == nil) }
      if value.kind != .true { #expect(value.boolean == nil) }
      if value.kind != .object {
        #expect(value.members.isEmpty)
        value.cursor.forEachMember { _, _ in Issue.record("no members") }
      }
      if value.kind != .array {
        #expect(value.elements.isEmpty)
        #expect(value[0] == nil)
        value.cursor.forEachElement { _ in Issue.record("no elements") }
      }
      if value.kind != .array, value.kind != .object { #expect(value.count == 0) }
    }
  }

  @Test("ranges are where values stand in the text")
  func ranges() throws {
    let document = try JSONDocument(Self.text)
    var visited = 0
    func check(_ value: JSONValue) {
      visited += 1
      #expect(value.rawBytes == Array(document.bytes[value.cursor.range]))
      for member in value.members { check(member.value) }
      for element in value.elements { check(element) }
    }
    check(document.root)
    #expect(visited == 14)
    #expect(document.root.cursor.range == 0..<Self.text.utf8.count)
    #expect(document.root["f"]?.cursor.range == (Self.text.utf8.count - 5)..<(Self.text.utf8.count - 1))
  }

  @Test("a string compared with a literal")
  func isString() throws {
    #expect(try withRoot("\"abc\"") { $0.isString("abc") })
    #expect(try withRoot("\"\\u0061bc\"") { $0.isString("abc") })
    #expect(try withRoot("\"\"") { $0.isString("") })
    #expect(try withRoot("\"a\"") { $0.isString("a") })
    #expect(try withRoot("\"\u{E9}\"") { $0.isString("\u{E9}") })
    #expect(try withRoot("\"0123456789abcdef\"") { $0.isString("0123456789abcdef") })
    #expect(try withRoot("\"0123456789abcdeg\"") { !$0.isString("0123456789abcdef") })
    #expect(try withRoot("\"x123456789abcdef\"") { !$0.isString("0123456789abcdef") })
    #expect(try withRoot("\"e\u{301}\"") { !$0.isString("\u{E9}") })
    #expect(try withRoot("\"abc\"") { !$0.isString("ab") })
    #expect(try withRoot("\"ab\"") { !$0.isString("abc") })
    #expect(try withRoot("\"Abc\"") { !$0.isString("abc") })
    #expect(try withRoot("1") { !$0.isString("1") })
    #expect(try withRoot("{\"a\":1}") { !$0.first.isString("a") })
  }

  @Test("values of one text have different places")
  func indices() throws {
    let value = try root("[1,1,[1],{\"a\":1}]")
    var indices: Set<Int> = [value.cursor.index]
    value.cursor.forEachElement { indices.insert($0.index) }
    #expect(indices.count == 5)
  }
}

import JSON
import Testing

@Suite("A value keeps its document")
struct ValueLifetimeTests {
  private func inner() throws -> JSONValue {
    var text = Array("{\"a\":{\"b\":[\"\\u00e9\",1.0]}}".utf8)
    let document = try JSONDocument(text)
    for index in text.indices { text[index] = 0 }
    return try #require(document.root["a"]?["b"])
  }

  @Test("after the document is let go of and the text changed")
  func outlives() throws {
    let value = try inner()
    // Memory that was let go of would be used again by these.
    let others = try (0..<100).map { try JSONDocument("{\"c\":{\"d\":[\"\\u00e8\",\($0).0]}}") }
    #expect(value[0]?.string == "\u{E9}")
    #expect(value[1]?.rawString == "1.0")
    #expect(others.count == 100)
  }

  @Test("and lets go of it")
  func released() throws {
    weak var document: JSONDocument?
    do {
      let value = try inner()
      document = value.document
      let element = try #require(value[0])
      #expect(element.document === value.document)
      #expect(document != nil)
    }
    #expect(document == nil)
  }

  /// Whoever owns the text still does, after the last value of it has gone.
  @Test("a text that lasts is left where it is")
  func lasting() throws {
    let text = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 32)
    defer { text.deallocate() }
    let (rest, end) = text.update(from: #"{"a":["é",1.0]} "#.utf8)
    #expect(Array(rest) == [])
    let lasting = UnsafeBufferPointer(rebasing: text[..<end])
    for _ in 0..<100 {
      let document = try JSONDocument(lasting: lasting)
      #expect(document.bytes.baseAddress == lasting.baseAddress && document.byteCount == lasting.count)
      #expect(document.root["a"]?[0]?.string == "\u{E9}")
      #expect(document.root["a"]?[1]?.rawString == "1.0")
      let broken = UnsafeBufferPointer(rebasing: lasting.dropLast(3))
      #expect(throws: JSONParseError.self) { try JSONDocument(lasting: broken) }
    }
    #expect(lasting.elementsEqual(#"{"a":["é",1.0]} "#.utf8))
  }

  @Test("a value of a cursor stays at its place")
  func atCursor() throws {
    let value = try inner()
    let second = value.value(at: value.cursor.first.next)
    #expect(second.rawString == "1.0")
    #expect(second.document === value.document)
  }

  @Test("values are read from many tasks at once")
  func shared() async throws {
    let value = try root("{\"list\":[" + (0..<500).map(String.init).joined(separator: ",") + "]}")
    let sums = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask { value["list"]?.elements.compactMap(\.integer).reduce(0, +) ?? 0 }
      }
      return await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(sums == Array(repeating: 124_750, count: 8))
  }
}

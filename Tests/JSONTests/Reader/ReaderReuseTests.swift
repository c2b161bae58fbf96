import Testing

@testable import JSON

@Suite("One reader for many texts")
struct ReaderReuseTests {
  private func read<T>(_ reader: JSONReader, _ text: String, _ body: (JSONCursor) throws -> T) throws -> T {
    try Array(text.utf8).withUnsafeBufferPointer { try body(reader.read($0)) }
  }

  @Test("nothing of one text is left in the next")
  func independent() throws {
    let reader = JSONReader()
    let large = "[" + Array(repeating: "{\"a\":\"\\n\",\"b\":[1,2,3]}", count: 3_000).joined(separator: ",") + "]"
    for _ in 0..<3 {
      try read(reader, large) { #expect($0.count == 3_000) }
      try read(reader, "{\"a\":\"\\t\"}") { cursor in
        #expect(cursor.count == 1)
        #expect(cursor["a"]?.string == "\t")
        #expect(cursor["b"] == nil)
      }
      #expect(throws: JSONParseError.self) { try read(reader, "{\"a\":[{\"b\":\"\\n") { _ in } }
      try read(reader, "[]") { #expect($0.count == 0) }
      try read(reader, "{\"b\":1,\"a\":2}") { #expect($0["a"]?.integer == 2) }
    }
  }

  @Test("texts of every size around those at which its memory grows")
  func growth() throws {
    for count in [0, 1, 253, 254, 255, 256, 257, 510, 511, 512, 513, 1_023, 1_024, 1_025, 5_000] {
      let reader = JSONReader()
      try read(reader, "[" + Array(repeating: "1", count: count).joined(separator: ",") + "]") {
        #expect($0.count == count)
      }
      // Decoded bytes grow likewise.
      let value =
        "\"" + String(repeating: "x", count: count) + "\\n" + String(repeating: "\u{20AC}", count: count) + "\""
      try read(reader, value) {
        #expect($0.string == String(repeating: "x", count: count) + "\n" + String(repeating: "\u{20AC}", count: count))
      }
    }
  }

  @Test("memory taken for a large text is given back, and the reader goes on")
  func shrink() throws {
    let reader = JSONReader()
    let large = "[" + Array(repeating: "\"\\n\"", count: 10_000).joined(separator: ",") + "]"
    try read(reader, large) { #expect($0.count == 10_000) }
    #expect(reader.tape.capacity >= 10_001)
    reader.shrink(toBytes: 1 << 14)
    #expect(reader.tape.capacity == 1_024)
    #expect(reader.decoded.capacity <= 1 << 14)
    try read(reader, "[\"\\n\"]") { #expect($0[0]?.string == "\n") }
    try read(reader, large) { #expect($0[9_999]?.string == "\n") }
    // Never below what a reader starts with.
    reader.shrink(toBytes: 0)
    try read(reader, "[1]") { #expect($0[0]?.integer == 1) }
  }

  @Test("a document keeps what a reader has read")
  func copying() throws {
    let reader = JSONReader()
    var text = Array("{\"a\":[\"\\u00e9\",1.50],\"b\":null}".utf8)
    let document = try text.withUnsafeBufferPointer { bytes in
      _ = try reader.read(bytes)
      return JSONDocument(copying: bytes, readBy: reader)
    }
    for index in text.indices { text[index] = 0 }
    try read(reader, "[1,2,3,\"\\t\\t\\t\"]") { #expect($0.count == 4) }
    #expect(document.root["a"]?[0]?.string == "\u{E9}")
    #expect(document.root["a"]?[1]?.rawString == "1.50")
    #expect(document.root["b"]?.kind == .null)
    #expect(document.byteCount == text.count)
  }
}

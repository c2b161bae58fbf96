import JSON

extension FuzzTarget {
  /// The reader and the writer: what is accepted can be walked whole and written, and what was written reads the same;
  /// what is refused is told with a place inside the text.
  package static let json = FuzzTarget(name: "json") { input throws(Finding) in
    // One reader is new and one has read something else before: memory that is used again must not show.
    let used = JSONReader(maximumDepth: 64)
    let before = Array(#"[{"é\u0041":[1,-2.5e3,"x"],"b":{"c":null}},true,"\ud83d\ude00"]"#.utf8)
    do throws(JSONParseError) {
      _ = try before.withUnsafeBufferPointer { text throws(JSONParseError) in try used.read(text) }
    } catch {
      throw Finding(description: "refuses what is JSON: \(error)")
    }
    let reader = JSONReader(maximumDepth: 64)
    let root: JSONCursor
    do throws(JSONParseError) {
      root = try reader.read(input)
    } catch {
      try checkRefusal(error, of: input, by: used)
      return
    }
    try walk(root, input.count)
    let repair = JSONRepair(input)
    try require(
      repair.faults.isEmpty && repair.text?.elementsEqual(input) == true, "what is JSON is mended: \(repair.faults)")
    let text = written(root)
    var isSame = false
    do throws(JSONParseError) {
      isSame = written(try used.read(input)) == text
      let document = try JSONDocument(text, maximumDepth: 64)
      isSame = isSame && withExtendedLifetime(document) { written(document.root.cursor) == text }
    } catch {
      throw Finding(description: "refused when read again: \(error)")
    }
    try require(isSame, "read again, or written and read again, it is something else")
  }

  private static func checkRefusal(
    _ error: JSONParseError, of input: UnsafeBufferPointer<UInt8>, by other: JSONReader
  ) throws(Finding) {
    try require((0...input.count).contains(error.offset), "offset \(error.offset) of \(input.count)")
    try require(error.position.line >= 1 && error.position.column >= 1, "at \(error.position)")
    try require(!error.reason.isEmpty && !error.message.isEmpty, "no reason")
    var second: JSONParseError?
    do throws(JSONParseError) { _ = try other.read(input) } catch { second = error }
    try require(second == error, "a reader that was used before says \(second?.description ?? "nothing")")
    try checkRepair(of: input)
  }

  /// What is told about a text that is not quite JSON has its places in that text, whatever the text is.
  private static func checkRepair(of input: UnsafeBufferPointer<UInt8>) throws(Finding) {
    let repair = JSONRepair(input)
    for fault in repair.faults {
      try require((0...input.count).contains(fault.offset), "a fault at \(fault.offset) of \(input.count)")
      for range in [fault.range] + fault.edits.map(\.range) {
        try require(range.lowerBound >= 0 && range.upperBound <= input.count, "a fault with \(range) of \(input.count)")
      }
    }
    guard let text = repair.text else { return }
    for index in text.indices {
      let range = repair.sourceRange(index..<(index + 1))
      try require(range.lowerBound >= 0 && range.upperBound <= input.count, "mended from \(range) of \(input.count)")
    }
  }

  /// Touches everything that a cursor tells.
  private static func walk(_ value: JSONCursor, _ length: Int) throws(Finding) {
    try require(value.range.lowerBound >= 0 && value.range.upperBound <= length, "range \(value.range) of \(length)")
    try require(value.rawText.count == value.range.count, "the raw text is not the range")
    switch value.kind {
    case .string, .name:
      let bytes = value.stringBytes
      try require(String(validating: bytes, as: UTF8.self) != nil, "a string that is not UTF-8")
      try require(value.isASCII == bytes.allSatisfy { $0 < 0x80 }, "wrong about ASCII")
      if value.kind == .name {
        try require(value.isNamed(JSONName(bytes: Array(bytes))), "a name that is not itself")
      }
    case .number:
      let number = value.number
      try require(number.compare(number) == 0, "a number that is not itself")
      if let integer = value.integer { try require(number.isInteger, "\(integer) is no integer") }
      if !number.isZero, number.isInteger { try require(number.isMultiple(of: number), "not a multiple of itself") }
    case .array:
      var count = 0
      try value.forEachElement { element throws(Finding) in
        count += 1
        try walk(element, length)
      }
      try require(count == value.count, "\(count) elements of \(value.count)")
    case .object:
      var count = 0
      try value.forEachMember { name, member throws(Finding) in
        count += 1
        try walk(name, length)
        try walk(member, length)
        try require(value[JSONName(bytes: Array(name.stringBytes))]?.index == member.index, "a member is not found")
      }
      try require(count == value.count, "\(count) members of \(value.count)")
    case .null, .true, .false: break
    }
  }

  private static func written(_ value: JSONCursor) -> [UInt8] {
    var writer = JSONWriter()
    write(value, to: &writer)
    return writer.bytes
  }

  private static func write(_ value: JSONCursor, to writer: inout JSONWriter) {
    switch value.kind {
    case .string, .name: writer.string(value.stringBytes)
    case .number: writer.raw(value.rawText)
    case .null: writer.null()
    case .true, .false: writer.boolean(value.kind == .true)
    case .array:
      writer.beginArray()
      value.forEachElement { write($0, to: &writer) }
      writer.endArray()
    case .object:
      writer.beginObject()
      value.forEachMember { name, member in
        writer.name(name.string ?? "")
        write(member, to: &writer)
      }
      writer.endObject()
    }
  }
}

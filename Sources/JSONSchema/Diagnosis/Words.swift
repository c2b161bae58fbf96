import JSON

// The words that messages are made of.
extension TextBuffer {
  /// What a value is, without its content: "a string of 12 characters".
  mutating func addFound(_ value: JSONCursor) {
    switch value.kind {
    case .null: add("null")
    case .true, .false: add("a boolean")
    case .number: add(value.number.isInteger ? "a number" : "a number with a fraction")
    case .string: addSized("a string of ", "an empty string", Words.length(value), "character")
    case .name: addSized("a name of ", "an empty name", Words.length(value), "character")
    case .array: addSized("an array of ", "an empty array", value.count, "element")
    case .object: addSized("an object with ", "an empty object", value.count, "member")
    }
  }

  private mutating func addSized(_ some: StaticString, _ none: StaticString, _ count: Int, _ thing: StaticString) {
    guard count > 0 else { return add(none) }
    add(some)
    addCount(count, thing)
  }

  /// "1 member", "2 members".
  mutating func addCount(_ count: Int, _ thing: StaticString) {
    add(count)
    add(byte: UInt8(ascii: " "))
    add(thing)
    if count != 1 { add(byte: UInt8(ascii: "s")) }
  }

  /// The same for a limit of the schema.
  mutating func addCount(_ count: UInt64, _ thing: StaticString) { addCount(Int(clamping: count), thing) }

  /// The kinds that a schema lets through.
  mutating func addKinds(_ rule: SchemaRule) {
    let names: [(UInt8, StaticString)] = [
      (JSONKind.string.bit, "a string"), (JSONKind.number.bit, rule.integersOnly ? "a whole number" : "a number"),
      (JSONKind.true.bit, "a boolean"), (JSONKind.object.bit, "an object"), (JSONKind.array.bit, "an array"),
      (JSONKind.null.bit, "null"),
    ]
    var left = names.reduce(0) { $0 + (rule.types & $1.0 != 0 ? 1 : 0) }
    if left == 0 { add("nothing") }
    for (bit, name) in names where rule.types & bit != 0 {
      add(name)
      left -= 1
      if left > 0 { add(left == 1 ? " or " : ", ") }
    }
  }

  /// "a, b or c".
  mutating func addAlternatives(_ count: Int, _ body: (inout TextBuffer, Int) -> Void) {
    for position in 0..<count {
      body(&self, position)
      if position + 1 < count { add(position + 2 == count ? " or " : ", ") }
    }
  }

  /// A name, of an instance or a schema: in quotes, cut after 64 characters, what is no plain character escaped; where it
  /// stands without the quotes.
  @discardableResult
  mutating func addQuoted(_ name: UnsafeBufferPointer<UInt8>) -> Piece {
    addQuoted(name, isPlain: !PlainBytes.mayNeedEscape(inQuotes: name))
  }

  /// The same for one of which that is known.
  @discardableResult
  mutating func addQuoted(_ name: Name) -> Piece { addQuoted(name.buffer, isPlain: name.isPlain) }

  private mutating func addQuoted(_ name: UnsafeBufferPointer<UInt8>, isPlain: Bool) -> Piece {
    add(#"\""#)
    let start = count
    if isPlain, name.count <= 64 { addRaw(name) } else { add(Words.clean(String(decoding: name, as: UTF8.self))) }
    let piece = piece(from: start)
    add(#"\""#)
    return piece
  }

  /// Values of the schema: as JSON, at most ten of them.
  mutating func addValues(_ values: [JSONCursor]) {
    let shown = values.count > 11 ? 10 : values.count
    addAlternatives(shown == values.count ? shown : shown + 1) { text, position in
      if position < shown {
        text.addValue(values[position])
      } else {
        text.add(values.count - shown)
        text.add(" more")
      }
    }
  }

  mutating func addValue(_ value: JSONCursor) {
    switch value.kind {
    case .string, .name: addQuoted(value.stringBytes)
    case .object: add("a certain object")
    case .array: add("a certain array")
    default: add(value.rawText)
    }
  }
}

enum Words {
  /// A name of at most 64 characters, in which what is no plain character is escaped.
  static func clean(_ name: String) -> String {
    var clean = ""
    for (count, scalar) in name.unicodeScalars.enumerated() {
      if count == 64 { return clean + "\u{2026}" }
      switch scalar {
      case "\"": clean += "\\\""
      case "\\": clean += "\\\\"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
          clean += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        default:
          clean.unicodeScalars.append(scalar)
        }
      }
    }
    return clean
  }

  /// The length of a string in code points.
  static func length(_ value: JSONCursor) -> Int {
    let bytes = value.stringBytes
    return value.isASCII ? bytes.count : bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  /// Whether what has this name is most likely a secret.
  static func isSecretName(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    name.indices.contains { start in
      switch name[start] | 0x20 {
      case UInt8(ascii: "s"): begins(name, start, "secret")
      case UInt8(ascii: "p"): begins(name, start, "password")
      case UInt8(ascii: "t"): begins(name, start, "token")
      case UInt8(ascii: "k"): begins(name, start, "key")
      case UInt8(ascii: "c"): begins(name, start, "credential") || begins(name, start, "connectionstring")
      default: false
      }
    }
  }

  /// Whether that word stands at a place of a name, in whatever letter case.
  private static func begins(_ name: UnsafeBufferPointer<UInt8>, _ start: Int, _ word: StaticString) -> Bool {
    guard name.count - start >= word.utf8CodeUnitCount else { return false }
    return (0..<word.utf8CodeUnitCount).allSatisfy { name[start + $0] | 0x20 == word.utf8Start[$0] }
  }

  /// Whether a text is a number in JSON's form (RFC 8259, section 6).
  static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    func digits() -> Bool {
      let start = index
      while index < text.count, text[index] >= 0x30, text[index] <= 0x39 { index += 1 }
      return index > start
    }
    if text.first == UInt8(ascii: "-") { index += 1 }
    let start = index
    guard digits(), text[start] != 0x30 || index == start + 1 else { return false }
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      guard digits() else { return false }
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") { index += 1 }
      guard digits() else { return false }
    }
    return index == text.count
  }
}

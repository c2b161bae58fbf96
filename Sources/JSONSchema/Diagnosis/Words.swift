import JSON

/// The words that messages are made of.
enum Words {
  /// What a value is, without its content: "a string of 12 characters".
  static func found(_ value: JSONCursor) -> String {
    switch value.kind {
    case .null: "null"
    case .true, .false: "a boolean"
    case .number: value.number.isInteger ? "a number" : "a number with a fraction"
    case .string, .name: characters(length(value), "a string", "an empty string")
    case .array: value.count == 0 ? "an empty array" : "an array of \(count(value.count, "element"))"
    case .object: value.count == 0 ? "an empty object" : "an object with \(count(value.count, "member"))"
    }
  }

  private static func characters(_ count: Int, _ some: String, _ none: String) -> String {
    count == 0 ? none : "\(some) of \(self.count(count, "character"))"
  }

  /// The length of a string in code points.
  static func length(_ value: JSONCursor) -> Int {
    value.stringBytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  /// "1 member", "2 members".
  static func count(_ count: some BinaryInteger, _ thing: String) -> String {
    count == 1 ? "1 \(thing)" : "\(count) \(thing)s"
  }

  /// The kinds that a schema lets through.
  static func kinds(_ rule: SchemaRule) -> String {
    var names: [String] = []
    if rule.types & JSONKind.string.bit != 0 { names.append("a string") }
    if rule.types & JSONKind.number.bit != 0 { names.append(rule.integersOnly ? "a whole number" : "a number") }
    if rule.types & JSONKind.true.bit != 0 { names.append("a boolean") }
    if rule.types & JSONKind.object.bit != 0 { names.append("an object") }
    if rule.types & JSONKind.array.bit != 0 { names.append("an array") }
    if rule.types & JSONKind.null.bit != 0 { names.append("null") }
    return alternatives(names)
  }

  /// "a, b or c".
  static func alternatives(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "nothing" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }

  /// A name of an instance for a message: in quotes, cut after 64 characters, control characters escaped.
  static func quoted(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var text = "\""
    text += clean(bytes)
    text += "\""
    return text
  }

  /// The same without quotes.
  static func clean(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    if bytes.count <= 64, bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
      return String(decoding: bytes, as: UTF8.self)
    }
    var text = ""
    var count = 0
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if count == 64 { return text + "…" }
      count += 1
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
          text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        default:
          text.unicodeScalars.append(scalar)
        }
      }
    }
    return text
  }

  /// A name as a token of a JSON Pointer, cut after 64 characters like everywhere else.
  static func pointerToken(_ name: JSONCursor) -> String {
    let bytes = name.stringBytes
    if bytes.count <= 64 {
      if bytes.allSatisfy({ $0 != UInt8(ascii: "~") && $0 != UInt8(ascii: "/") }) {
        return String(decoding: bytes, as: UTF8.self)
      }
      return JSONPointer.escape(String(decoding: bytes, as: UTF8.self))
    }
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
    guard scalars.count > 64 else { return JSONPointer.escape(String(decoding: bytes, as: UTF8.self)) }
    return JSONPointer.escape(String(String.UnicodeScalarView(scalars.prefix(64)))) + "…"
  }

  /// Values of the schema, for a message: as JSON, at most ten of them.
  static func values(_ values: [JSONCursor]) -> String {
    var names = values.prefix(10).map(value)
    if values.count > 10 { names.append("\(values.count - 10) more") }
    return alternatives(names)
  }

  static func value(_ value: JSONCursor) -> String {
    switch value.kind {
    case .string, .name: return quoted(value.stringBytes)
    case .object, .array: return value.kind == .object ? "a certain object" : "a certain array"
    default: return String(decoding: value.rawText, as: UTF8.self)
    }
  }

  private static let secretWords = ["secret", "password", "token", "key", "credential", "connectionstring"].map {
    Array($0.utf8)
  }

  /// Whether what has this name is most likely a secret.
  static func isSecretName(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    for word in secretWords where name.count >= word.count {
      for start in 0...(name.count - word.count) {
        var index = 0
        while index < word.count, name[start + index] | 0x20 == word[index] { index += 1 }
        if index == word.count { return true }
      }
    }
    return false
  }
}

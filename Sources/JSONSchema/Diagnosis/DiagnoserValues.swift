import JSON

extension Diagnoser {
  // MARK: Kinds

  mutating func addType(_ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int) {
    guard exploration == nil else { return add(.init(.type, .type), schema, index, "") }
    let value = cursor(index)
    let mend = typeMend(rule, value)
    var text = "expected "
    text += Words.kinds(rule.pointee)
    text += ", found "
    text += Words.found(value)
    if let words = mend?.words { text += words }
    add(.init(.type, .type), schema, index, text, derived: mend?.derived)
  }

  /// How a value of the wrong kind is mended when only its quotes are wrong.
  private mutating func typeMend(
    _ rule: UnsafePointer<SchemaRule>, _ value: JSONCursor
  ) -> (words: String, derived: Finding.Derived?)? {
    let types = rule.pointee.types
    switch value.kind {
    case .string where types & JSONKind.true.bit != 0 && (value.isString("true") || value.isString("false")):
      let word = value.string ?? ""
      return ("", Finding.Derived(words: "; write \(word) without quotes", suggestion: word))
    case .string where types & JSONKind.number.bit != 0 && Number.isNumber(value.stringBytes):
      guard value.stringBytes.count <= 8, let text = value.string else { return ("; write it without quotes", nil) }
      return ("; write it without quotes", Finding.Derived(words: ": \(text)", suggestion: text))
    case .number where types & JSONKind.string.bit != 0:
      let text = Array(value.rawText)
      guard text.count <= 8, let mended = mendedText(text, rule) else { return ("; write it in quotes", nil) }
      return ("; write it in quotes", Finding.Derived(words: ": \"\(mended)\"", suggestion: "\"\(mended)\""))
    case .true where types & JSONKind.string.bit != 0, .false where types & JSONKind.string.bit != 0:
      return ("; write it in quotes", nil)
    default:
      return nil
    }
  }

  /// The text of a number, with a fraction added if only that lets it fit; nil if nothing does.
  private mutating func mendedText(_ text: [UInt8], _ rule: UnsafePointer<SchemaRule>) -> String? {
    var candidates = [text]
    if text.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { candidates.append(text + Array(".0".utf8)) }
    if text.last == UInt8(ascii: ".") { candidates.append(text + Array("0".utf8)) }
    for candidate in candidates where fits(candidate, rule) { return String(decoding: candidate, as: UTF8.self) }
    return nil
  }

  /// Whether a string fits the string keywords and values of a schema.
  private mutating func fits(_ text: [UInt8], _ rule: UnsafePointer<SchemaRule>) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      if rule.pointee.constant >= 0 || rule.pointee.valuesCount >= 0 { return isAmongStrings(bytes, rule) }
      guard rule.pointee.string >= 0 else { return true }
      let string = program.strings[Int(rule.pointee.string)]
      let count = UInt64(bytes.count)
      if count < string.minimumLength || count > string.maximumLength { return false }
      if string.pattern >= 0, program.expressions[Int(string.pattern)].search(bytes) != .match { return false }
      return string.format < 0 || program.formats[Int(string.format)].matches(bytes)
    }
  }

  private func isAmongStrings(_ bytes: UnsafeBufferPointer<UInt8>, _ rule: UnsafePointer<SchemaRule>) -> Bool {
    allowedValues(rule).contains { $0.kind == .string && $0.stringBytes.elementsEqual(bytes) }
  }

  // MARK: const and enum

  func allowedValues(_ rule: UnsafePointer<SchemaRule>) -> [JSONCursor] {
    if rule.pointee.constant >= 0 { return [program.constants[Int(rule.pointee.constant)].cursor] }
    return (0..<Int(max(0, rule.pointee.valuesCount))).map {
      program.constants[Int(rule.pointee.valuesStart) + $0].cursor
    }
  }

  /// Whether the value is one of those allowed; adds the problem if not.
  mutating func visitConstants(_ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int) -> Bool {
    let isConstant: Bool
    if rule.pointee.constant >= 0, !evaluator.equals(program.constants + Int(rule.pointee.constant), index) {
      isConstant = true
    } else if rule.pointee.valuesCount >= 0, !evaluator.isAmongValues(rule, index) {
      isConstant = false
    } else {
      return true
    }
    guard exploration == nil else {
      add(.init(isConstant ? .const : .enum, .constant), schema, index, "")
      return false
    }
    let values =
      isConstant
      ? [program.constants[Int(rule.pointee.constant)].cursor]
      : (0..<Int(rule.pointee.valuesCount)).map { program.constants[Int(rule.pointee.valuesStart) + $0].cursor }
    addValues(values, .init(isConstant ? .const : .enum, .constant), schema, index, mend: nil)
    return false
  }

  /// Adds the problem that a value is none of some.
  mutating func addValues(
    _ values: [JSONCursor], _ kind: Finding.Kind, _ schema: Int32, _ index: Int, mend: Finding.Derived?
  ) {
    let value = cursor(index)
    var derived = mend
    if value.kind == .string {
      let strings = values.filter { $0.kind == .string }.map { Name($0) }
      if let near = NearestName.find(Array(value.stringBytes), among: strings) {
        let text = Words.quoted(strings[near].buffer)
        derived = Finding.Derived(words: "; did you mean \(text)?", suggestion: text)
      }
    }
    var text = "expected "
    if values.count > 1 { text += "one of " }
    text += Words.values(values)
    text += ", found "
    text += values.contains { $0.kind == value.kind } ? "another value" : Words.found(value)
    add(kind, schema, index, text, derived: derived)
  }

  // MARK: Strings

  mutating func visitString(_ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int) {
    if rule.pointee.string >= 0 { visitString(program.strings[Int(rule.pointee.string)], rule, schema, index) }
    if rule.pointee.warnPattern >= 0, exploration == nil { visitWarnPattern(rule, schema, index) }
  }

  private mutating func visitString(
    _ string: StringRule, _ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int
  ) {
    let value = cursor(index)
    let bytes = value.stringBytes
    if string.minimumLength > 0 || string.maximumLength < .max {
      let length = UInt64(evaluator.codePoints(bytes))
      if length < string.minimumLength {
        let expected = Words.count(string.minimumLength, "character")
        return add(
          .init(.minLength), schema, index,
          length == 0
            ? "must not be empty: expected at least \(expected)" : "expected at least \(expected), found \(length)")
      }
      if length > string.maximumLength {
        let expected = Words.count(string.maximumLength, "character")
        return add(.init(.maxLength), schema, index, "expected at most \(expected), found \(length)")
      }
    }
    if string.pattern >= 0 {
      switch program.expressions[Int(string.pattern)].search(bytes) {
      case .match: break
      case .noMatch: return addPattern(string, rule, schema, index)
      case .tooCostly:
        return add(
          .init(.pattern), schema, index,
          "matching the pattern took too many steps on \(Words.found(value)), so it could not be checked")
      }
    }
    if string.format >= 0, !program.formats[Int(string.format)].matches(bytes) {
      let format = program.formats[Int(string.format)]
      return add(.init(.format), schema, index, "expected \(format.expectation), found \(Words.found(value))")
    }
    if string.encoding >= 0 || string.isJSONText, !withUnsafePointer(to: string, { evaluator.checkContent($0, bytes) })
    {
      let keyword: Keyword = string.encoding >= 0 ? .contentEncoding : .contentMediaType
      let expected = string.isJSONText ? "JSON text" : "text"
      let encoded = string.encoding >= 0 ? " encoded as base64" : ""
      add(.init(keyword), schema, index, "expected \(expected)\(encoded), found \(Words.found(value))")
    }
  }

  private mutating func addPattern(
    _ string: StringRule, _ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int
  ) {
    guard exploration == nil else { return add(.init(.pattern), schema, index, "") }
    let value = cursor(index)
    var derived: Finding.Derived?
    let bytes = Array(value.stringBytes)
    if bytes.count <= 8, bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 == UInt8(ascii: ".") }),
      let mended = mendedText(bytes, rule)
    {
      derived = Finding.Derived(words: "; did you mean \"\(mended)\"?", suggestion: "\"\(mended)\"")
    }
    var text = "expected a string that matches "
    text += program.patternTexts[Int(string.pattern)]
    if let example = example(schema) {
      text += ", such as "
      text += example
    }
    text += ", found "
    text += Words.found(value)
    add(.init(.pattern), schema, index, text, derived: derived)
  }

  /// The first string among the schema's `examples`.
  private func example(_ schema: Int32) -> String? {
    let origin = program.origins[Int(schema)].cursor
    guard let examples = origin[Self.examplesName], let first = examples[0], first.kind == .string else { return nil }
    return Words.quoted(first.stringBytes)
  }

  private static let examplesName: JSONName = "examples"
  private static let warnMessageName: JSONName = "x-warnMessage"

  private mutating func visitWarnPattern(_ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int) {
    let expression = program.expressions + Int(rule.pointee.warnPattern)
    guard expression.pointee.search(cursor(index).stringBytes) == .noMatch else { return }
    let message = program.origins[Int(schema)].cursor[Self.warnMessageName]?.string
    add(
      .init(.warnPattern, .warning), schema, index,
      message ?? "does not match \(program.patternTexts[Int(rule.pointee.warnPattern)])")
  }

  // MARK: Numbers

  mutating func visitNumber(_ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int) {
    guard rule.pointee.number >= 0 else { return }
    let limits = program.numbers[Int(rule.pointee.number)]
    let number = Quantity(cursor(index), isLiteral: evaluator.nodes[index].hasOnlyDigits)
    func limit(_ constant: Int32) -> UnsafePointer<Constant> { UnsafePointer(program.constants + Int(constant)) }
    if limits.minimum >= 0, number.compare(limit(limits.minimum)) < 0 {
      add(.init(.minimum), schema, index, "expected at least \(limit(limits.minimum).pointee.text), found less")
    } else if limits.exclusiveMinimum >= 0, number.compare(limit(limits.exclusiveMinimum)) <= 0 {
      let text = limit(limits.exclusiveMinimum).pointee.text
      add(.init(.exclusiveMinimum), schema, index, "expected more than \(text), found that or less")
    }
    if limits.maximum >= 0, number.compare(limit(limits.maximum)) > 0 {
      add(.init(.maximum), schema, index, "expected at most \(limit(limits.maximum).pointee.text), found more")
    } else if limits.exclusiveMaximum >= 0, number.compare(limit(limits.exclusiveMaximum)) >= 0 {
      let text = limit(limits.exclusiveMaximum).pointee.text
      add(.init(.exclusiveMaximum), schema, index, "expected less than \(text), found that or more")
    }
    if limits.multipleOf >= 0, !number.isMultiple(limit(limits.multipleOf)) {
      add(
        .init(.multipleOf), schema, index,
        "expected a multiple of \(limit(limits.multipleOf).pointee.text), found another number")
    }
  }
}

/// Whether a text reads as a number.
enum Number {
  static func isNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !bytes.isEmpty, bytes.count <= 64 else { return false }
    guard bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || "+-.eE".utf8.contains($0) }) else { return false }
    do throws(JSONParseError) {
      return try JSONReader().read(bytes).kind == .number
    } catch {
      return false
    }
  }
}

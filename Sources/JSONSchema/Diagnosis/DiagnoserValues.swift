import JSON

extension Diagnoser {
  // MARK: Kinds

  mutating func addType(_ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int) {
    guard exploration == nil else { return add(.init(.type, .type), schema, index) { _ in } }
    let value = cursor(index)
    let mend = typeMend(rule, value)
    let schemaRule = rule.pointee
    add(.init(.type, .type), schema, index, derived: mend?.derived) {
      $0.add("expected ")
      $0.addKinds(schemaRule)
      $0.add(", found ")
      $0.addFound(value)
      if let mend { $0.add(mend.words) }
    }
  }

  /// How a value of the wrong kind is mended when only its quotes are wrong.
  private mutating func typeMend(
    _ rule: UnsafePointer<SchemaRule>, _ value: JSONCursor
  ) -> (words: StaticString, derived: Finding.Derived?)? {
    let types = rule.pointee.types
    switch value.kind {
    case .string where types & JSONKind.true.bit != 0 && (value.isString("true") || value.isString("false")):
      let text = noted(value.stringBytes)
      return ("", Finding.Derived(before: "; write ", text: text, isString: false, after: " without quotes"))
    case .string where types & JSONKind.number.bit != 0 && Words.isNumber(value.stringBytes):
      guard value.stringBytes.count <= 8 else { return ("; write it without quotes", nil) }
      let text = noted(value.stringBytes)
      return ("; write it without quotes", Finding.Derived(before: ": ", text: text, isString: false))
    case .number where types & JSONKind.string.bit != 0:
      let text = value.rawText
      guard text.count <= 8, let mended = mendedText(text, rule) else { return ("; write it in quotes", nil) }
      return ("; write it in quotes", Finding.Derived(before: ": ", text: mended, isString: true))
    case .true where types & JSONKind.string.bit != 0, .false where types & JSONKind.string.bit != 0:
      return ("; write it in quotes", nil)
    default:
      return nil
    }
  }

  /// Puts what is going to be suggested into the scratch.
  private mutating func noted(_ value: UnsafeBufferPointer<UInt8>) -> Piece {
    let start = scratch.count
    if let bytes = value.baseAddress { scratch.append(bytes, value.count) }
    return Piece(start, scratch.count)
  }

  /// The text of a number as a string that fits, with a fraction added if only that lets it fit; nil if nothing does.
  private mutating func mendedText(_ text: UnsafeBufferPointer<UInt8>, _ rule: UnsafePointer<SchemaRule>) -> Piece? {
    if fits(text, rule) { return noted(text) }
    let start = noted(text).range.lowerBound
    if text.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      scratch.append(UInt8(ascii: "."))
      scratch.append(UInt8(ascii: "0"))
    } else if text.last == UInt8(ascii: ".") {
      scratch.append(UInt8(ascii: "0"))
    }
    guard fits(UnsafeBufferPointer(rebasing: scratch.elements[start...]), rule) else { return nil }
    return Piece(start, scratch.count)
  }

  /// Whether a string fits the string keywords and values of a schema.
  private mutating func fits(_ bytes: UnsafeBufferPointer<UInt8>, _ rule: UnsafePointer<SchemaRule>) -> Bool {
    if rule.pointee.constant >= 0 || rule.pointee.valuesCount >= 0 { return isAmongStrings(bytes, rule) }
    guard rule.pointee.string >= 0 else { return true }
    let string = program.strings[Int(rule.pointee.string)]
    let count = UInt64(bytes.count)
    if count < string.minimumLength || count > string.maximumLength { return false }
    if string.pattern >= 0, program.expressions[Int(string.pattern)].search(bytes) != .match { return false }
    return string.format < 0 || program.formats[Int(string.format)].matches(bytes)
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
      add(.init(isConstant ? .const : .enum, .constant), schema, index) { _ in }
      return false
    }
    let values =
      isConstant
      ? [program.constants[Int(rule.pointee.constant)].cursor]
      : (0..<Int(rule.pointee.valuesCount)).map { program.constants[Int(rule.pointee.valuesStart) + $0].cursor }
    addValues(values, .init(isConstant ? .const : .enum, .constant), schema, index)
    return false
  }

  /// Adds the problem that a value is none of some.
  mutating func addValues(
    _ values: [JSONCursor], _ kind: Finding.Kind, _ schema: Int32, _ index: Int
  ) {
    let value = cursor(index)
    var derived: Finding.Derived?
    if value.kind == .string {
      let strings = values.filter { $0.kind == .string }.map { Name($0) }
      let near = strings.withUnsafeBufferPointer { NearestName.find(value.stringBytes, among: $0) }
      if let near {
        let text = noted(strings[near].buffer)
        derived = Finding.Derived(before: "; did you mean ", text: text, isString: true, after: "?")
      }
    }
    let isSameKind = values.contains { $0.kind == value.kind }
    add(kind, schema, index, derived: derived) {
      $0.add(values.count > 1 ? "expected one of " : "expected ")
      $0.addValues(values)
      $0.add(", found ")
      if isSameKind { $0.add("another value") } else { $0.addFound(value) }
    }
  }

  // MARK: Strings

  mutating func visitString(_ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int) {
    let count = findings.count
    if rule.pointee.string >= 0 { visitString(program.strings + Int(rule.pointee.string), rule, schema, index) }
    // What a value should look like is no more to be said once it is known to be wrong.
    guard findings.count == count, rule.pointee.warnPattern >= 0, exploration == nil else { return }
    visitWarnPattern(rule, schema, index)
  }

  private mutating func visitString(
    _ string: UnsafePointer<StringRule>, _ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int
  ) {
    let value = cursor(index)
    let bytes = value.stringBytes
    if string.pointee.minimumLength > 0 || string.pointee.maximumLength < .max {
      let length = Words.length(value)
      if UInt64(length) < string.pointee.minimumLength {
        return add(.init(.minLength), schema, index) {
          $0.add(length == 0 ? "must not be empty: expected at least " : "expected at least ")
          $0.addCount(string.pointee.minimumLength, "character")
          guard length > 0 else { return }
          $0.add(", found ")
          $0.add(length)
        }
      }
      if UInt64(length) > string.pointee.maximumLength {
        return add(.init(.maxLength), schema, index) {
          $0.add("expected at most ")
          $0.addCount(string.pointee.maximumLength, "character")
          $0.add(", found ")
          $0.add(length)
        }
      }
    }
    if string.pointee.pattern >= 0 {
      switch program.expressions[Int(string.pointee.pattern)].search(bytes) {
      case .match: break
      case .noMatch: return addPattern(string, rule, schema, index)
      case .tooCostly:
        return add(.init(.pattern), schema, index) {
          $0.add("matching the pattern took too many steps on ")
          $0.addFound(value)
          $0.add(", so it could not be checked")
        }
      }
    }
    if string.pointee.format >= 0, !program.formats[Int(string.pointee.format)].matches(bytes) {
      let format = program.formats[Int(string.pointee.format)]
      return add(.init(.format), schema, index) {
        $0.add("expected ")
        $0.add(format.expectation)
        $0.add(", found ")
        $0.addFound(value)
      }
    }
    guard string.pointee.encoding >= 0 || string.pointee.isJSONText else { return }
    if !evaluator.checkContent(string, bytes) {
      let keyword: Keyword = string.pointee.encoding >= 0 ? .contentEncoding : .contentMediaType
      add(.init(keyword), schema, index) {
        $0.add(string.pointee.isJSONText ? "expected JSON text" : "expected text")
        if string.pointee.encoding >= 0 { $0.add(" encoded as base64") }
        $0.add(", found ")
        $0.addFound(value)
      }
    }
  }

  private mutating func addPattern(
    _ string: UnsafePointer<StringRule>, _ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int
  ) {
    guard exploration == nil else { return add(.init(.pattern), schema, index) { _ in } }
    let value = cursor(index)
    var derived: Finding.Derived?
    let bytes = value.stringBytes
    if bytes.count <= 8, !bytes.isEmpty, bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 == UInt8(ascii: ".") }),
      let mended = mendedText(bytes, rule)
    {
      derived = Finding.Derived(before: "; did you mean ", text: mended, isString: true, after: "?")
    }
    if let message = program.origins[Int(schema)].cursor[Self.patternMessageName], message.kind == .string {
      return add(.init(.pattern), schema, index, derived: derived) {
        $0.add("expected ")
        $0.add(message.stringBytes)
        $0.add(", found ")
        $0.addFound(value)
      }
    }
    let pattern = program.patternTexts[Int(string.pointee.pattern)]
    let example = example(schema)
    add(.init(.pattern), schema, index, derived: derived) {
      $0.add(value.kind == .name ? "expected a name that matches `" : "expected a string that matches `")
      $0.add(pattern)
      $0.add("`")
      if let example {
        $0.add(", such as ")
        $0.addQuoted(example)
      }
      $0.add(", found ")
      $0.addFound(value)
    }
  }

  /// The first string among the schema's `examples`.
  private func example(_ schema: Int32) -> UnsafeBufferPointer<UInt8>? {
    let origin = program.origins[Int(schema)].cursor
    guard let examples = origin[Self.examplesName], let first = examples[0], first.kind == .string else { return nil }
    return first.stringBytes
  }

  private static let examplesName: JSONName = "examples"
  /// What a pattern wants, in words: people do not read regular expressions.
  private static let patternMessageName: JSONName = "x-patternMessage"
  private static let warnMessageName: JSONName = "x-warnMessage"

  private mutating func visitWarnPattern(_ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int) {
    let expression = program.expressions + Int(rule.pointee.warnPattern)
    guard expression.pointee.search(cursor(index).stringBytes) == .noMatch else { return }
    if let message = program.origins[Int(schema)].cursor[Self.warnMessageName], message.kind == .string {
      add(.init(.warnPattern, .warning), schema, index) { $0.add(message.stringBytes) }
    } else {
      let pattern = program.patternTexts[Int(rule.pointee.warnPattern)]
      add(.init(.warnPattern, .warning), schema, index) { $0.add("does not match `\(pattern)`") }
    }
  }

  // MARK: Numbers

  mutating func visitNumber(_ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int) {
    guard rule.pointee.number >= 0 else { return }
    let limits = program.numbers[Int(rule.pointee.number)]
    let number = Quantity(cursor(index), isLiteral: evaluator.nodes[index].hasOnlyDigits)
    func limit(_ constant: Int32) -> UnsafePointer<Constant> { UnsafePointer(program.constants + Int(constant)) }
    if limits.minimum >= 0, number.compare(limit(limits.minimum)) < 0 {
      addLimit(.minimum, "expected at least ", limits.minimum, ", found less", schema, index)
    } else if limits.exclusiveMinimum >= 0, number.compare(limit(limits.exclusiveMinimum)) <= 0 {
      addLimit(
        .exclusiveMinimum, "expected more than ", limits.exclusiveMinimum, ", found that or less", schema, index)
    }
    if limits.maximum >= 0, number.compare(limit(limits.maximum)) > 0 {
      addLimit(.maximum, "expected at most ", limits.maximum, ", found more", schema, index)
    } else if limits.exclusiveMaximum >= 0, number.compare(limit(limits.exclusiveMaximum)) >= 0 {
      addLimit(
        .exclusiveMaximum, "expected less than ", limits.exclusiveMaximum, ", found that or more", schema, index)
    }
    if limits.multipleOf >= 0, !number.isMultiple(limit(limits.multipleOf)) {
      addLimit(
        .multipleOf, "expected a multiple of ", limits.multipleOf, ", found another number", schema, index)
    }
  }

  private mutating func addLimit(
    _ keyword: Keyword, _ before: StaticString, _ limit: Int32, _ after: StaticString, _ schema: Int32, _ index: Int
  ) {
    let constant = program.constants[Int(limit)].cursor
    add(.init(keyword), schema, index) {
      $0.add(before)
      $0.add(constant.rawText)
      $0.add(after)
    }
  }
}

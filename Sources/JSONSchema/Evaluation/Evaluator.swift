import JSON

/// Says whether an instance fits a program: stops at the first failure, and neither allocates nor counts references.
///
/// Methods that are not inlined are `mutating` even where they change nothing: the evaluator is then handed on by its
/// address, where it would be copied otherwise.
///
/// The program's buffers and the instance's tape are read through plain addresses. That is sound while the caller
/// holds the program and lends the instance, which is for the length of one call; indices in rules were made by the
/// compiler together with the buffers they point into.
struct Evaluator {
  let schemas: UnsafePointer<SchemaRule>
  let strings: UnsafePointer<StringRule>
  let numbers: UnsafePointer<NumberRule>
  let arrays: UnsafePointer<ArrayRule>
  let objects: UnsafePointer<ObjectRule>
  let properties: UnsafePointer<PropertyRule>
  let tables: UnsafePointer<Int32>
  let patterns: UnsafePointer<PatternRule>
  let dependencies: UnsafePointer<DependencyRule>
  let names: UnsafePointer<Name>
  let logic: UnsafePointer<LogicRule>
  let lists: UnsafePointer<Int32>
  let discriminators: UnsafePointer<Discriminator>
  let constants: UnsafePointer<Constant>
  let expressions: UnsafePointer<Program.Expression>
  let formats: UnsafePointer<Format>
  let encodings: UnsafePointer<ContentEncoding>

  let text: UnsafePointer<UInt8>
  let nodes: UnsafePointer<JSONNode>
  let decoded: UnsafePointer<UInt8>

  /// How many more rules may be entered one within another.
  var depthLeft: Int
  /// A rule could not be decided: nested too deeply, or a pattern took too many steps. The answer is then not valid,
  /// whatever `not` makes of it.
  var gaveUp = false
  /// A pattern was the reason.
  var patternTooCostly = false
  /// Whether to look out for what a diagnosis might warn of.
  let seeksDoubts: Bool
  /// Something was met that a diagnosis might warn of.
  var hasDoubts = false

  init(_ program: Program, _ instance: JSONCursor, maximumDepth: Int, seeksDoubts: Bool = false) {
    self.seeksDoubts = seeksDoubts
    schemas = UnsafePointer(program.schemas)
    strings = UnsafePointer(program.strings)
    numbers = UnsafePointer(program.numbers)
    arrays = UnsafePointer(program.arrays)
    objects = UnsafePointer(program.objects)
    properties = UnsafePointer(program.properties)
    tables = UnsafePointer(program.tables)
    patterns = UnsafePointer(program.patterns)
    dependencies = UnsafePointer(program.dependencies)
    names = UnsafePointer(program.names)
    logic = UnsafePointer(program.logic)
    lists = UnsafePointer(program.lists)
    discriminators = UnsafePointer(program.discriminators)
    constants = UnsafePointer(program.constants)
    expressions = UnsafePointer(program.expressions)
    formats = UnsafePointer(program.formats)
    encodings = UnsafePointer(program.encodings)
    text = instance.textStart
    nodes = instance.tapeStart
    decoded = instance.decodedStart
    depthLeft = maximumDepth
  }

  @inline(__always)
  func cursor(_ index: Int) -> JSONCursor {
    JSONCursor(textStart: text, tapeStart: nodes, decodedStart: decoded, index: index)
  }

  /// The index after the value at `index` and all it holds.
  @inline(__always)
  func after(_ index: Int) -> Int {
    let node = nodes[index]
    return node.isContainer ? node.linkIndex : index &+ 1
  }

  /// The bytes of the string or name at `index`.
  @inline(__always)
  func bytes(_ index: Int) -> UnsafeBufferPointer<UInt8> { cursor(index).stringBytes }

  /// Whether the value at `index` fits the schema.
  @inline(__always)
  mutating func accepts(_ schema: Int32, _ index: Int) -> Bool {
    let rule = schemas + Int(schema)
    let kind = nodes[index].kindBit
    if rule.pointee.accepts & kind == 0 { return false }
    if rule.pointee.checks & kind == 0 { return true }
    return check(rule, index)
  }

  /// Everything but the kind. Most schemas have keywords for one kind only, and then this is but a branch.
  @inline(never)
  private mutating func check(_ rule: UnsafePointer<SchemaRule>, _ index: Int) -> Bool {
    if rule.pointee.hasMore { return checkAll(rule, index) }
    switch nodes[index].nodeKind {
    case .object: return checkObject(objects + Int(rule.pointee.object), index)
    case .string, .name: return checkString(rule, index)
    case .number: return checkNumber(rule, index)
    case .array: return checkArray(arrays + Int(rule.pointee.array), index)
    case .null, .true, .false: return true
    }
  }

  private mutating func checkAll(_ rule: UnsafePointer<SchemaRule>, _ index: Int) -> Bool {
    switch nodes[index].nodeKind {
    case .object:
      if rule.pointee.object >= 0, !checkObject(objects + Int(rule.pointee.object), index) { return false }
    case .string, .name:
      if rule.pointee.string >= 0 || rule.pointee.warnPattern >= 0, !checkString(rule, index) { return false }
    case .number:
      if !checkNumber(rule, index) { return false }
    case .array:
      if rule.pointee.array >= 0, !checkArray(arrays + Int(rule.pointee.array), index) { return false }
    case .null, .true, .false:
      break
    }
    return checkMore(rule, index)
  }

  /// The keywords that concern every kind.
  private mutating func checkMore(_ rule: UnsafePointer<SchemaRule>, _ index: Int) -> Bool {
    if rule.pointee.constant >= 0, !equals(constants + Int(rule.pointee.constant), index) { return false }
    if rule.pointee.valuesCount >= 0, !isAmongValues(rule, index) { return false }
    return rule.pointee.logicCount == 0 || checkLogic(rule, index)
  }

  /// Whether one more container or keyword may be entered; each entry has to be left again.
  @inline(__always)
  mutating func enter() -> Bool {
    depthLeft &-= 1
    if depthLeft >= 0 { return true }
    gaveUp = true
    depthLeft &+= 1
    return false
  }

  // MARK: Constants

  mutating func isAmongValues(_ rule: UnsafePointer<SchemaRule>, _ index: Int) -> Bool {
    let start = constants + Int(rule.pointee.valuesStart)
    for place in 0..<Int(rule.pointee.valuesCount) where equals(start + place, index) { return true }
    return false
  }

  mutating func equals(_ constant: UnsafePointer<Constant>, _ index: Int) -> Bool {
    let kind = nodes[index].kindBit
    if kind == 1 &<< JSONKind.string.rawValue {
      guard constant.pointee.kind == kind else { return false }
      let bytes = bytes(index)
      guard bytes.count == constant.pointee.count else { return false }
      guard let start = bytes.baseAddress else { return true }
      return equalBytes(start, constant.pointee.bytes, bytes.count)
    }
    return Equality.equal(constant.pointee.cursor, cursor(index))
  }

  // MARK: Strings

  private mutating func checkString(_ schema: UnsafePointer<SchemaRule>, _ index: Int) -> Bool {
    if seeksDoubts, schema.pointee.warnPattern >= 0, !matches(schema.pointee.warnPattern, bytes(index)) {
      hasDoubts = true
    }
    guard schema.pointee.string >= 0 else { return true }
    let rule = strings + Int(schema.pointee.string)
    let bytes = bytes(index)
    let length = UInt64(nodes[index].hasNonASCII ? codePoints(bytes) : bytes.count)
    if length < rule.pointee.minimumLength || length > rule.pointee.maximumLength { return false }
    return rule.pointee.isLengthOnly || checkContent(of: bytes, rule)
  }

  private mutating func checkContent(
    of bytes: UnsafeBufferPointer<UInt8>, _ rule: UnsafePointer<StringRule>
  ) -> Bool {
    if rule.pointee.pattern >= 0, !matches(rule.pointee.pattern, bytes) { return false }
    if rule.pointee.format >= 0, !formats[Int(rule.pointee.format)].matches(bytes) { return false }
    if rule.pointee.encoding >= 0 || rule.pointee.isJSONText { return checkContent(rule, bytes) }
    return true
  }

  /// Whether a regular expression matches somewhere in the bytes.
  @inline(__always)
  mutating func matches(_ expression: Int32, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch expressions[Int(expression)].search(bytes) {
    case .match: return true
    case .noMatch: return false
    case .tooCostly:
      gaveUp = true
      patternTooCostly = true
      return false
    }
  }

  /// The length of a string as JSON Schema counts it.
  mutating func codePoints(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in bytes where byte & 0xC0 != 0x80 { count &+= 1 }
    return count
  }

  /// `contentEncoding` and `contentMediaType`, where they are assertions. This allocates.
  @inline(never)
  mutating func checkContent(_ rule: UnsafePointer<StringRule>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard rule.pointee.encoding >= 0 else { return Self.isJSONText(bytes) }
    let encoding = encodings[Int(rule.pointee.encoding)]
    guard rule.pointee.isJSONText else { return encoding.matches(bytes) }
    guard let content = encoding.decoded(bytes) else { return false }
    return content.withUnsafeBufferPointer { Self.isJSONText($0) }
  }

  private static func isJSONText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    do throws(JSONParseError) {
      _ = try JSONReader().read(bytes)
      return true
    } catch {
      return false
    }
  }

  // MARK: Numbers

  @inline(__always)
  func isInteger(_ index: Int) -> Bool { nodes[index].hasOnlyDigits || cursor(index).number.isInteger }

  private mutating func checkNumber(_ schema: UnsafePointer<SchemaRule>, _ index: Int) -> Bool {
    if schema.pointee.integersOnly, !isInteger(index) { return false }
    guard schema.pointee.number >= 0 else { return true }
    let rule = numbers + Int(schema.pointee.number)
    let number = Quantity(cursor(index), isLiteral: nodes[index].hasOnlyDigits)
    if rule.pointee.minimum >= 0, number.compare(constants + Int(rule.pointee.minimum)) < 0 { return false }
    if rule.pointee.maximum >= 0, number.compare(constants + Int(rule.pointee.maximum)) > 0 { return false }
    if rule.pointee.exclusiveMinimum >= 0, number.compare(constants + Int(rule.pointee.exclusiveMinimum)) <= 0 {
      return false
    }
    if rule.pointee.exclusiveMaximum >= 0, number.compare(constants + Int(rule.pointee.exclusiveMaximum)) >= 0 {
      return false
    }
    return rule.pointee.multipleOf < 0 || number.isMultiple(constants + Int(rule.pointee.multipleOf))
  }
}

/// A number of an instance, as a machine integer when it is short enough.
struct Quantity {
  private let cursor: JSONCursor
  private var integer = 0
  private var isSmall = false

  init(_ cursor: JSONCursor, isLiteral: Bool) {
    self.cursor = cursor
    let text = cursor.rawText
    guard isLiteral, text.count <= 18, let start = text.baseAddress else { return }
    isSmall = true
    var index = start[0] == UInt8(ascii: "-") ? 1 : 0
    while index < text.count {
      integer = integer &* 10 &+ Int(start[index] &- 0x30)
      index &+= 1
    }
    if start[0] == UInt8(ascii: "-") { integer = 0 &- integer }
  }

  func compare(_ limit: UnsafePointer<Constant>) -> Int {
    if isSmall, limit.pointee.isSmallInteger { return integer &- limit.pointee.integer }
    return cursor.number.compare(limit.pointee.cursor.number)
  }

  func isMultiple(_ divisor: UnsafePointer<Constant>) -> Bool {
    if isSmall, divisor.pointee.isSmallInteger { return integer % divisor.pointee.integer == 0 }
    return cursor.number.isMultiple(of: divisor.pointee.cursor.number)
  }
}

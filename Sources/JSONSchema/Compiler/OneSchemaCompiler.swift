import JSON

/// Compiles the keywords of one schema.
struct OneSchemaCompiler {
  let place: SchemaCompiler.Place
  let number: Int

  private var rule = SchemaRule()
  private var string = StringRule()
  private var hasString = false
  private var numeric = NumberRule()
  private var hasNumeric = false
  private var array = ArrayRule()
  private var hasArray = false
  private var object = ObjectRule()
  private var hasObject = false
  private var logic: [(operation: LogicRule.Operation, schemas: [Int32])] = []
  private var values = KeywordValues()

  init(place: SchemaCompiler.Place, number: Int) {
    self.place = place
    self.number = number
  }

  mutating func compile(_ compiler: inout SchemaCompiler) throws(SchemaError) {
    guard place.cursor.kind == .object else {
      if place.cursor.kind == .false {
        rule.isFalse = true
        rule.accepts = 0
      }
      compiler.draft.schemas[number] = rule
      return
    }
    readMembers(&compiler)
    if let reference = values[.reference], try compileReference(reference, &compiler) { return }
    try compileType(compiler)
    try compileValues(&compiler)
    try compileString(&compiler)
    try compileNumber(&compiler)
    try compileArray(&compiler)
    try compileObject(&compiler)
    try compileLogic(&compiler)
    try refuseUnsupported(compiler)
    finish(&compiler)
  }

  private mutating func readMembers(_ compiler: inout SchemaCompiler) {
    place.cursor.forEachMember { name, value in
      if let keyword = Keyword(name), keyword.exists(in: place.dialect) {
        values.add(keyword, value)
      } else if let text = name.string, let near = NearestName.keyword(near: text) {
        note(&compiler, "/" + JSONPointer.escape(text), "\"\(text)\" is not a keyword; \"\(near)\" was meant, perhaps")
      }
    }
  }

  private func note(_ compiler: inout SchemaCompiler, _ keyword: String, _ message: String) {
    compiler.notes.append(SchemaNote(pointer: place.documentPointer + keyword, message: message))
  }

  /// Whether the reference is all there is to the schema.
  private mutating func compileReference(
    _ reference: JSONCursor, _ compiler: inout SchemaCompiler
  ) throws(SchemaError) -> Bool {
    guard let text = reference.string else {
      throw compiler.failure(place, "/$ref", "a reference has to be a string, and this is \(reference.kind.words)")
    }
    let target = try compiler.number(of: try compiler.resolve(text, from: place))
    guard place.dialect.referenceHidesSiblings else {
      logic.append((.reference, [target]))
      return false
    }
    let hidden = values.list.map(\.keyword).filter { $0 != .reference && !$0.isAnnotation }.map { "\"\($0.name)\"" }
      .sorted()
    if !hidden.isEmpty {
      let names = hidden.joined(separator: ", ")
      note(&compiler, "/$ref", "beside a reference, draft-07 ignores every other keyword; ignored here: \(names)")
    }
    rule.reference = target
    compiler.draft.schemas[number] = rule
    return true
  }

  private mutating func finish(_ compiler: inout SchemaCompiler) {
    func add<T>(_ value: T, _ list: inout [T]) -> Int32 {
      list.append(value)
      return Int32(list.count - 1)
    }
    var checks: UInt8 = rule.integersOnly ? JSONKind.number.bit : 0
    if hasString {
      string.isLengthOnly = string.pattern < 0 && string.format < 0 && string.encoding < 0 && !string.isJSONText
      rule.string = add(string, &compiler.draft.strings)
      checks |= JSONKind.string.bit
    }
    if hasNumeric {
      rule.number = add(numeric, &compiler.draft.numbers)
      checks |= JSONKind.number.bit
    }
    if hasArray {
      rule.array = add(array, &compiler.draft.arrays)
      checks |= JSONKind.array.bit
    }
    if hasObject {
      rule.object = add(object, &compiler.draft.objects)
      checks |= JSONKind.object.bit
    }
    if rule.warnPattern >= 0 { checks |= JSONKind.string.bit }
    rule.accepts &= rule.types
    if rule.constant >= 0 || rule.valuesCount >= 0 {
      // What is left of null, true and false after the kinds were compared is equal already.
      checks |= JSONKind.number.bit | JSONKind.string.bit | JSONKind.array.bit | JSONKind.object.bit
    }
    if !logic.isEmpty {
      checks = .anyKind
      rule.logicStart = Int32(compiler.draft.logic.count)
      rule.logicCount = Int32(logic.count)
      for (operation, schemas) in logic {
        let start = Int32(compiler.draft.lists.count)
        compiler.draft.lists += schemas
        compiler.draft.logic.append(LogicRule(operation: operation, start: start, count: Int32(schemas.count)))
      }
    }
    rule.hasMore = rule.constant >= 0 || rule.valuesCount >= 0 || !logic.isEmpty
    rule.checks = checks.withNames
    rule.accepts = rule.accepts.withNames
    rule.types = rule.types.withNames
    compiler.draft.schemas[number] = rule
  }

  // MARK: Reading keyword values

  private func count(_ keyword: Keyword, _ compiler: SchemaCompiler) throws(SchemaError) -> UInt64? {
    guard let value = values[keyword] else { return nil }
    guard value.kind == .number, value.number.isInteger, !value.number.isNegative || value.number.isZero else {
      throw wrong(keyword, "a whole number that is not below 0", compiler)
    }
    let number = value.number
    guard number.digitCount + number.exponent <= 19 else { return .max - 1 }
    var result = number.mantissa
    for _ in 0..<number.exponent { result *= 10 }
    return min(result, .max - 1)
  }

  private func boolean(_ keyword: Keyword, _ compiler: SchemaCompiler) throws(SchemaError) -> Bool {
    guard let value = values[keyword] else { return false }
    guard let boolean = value.boolean else { throw wrong(keyword, "true or false", compiler) }
    return boolean
  }

  private func text(_ keyword: Keyword, _ compiler: SchemaCompiler) throws(SchemaError) -> String? {
    guard let value = values[keyword] else { return nil }
    guard value.kind == .string else { throw wrong(keyword, "a string", compiler) }
    return value.string
  }

  private func wrong(_ keyword: Keyword, _ expected: String, _ compiler: SchemaCompiler) -> SchemaError {
    let found = values[keyword].map { ", and this is \($0.kind.words)" } ?? ""
    return compiler.failure(
      place, "/" + JSONPointer.escape(keyword.name), "\"\(keyword.name)\" has to be \(expected)\(found)")
  }

  /// The number of the schema that is the value of a keyword.
  private func schema(_ keyword: Keyword, _ compiler: inout SchemaCompiler) throws(SchemaError) -> Int32? {
    guard let value = values[keyword] else { return nil }
    return try compiler.number(of: compiler.step(from: place, keyword.name, value))
  }

  private func list(_ keyword: Keyword, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [Int32]? {
    guard let value = values[keyword] else { return nil }
    guard value.kind == .array else { throw wrong(keyword, "a list of schemas", compiler) }
    let list = compiler.step(from: place, keyword.name, value, isSchema: false)
    var schemas: [Int32] = []
    var element = value.first
    for position in 0..<value.count {
      schemas.append(try compiler.number(of: compiler.step(from: list, String(position), element)))
      element = element.next
    }
    return schemas
  }

  private func expression(
    _ name: JSONCursor, at keyword: String, _ compiler: inout SchemaCompiler
  ) throws(SchemaError) -> Int32 {
    let text = name.string ?? ""
    if let known = compiler.draft.patternTexts.firstIndex(where: { $0.utf8.elementsEqual(text.utf8) }) {
      return Int32(known)
    }
    do throws(RegularExpression.SyntaxError) {
      compiler.draft.expressions.append(try RegularExpression(text))
    } catch {
      throw compiler.failure(place, keyword, "the regular expression cannot be used: \(error.message)")
    }
    compiler.draft.patternTexts.append(text)
    return Int32(compiler.draft.patternTexts.count - 1)
  }

  private func constant(_ value: JSONCursor, _ compiler: inout SchemaCompiler) -> Int32 {
    compiler.draft.constants.append(Constant(value))
    return Int32(compiler.draft.constants.count - 1)
  }

  // MARK: Keywords for every kind

  private mutating func compileType(_ compiler: SchemaCompiler) throws(SchemaError) {
    guard let value = values[.type] else { return }
    rule.types = 0
    rule.hasType = true
    var integer = false
    func add(_ name: JSONCursor) -> UInt8? {
      switch name.string {
      case "null": return JSONKind.null.bit
      case "boolean": return JSONKind.true.bit | JSONKind.false.bit
      case "number": return JSONKind.number.bit
      case "string": return JSONKind.string.bit
      case "array": return JSONKind.array.bit
      case "object": return JSONKind.object.bit
      case "integer":
        integer = true
        return 0
      default: return nil
      }
    }
    var element = value.kind == .array ? value.first : value
    for _ in 0..<(value.kind == .array ? value.count : 1) {
      guard let bits = add(element) else {
        throw wrong(.type, "one or several of null, boolean, number, integer, string, array and object", compiler)
      }
      rule.types |= bits
      element = element.next
    }
    if integer, rule.types & JSONKind.number.bit == 0 {
      rule.types |= JSONKind.number.bit
      rule.integersOnly = true
    }
  }

  private mutating func compileValues(_ compiler: inout SchemaCompiler) throws(SchemaError) {
    if let value = values[.const] {
      rule.constant = constant(value, &compiler)
      rule.accepts &= value.kind.bit
    }
    if let value = values[.enum] {
      guard value.kind == .array else { throw wrong(.enum, "a list", compiler) }
      rule.valuesStart = Int32(compiler.draft.constants.count)
      rule.valuesCount = Int32(value.count)
      var kinds: UInt8 = 0
      value.forEachElement { element in
        _ = constant(element, &compiler)
        kinds |= element.kind.bit
      }
      rule.accepts &= kinds
      if value.count == 0 { note(&compiler, "/enum", "an empty list of values lets nothing through") }
    }
    rule.isSecret = try boolean(.writeOnly, compiler) || values[.contentEncoding] != nil
    if values[.format]?.isString("password") == true { rule.isSecret = true }
    if let value = values[.warnPattern], value.kind == .string {
      rule.warnPattern = try expression(value, at: "/x-warnPattern", &compiler)
    }
  }

  // MARK: Strings and numbers

  private mutating func compileString(_ compiler: inout SchemaCompiler) throws(SchemaError) {
    if let length = try count(.minLength, compiler), length > 0 {
      string.minimumLength = length
      hasString = true
    }
    if let length = try count(.maxLength, compiler) {
      string.maximumLength = length
      hasString = true
    }
    if try text(.pattern, compiler) != nil, let value = values[.pattern] {
      string.pattern = try expression(value, at: "/pattern", &compiler)
      hasString = true
    }
    if compiler.options.formatAssertion, place.dialect <= .draft7, let name = try text(.format, compiler),
      let format = Format(name: name)
    {
      string.format = Int32(compiler.draft.formats.count)
      compiler.draft.formats.append(format)
      hasString = true
    }
    guard compiler.options.contentAssertion, place.dialect <= .draft7 else { return }
    if let name = try text(.contentEncoding, compiler), let encoding = ContentEncoding(name: name) {
      string.encoding = Int32(compiler.draft.encodings.count)
      compiler.draft.encodings.append(encoding)
      hasString = true
    }
    if let type = try text(.contentMediaType, compiler), isJSON(type) {
      // Content in an encoding that is not known cannot be looked into.
      string.isJSONText = values[.contentEncoding] == nil || string.encoding >= 0
      hasString = true
    }
  }

  private func isJSON(_ mediaType: String) -> Bool {
    let essence = mediaType.prefix { $0 != ";" && $0 != " " }.lowercased()
    return essence == "application/json" || essence.hasSuffix("+json")
  }

  private mutating func compileNumber(_ compiler: inout SchemaCompiler) throws(SchemaError) {
    func limit(_ keyword: Keyword) throws(SchemaError) -> Int32 {
      guard let value = values[keyword] else { return -1 }
      guard value.kind == .number else { throw wrong(keyword, "a number", compiler) }
      return constant(value, &compiler)
    }
    numeric.minimum = try limit(.minimum)
    numeric.maximum = try limit(.maximum)
    if place.dialect == .draft4 {
      if try boolean(.exclusiveMinimum, compiler) { swap(&numeric.minimum, &numeric.exclusiveMinimum) }
      if try boolean(.exclusiveMaximum, compiler) { swap(&numeric.maximum, &numeric.exclusiveMaximum) }
    } else {
      numeric.exclusiveMinimum = try limit(.exclusiveMinimum)
      numeric.exclusiveMaximum = try limit(.exclusiveMaximum)
    }
    numeric.multipleOf = try limit(.multipleOf)
    if let divisor = values[.multipleOf]?.number, divisor.isZero || divisor.isNegative {
      throw wrong(.multipleOf, "a number above 0", compiler)
    }
    hasNumeric =
      numeric.minimum >= 0 || numeric.maximum >= 0 || numeric.exclusiveMinimum >= 0 || numeric.exclusiveMaximum >= 0
      || numeric.multipleOf >= 0
  }

  // MARK: Arrays

  private mutating func compileArray(_ compiler: inout SchemaCompiler) throws(SchemaError) {
    if let count = try count(.minItems, compiler), count > 0 {
      array.minimumCount = count
      hasArray = true
    }
    if let count = try count(.maxItems, compiler) {
      array.maximumCount = count
      hasArray = true
    }
    if try boolean(.uniqueItems, compiler) {
      array.unique = true
      hasArray = true
    }
    try compileItems(&compiler)
    if let schema = try schema(.contains, &compiler) {
      array.contains = schema
      hasArray = true
      if let count = try count(.minContains, compiler) { array.minimumContains = count }
      if let count = try count(.maxContains, compiler) { array.maximumContains = count }
    }
  }

  private mutating func compileItems(_ compiler: inout SchemaCompiler) throws(SchemaError) {
    let tupleKeyword: Keyword = place.dialect >= .draft2020 ? .prefixItems : .items
    let restKeyword: Keyword = place.dialect >= .draft2020 ? .items : .additionalItems
    if let value = values[.items], value.kind != .array, place.dialect < .draft2020 {
      array.rest = try schema(.items, &compiler) ?? -1
      hasArray = true
      return
    }
    var isTuple = false
    if values[tupleKeyword] != nil, let schemas = try list(tupleKeyword, &compiler) {
      array.tupleStart = Int32(compiler.draft.lists.count)
      array.tupleCount = Int32(schemas.count)
      compiler.draft.lists += schemas
      isTuple = true
      hasArray = true
    }
    if isTuple || restKeyword == .items, let schema = try schema(restKeyword, &compiler) {
      array.rest = schema
      array.restIsAdditional = restKeyword == .additionalItems
      hasArray = true
    }
  }

  // MARK: Objects

  private mutating func compileObject(_ compiler: inout SchemaCompiler) throws(SchemaError) {
    if let count = try count(.minProperties, compiler), count > 0 {
      object.minimumCount = count
      hasObject = true
    }
    if let count = try count(.maxProperties, compiler) {
      object.maximumCount = count
      hasObject = true
    }
    try compileProperties(&compiler)
    if let value = values[.patternProperties] {
      try compilePatternProperties(value, &compiler)
      hasObject = true
    }
    if let schema = try schema(.additionalProperties, &compiler) {
      let value = values[.additionalProperties]
      if value?.kind != .true, value.map({ $0.kind != .object || $0.count > 0 }) ?? false {
        object.additional = schema
        hasObject = true
      }
    }
    if let schema = try schema(.propertyNames, &compiler) {
      object.names = schema
      hasObject = true
    }
    object.ignoresOthers = object.patternsCount == 0 && object.additional < 0 && object.names < 0
    try compileDependencies(&compiler)
  }

  private mutating func compileProperties(_ compiler: inout SchemaCompiler) throws(SchemaError) {
    var table = NameTable()
    if let value = values[.properties] {
      guard value.kind == .object else { throw wrong(.properties, "an object", compiler) }
      object.declaresProperties = true
      hasObject = true
      let map = compiler.step(from: place, Keyword.properties.name, value, isSchema: false)
      var name = value.first
      for _ in 0..<value.count {
        let schema = try compiler.number(of: compiler.step(from: map, name.string ?? "", name.first))
        table.properties.append(PropertyRule(name: Name(name), schema: schema))
        name = name.first.next
      }
    }
    if let value = values[.required] {
      try compileRequired(value, &table, &compiler)
    }
    object.propertiesStart = Int32(compiler.draft.properties.count)
    object.propertiesCount = Int32(table.properties.count)
    compiler.draft.properties += table.properties
    if table.properties.count > 8 {
      let slots = table.hashed(from: object.propertiesStart)
      object.tableStart = Int32(compiler.draft.tables.count)
      object.tableMask = Int32(slots.count - 1)
      compiler.draft.tables += slots
    }
  }

  private mutating func compileRequired(
    _ value: JSONCursor, _ table: inout NameTable, _ compiler: inout SchemaCompiler
  ) throws(SchemaError) {
    if value.boolean != nil {
      note(&compiler, "/required", "\"required\" is a list of names since draft-04; a boolean says nothing")
      return
    }
    guard value.kind == .array else { throw wrong(.required, "a list of names", compiler) }
    var element = value.first
    for _ in 0..<value.count {
      guard element.kind == .string else { throw wrong(.required, "a list of names", compiler) }
      let name = Name(element)
      hasObject = true
      if let known = table.firstIndex(of: name) {
        if !table.properties[known].isRequired { object.requiredCount += 1 }
        table.properties[known].isRequired = true
      } else {
        object.requiredCount += 1
        table.properties.append(PropertyRule(name: name, isRequired: true))
        if object.declaresProperties {
          note(&compiler, "/required", "\"\(name.text)\" is required, but \"properties\" does not have it")
        }
      }
      element = element.next
    }
  }

  private mutating func compilePatternProperties(
    _ value: JSONCursor, _ compiler: inout SchemaCompiler
  ) throws(SchemaError) {
    guard value.kind == .object else { throw wrong(.patternProperties, "an object", compiler) }
    let map = compiler.step(from: place, Keyword.patternProperties.name, value, isSchema: false)
    var rules: [PatternRule] = []
    var name = value.first
    for _ in 0..<value.count {
      let text = name.string ?? ""
      let pattern = try expression(name, at: "/patternProperties/" + JSONPointer.escape(text), &compiler)
      let schema = try compiler.number(of: compiler.step(from: map, text, name.first))
      rules.append(PatternRule(pattern: pattern, schema: schema, name: Name(name)))
      name = name.first.next
    }
    object.patternsStart = Int32(compiler.draft.patterns.count)
    object.patternsCount = Int32(rules.count)
    compiler.draft.patterns += rules
  }

  private mutating func compileDependencies(_ compiler: inout SchemaCompiler) throws(SchemaError) {
    var rules: [DependencyRule] = []
    for (keyword, kind) in [
      (Keyword.dependencies, DependencyRule.Keyword.dependencies), (.dependentRequired, .dependentRequired),
      (.dependentSchemas, .dependentSchemas),
    ] {
      guard let value = values[keyword] else { continue }
      guard value.kind == .object else { throw wrong(keyword, "an object", compiler) }
      let map = compiler.step(from: place, keyword.name, value, isSchema: false)
      var name = value.first
      for _ in 0..<value.count {
        var rule = DependencyRule(name: Name(name), keyword: kind)
        if name.first.kind == .array {
          rule.namesStart = Int32(compiler.draft.names.count)
          rule.namesCount = Int32(name.first.count)
          var element = name.first.first
          for _ in 0..<name.first.count {
            guard element.kind == .string else { throw wrong(keyword, "lists of names or schemas, by name", compiler) }
            compiler.draft.names.append(Name(element))
            element = element.next
          }
        } else {
          rule.schema = try compiler.number(of: compiler.step(from: map, name.string ?? "", name.first))
        }
        rules.append(rule)
        name = name.first.next
      }
    }
    guard !rules.isEmpty else { return }
    object.dependenciesStart = Int32(compiler.draft.dependencies.count)
    object.dependenciesCount = Int32(rules.count)
    compiler.draft.dependencies += rules
    hasObject = true
  }

  // MARK: Logic

  private mutating func compileLogic(_ compiler: inout SchemaCompiler) throws(SchemaError) {
    for (keyword, operation) in [
      (Keyword.allOf, LogicRule.Operation.allOf), (.anyOf, .anyOf), (.oneOf, .oneOf),
    ] {
      if let schemas = try list(keyword, &compiler) { logic.append((operation, schemas)) }
    }
    if let schema = try schema(.not, &compiler) { logic.append((.not, [schema])) }
    guard let condition = try schema(.if, &compiler) else {
      if values[.then] != nil || values[.else] != nil {
        note(&compiler, values[.then] != nil ? "/then" : "/else", "without \"if\" it says nothing")
      }
      return
    }
    let branches = [try schema(.then, &compiler) ?? -1, try schema(.else, &compiler) ?? -1]
    if branches != [-1, -1] { logic.append((.conditional, [condition] + branches)) }
  }

  private func refuseUnsupported(_ compiler: SchemaCompiler) throws(SchemaError) {
    for keyword in [
      Keyword.recursiveReference, .dynamicReference, .unevaluatedItems, .unevaluatedProperties,
    ] where values[keyword] != nil {
      throw compiler.failure(
        place, "/" + keyword.name, "\"\(keyword.name)\" is not understood; it belongs to a later draft")
    }
  }
}

/// The names of one object as they are collected.
struct NameTable {
  var properties: [PropertyRule] = []
  private var index: [UInt32: [Int]] = [:]
  private var indexed = 0

  mutating func firstIndex(of name: Name) -> Int? {
    if properties.count <= 16 { return properties.firstIndex { $0.name.equals(name) } }
    while indexed < properties.count {
      index[properties[indexed].name.hash, default: []].append(indexed)
      indexed += 1
    }
    return index[name.hash]?.first { properties[$0].name.equals(name) }
  }

  /// A table with open addressing, half empty at least; -1 in the free slots.
  func hashed(from start: Int32) -> [Int32] {
    var size = 16
    while size < properties.count * 2 { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    for (number, property) in properties.enumerated() {
      var slot = Int(property.name.hash) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = start + Int32(number)
    }
    return slots
  }
}

extension JSONKind {
  /// The kind as `JSONNode.kindBit` has it.
  var bit: UInt8 { 1 << rawValue }
}

extension UInt8 {
  /// A name counts as a string wherever it is validated.
  fileprivate var withNames: UInt8 {
    let string = JSONKind.string.bit
    return self & string != 0 ? self | JSONKind.name.bit : self & ~JSONKind.name.bit
  }
}

extension Keyword {
  /// Whether a keyword only describes, so that ignoring it changes no answer.
  var isAnnotation: Bool {
    switch self {
    case .description, .title, .default, .examples, .comment, .readOnly, .writeOnly, .schema, .definitions,
      .newDefinitions, .deprecated:
      true
    default: false
    }
  }
}

import JSON

extension Diagnoser {
  /// The keywords that apply other schemas to the same value.
  mutating func visitLogic(_ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int) {
    for number in 0..<Int(rule.pointee.logicCount) {
      if truncated { return }
      let logic = program.logic[Int(rule.pointee.logicStart) + number]
      let list = UnsafeBufferPointer(start: program.lists + Int(logic.start), count: Int(logic.count))
      switch logic.operation {
      case .allOf:
        for target in list { visit(target, index) }
      case .reference:
        visit(list[0], index, referredToBy: schema)
      case .anyOf: visitAnyOf(list, schema, index)
      case .oneOf: visitOneOf(list, schema, index)
      case .not:
        if evaluator.accepts(list[0], index) { addNot(list[0], schema, index) }
      case .conditional: visitConditional(list, index)
      }
    }
  }

  private mutating func visitConditional(_ list: UnsafeBufferPointer<Int32>, _ index: Int) {
    let holds = evaluator.accepts(list[0], index)
    if holds {
      // What the condition names is known; it has no problems to add.
      conditionDepth += 1
      visit(list[0], index)
      conditionDepth -= 1
    }
    let branch = holds ? list[1] : list[2]
    if branch >= 0 { visit(branch, index) }
  }

  private mutating func visitAnyOf(_ list: UnsafeBufferPointer<Int32>, _ schema: Int32, _ index: Int) {
    var isValid = false
    for target in list where evaluator.accepts(target, index) {
      isValid = true
      visit(target, index)
    }
    if !isValid { addBranches(list, .anyOf, schema, index) }
  }

  private mutating func visitOneOf(_ list: UnsafeBufferPointer<Int32>, _ schema: Int32, _ index: Int) {
    let valid = list.indices.filter { evaluator.accepts(list[$0], index) }
    if valid.count > 1, let names = requiredNames(list) {
      return add(.init(.oneOf), schema, index) { text in
        text.add("only one may be given: ")
        text.addAlternatives(valid.count) { $0.addQuoted(names[valid[$1]]) }
      }
    }
    if valid.count > 1 {
      let positions = valid.prefix(8).map(String.init)
      let names = positions.dropLast().joined(separator: ", ") + " and " + (positions.last ?? "")
      return add(.init(.oneOf), schema, index) {
        $0.add("fits \(valid.count) of the \(list.count) alternatives (\(names)), and has to fit exactly one")
      }
    }
    if let position = valid.first {
      visit(list[position], index)
    } else {
      addBranches(list, .oneOf, schema, index)
    }
  }

  /// None of the branches fits: what the one that comes nearest has to say, if there is such a one.
  private mutating func addBranches(
    _ list: UnsafeBufferPointer<Int32>, _ keyword: Keyword, _ schema: Int32, _ index: Int
  ) {
    guard exploration == nil else { return add(.init(keyword), schema, index) { _ in } }
    let branches = list.map { explore($0, index) }
    let best = branches.indices.min { branches[$0].rank < branches[$1].rank }
    guard let best else {
      return add(.init(keyword), schema, index) { $0.add("there is no alternative that could fit") }
    }
    let isAlone = branches.indices.allSatisfy { $0 == best || branches[best].rank < branches[$0].rank }
    let values = allowedValues(list)
    if let values, !values.isEmpty {
      return addValues(values, .init(keyword, .constant), schema, index)
    }
    if branches[best].missesKind { return addKinds(list, keyword, schema, index) }
    if let names = requiredNames(list) {
      return add(.init(keyword), schema, index) { text in
        text.add("one of these is missing: ")
        text.addAlternatives(names.count) { $0.addQuoted(names[$1]) }
      }
    }
    if isAlone || branches.filter({ !$0.missesKind }).count == 1 {
      let count = findings.count
      visit(list[best], index)
      if findings.count > count || truncated { return }
    }
    addNoFit(list.count, keyword, schema, index)
  }

  private mutating func explore(_ schema: Int32, _ index: Int) -> Exploration {
    exploration = Exploration(index: index, level: steps.count)
    defer { exploration = nil }
    visit(schema, index)
    return exploration ?? Exploration(index: index, level: steps.count)
  }

  /// No branch allows a value of that kind.
  private mutating func addKinds(_ list: UnsafeBufferPointer<Int32>, _ keyword: Keyword, _ schema: Int32, _ index: Int)
  {
    var union = SchemaRule()
    union.types = 0
    var hasPlainNumber = false
    var hasInteger = false
    for target in list {
      let rule = program.schemas[Int(target)]
      union.types |= rule.types
      guard rule.types & JSONKind.number.bit != 0 else { continue }
      if rule.integersOnly { hasInteger = true } else { hasPlainNumber = true }
    }
    union.integersOnly = hasInteger && !hasPlainNumber
    let value = cursor(index)
    // Nested alternatives may hide kinds, so only say what is certain.
    if union.types == .anyKind || union.types == 0 || union.types & value.kind.bit != 0 && !union.integersOnly {
      return addNoFit(list.count, keyword, schema, index)
    }
    let kinds = union
    add(.init(keyword, .type), schema, index) {
      $0.add("expected ")
      $0.addKinds(kinds)
      $0.add(", found ")
      $0.addFound(value)
    }
  }

  private mutating func addNoFit(_ count: Int, _ keyword: Keyword, _ schema: Int32, _ index: Int) {
    let value = cursor(index)
    add(.init(keyword), schema, index) {
      $0.addFound(value)
      $0.add(" that fits none of the \(count) alternatives")
    }
  }

  /// The values of branches that are nothing but values.
  private func allowedValues(_ list: UnsafeBufferPointer<Int32>) -> [JSONCursor]? {
    var values: [JSONCursor] = []
    for target in list {
      let rule = UnsafePointer(program.schemas + Int(target))
      guard rule.pointee.constant >= 0 || rule.pointee.valuesCount >= 0 else { return nil }
      values += allowedValues(rule)
    }
    return values
  }

  /// The names of branches that do nothing but require one name each.
  private func requiredNames(_ list: UnsafeBufferPointer<Int32>) -> [Name]? {
    var names: [Name] = []
    for target in list {
      let rule = program.schemas[Int(target)]
      guard rule.object >= 0, rule.logicCount == 0 else { return nil }
      let object = program.objects[Int(rule.object)]
      guard object.requiredCount == 1, object.propertiesCount == 1, !object.declaresProperties, object.ignoresOthers,
        object.dependenciesCount == 0
      else { return nil }
      names.append(program.properties[Int(object.propertiesStart)].name)
    }
    return names
  }

  private mutating func addNot(_ target: Int32, _ schema: Int32, _ index: Int) {
    let rule = UnsafePointer(program.schemas + Int(target))
    let values = allowedValues(rule)
    let name = withUnsafePointer(to: target) { requiredNames(UnsafeBufferPointer(start: $0, count: 1)) }?.first
    let value = cursor(index)
    let schemaRule = rule.pointee
    add(.init(.not), schema, index) {
      if !values.isEmpty {
        $0.add("must not be ")
        $0.addValues(values)
      } else if let name {
        $0.addQuoted(name)
        $0.add(" must not be given here")
      } else if schemaRule.hasType, schemaRule.checks == 0 {
        $0.add("must not be ")
        $0.addKinds(schemaRule)
      } else {
        $0.addFound(value)
        $0.add(#" of the very form that \"not\" forbids"#)
      }
    }
  }
}

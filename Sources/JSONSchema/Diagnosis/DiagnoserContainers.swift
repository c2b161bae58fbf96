import JSON

extension Diagnoser {
  // MARK: Arrays

  mutating func visitArray(_ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int) {
    guard rule.pointee.array >= 0 else { return }
    let array = program.arrays[Int(rule.pointee.array)]
    let value = cursor(index)
    if UInt64(value.count) < array.minimumCount {
      let expected = Words.count(array.minimumCount, "element")
      add(.init(.minItems), schema, index, "expected at least \(expected), found \(value.count)")
    }
    if UInt64(value.count) > array.maximumCount {
      let expected = Words.count(array.maximumCount, "element")
      add(.init(.maxItems), schema, index, "expected at most \(expected), found \(value.count)")
    }
    visitElements(array, schema, value)
    if array.unique, let (first, second) = Uniqueness.firstPair(in: value) {
      add(
        .init(.uniqueItems), schema, index, "all elements have to differ, but those at \(first) and \(second) are equal"
      )
    }
    if array.contains >= 0 { visitContains(array, schema, value) }
  }

  private mutating func visitElements(_ array: ArrayRule, _ schema: Int32, _ value: JSONCursor) {
    var element = value.first
    let isNewForm = program.origins[Int(schema)].cursor["prefixItems"] != nil
    for position in 0..<value.count {
      if position < Int(array.tupleCount) {
        let step = KeywordStep(keyword: isNewForm ? .prefixItems : .items, position: position)
        visitElement(program.lists[Int(array.tupleStart) + position], element.index, position, by: step)
      } else if array.rest >= 0 {
        if program.schemas[Int(array.rest)].isFalse {
          let keyword: Keyword = array.restIsAdditional ? .additionalItems : .items
          let expected =
            array.tupleCount == 0 ? "an empty array" : "at most " + Words.count(array.tupleCount, "element")
          return add(.init(keyword), schema, value.index, "expected \(expected), found \(value.count)")
        }
        let step = KeywordStep(keyword: array.restIsAdditional ? .additionalItems : .items)
        visitElement(array.rest, element.index, position, by: step)
      } else {
        return
      }
      if truncated { return }
      element = element.next
    }
  }

  private mutating func visitContains(_ array: ArrayRule, _ schema: Int32, _ value: JSONCursor) {
    var found: UInt64 = 0
    var element = value.first
    for _ in 0..<value.count {
      if evaluator.accepts(array.contains, element.index) { found += 1 }
      element = element.next
    }
    if found < array.minimumContains {
      let expected = array.minimumContains == 1 ? "one element" : Words.count(array.minimumContains, "element")
      let what = containedKind(array.contains)
      add(
        .init(.contains), schema, value.index,
        "expected at least \(expected) \(what), found \(found == 0 ? "none" : String(found))")
    } else if found > array.maximumContains {
      let expected = Words.count(array.maximumContains, "element")
      add(
        .init(.maxContains), schema, value.index,
        "expected at most \(expected) \(containedKind(array.contains)), found \(found)")
    }
  }

  private func containedKind(_ schema: Int32) -> String {
    let rule = UnsafePointer(program.schemas + Int(schema))
    let values = allowedValues(rule)
    if !values.isEmpty { return "that is " + Words.values(values) }
    if rule.pointee.hasType { return "that is " + Words.kinds(rule.pointee) }
    return "that fits the schema in \"contains\""
  }

  // MARK: Objects

  mutating func visitObject(_ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int) {
    guard rule.pointee.object >= 0 else { return }
    let object = program.objects + Int(rule.pointee.object)
    let count = UInt64(evaluator.nodes[index].countOrHash)
    if count < object.pointee.minimumCount {
      let expected = Words.count(object.pointee.minimumCount, "member")
      add(.init(.minProperties), schema, index, "expected at least \(expected), found \(count)")
    }
    if count > object.pointee.maximumCount {
      let expected = Words.count(object.pointee.maximumCount, "member")
      add(.init(.maxProperties), schema, index, "expected at most \(expected), found \(count)")
    }
    let (required, hasOthers) = visitMembers(object, schema, index)
    if exploration == nil {
      records.append(
        ObjectRecord(
          index: index, order: records.count, rule: Int(rule.pointee.object), schema: schema,
          isCondition: conditionDepth > 0,
          locations: hasOthers ? (instanceLocation(), keywordLocation()) : nil))
    }
    if required < Int(object.pointee.requiredCount) { visitRequired(object, schema, index) }
    visitDependencies(object, schema, index)
  }

  /// Visits the members; how many required ones there are, and whether `properties` lacks any.
  private mutating func visitMembers(
    _ object: UnsafePointer<ObjectRule>, _ schema: Int32, _ index: Int
  ) -> (required: Int, hasOthers: Bool) {
    let start = Int(object.pointee.propertiesStart)
    let end = start + Int(object.pointee.propertiesCount)
    var hint = start
    var required = 0
    var hasOthers = false
    var place = index + 1
    for _ in 0..<Int(evaluator.nodes[index].countOrHash) {
      if truncated { break }
      let property = evaluator.find(place, object, start, end, hint)
      var isDeclared = false
      if property >= 0 {
        hint = property + 1
        let entry = program.properties[property]
        if entry.isRequired { required += 1 }
        if entry.schema >= 0 {
          isDeclared = true
          visitMember(entry.schema, place, by: KeywordStep(keyword: .properties, name: entry.name))
        }
      }
      if !isDeclared { hasOthers = true }
      if !object.pointee.ignoresOthers { visitOther(object, schema, place, isDeclared) }
      place = evaluator.after(place + 1)
    }
    return (required, hasOthers)
  }

  private mutating func visitOther(
    _ object: UnsafePointer<ObjectRule>, _ schema: Int32, _ place: Int, _ isDeclared: Bool
  ) {
    var isKnown = isDeclared
    for number in 0..<Int(object.pointee.patternsCount) {
      let entry = program.patterns[Int(object.pointee.patternsStart) + number]
      guard evaluator.matches(entry.pattern, evaluator.bytes(place)) else { continue }
      isKnown = true
      visitMember(entry.schema, place, by: KeywordStep(keyword: .patternProperties, name: entry.name))
    }
    let additional = object.pointee.additional
    if !isKnown, additional >= 0 {
      if program.schemas[Int(additional)].isFalse {
        instancePath.append(InstanceStep(isName: true, value: place))
        let name = cursor(place)
        add(
          .init(.additionalProperties, .forbidden), schema, place,
          "\(Words.quoted(name.stringBytes)) is not allowed here", property: Name(name))
        instancePath.removeLast()
      } else {
        visitMember(additional, place, by: KeywordStep(keyword: .additionalProperties))
      }
    }
    if object.pointee.names >= 0 {
      instancePath.append(InstanceStep(isName: true, value: place))
      visit(object.pointee.names, place, by: KeywordStep(keyword: .propertyNames))
      instancePath.removeLast()
    }
  }

  private mutating func visitRequired(_ object: UnsafePointer<ObjectRule>, _ schema: Int32, _ index: Int) {
    for number in 0..<Int(object.pointee.propertiesCount) {
      let entry = program.properties[Int(object.pointee.propertiesStart) + number]
      guard entry.isRequired, !evaluator.hasMember(index, entry.name) else { continue }
      add(
        .init(.required, .missing), schema, index, "\(Words.quoted(entry.name.buffer)) is missing",
        property: entry.name)
    }
  }

  private mutating func visitDependencies(_ object: UnsafePointer<ObjectRule>, _ schema: Int32, _ index: Int) {
    for number in 0..<Int(object.pointee.dependenciesCount) {
      let entry = program.dependencies[Int(object.pointee.dependenciesStart) + number]
      guard evaluator.hasMember(index, entry.name) else { continue }
      let keyword: Keyword =
        switch entry.keyword {
        case .dependencies: .dependencies
        case .dependentRequired: .dependentRequired
        case .dependentSchemas: .dependentSchemas
        }
      if entry.schema >= 0 {
        visit(entry.schema, index, by: KeywordStep(keyword: keyword, name: entry.name))
      }
      for place in 0..<Int(entry.namesCount) {
        let name = program.names[Int(entry.namesStart) + place]
        guard !evaluator.hasMember(index, name) else { continue }
        let (needed, given) = (Words.quoted(name.buffer), Words.quoted(entry.name.buffer))
        add(
          .init(keyword, .missing, part: JSONPointer.escape(entry.name.text)), schema, index,
          "\(needed) is missing; it is required beside \(given)", property: name)
      }
    }
  }
}

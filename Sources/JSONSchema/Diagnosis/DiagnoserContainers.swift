import JSON

extension Diagnoser {
  // MARK: Arrays

  mutating func visitArray(_ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int) {
    guard rule.pointee.array >= 0 else { return }
    let array = program.arrays[Int(rule.pointee.array)]
    let value = cursor(index)
    let count = value.count
    if UInt64(count) < array.minimumCount {
      add(.init(.minItems), schema, index) {
        $0.add("expected at least ")
        $0.addCount(array.minimumCount, "element")
        $0.add(", found ")
        $0.add(count)
      }
    }
    if UInt64(count) > array.maximumCount {
      add(.init(.maxItems), schema, index) {
        $0.add("expected at most ")
        $0.addCount(array.maximumCount, "element")
        $0.add(", found ")
        $0.add(count)
      }
    }
    visitElements(array, schema, value)
    if array.unique, let (first, second) = Uniqueness.firstPair(in: value) {
      add(.init(.uniqueItems), schema, index) {
        $0.add("all elements have to differ, but those at \(first) and \(second) are equal")
      }
    }
    if array.contains >= 0 { visitContains(array, schema, value) }
  }

  private mutating func visitElements(_ array: ArrayRule, _ schema: Int32, _ value: JSONCursor) {
    var element = value.first
    for position in 0..<value.count {
      if position < Int(array.tupleCount) {
        visitElement(program.lists[Int(array.tupleStart) + position], element.index, position)
      } else if array.rest >= 0 {
        if program.schemas[Int(array.rest)].isFalse {
          return addTooMany(array.restIsAdditional ? .additionalItems : .items, array, schema, value)
        }
        visitElement(array.rest, element.index, position)
      } else {
        return
      }
      if truncated { return }
      element = element.next
    }
  }

  private mutating func addTooMany(_ keyword: Keyword, _ array: ArrayRule, _ schema: Int32, _ value: JSONCursor) {
    add(.init(keyword), schema, value.index) {
      if array.tupleCount == 0 {
        $0.add("expected an empty array")
      } else {
        $0.add("expected at most ")
        $0.addCount(Int(array.tupleCount), "element")
      }
      $0.add(", found ")
      $0.add(value.count)
    }
  }

  private mutating func visitContains(_ array: ArrayRule, _ schema: Int32, _ value: JSONCursor) {
    var found: UInt64 = 0
    var element = value.first
    for _ in 0..<value.count {
      if evaluator.accepts(array.contains, element.index) { found += 1 }
      element = element.next
    }
    let isTooFew = found < array.minimumContains
    guard isTooFew || found > array.maximumContains else { return }
    let limit = isTooFew ? array.minimumContains : array.maximumContains
    let rule = program.schemas[Int(array.contains)]
    let values = allowedValues(UnsafePointer(program.schemas + Int(array.contains)))
    add(.init(isTooFew ? (limit == 1 ? .contains : .minContains) : .maxContains), schema, value.index) {
      $0.add(isTooFew ? "expected at least " : "expected at most ")
      if limit == 1 { $0.add("one element") } else { $0.addCount(limit, "element") }
      if !values.isEmpty {
        $0.add(" that is ")
        $0.addValues(values)
      } else if rule.hasType {
        $0.add(" that is ")
        $0.addKinds(rule)
      } else {
        $0.add(#" that fits the schema in \"contains\""#)
      }
      $0.add(", found ")
      if found == 0 { $0.add("none") } else { $0.add(Int(clamping: found)) }
    }
  }

  // MARK: Objects

  mutating func visitObject(_ rule: UnsafePointer<SchemaRule>, _ schema: Int32, _ index: Int) {
    guard rule.pointee.object >= 0 else { return }
    let object = program.objects + Int(rule.pointee.object)
    let count = Int(evaluator.nodes[index].countOrHash)
    let (minimum, maximum) = (object.pointee.minimumCount, object.pointee.maximumCount)
    if UInt64(count) < minimum {
      add(.init(.minProperties), schema, index) {
        $0.add("expected at least ")
        $0.addCount(minimum, "member")
        $0.add(", found ")
        $0.add(count)
      }
    }
    if UInt64(count) > maximum {
      add(.init(.maxProperties), schema, index) {
        $0.add("expected at most ")
        $0.addCount(maximum, "member")
        $0.add(", found ")
        $0.add(count)
      }
    }
    let known = visitMembers(object, schema, index)
    if exploration == nil { addRecord(rule.pointee.object, schema, index, known) }
    if known.requiredCount < Int(object.pointee.requiredCount) { visitRequired(object, schema, index, known) }
    if object.pointee.dependenciesCount > 0 { visitDependencies(object, schema, index) }
  }

  private mutating func addRecord(_ rule: Int32, _ schema: Int32, _ index: Int, _ known: KnownMembers) {
    var record = ObjectRecord(
      index: index, order: records.count, rule: Int(rule), schema: schema, isCondition: conditionDepth > 0,
      members: known)
    if known.hasOthers, text.count < TextBuffer.mostForNames {
      record.instanceLocation = addInstanceLocation()
      record.keywordLocation = addKeywordLocation(schema)
      hasUnknownNames = true
    }
    records.append(record)
  }

  private mutating func visitMembers(
    _ object: UnsafePointer<ObjectRule>, _ schema: Int32, _ index: Int
  ) -> KnownMembers {
    let start = Int(object.pointee.propertiesStart)
    let end = start + Int(object.pointee.propertiesCount)
    var hint = start
    var known = KnownMembers()
    var place = index + 1
    for number in 0..<Int(evaluator.nodes[index].countOrHash) {
      if truncated { break }
      let property = evaluator.find(place, object, start, end, hint)
      var isDeclared = false
      if property >= 0 {
        hint = property + 1
        known.properties.insert(property - start)
        known.members.insert(number)
        let entry = program.properties + property
        if entry.pointee.isRequired { known.requiredCount += 1 }
        if entry.pointee.schema >= 0 {
          isDeclared = true
          visitMember(entry.pointee.schema, place)
        }
      }
      if !isDeclared { known.hasOthers = true }
      if !object.pointee.ignoresOthers { visitOther(object, schema, place, isDeclared) }
      place = evaluator.after(place + 1)
    }
    return known
  }

  private mutating func visitOther(
    _ object: UnsafePointer<ObjectRule>, _ schema: Int32, _ place: Int, _ isDeclared: Bool
  ) {
    var isKnown = isDeclared
    for number in 0..<Int(object.pointee.patternsCount) {
      let entry = program.patterns[Int(object.pointee.patternsStart) + number]
      guard evaluator.matches(entry.pattern, evaluator.bytes(place)) else { continue }
      isKnown = true
      visitMember(entry.schema, place)
    }
    let additional = object.pointee.additional
    if !isKnown, additional >= 0 {
      if program.schemas[Int(additional)].isFalse {
        let name = cursor(place)
        steps.append(InstanceStep(member: place))
        add(.init(.additionalProperties, .forbidden), schema, place, property: Name(name)) {
          $0.add(" is not allowed here")
        }
        steps.removeLast()
      } else {
        visitMember(additional, place)
      }
    }
    if object.pointee.names >= 0 {
      steps.append(InstanceStep(member: place))
      visit(object.pointee.names, place)
      steps.removeLast()
    }
  }

  private mutating func visitRequired(
    _ object: UnsafePointer<ObjectRule>, _ schema: Int32, _ index: Int, _ known: KnownMembers
  ) {
    for number in 0..<Int(object.pointee.propertiesCount) {
      let entry = program.properties + (Int(object.pointee.propertiesStart) + number)
      guard entry.pointee.isRequired, lacks(entry.pointee.name, number, known, index) else { continue }
      let name = entry.pointee.name
      add(.init(.required, .missing), schema, index, property: name) { $0.add(" is missing") }
    }
  }

  /// Whether the object lacks the property of that number. What is known tells, unless there are too many properties for
  /// it or not all members were visited.
  mutating func lacks(_ name: Name, _ number: Int, _ known: KnownMembers, _ index: Int) -> Bool {
    SmallSet.holds(number) && !truncated ? !known.properties.contains(number) : !evaluator.hasMember(index, name)
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
        visit(entry.schema, index)
      }
      for place in 0..<Int(entry.namesCount) {
        let name = program.names[Int(entry.namesStart) + place]
        guard !evaluator.hasMember(index, name) else { continue }
        add(.init(keyword, .missing, part: entry.name), schema, index, property: name) {
          $0.add(" is missing; it is required beside ")
          $0.addQuoted(entry.name)
        }
      }
    }
  }
}

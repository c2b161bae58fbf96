import JSON

extension Evaluator {
  /// The object keywords.
  mutating func checkObject(_ rule: UnsafePointer<ObjectRule>, _ index: Int) -> Bool {
    let count = Int(nodes[index].countOrHash)
    if UInt64(count) < rule.pointee.minimumCount || UInt64(count) > rule.pointee.maximumCount { return false }
    if count < Int(rule.pointee.requiredCount) { return false }
    guard enter() else { return false }
    defer { depthLeft &+= 1 }
    let start = Int(rule.pointee.propertiesStart)
    let end = start &+ Int(rule.pointee.propertiesCount)
    let ignoresOthers = rule.pointee.ignoresOthers
    let hasMore = rule.pointee.patternsCount > 0 || rule.pointee.names >= 0
    var hint = start
    // Names of one object differ, on either side, so counting those that are required tells whether all are there.
    var required = 0
    // With all known names found and no interest in others, the rest need not be looked at.
    var sought = ignoresOthers && !seeksDoubts ? end &- start : Int.max
    var place = index &+ 1
    var left = count
    while left > 0, sought > 0 {
      left &-= 1
      let property = find(place, rule, start, end, hint)
      let value = place &+ 1
      if property >= 0 {
        hint = property &+ 1
        sought &-= 1
        let entry = properties + property
        if entry.pointee.isRequired { required &+= 1 }
        if entry.pointee.schema >= 0, !accepts(entry.pointee.schema, value) { return false }
      } else if seeksDoubts, rule.pointee.declaresProperties {
        // Also where `properties` is there and empty.
        hasDoubts = true
      }
      if !ignoresOthers {
        let isDeclared = property >= 0 && properties[property].schema >= 0
        if isDeclared ? hasMore : true, !checkOther(rule, place, isDeclared: isDeclared) { return false }
      }
      place = after(value)
    }
    if required < Int(rule.pointee.requiredCount) { return false }
    return rule.pointee.dependenciesCount == 0 || checkDependencies(rule, index)
  }

  /// The index of the property with the name at `place`, or -1. Members most often come in the order of the schema, so
  /// the one after the last found is tried first.
  @inline(__always)
  mutating func find(_ place: Int, _ rule: UnsafePointer<ObjectRule>, _ start: Int, _ end: Int, _ hint: Int) -> Int {
    let node = nodes[place]
    let hash = node.countOrHash
    if hint < end, properties[hint].name.hash == hash, isNamed(place, node, properties[hint].name) { return hint }
    if rule.pointee.tableMask != 0 { return findInTable(place, node, rule) }
    var property = start
    while property < end {
      if properties[property].name.hash == hash, isNamed(place, node, properties[property].name) { return property }
      property &+= 1
    }
    return -1
  }

  @inline(__always)
  func isNamed(_ place: Int, _ node: JSONNode, _ name: Name) -> Bool {
    if !node.hasEscapes {
      let length = node.endOffset &- node.startOffset &- 2
      return length == name.count && equalBytes(text + (node.startOffset &+ 1), name.bytes, length)
    }
    let bytes = bytes(place)
    guard bytes.count == name.count else { return false }
    guard let start = bytes.baseAddress else { return true }
    return equalBytes(start, name.bytes, bytes.count)
  }

  @inline(never)
  private mutating func findInTable(_ place: Int, _ node: JSONNode, _ rule: UnsafePointer<ObjectRule>) -> Int {
    let table = tables + Int(rule.pointee.tableStart)
    let mask = Int(rule.pointee.tableMask)
    var slot = Int(node.countOrHash) & mask
    while table[slot] >= 0 {
      let property = Int(table[slot])
      if properties[property].name.hash == node.countOrHash, isNamed(place, node, properties[property].name) {
        return property
      }
      slot = (slot &+ 1) & mask
    }
    return -1
  }

  /// `patternProperties`, `additionalProperties` and `propertyNames` for the member at `place`.
  @inline(never)
  private mutating func checkOther(_ rule: UnsafePointer<ObjectRule>, _ place: Int, isDeclared: Bool) -> Bool {
    var isKnown = isDeclared
    for pattern in 0..<Int(rule.pointee.patternsCount) {
      let entry = patterns + (Int(rule.pointee.patternsStart) &+ pattern)
      guard matches(entry.pointee.pattern, bytes(place)) else { continue }
      isKnown = true
      if !accepts(entry.pointee.schema, place &+ 1) { return false }
    }
    if !isKnown, rule.pointee.additional >= 0, !accepts(rule.pointee.additional, place &+ 1) { return false }
    return rule.pointee.names < 0 || accepts(rule.pointee.names, place)
  }

  private mutating func checkDependencies(_ rule: UnsafePointer<ObjectRule>, _ index: Int) -> Bool {
    for place in 0..<Int(rule.pointee.dependenciesCount) {
      let entry = dependencies + (Int(rule.pointee.dependenciesStart) &+ place)
      guard hasMember(index, entry.pointee.name) else { continue }
      if entry.pointee.schema >= 0, !accepts(entry.pointee.schema, index) { return false }
      for name in 0..<Int(entry.pointee.namesCount)
      where !hasMember(index, names[Int(entry.pointee.namesStart) &+ name]) {
        return false
      }
    }
    return true
  }

  /// Whether the object at `index` has a member of that name.
  mutating func hasMember(_ index: Int, _ name: Name) -> Bool { member(index, name) >= 0 }

  /// The place of the name of that member, or -1.
  mutating func member(_ index: Int, _ name: Name) -> Int {
    var place = index &+ 1
    for _ in 0..<Int(nodes[index].countOrHash) {
      let node = nodes[place]
      if node.countOrHash == name.hash, isNamed(place, node, name) { return place }
      place = after(place &+ 1)
    }
    return -1
  }
}

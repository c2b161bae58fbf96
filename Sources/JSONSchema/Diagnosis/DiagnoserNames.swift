import JSON

extension Diagnoser {
  /// Joins missing names with misspelt ones, and warns of names that nothing knows.
  ///
  /// Several schemas may judge one object, by `allOf` or from elsewhere in the document's schema; a name that one of
  /// them knows is known. So this comes last, when all of them have been seen.
  mutating func judgeNames() {
    guard hasUnknownNames else { return }
    records.sort { ($0.index, $0.order) < ($1.index, $1.order) }
    var start = 0
    while start < records.count {
      var end = start + 1
      while end < records.count, records[end].index == records[start].index { end += 1 }
      // A rule that knows every name leaves nothing to judge.
      if !(start..<end).contains(where: { records[$0].knowsEveryName }) { judge(start..<end) }
      start = end
    }
  }

  private mutating func judge(_ group: Range<Int>) {
    let index = records[group.lowerBound].index
    LentMemory.onStack { memory in
      var candidates = PlainList<Name>(in: &memory, capacity: 32)
      var hasCandidates = false
      var place = index + 1
      for number in 0..<Int(evaluator.nodes[index].countOrHash) {
        if !isKnown(number, place, group) {
          if !hasCandidates {
            addAbsentNames(group, index, to: &candidates)
            hasCandidates = true
          }
          judge(place, of: index, candidates, group)
        }
        place = evaluator.after(place + 1)
      }
    }
  }

  /// Judges a name that no rule of the object at `index` knows.
  private mutating func judge(
    _ place: Int, of index: Int, _ candidates: borrowing PlainList<Name>, _ group: Range<Int>
  ) {
    let near = NearestName.find(evaluator.bytes(place), among: candidates.elements) { candidate in
      findings.elements.contains { $0.origin == index && $0.misses(candidate) }
    }
    guard let near else { return report(place, nil, group) }
    let name = candidates[near]
    // One that has been joined with another misspelt name is no more to be found at the object.
    let joined = findings.elements.firstIndex { $0.origin == index && $0.index == index && $0.misses(name) }
    if let joined { join(joined, name, place, index) } else { report(place, name, group) }
  }

  /// Whether any rule knows the name of the member of that number.
  private mutating func isKnown(_ member: Int, _ place: Int, _ group: Range<Int>) -> Bool {
    for number in group where records[number].members.members.contains(member) { return true }
    for number in group where knows(records[number].rule, place) { return true }
    return false
  }

  private mutating func knows(_ rule: Int, _ place: Int) -> Bool {
    let object = program.objects + rule
    let start = Int(object.pointee.propertiesStart)
    if evaluator.find(place, object, start, start + Int(object.pointee.propertiesCount), start) >= 0 { return true }
    if object.pointee.additional >= 0, !program.schemas[Int(object.pointee.additional)].isFalse { return true }
    for number in 0..<Int(object.pointee.patternsCount) {
      let pattern = program.patterns[Int(object.pointee.patternsStart) + number].pattern
      if evaluator.matches(pattern, evaluator.bytes(place)) { return true }
    }
    for number in 0..<Int(object.pointee.dependenciesCount) {
      let entry = program.dependencies[Int(object.pointee.dependenciesStart) + number]
      if evaluator.isNamed(place, evaluator.nodes[place], entry.name) { return true }
    }
    return false
  }

  /// The names that the rules know and the object lacks.
  private mutating func addAbsentNames(_ group: Range<Int>, _ index: Int, to names: inout PlainList<Name>) {
    for number in group {
      let object = program.objects + records[number].rule
      for property in 0..<Int(object.pointee.propertiesCount) {
        let name = program.properties[Int(object.pointee.propertiesStart) + property].name
        guard lacks(name, property, records[number].members, index) else { continue }
        if !names.elements.contains(where: { $0.equals(name) }) { names.append(name) }
      }
    }
  }

  /// A name that is missing was misspelt: one problem, and it stands where the misspelt name does.
  private mutating func join(_ finding: Int, _ name: Name, _ place: Int, _ index: Int) {
    var parts = findings[finding].parts
    parts.instanceLocation = addLocation(of: place, in: parts.instanceLocation)
    let start = text.count
    text.addQuoted(evaluator.bytes(place))
    text.add(" is not a known name; did you mean ")
    text.addQuoted(name)
    text.add(", which is required?")
    parts.message = text.piece(from: start)
    parts.suggestion = addPiece(name)
    parts.suggestsValue = false
    findings[finding].parts = parts
    findings[finding].index = place
    findings[finding].range = .init(cursor(place).range)
    for other in findings.indices where other != finding {
      // The same missing name may have been noticed by several rules.
      let isSameName = findings[other].index == index && findings[other].misses(name)
      let isForbidden = findings[other].family == .forbidden && findings[other].index == place
      if isSameName || isForbidden { findings[other].isDropped = true }
    }
  }

  /// A name that nothing knows: a hint at the right one if it is forbidden already, a warning if not.
  private mutating func report(_ place: Int, _ near: Name?, _ group: Range<Int>) {
    let forbidden = findings.elements.firstIndex { $0.family == .forbidden && $0.index == place }
    if let forbidden {
      if let near { hint(at: near, forbidden) }
    } else if options.unknownNameWarnings {
      warn(of: place, near, group)
    }
  }

  private mutating func hint(at near: Name, _ finding: Int) {
    let start = text.count
    text.add(findings[finding].parts.message)
    addDidYouMean(near)
    findings[finding].parts.message = text.piece(from: start)
    findings[finding].parts.suggestion = addPiece(near)
    findings[finding].parts.suggestsValue = false
  }

  private mutating func warn(of place: Int, _ near: Name?, _ group: Range<Int>) {
    let declaring = group.first {
      !records[$0].isCondition && program.objects[records[$0].rule].declaresProperties
    }
    guard let declaring else { return }
    let record = records[declaring]
    guard findings.count < 3 * options.maximumProblems else {
      truncated = true
      return
    }
    var parts = Problem.Parts()
    parts.instanceLocation = addLocation(of: place, in: record.instanceLocation)
    var start = text.count
    text.add(record.keywordLocation)
    parts.keyword = addKeyword(.properties)
    parts.keywordLocation = text.piece(from: start)
    start = text.count
    let name = Name(cursor(place))
    parts.property = text.addQuoted(name)
    text.add(" is not a name the schema knows")
    if let near {
      addDidYouMean(near)
      parts.message = text.piece(from: start)
      parts.suggestion = addPiece(near)
    } else {
      parts.message = text.piece(from: start)
    }
    let origin = program.origins + Int(record.schema)
    if !origin.pointee.base.isEmpty {
      parts.absoluteKeywordLocation = text.addPiece(origin.pointee.location(of: "/properties"))
    }
    findings.append(
      Finding(
        family: .warning, origin: place, index: place, parts: parts, range: .init(cursor(place).range),
        property: name))
  }

  private mutating func addDidYouMean(_ name: Name) {
    text.add("; did you mean ")
    text.addQuoted(name)
    text.add("?")
  }

  private mutating func addPiece(_ name: Name) -> Piece {
    let start = text.count
    if name.isPlain { text.addRaw(name.buffer) } else { text.add(name.buffer) }
    return text.piece(from: start)
  }

  /// The location of a member of the object at a location.
  private mutating func addLocation(of place: Int, in object: Piece) -> Piece {
    let start = text.count
    text.add(object)
    text.addInstanceToken(evaluator.bytes(place))
    return text.piece(from: start)
  }

  // MARK: The end

  mutating func conclude(addingTo diagnosis: inout Diagnosis) {
    dropRepetitions()
    withdrawSecrets()
    sortFindings()
    if truncated { diagnosis.truncated = true }
    // Nothing found is the most usual, and takes no memory.
    guard findings.count > 0 else { return }
    let text = text.array
    let warningsBefore = diagnosis.warnings.count
    var left = options.maximumProblems
    for finding in findings.elements where !finding.isDropped {
      if left == 0 {
        diagnosis.truncated = true
        // Errors matter more than warnings.
        if finding.isWarning || diagnosis.warnings.count == warningsBefore { continue }
        diagnosis.warnings.removeLast()
        left += 1
      }
      left -= 1
      let problem = Problem(text, finding.parts, range: finding.range.range)
      if finding.isWarning {
        diagnosis.warnings.append(problem)
      } else {
        // What a body has wrong comes to a few.
        if diagnosis.errors.isEmpty { diagnosis.errors.reserveCapacity(4) }
        diagnosis.errors.append(problem)
      }
    }
  }

  /// Takes back the hints at values that another schema turned out to know for secrets.
  private mutating func withdrawSecrets() {
    for number in findings.indices where findings[number].derivedStart >= 0 {
      let range = findings[number].range
      guard secrets.elements.contains(where: { $0.start <= range.start && range.end <= $0.end }) else { continue }
      let start = Int(findings[number].parts.message.start)
      findings[number].parts.message = Piece(start, start + Int(findings[number].derivedStart))
      findings[number].parts.suggestion = .none
    }
  }

  /// Into the order of the instance's text, and of the finding where that is one.
  private mutating func sortFindings() {
    let isSorted = findings.indices.dropFirst().allSatisfy {
      findings[$0 - 1].range.start <= findings[$0].range.start
    }
    guard !isSorted else { return }
    for number in findings.indices { findings[number].order = number }
    findings.sort { ($0.range.start, $0.order) < ($1.range.start, $1.order) }
  }

  /// Of several problems with one value, a wrong kind hides all others, an error hides warnings, and what two schemas
  /// say in the same words is said once.
  private mutating func dropRepetitions() {
    for number in findings.indices where !findings[number].isDropped {
      for other in findings.indices
      where other != number && findings[other].index == findings[number].index && !findings[other].isDropped {
        let isHidden = findings[other].family == .type && (findings[number].family != .type || other < number)
        let isWarned = findings[number].isWarning && !findings[other].isWarning
        let isRepeated = other < number && haveSameMessage(other, number)
        if isHidden || isWarned || isRepeated { findings[number].isDropped = true }
      }
    }
  }

  private func haveSameMessage(_ one: Int, _ other: Int) -> Bool {
    text.view(findings[one].parts.message).elementsEqual(text.view(findings[other].parts.message))
  }
}

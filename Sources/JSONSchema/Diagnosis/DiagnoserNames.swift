import JSON

extension Diagnoser {
  /// Joins missing names with misspelt ones, and warns of names that nothing knows.
  ///
  /// Several schemas may judge one object, by `allOf` or from elsewhere in the document's schema; a name that one of
  /// them knows is known. So this comes last, when all of them have been seen.
  mutating func judgeNames() {
    guard !records.isEmpty else { return }
    records.sort { ($0.index, $0.order) < ($1.index, $1.order) }
    var start = 0
    while start < records.count {
      var end = start + 1
      while end < records.count, records[end].index == records[start].index { end += 1 }
      // A rule that knows every name leaves nothing to judge.
      if !records[start..<end].contains(where: { $0.paths == nil }) { judge(start..<end) }
      start = end
    }
  }

  private mutating func judge(_ group: Range<Int>) {
    let index = records[group.lowerBound].index
    let unknown = unknownNames(group, index)
    guard !unknown.isEmpty else { return }
    let candidates = absentNames(group, index)
    var missing: [Int] = []
    for number in findings.indices where findings[number].index == index && findings[number].kind.family == .missing {
      missing.append(number)
    }
    var claimed: [Int] = []
    for place in unknown {
      let bytes = Array(evaluator.bytes(place))
      let near = NearestName.find(bytes, among: candidates) { candidate in
        missing.contains { findings[$0].property.map { $0.equals(candidates[candidate]) } ?? false }
      }
      let joined = near.flatMap { near in
        missing.first { !claimed.contains($0) && (findings[$0].property?.equals(candidates[near]) ?? false) }
      }
      if let joined {
        claimed.append(joined)
        join(joined, place, group)
      } else {
        report(place, near.map { candidates[$0] }, group)
      }
    }
  }

  /// The places of the names that no rule of the object knows.
  private mutating func unknownNames(_ group: Range<Int>, _ index: Int) -> [Int] {
    var unknown: [Int] = []
    var place = index + 1
    for _ in 0..<Int(evaluator.nodes[index].countOrHash) {
      if !group.contains(where: { knows(records[$0].rule, place) }) { unknown.append(place) }
      place = evaluator.after(place + 1)
    }
    return unknown
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
  private mutating func absentNames(_ group: Range<Int>, _ index: Int) -> [Name] {
    var names: [Name] = []
    for record in records[group] {
      let object = program.objects[record.rule]
      for number in 0..<Int(object.propertiesCount) {
        let name = program.properties[Int(object.propertiesStart) + number].name
        if !evaluator.hasMember(index, name), !names.contains(where: { $0.equals(name) }) { names.append(name) }
      }
    }
    return names
  }

  /// A name that is missing was misspelt: one problem, and it stands where the misspelt name does.
  private mutating func join(_ finding: Int, _ place: Int, _ group: Range<Int>) {
    guard let name = findings[finding].property else { return }
    var text = TextBuffer(capacity: 128)
    text.addQuoted(evaluator.bytes(place))
    text.add(" is not a known name; did you mean ")
    text.addQuoted(name.buffer)
    text.add(", which is required?")
    findings[finding].problem.message = text.string()
    findings[finding].problem.suggestion = .name(name.text)
    findings[finding].problem.instanceLocation = location(findings[finding].problem.instanceLocation, place)
    findings[finding].index = place
    findings[finding].problem.range = cursor(place).range
    // The same missing name may have been noticed by several rules.
    for other in findings.indices where other != finding {
      let isSameName =
        findings[other].kind.family == .missing && findings[other].index == records[group.lowerBound].index
        && findings[other].property?.equals(name) ?? false
      let isForbidden = findings[other].kind.family == .forbidden && findings[other].index == place
      if isSameName || isForbidden { findings[other].isDropped = true }
    }
  }

  /// A name that nothing knows: a hint at the right one if it is forbidden already, a warning if not.
  private mutating func report(_ place: Int, _ near: Name?, _ group: Range<Int>) {
    let forbidden = findings.indices.filter { findings[$0].kind.family == .forbidden && findings[$0].index == place }
    if let first = forbidden.first {
      if let near {
        var text = TextBuffer(capacity: 128)
        text.add(findings[first].problem.message)
        text.add("; did you mean ")
        text.addQuoted(near.buffer)
        text.add("?")
        findings[first].problem.message = text.string()
        findings[first].problem.suggestion = .name(near.text)
      }
      return
    }
    guard options.unknownNameWarnings else { return }
    let declaring = group.first {
      !records[$0].isCondition && program.objects[records[$0].rule].declaresProperties
    }
    guard let declaring, let paths = records[declaring].paths else { return }
    guard findings.count < 3 * options.maximumProblems else {
      truncated = true
      return
    }
    var text = TextBuffer()
    text.add(archive.view(paths.start, paths.middle))
    text.addInstanceToken(evaluator.bytes(place))
    let instanceLocation = text.string()
    text.clear()
    text.add(archive.view(paths.middle, paths.end))
    text.add("/properties")
    let keywordLocation = text.string()
    text.clear()
    text.addQuoted(evaluator.bytes(place))
    text.add(" is not a name the schema knows")
    if let near {
      text.add("; did you mean ")
      text.addQuoted(near.buffer)
      text.add("?")
    }
    let origin = program.origins[Int(records[declaring].schema)]
    let name = Name(cursor(place))
    let problem = Problem(
      instanceLocation: instanceLocation, keywordLocation: keywordLocation,
      absoluteKeywordLocation: origin.base.isEmpty ? nil : origin.location(of: "/properties"),
      keyword: Keyword.properties.name, message: text.string(), suggestion: near.map { .name($0.text) },
      property: Words.clean(name.buffer), range: cursor(place).range)
    findings.append(Finding(kind: .init(.properties, .warning), index: place, problem: problem, property: name))
  }

  /// The location of a member of the object at a location.
  private func location(_ object: String, _ place: Int) -> String {
    var text = TextBuffer()
    text.add(object)
    text.addInstanceToken(evaluator.bytes(place))
    return text.string()
  }

  // MARK: The end

  mutating func conclude() -> Diagnosis {
    dropRepetitions()
    for number in findings.indices where findings[number].derivedStart >= 0 {
      let range = findings[number].problem.range
      guard secrets.contains(where: { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }) else {
        continue
      }
      // That this is a secret was learnt from another schema.
      let plain = findings[number].problem.message.utf8.prefix(findings[number].derivedStart)
      findings[number].problem.message = String(decoding: Array(plain), as: UTF8.self)
      findings[number].problem.suggestion = nil
    }
    var order = findings.indices.filter { !findings[$0].isDropped }
    let isSorted = zip(order, order.dropFirst()).allSatisfy {
      findings[$0].problem.range.lowerBound <= findings[$1].problem.range.lowerBound
    }
    if !isSorted {
      order.sort { (findings[$0].problem.range.lowerBound, $0) < (findings[$1].problem.range.lowerBound, $1) }
    }
    var diagnosis = Diagnosis(errors: [], warnings: [], truncated: truncated)
    diagnosis.errors.reserveCapacity(min(order.count, options.maximumProblems))
    for number in order {
      let isWarning = findings[number].isWarning
      if diagnosis.errors.count + diagnosis.warnings.count >= options.maximumProblems {
        diagnosis.truncated = true
        // Errors matter more than warnings.
        if isWarning || diagnosis.warnings.isEmpty { continue }
        diagnosis.warnings.removeLast()
      }
      if isWarning {
        diagnosis.warnings.append(findings[number].problem.take())
      } else {
        diagnosis.errors.append(findings[number].problem.take())
      }
    }
    return diagnosis
  }

  /// Of several problems with one value, a wrong kind hides all others, an error hides warnings, and what two schemas
  /// say in the same words is said once.
  private mutating func dropRepetitions() {
    for number in findings.indices where !findings[number].isDropped {
      for other in findings.indices
      where other != number && findings[other].index == findings[number].index && !findings[other].isDropped {
        let isHidden =
          findings[other].kind.family == .type && (findings[number].kind.family != .type || other < number)
        let isWarned = findings[number].isWarning && !findings[other].isWarning
        let isRepeated = other < number && findings[other].problem.message == findings[number].problem.message
        if isHidden || isWarned || isRepeated { findings[number].isDropped = true }
      }
    }
  }
}

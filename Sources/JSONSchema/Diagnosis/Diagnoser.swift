import JSON

/// Goes over an instance and finds all there is to say about it.
///
/// It walks the same rules as `Evaluator`, and asks that one for every yes or no, but follows references step by step,
/// so that each problem has the way that led to its keyword.
struct Diagnoser: ~Copyable {
  let program: Program
  let options: JSONSchema.Options
  let root: JSONCursor
  var evaluator: Evaluator

  var findings: [Finding] = []
  var records: [ObjectRecord] = []
  /// The ranges of values that must not be hinted at.
  var secrets: [Range<Int>] = []
  var truncated = false

  /// The JSON Pointers to the value, and through the schema to the keyword.
  var instancePath = TextBuffer(capacity: 128)
  var keywordPath = TextBuffer(capacity: 256)
  /// The places of the names on the way to the value; -1 for an element.
  var steps: [Int] = []
  /// Paths that may be needed later.
  var archive = TextBuffer()
  private var scratch = TextBuffer(capacity: 256)
  var referenceDepth = 0
  var conditionDepth = 0
  var depth = 0
  /// What a branch would have to say, while branches are compared.
  var exploration: Exploration?

  init(_ program: Program, _ instance: JSONCursor, options: JSONSchema.Options) {
    self.program = program
    self.options = options
    root = instance
    evaluator = Evaluator(program, instance, maximumDepth: options.maximumDepth)
    steps.reserveCapacity(16)
    records.reserveCapacity(16)
  }

  mutating func run() -> Diagnosis {
    visit(0, root.index)
    if evaluator.gaveUp, !findings.contains(where: { !$0.isWarning }) { addGaveUp() }
    judgeNames()
    return conclude()
  }

  /// An object met on the way, with one of the rules that judged it.
  struct ObjectRecord {
    let index: Int
    let order: Int
    let rule: Int
    let schema: Int32
    /// The rule only decides which branch is taken.
    let isCondition: Bool
    /// Where the paths to it stand in the archive; nil if the rule knows every name.
    var paths: (start: Int, middle: Int, end: Int)?
  }

  func cursor(_ index: Int) -> JSONCursor { evaluator.cursor(index) }

  // MARK: One schema

  mutating func visit(_ schema: Int32, _ index: Int) {
    let rule = program.schemas + Int(schema)
    let kind = evaluator.nodes[index].kindBit
    // Nothing more to say about a plain value of the right kind.
    if rule.pointee.accepts & kind != 0, rule.pointee.checks & kind == 0, rule.pointee.warnPattern < 0,
      !rule.pointee.isSecret
    {
      return
    }
    guard !truncated else { return }
    guard depth < options.maximumDepth else {
      if exploration == nil { evaluator.gaveUp = true }
      return
    }
    depth += 1
    defer { depth -= 1 }
    if rule.pointee.reference >= 0 {
      referenceDepth += 1
      visit(rule.pointee.reference, index, by: .reference)
      referenceDepth -= 1
      return
    }
    if rule.pointee.isFalse { return addFalse(schema, index) }
    if rule.pointee.isSecret, exploration == nil { secrets.append(cursor(index).range) }
    if rule.pointee.types & kind == 0 { return addType(rule, schema, index) }
    if rule.pointee.integersOnly, kind == JSONKind.number.bit, !evaluator.isInteger(index) {
      return addType(rule, schema, index)
    }
    guard visitConstants(rule, schema, index) else { return }
    switch evaluator.nodes[index].nodeKind {
    case .string, .name: visitString(rule, schema, index)
    case .number: visitNumber(rule, schema, index)
    case .object: visitObject(rule, schema, index)
    case .array: visitArray(rule, schema, index)
    case .null, .true, .false: break
    }
    if rule.pointee.logicCount > 0 { visitLogic(rule, schema, index) }
  }

  /// Visits another schema for the same value.
  mutating func visit(_ schema: Int32, _ index: Int, by keyword: Keyword, position: Int = -1, name: Name? = nil) {
    if isPlainlyRight(schema, index) { return }
    let mark = keywordPath.count
    push(keyword, position, name)
    visit(schema, index)
    keywordPath.truncate(to: mark)
  }

  /// Visits a schema for the value of a member, whose name is at `place`.
  mutating func visitMember(_ schema: Int32, _ place: Int, by keyword: Keyword, name: Name? = nil) {
    if isPlainlyRight(schema, place + 1) { return }
    let mark = keywordPath.count
    push(keyword, -1, name)
    let instanceMark = enter(member: place)
    visit(schema, place + 1)
    leave(instanceMark)
    keywordPath.truncate(to: mark)
  }

  mutating func visitElement(
    _ schema: Int32, _ index: Int, _ element: Int, by keyword: Keyword, position: Int = -1
  ) {
    if isPlainlyRight(schema, index) { return }
    let mark = keywordPath.count
    push(keyword, position, nil)
    let instanceMark = instancePath.count
    instancePath.add(byte: UInt8(ascii: "/"))
    instancePath.add(element)
    steps.append(-1)
    visit(schema, index)
    leave(instanceMark)
    keywordPath.truncate(to: mark)
  }

  /// Whether there is nothing to say about a value, as its kind tells.
  @inline(__always)
  private func isPlainlyRight(_ schema: Int32, _ index: Int) -> Bool {
    let rule = program.schemas + Int(schema)
    let kind = evaluator.nodes[index].kindBit
    return rule.pointee.accepts & kind != 0 && rule.pointee.checks & kind == 0 && rule.pointee.warnPattern < 0
      && !rule.pointee.isSecret
  }

  private mutating func push(_ keyword: Keyword, _ position: Int, _ name: Name?) {
    keywordPath.add(byte: UInt8(ascii: "/"))
    keywordPath.add(keyword.word)
    if position >= 0 {
      keywordPath.add(byte: UInt8(ascii: "/"))
      keywordPath.add(position)
    }
    if let name { keywordPath.addToken(name.buffer) }
  }

  /// Goes down to a member; what to go back to.
  mutating func enter(member place: Int) -> Int {
    let mark = instancePath.count
    instancePath.addInstanceToken(evaluator.bytes(place))
    steps.append(place)
    return mark
  }

  mutating func leave(_ mark: Int) {
    instancePath.truncate(to: mark)
    steps.removeLast()
  }

  // MARK: Adding findings

  /// Adds a problem. The words are asked for only if they are needed.
  mutating func add(
    _ kind: Finding.Kind, _ schema: Int32, _ index: Int, derived: Finding.Derived? = nil, property: Name? = nil,
    _ words: (inout TextBuffer) -> Void
  ) {
    if exploration != nil {
      exploration?.add(kind, index: index, level: steps.count)
      return
    }
    guard findings.count < 2 * options.maximumProblems else {
      truncated = true
      return
    }
    if findings.isEmpty { findings.reserveCapacity(8) }
    let mark = keywordPath.count
    if let keyword = kind.keyword {
      push(keyword, -1, kind.part)
    }
    let keywordLocation = keywordPath.string()
    let absolute = absoluteLocation(schema, from: mark)
    keywordPath.truncate(to: mark)
    scratch.clear()
    words(&scratch)
    var derivedStart = -1
    var suggestion: Suggestion?
    if let derived, !isSecretByName() {
      derivedStart = scratch.count
      scratch.add(derived.before)
      scratch.add(derived.text)
      scratch.add(derived.after)
      suggestion = .value(json: derived.text)
    }
    let problem = Problem(
      instanceLocation: instancePath.string(), keywordLocation: keywordLocation, absoluteKeywordLocation: absolute,
      keyword: kind.keyword?.name ?? kind.special?.rawValue ?? "", message: scratch.string(), suggestion: suggestion,
      property: property.map { Words.clean($0.buffer) }, range: cursor(index).range)
    findings.append(
      Finding(kind: kind, index: index, problem: problem, derivedStart: derivedStart, property: property))
  }

  /// The URI of a keyword, whose name stands at the end of the path; nil where it says no more than the path.
  private mutating func absoluteLocation(_ schema: Int32, from mark: Int) -> String? {
    guard referenceDepth > 0 || program.hasBases else { return nil }
    let origin = program.origins + Int(schema)
    guard referenceDepth > 0 || !origin.pointee.base.isEmpty else { return nil }
    scratch.clear()
    scratch.add(origin.pointee.base)
    scratch.add(byte: UInt8(ascii: "#"))
    scratch.add(origin.pointee.pointer)
    scratch.add(keywordPath.view(mark))
    return scratch.string()
  }

  /// Whether a name on the way to the value tells that it is a secret.
  func isSecretByName() -> Bool {
    steps.contains { $0 >= 0 && Words.isSecretName(evaluator.bytes($0)) }
  }

  private mutating func addFalse(_ schema: Int32, _ index: Int) {
    let place = steps.last ?? -1
    let name: UnsafeBufferPointer<UInt8>? = place >= 0 && place + 1 == index ? evaluator.bytes(place) : nil
    add(.init(.falseSchema), schema, index) { text in
      guard let name else { return text.add("nothing is allowed here") }
      text.addQuoted(name)
      text.add(" is not allowed here")
    }
  }

  private mutating func addGaveUp() {
    if evaluator.patternTooCostly {
      add(.init(.pattern), 0, root.index) {
        $0.add("a pattern of the schema took too many steps, so this could not be checked")
      }
    } else {
      let limit = options.maximumDepth
      add(.init(.depth), 0, root.index) {
        $0.add("nested too deeply to be checked: more than ")
        $0.addCount(limit, "rule")
        $0.add(" deep")
      }
    }
  }
}

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

  /// What is told, in the order in which it comes to be known: the findings' parts are pieces of it.
  var text: TextBuffer
  var findings: PlainList<Finding>
  var records: PlainList<ObjectRecord>
  /// Whether `properties` of any of those lacks a name of its object.
  var hasUnknownNames = false
  /// The ranges of values that must not be hinted at.
  var secrets: PlainList<Finding.ByteRange>
  var truncated = false

  /// The ways to the value, and through the schema to the keyword, from where the two pieces lead to.
  var steps: PlainList<InstanceStep>
  var references: PlainList<Reference>
  let place: Piece
  let location: Piece
  /// What may be suggested.
  var scratch: PlainList<UInt8>
  var conditionDepth = 0
  var depth = 0
  /// What a branch would have to say, while branches are compared.
  var exploration: Exploration?

  /// - Parameters:
  ///   - place: the JSON Pointer of the instance, with which all instance locations begin.
  ///   - location: the JSON Pointer of the schema, with which all keyword locations begin.
  ///   - memory: what the lists begin in.
  ///   - textMemory: what the text begins in.
  init(
    _ program: Program, _ instance: JSONCursor, options: JSONSchema.Options, place: String, location: String,
    _ memory: inout LentMemory, _ textMemory: inout LentMemory
  ) {
    self.program = program
    self.options = options
    root = instance
    evaluator = Evaluator(program, instance, maximumDepth: options.maximumDepth)
    findings = PlainList(in: &memory, capacity: 3)
    records = PlainList(in: &memory, capacity: 4)
    secrets = PlainList(in: &memory, capacity: 4)
    steps = PlainList(in: &memory, capacity: 8)
    references = PlainList(in: &memory, capacity: 8)
    scratch = PlainList(in: &memory, capacity: 16)
    text = TextBuffer(in: &textMemory, capacity: 1024)
    self.place = text.addPiece(place)
    self.location = text.addPiece(location)
  }

  mutating func run(addingTo diagnosis: inout Diagnosis) {
    visit(0, root.index)
    if evaluator.gaveUp, !findings.elements.contains(where: { !$0.isWarning }) { addGaveUp() }
    judgeNames()
    conclude(addingTo: &diagnosis)
  }

  /// An object met on the way, with one of the rules that judged it.
  struct ObjectRecord: BitwiseCopyable {
    let index: Int
    let order: Int
    let rule: Int
    let schema: Int32
    /// The rule only decides which branch is taken.
    let isCondition: Bool
    let members: KnownMembers
    /// The ways to it, as pieces of the text; none if the rule knows every name.
    var instanceLocation = Piece.none
    var keywordLocation = Piece.none

    var knowsEveryName: Bool { !instanceLocation.exists }
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
      return visit(rule.pointee.reference, index, referredToBy: schema)
    }
    if rule.pointee.isFalse { return addFalse(schema, index) }
    if rule.pointee.isSecret, exploration == nil { secrets.append(.init(cursor(index).range)) }
    if rule.pointee.types & kind == 0 { return addType(rule, schema, index) }
    if rule.pointee.integersOnly, kind == JSONKind.number.bit, !evaluator.isInteger(index) {
      return addType(rule, schema, index)
    }
    if rule.pointee.constant >= 0 || rule.pointee.valuesCount >= 0 {
      guard visitConstants(rule, schema, index) else { return }
    }
    switch evaluator.nodes[index].nodeKind {
    case .string, .name: visitString(rule, schema, index)
    case .number: visitNumber(rule, schema, index)
    case .object: visitObject(rule, schema, index)
    case .array: visitArray(rule, schema, index)
    case .null, .true, .false: break
    }
    if rule.pointee.logicCount > 0 { visitLogic(rule, schema, index) }
  }

  /// Visits the schema that a reference in another one leads to, for the same value.
  mutating func visit(_ schema: Int32, _ index: Int, referredToBy source: Int32) {
    if isPlainlyRight(schema, index) { return }
    references.append(Reference(source: source, target: schema))
    visit(schema, index)
    references.removeLast()
  }

  /// Visits a schema for the value of a member, whose name is at `place`.
  @inline(__always)
  mutating func visitMember(_ schema: Int32, _ place: Int) {
    if isPlainlyRight(schema, place + 1) { return }
    steps.append(InstanceStep(member: place))
    visit(schema, place + 1)
    steps.removeLast()
  }

  mutating func visitElement(_ schema: Int32, _ index: Int, _ element: Int) {
    if isPlainlyRight(schema, index) { return }
    steps.append(InstanceStep(element: element))
    visit(schema, index)
    steps.removeLast()
  }

  /// Whether there is nothing to say about a value, as its kind tells.
  @inline(__always)
  private func isPlainlyRight(_ schema: Int32, _ index: Int) -> Bool {
    let rule = program.schemas + Int(schema)
    let kind = evaluator.nodes[index].kindBit
    return rule.pointee.accepts & kind != 0 && rule.pointee.checks & kind == 0 && rule.pointee.warnPattern < 0
      && !rule.pointee.isSecret
  }

  // MARK: Adding findings

  /// Adds a problem. The words are asked for only if they are needed; of a problem with a property they follow its name.
  mutating func add(
    _ kind: Finding.Kind, _ schema: Int32, _ index: Int, derived: Finding.Derived? = nil, property: Name? = nil,
    _ words: (inout TextBuffer) -> Void
  ) {
    if exploration != nil {
      exploration?.add(kind, index: index, level: steps.count)
      return
    }
    guard findings.count < 2 * options.maximumProblems, text.count < TextBuffer.mostForProblems else {
      truncated = true
      return
    }
    var parts = Problem.Parts()
    addKeyword(of: kind, schema, to: &parts)
    parts.instanceLocation = addInstanceLocation()
    let start = text.count
    if let property { parts.property = text.addQuoted(property) }
    words(&text)
    var derivedStart: Int32 = -1
    if let derived, !isSecretByName() {
      derivedStart = Int32(text.count - start)
      addWords(derived)
    }
    parts.message = text.piece(from: start)
    if derivedStart >= 0, let derived {
      parts.suggestion = addValue(derived)
      parts.suggestsValue = true
    }
    findings.append(
      Finding(
        family: kind.family, origin: index, index: index, parts: parts, range: .init(cursor(index).range),
        derivedStart: derivedStart, property: property))
  }

  private mutating func addWords(_ derived: Finding.Derived) {
    let value = UnsafeBufferPointer(rebasing: scratch.elements[derived.text.range])
    text.add(derived.before)
    if derived.isString { text.addQuoted(value) } else { text.add(value) }
    text.add(derived.after)
  }

  /// Adds the value as JSON, and not as words.
  private mutating func addValue(_ derived: Finding.Derived) -> Piece {
    let value = UnsafeBufferPointer(rebasing: scratch.elements[derived.text.range])
    let start = text.count
    if derived.isString { text.add(byte: UInt8(ascii: "\"")) }
    text.add(value)
    if derived.isString { text.add(byte: UInt8(ascii: "\"")) }
    return text.piece(from: start)
  }

  /// Whether a name on the way to the value tells that it is a secret.
  func isSecretByName() -> Bool {
    steps.elements.contains { $0.isMember && Words.isSecretName(evaluator.bytes($0.place)) }
  }

  private mutating func addFalse(_ schema: Int32, _ index: Int) {
    let step = steps.elements.last
    let name = step.flatMap { $0.isMember && $0.place + 1 == index ? evaluator.bytes($0.place) : nil }
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

import JSON

/// Goes over an instance and finds all there is to say about it.
///
/// It walks the same rules as `Evaluator`, and asks that one for every yes or no, but follows references step by step,
/// so that each problem has the way that led to its keyword.
struct Diagnoser {
  let program: Program
  let options: JSONSchema.Options
  let root: JSONCursor
  var evaluator: Evaluator

  var findings: [Finding] = []
  var records: [ObjectRecord] = []
  /// The ranges of values that must not be hinted at.
  var secrets: [Range<Int>] = []
  var truncated = false

  /// The way to the value, and through the schema to the keyword.
  var instancePath: [InstanceStep] = []
  var keywordPath: [KeywordStep] = []
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
  }

  mutating func run() -> Diagnosis {
    visit(0, root.index)
    if evaluator.gaveUp, !findings.contains(where: { !$0.isWarning }) { addGaveUp() }
    judgeNames()
    return conclude()
  }

  /// One step down in the instance: a member, by the place of its name, or an element, by its position.
  struct InstanceStep {
    let isName: Bool
    let value: Int
  }

  /// One step through the schema: a keyword, and what within it.
  struct KeywordStep {
    let keyword: Keyword
    var position = -1
    var name: Name?
  }

  /// An object met on the way, with one of the rules that judged it.
  struct ObjectRecord {
    let index: Int
    let order: Int
    let rule: Int
    let schema: Int32
    /// The rule only decides which branch is taken.
    let isCondition: Bool
    var locations: (instance: String, keyword: String)?
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
      keywordPath.append(KeywordStep(keyword: .reference))
      referenceDepth += 1
      visit(rule.pointee.reference, index)
      referenceDepth -= 1
      keywordPath.removeLast()
      return
    }
    if rule.pointee.isFalse { return add(.init(.falseSchema), schema, index, "nothing is allowed here") }
    if rule.pointee.isSecret, exploration == nil { secrets.append(cursor(index).range) }
    if rule.pointee.types & kind == 0
      || (rule.pointee.integersOnly && kind == JSONKind.number.bit && !evaluator.isInteger(index))
    {
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
  mutating func visit(_ schema: Int32, _ index: Int, by step: KeywordStep) {
    keywordPath.append(step)
    visit(schema, index)
    keywordPath.removeLast()
  }

  /// Visits a schema for the value of a member, whose name is at `place`.
  mutating func visitMember(_ schema: Int32, _ place: Int, by step: KeywordStep) {
    instancePath.append(InstanceStep(isName: true, value: place))
    visit(schema, place + 1, by: step)
    instancePath.removeLast()
  }

  mutating func visitElement(_ schema: Int32, _ index: Int, _ position: Int, by step: KeywordStep) {
    instancePath.append(InstanceStep(isName: false, value: position))
    visit(schema, index, by: step)
    instancePath.removeLast()
  }

  // MARK: Locations

  /// The JSON Pointer to the value at hand.
  func instanceLocation() -> String {
    var text = ""
    for step in instancePath {
      if step.isName {
        text += "/"
        text += Words.pointerToken(cursor(step.value))
      } else {
        text += "/\(step.value)"
      }
    }
    return text
  }

  func keywordLocation() -> String {
    var text = ""
    for step in keywordPath {
      text += "/"
      text += step.keyword.name
      if step.position >= 0 { text += "/\(step.position)" }
      if let name = step.name {
        text += "/"
        text += JSONPointer.escape(name.text)
      }
    }
    return text
  }

  // MARK: Adding findings

  mutating func add(
    _ kind: Finding.Kind, _ schema: Int32, _ index: Int, _ message: String,
    derived: Finding.Derived? = nil, suggestion: String? = nil, property: Name? = nil
  ) {
    if exploration != nil {
      exploration?.add(kind, index: index, level: instancePath.count)
      return
    }
    guard findings.count < 2 * options.maximumProblems else {
      truncated = true
      return
    }
    let keyword = kind.keyword
    var keywordLocation = keywordLocation()
    var suffix = ""
    if let keyword {
      suffix = "/" + keyword.name
      keywordLocation += suffix
      if let part = kind.part {
        suffix += "/" + part
        keywordLocation += "/" + part
      }
    }
    let origin = program.origins[Int(schema)]
    findings.append(
      Finding(
        kind: kind, index: index, range: cursor(index).range, instanceLocation: instanceLocation(),
        keywordLocation: keywordLocation,
        absoluteKeywordLocation: referenceDepth > 0 || !origin.base.isEmpty ? origin.location(of: suffix) : nil,
        message: message, derived: isSecretByName() ? nil : derived, suggestion: suggestion, property: property))
  }

  /// Whether a name on the way to the value tells that it is a secret.
  func isSecretByName() -> Bool {
    instancePath.contains { $0.isName && Words.isSecretName(cursor($0.value).stringBytes) }
  }

  private mutating func addGaveUp() {
    if evaluator.patternTooCostly {
      add(.init(.pattern), 0, root.index, "a pattern of the schema took too many steps, so this could not be checked")
    } else {
      add(.init(.depth), 0, root.index, "nested too deeply to be checked, more than \(options.maximumDepth) rules deep")
    }
  }
}

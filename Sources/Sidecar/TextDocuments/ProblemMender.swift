import JSON
import JSONSchema

/// Finds for the problems of a document where they stand in its text, and what mends them.
struct ProblemMender {
  private let text: ConnectionText
  private let document: JSONDocument
  private let spec: ConnectionSpec?
  /// All problems of the document: what one object lacks altogether is put in together where it is empty.
  private let all: [Problem]
  private let style: TextStyle
  /// The names that edits so far give to members of the objects that begin at an offset: no object gets one twice.
  private var given: Set<GivenName> = []

  private struct GivenName: Hashable {
    let object: Int
    let name: String
  }

  init(_ text: ConnectionText, _ document: JSONDocument, spec: ConnectionSpec?, problems: [Problem]) {
    self.text = text
    self.document = document
    self.spec = spec
    all = problems
    style = TextStyle(text.bytes)
  }

  /// The problem with its place; nil if it is about what only mending has put there.
  mutating func located(_ problem: Problem) -> TextProblem? {
    withExtendedLifetime(document) {
      let root = document.root.cursor
      if problem.property != nil, problem.suggestion == nil, let object = object(at: problem, root) {
        return missing(problem, object)
      }
      if text.isInserted(at: problem.range.lowerBound) { return nil }
      var found = TextProblem(problem: problem, range: pointed(problem, root))
      if let edit = edit(problem, root) { found.edits = [edit] }
      return found
    }
  }

  /// The object that lacks a member, where that is the problem.
  private func object(at problem: Problem, _ root: JSONCursor) -> JSONCursor? {
    guard let cursor = JSONPointer(parsing: problem.instanceLocation)?.resolve(in: root), cursor.kind == .object,
      cursor.range == problem.range
    else { return nil }
    return cursor
  }

  /// What to point at: of a value that goes over several lines, its bracket.
  private func pointed(_ problem: Problem, _ root: JSONCursor) -> Range<Int> {
    let range = text.sourceRange(problem.range)
    guard let first = text.bytes[range].firstIndex(of: 0x0A), first < range.upperBound else { return range }
    return range.lowerBound..<(range.lowerBound + 1)
  }

  // MARK: What is there and wrong

  private mutating func edit(_ problem: Problem, _ root: JSONCursor) -> JSONRepair.Edit? {
    let range = text.sourceRange(problem.range)
    // What had to be mended itself is first to be mended in the text.
    guard text.bytes[range].elementsEqual(document.bytes[problem.range]) else { return nil }
    switch problem.suggestion {
    case nil: return nil
    case .value(let json): return JSONRepair.Edit(range, json)
    case .name(let name):
      guard let pointer = JSONPointer(parsing: problem.instanceLocation),
        let parent = JSONPointer(Array(pointer.tokens.dropLast())).resolve(in: root), parent[JSONName(name)] == nil,
        given.insert(GivenName(object: parent.range.lowerBound, name: name)).inserted
      else { return nil }
      var writer = JSONWriter()
      writer.string(name)
      return JSONRepair.Edit(range, String(decoding: writer.bytes, as: UTF8.self))
    }
  }

  // MARK: What is missing

  private mutating func missing(_ problem: Problem, _ object: JSONCursor) -> TextProblem {
    let start = text.sourceRange(object.range).lowerBound
    // The name of the member that the object is the value of says more than a bracket.
    let owner = object.owner.map { text.sourceRange($0.range) } ?? start..<min(start + 1, text.bytes.count)
    var found = TextProblem(problem: problem, range: owner)
    guard let name = problem.property, !text.isInserted(at: object.range.lowerBound) else { return found }
    if object.count == 0 {
      // Each by itself would need a comma or not, depending on whether others are put in.
      let names = all.filter { $0.property != nil && $0.range == problem.range }.compactMap(\.property)
      found.edits = [firstMembers(names.map { template($0, problem) }, into: object)]
    } else if let last = object.lastMember, !isLeftOpen(last.value),
      given.insert(GivenName(object: object.range.lowerBound, name: name)).inserted
    {
      found.edits = [insertion(of: template(name, problem), into: object, after: last)]
    }
    found.isTemplate = true
    return found
  }

  /// Whether something at the end of a value is missing, which is to be put in first.
  private func isLeftOpen(_ value: JSONCursor) -> Bool {
    guard text.isInserted(at: value.range.upperBound - 1) else { return false }
    let end = text.sourceRange(value.range).upperBound
    return text.syntaxProblems.contains { $0.edits.contains { $0.range == end..<end } }
  }

  private func template(_ name: String, _ problem: Problem) -> String {
    let schema = SchemaPlace.member(name, requiredAt: problem.keywordLocation, spec: spec)
    return MemberTemplate(name: name, schema: schema, spec: spec).json
  }

  private func insertion(
    of member: String, into object: JSONCursor, after last: (name: JSONCursor, value: JSONCursor)
  ) -> JSONRepair.Edit {
    let start = text.sourceRange(object.range).lowerBound
    let end = text.sourceRange(last.value.range).upperBound
    let lastStart = text.sourceRange(last.name.range).lowerBound
    let isOnOneLine = !text.bytes[min(start, lastStart)..<lastStart].contains(0x0A)
    let separator = isOnOneLine ? ", " : "," + style.lineEnd + style.indentation(of: lastStart, in: text.bytes)
    return JSONRepair.Edit(end..<end, separator + member)
  }

  /// Into an object that is empty.
  private func firstMembers(_ members: [String], into object: JSONCursor) -> JSONRepair.Edit {
    let range = text.sourceRange(object.range)
    let inner = range.lowerBound + 1
    let end = max(inner, range.upperBound - 1)
    let between = text.bytes[inner..<end]
    // Comments, and whatever else had to be mended, stay.
    guard between.allSatisfy({ $0 <= 0x20 }), between.contains(0x0A) || members.count > 1 else {
      return JSONRepair.Edit(inner..<inner, members.joined(separator: ", "))
    }
    let outer = style.indentation(of: range.lowerBound, in: text.bytes)
    let lines = members.map { style.lineEnd + outer + style.unit + $0 }
    return JSONRepair.Edit(inner..<end, lines.joined(separator: ",") + style.lineEnd + outer)
  }
}

extension JSONCursor {
  /// The name that this is the value of.
  var owner: JSONCursor? {
    guard index > 0 else { return nil }
    let name = JSONCursor(
      textStart: textStart, tapeStart: tapeStart, decodedStart: decodedStart, index: index - 1)
    return name.kind == .name ? name : nil
  }

  /// The last member of an object.
  var lastMember: (name: JSONCursor, value: JSONCursor)? {
    var last: (name: JSONCursor, value: JSONCursor)?
    forEachMember { last = ($0, $1) }
    return last
  }
}

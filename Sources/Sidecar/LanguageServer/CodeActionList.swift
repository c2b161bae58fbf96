import JSON
import JSONSchema

/// The answer to `textDocument/codeAction`: what mends the problems within a range, and what mends all of them.
struct CodeActionList {
  private let asked: AskedDocument
  private let text: ConnectionText
  private let index: LineIndex
  /// The problems that can be mended, and whether they are errors.
  private let mendable: [(problem: TextProblem, isError: Bool)]
  private let range: Range<Int>
  /// The kinds that are asked for; empty for all.
  private let only: [String]

  init(_ asked: AskedDocument, _ params: JSONCursor) {
    self.asked = asked
    let text = asked.connection
    let index = text.lineIndex(asked.server.client.encoding)
    let check = ConnectionCheck(
      specs: asked.server.context.specs, specification: ConnectionCheck.bodySpecification())
    let spec = asked.spec(of: text)
    let report = TextReport(text, check, by: spec.map { FoundSpec(spec: $0, origin: .bundled) })
    mendable = (report.errors.map { ($0, true) } + report.warnings.map { ($0, false) })
      .filter { !$0.0.edits.isEmpty }
    range = text.bytes.withUnsafeBufferPointer { bytes in
      let start = index.offset(of: LinePosition(params["range"]?["start"]), in: bytes)
      return start..<max(start, index.offset(of: LinePosition(params["range"]?["end"]), in: bytes))
    }
    var only: [String] = []
    params["context"]?["only"]?.forEachElement { if let kind = $0.string { only.append(kind) } }
    (self.text, self.index, self.only) = (text, index, only)
  }

  func write(to writer: inout JSONWriter) {
    text.bytes.withUnsafeBufferPointer { bytes in
      let places = TextPlaces(index: index, text: bytes)
      writer.beginArray()
      if isAsked("quickfix") {
        for (problem, isError) in mendable
        where problem.range.lowerBound <= range.upperBound && range.lowerBound <= problem.range.upperBound {
          write(
            Self.title(problem), "quickfix", problem.edits, isPreferred: !problem.isTemplate, of: (problem, isError),
            places, to: &writer)
        }
      }
      if isAsked("source.fixAll"), !mendable.isEmpty {
        write(
          "Mend all that can be mended", "source.fixAll", Self.together(mendable.map(\.problem)), places, to: &writer)
      }
      writer.endArray()
    }
  }

  private func isAsked(_ kind: String) -> Bool {
    only.isEmpty || only.contains { kind == $0 || kind.hasPrefix($0 + ".") }
  }

  private func write(
    _ title: String, _ kind: String, _ edits: [JSONRepair.Edit], isPreferred: Bool = false,
    of problem: (TextProblem, isError: Bool)? = nil, _ places: TextPlaces, to writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.member("title", title)
    writer.member("kind", kind)
    if let (problem, isError) = problem {
      writer.name("diagnostics")
      writer.beginArray()
      problem.writeDiagnostic(isError: isError, to: &writer, places)
      writer.endArray()
      if isPreferred { writer.member("isPreferred", true) }
    }
    writer.name("edit")
    writer.beginObject()
    writer.name("changes")
    writer.beginObject()
    writer.name(asked.uri)
    writer.beginArray()
    for edit in edits { places.write(edit, to: &writer) }
    writer.endArray()
    writer.endObject()
    writer.endObject()
    writer.endObject()
  }

  /// Edits that can be made at once: each only once, in the order of the text, insertions first at one place, none in the
  /// way of another.
  private static func together(_ problems: [TextProblem]) -> [JSONRepair.Edit] {
    var edits: [JSONRepair.Edit] = []
    for edit in problems.flatMap(\.edits) where !edits.contains(edit) { edits.append(edit) }
    func key(_ edit: (offset: Int, element: JSONRepair.Edit)) -> (Int, Int, Int) {
      (edit.element.range.lowerBound, edit.element.range.isEmpty ? 0 : 1, edit.offset)
    }
    var end = 0
    return edits.enumerated().sorted { key($0) < key($1) }.map(\.element).filter { edit in
      guard edit.range.lowerBound >= end else { return false }
      end = edit.range.upperBound
      return true
    }
  }

  private static func title(_ found: TextProblem) -> String {
    if found.isTemplate, let name = found.problem.property { return "Add \(MemberTemplate.text(name))" }
    if let suggestion = found.problem.suggestion {
      switch suggestion {
      case .name(let name): return "Change to \(MemberTemplate.text(name))"
      case .value(let json): return "Change to \(json)"
      }
    }
    guard found.edits.count == 1, let edit = found.edits.first else { return "Put it in double quotes" }
    if edit.newText.isEmpty {
      return found.problem.keywordLocation.hasSuffix("/comment") ? "Remove the comment" : "Remove it"
    }
    return edit.range.isEmpty ? "Put in \(edit.newText)" : "Change to \(edit.newText)"
  }
}

import JSON
import JSONSchema

/// Everything there is to say about the text of a connection.
struct TextReport: Sendable {
  var errors: [TextProblem]
  var warnings: [TextProblem]
  let check: ConnectionCheck.Report

  var isValid: Bool { errors.isEmpty }

  /// What a check says of a text, by the connection spec that was found for it.
  init(_ text: ConnectionText, _ check: ConnectionCheck, by found: FoundSpec?, isLenient: Bool = false) {
    errors = text.syntaxProblems
    warnings = []
    // Only what is meant to be an object is worth holding against the rules for one.
    guard let document = text.document, document.root.kind == .object || text.repair == nil else {
      self.check = ConnectionCheck.Report()
      return
    }
    self.check = withExtendedLifetime(document) {
      check.report(document.root.cursor, by: found, isLenient: isLenient)
    }
    var mender = ProblemMender(text, document, spec: found?.spec, problems: self.check.errors + self.check.warnings)
    errors += self.check.errors.compactMap { mender.located($0) }
    warnings += self.check.warnings.compactMap { mender.located($0) }
    errors = Self.sorted(errors)
    warnings = Self.sorted(warnings)
  }

  /// In the order of the text. At one place syntax comes last: a bracket that is put in closes what is put in before it.
  private static func sorted(_ problems: [TextProblem]) -> [TextProblem] {
    func key(_ problem: TextProblem, _ offset: Int) -> (Int, Int, Int) {
      (problem.range.lowerBound, problem.problem.keyword == "syntax" ? 1 : 0, offset)
    }
    return problems.enumerated().sorted { key($0.element, $0.offset) < key($1.element, $1.offset) }
      .map(\.element)
  }

  /// Writes it as the result of `connection.validate`.
  func write(to writer: inout JSONWriter, _ places: TextPlaces) {
    writer.beginObject()
    writer.member("valid", isValid)
    writer.name("errors")
    write(errors, to: &writer, places)
    writer.name("warnings")
    write(warnings, to: &writer, places)
    check.writeSpec(to: &writer)
    writer.endObject()
  }

  private func write(_ problems: [TextProblem], to writer: inout JSONWriter, _ places: TextPlaces) {
    writer.beginArray()
    for problem in problems { problem.write(to: &writer, places) }
    writer.endArray()
  }
}

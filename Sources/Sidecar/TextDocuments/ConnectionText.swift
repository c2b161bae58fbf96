import JSON
import JSONSchema

/// The text of a connection as it is typed, broken or not, and what it says as far as that can be told.
///
/// A text that is not JSON is mended first, so that its other mistakes can be told too; every place is one of the text as
/// it stands.
struct ConnectionText: Sendable {
  let bytes: [UInt8]
  /// What the text says; nil if that cannot be told.
  let document: JSONDocument?
  /// What had to be mended for that.
  let repair: JSONRepair?
  /// What is wrong with it as JSON.
  let syntaxProblems: [TextProblem]

  init(_ bytes: [UInt8], maximumDepth: Int = 512) {
    self.bytes = bytes
    do throws(JSONParseError) {
      document = try JSONDocument(bytes, maximumDepth: maximumDepth)
      repair = nil
      syntaxProblems = []
    } catch {
      (document, repair, syntaxProblems) = bytes.withUnsafeBufferPointer { Self.mend($0, error, maximumDepth) }
    }
  }

  /// The strict reader's words for the first mistake, then the rest.
  private static func mend(
    _ text: UnsafeBufferPointer<UInt8>, _ error: JSONParseError, _ maximumDepth: Int
  ) -> (JSONDocument?, JSONRepair?, [TextProblem]) {
    // Beyond a limit nothing needs to be mended.
    if ["tooDeep", "tooManyEntries", "tooLong"].contains(error.reason) {
      return (nil, nil, [TextProblem(syntax: error, range: range(of: error, in: text))])
    }
    let repair = JSONRepair(text)
    var faults = repair.faults
    var problems: [TextProblem] = []
    if let first = faults.first, first.offset <= error.offset || first.range.contains(error.offset) {
      // What comes before the place where a strict reader stops is why it stops there.
      problems.append(TextProblem(syntax: first))
      let isSame = first.offset == error.offset || first.range.contains(error.offset)
      if isSame, first.reason != "comment" { problems[0].words(of: error) }
      faults.removeFirst()
    } else {
      problems.append(TextProblem(syntax: error, range: range(of: error, in: text)))
    }
    problems += faults.map { TextProblem(syntax: $0) }
    guard let mended = repair.text else { return (nil, repair, problems) }
    do throws(JSONParseError) {
      return (try JSONDocument(mended, maximumDepth: maximumDepth), repair, problems)
    } catch let left {
      // What only a person can mend, such as a name that stands twice.
      let place = repair.sourceRange(left.offset..<left.offset).lowerBound
      if !problems.contains(where: { $0.range.contains(place) || $0.range.lowerBound == place }) {
        problems.append(TextProblem(syntax: left, range: SourceToken.range(in: text, at: place)))
      }
      return (nil, repair, problems)
    }
  }

  /// What to point at for a text that is not JSON; where it ends too early, its last character.
  private static func range(of error: JSONParseError, in text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    if error.offset < text.count {
      return error.reason == "byteOrderMark" ? 0..<3 : SourceToken.range(in: text, at: error.offset)
    }
    var end = text.count
    while end > 0, [0x20, 0x09, 0x0A, 0x0D].contains(text[end - 1]) { end -= 1 }
    var start = max(0, end - 1)
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    return start..<end
  }

  // MARK: What it says

  /// The connection spec's id, where the text has one that can be.
  var specID: String? {
    guard let document else { return nil }
    return withExtendedLifetime(document) { ConnectionCheck.specID(of: document.root.cursor)?.string }
  }

  /// Where in the text a stretch of the document stands.
  func sourceRange(_ range: Range<Int>) -> Range<Int> { repair?.sourceRange(range) ?? range }

  /// Whether the text itself does not have what stands at an offset of the document.
  func isInserted(at offset: Int) -> Bool { repair?.isInserted(at: offset) ?? false }

  /// The index of its lines.
  func lineIndex(_ encoding: LineIndex.Encoding = .utf16) -> LineIndex {
    bytes.withUnsafeBufferPointer { LineIndex($0, encoding: encoding) }
  }
}

extension TextProblem {
  /// What the strict reader says.
  init(syntax error: JSONParseError, range: Range<Int>) {
    self.init(reason: error.reason, "", range)
    words(of: error)
  }

  /// Puts it in the strict reader's words.
  mutating func words(of error: JSONParseError) {
    problem = problem.with(
      keywordLocation: "/syntax/\(error.reason)", message: error.message + (error.hint.map { "; \($0)" } ?? ""))
  }

  init(syntax fault: JSONRepair.Fault) {
    self.init(reason: fault.reason, fault.message, fault.range)
    edits = fault.edits
  }

  private init(reason: String, _ message: String, _ range: Range<Int>) {
    let problem = Problem(
      instanceLocation: "", keywordLocation: "/syntax/\(reason)", keyword: "syntax", message: message, range: range)
    self.init(problem: problem, range: range)
  }
}

import JSON
import JSONSchema

/// A problem as an editor needs it: where it stands in the text, and what mends it.
struct TextProblem: Sendable {
  var problem: Problem
  /// What to point at, in bytes.
  var range: Range<Int>
  /// What mends it, done together; none where that cannot be told.
  var edits: [JSONRepair.Edit] = []
  /// The edits only make room for what a person has to fill in.
  var isTemplate = false

  /// Writes it as the document's `Problem`, with the members that only texts have.
  func write(to writer: inout JSONWriter, _ places: TextPlaces) {
    writer.beginObject()
    problem.writeMembers(to: &writer)
    writer.name("range")
    places.write(range, to: &writer)
    if edits.count == 1 {
      writer.name("edit")
      places.write(edits[0], to: &writer)
    } else if !edits.isEmpty {
      writer.name("edits")
      writer.beginArray()
      for edit in edits { places.write(edit, to: &writer) }
      writer.endArray()
    }
    writer.endObject()
  }
}

/// Writes places of one text as lines and columns.
struct TextPlaces {
  let index: LineIndex
  let text: UnsafeBufferPointer<UInt8>

  func write(_ range: Range<Int>, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.name("start")
    write(range.lowerBound, to: &writer)
    writer.name("end")
    write(range.upperBound, to: &writer)
    writer.endObject()
  }

  /// An edit has the members of LSP's TextEdit.
  func write(_ edit: JSONRepair.Edit, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.name("range")
    write(edit.range, to: &writer)
    writer.member("newText", edit.newText)
    writer.endObject()
  }

  private func write(_ offset: Int, to writer: inout JSONWriter) {
    let position = index.position(of: offset, in: text)
    writer.beginObject()
    writer.member("line", position.line)
    writer.member("character", position.character)
    writer.endObject()
  }
}

import JSON
import JSONSchema

extension Problem {
  /// Writes the problem as the document's `Problem`.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("instanceLocation", instanceLocation)
    writer.member("keywordLocation", keywordLocation)
    writer.member("keyword", keyword)
    writer.member("message", message)
    writer.member("suggestion", ifPresent: suggestedText)
    writer.endObject()
  }

  /// The suggestion as a person would put it in: a text, which the validator writes as JSON, without its quotes.
  private var suggestedText: String? {
    guard let suggestion, suggestion.utf8.first == UInt8(ascii: "\"") else { return suggestion }
    return (try? JSONDocument(suggestion))?.root.string ?? suggestion
  }

  /// The problem as seen from further out: `prefix` leads to the instance, `keywordPrefix` to its schema.
  func moved(under prefix: String, schema keywordPrefix: String) -> Problem {
    var moved = self
    moved.instanceLocation = prefix + instanceLocation
    moved.keywordLocation = keywordPrefix + keywordLocation
    return moved
  }
}

extension JSONWriter {
  /// A member that is an array of problems.
  mutating func member(_ name: StaticString, _ problems: [Problem]) {
    self.name(name)
    beginArray()
    for problem in problems { problem.write(to: &self) }
    endArray()
  }
}

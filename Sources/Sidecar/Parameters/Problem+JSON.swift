import JSON
import JSONSchema

extension Problem {
  /// Writes the problem as the document's `Problem`.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writeMembers(to: &writer)
    writer.endObject()
  }

  /// Writes the members of that, and no brackets around them.
  func writeMembers(to writer: inout JSONWriter) {
    withJSON { parts in
      writer.member("instanceLocation", escaped: parts.instanceLocation)
      writer.member("keywordLocation", escaped: parts.keywordLocation)
      writer.member("keyword", escaped: parts.keyword)
      writer.member("message", escaped: parts.message)
      guard let suggestion = parts.suggestion else { return }
      guard parts.suggestsValue else { return writer.member("suggestion", escaped: suggestion) }
      // What was meant can be put in place as it is: true is not "true".
      writer.name("suggestion")
      writer.raw(suggestion)
    }
  }
}

extension [Problem] {
  /// Turns the problems into what they are from further out: `prefix` leads to the instance, `keywordPrefix` to its
  /// schema.
  mutating func move(under prefix: String, schema keywordPrefix: String) {
    for index in indices {
      self[index] = self[index].with(
        instanceLocation: prefix + self[index].instanceLocation,
        keywordLocation: keywordPrefix + self[index].keywordLocation)
    }
  }
}

extension JSONWriter {
  /// A member that is an array of problems.
  mutating func member(_ name: StaticString, _ problems: [Problem]) {
    self.name(name)
    beginArray()
    // In their places, as one that is taken out of the array counts as held once more.
    let problems = problems.span
    for index in problems.indices { problems[index].write(to: &self) }
    endArray()
  }
}

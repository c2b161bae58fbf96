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
    writer.member("instanceLocation", instanceLocation)
    writer.member("keywordLocation", keywordLocation)
    writer.member("keyword", keyword)
    writer.member("message", message)
    switch suggestion {
    case .name(let name): writer.member("suggestion", name)
    case .value(let json):
      // What was meant can be put in place as it is: true is not "true".
      writer.name("suggestion")
      writer.raw(Array(json.utf8))
    case nil: break
    }
  }
}

extension [Problem] {
  /// Turns the problems into what they are from further out: `prefix` leads to the instance, `keywordPrefix` to its
  /// schema.
  mutating func move(under prefix: String, schema keywordPrefix: String) {
    for index in indices {
      self[index].instanceLocation = prefix + self[index].instanceLocation
      self[index].keywordLocation = keywordPrefix + self[index].keywordLocation
    }
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

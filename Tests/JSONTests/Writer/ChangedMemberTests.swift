import JSON
import Testing

@Suite("The members of an object are written as they were read, but for one")
struct ChangedMemberTests {
  /// Calls the body with every object in a value.
  private func forEachObject(in value: JSONCursor, _ body: (JSONCursor) -> Void) {
    if value.kind == .object { body(value) }
    value.forEachElement { forEachObject(in: $0, body) }
    value.forEachMember { forEachObject(in: $1, body) }
  }

  private func oneByOne(_ object: JSONCursor, changing changed: JSONName) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    object.forEachMember { name, value in
      writer.name(name)
      if name.isNamed(changed) { writer.string("changed") } else { writer.value(value) }
    }
    writer.endObject()
    return writer.bytes
  }

  private func together(_ object: JSONCursor, changing changed: JSONName) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.members(of: object, changing: changed) { $1.string("changed") }
    writer.endObject()
    return writer.bytes
  }

  private func compare(_ document: JSONDocument) {
    withExtendedLifetime(document) {
      forEachObject(in: document.root.cursor) { object in
        var names: [JSONName] = ["none of these"]
        object.forEachMember { name, _ in names.append(JSONName(bytes: Array(name.stringBytes))) }
        for name in names.prefix(100) {
          #expect(together(object, changing: name) == oneByOne(object, changing: name))
        }
      }
    }
  }

  @Test("in every object of every text, with its blanks and without", arguments: Samples.accepted)
  func samples(_ sample: Sample) throws {
    let document = try JSONDocument(sample.bytes)
    compare(document)
    var writer = JSONWriter()
    writer.value(document.root)
    compare(try JSONDocument(writer.bytes))
  }

  @Test(
    "wherever the one stands, and whatever the others hold",
    arguments: [
      #"{}"#, #"{"a":1}"#, #"{"a":{}}"#, #"{"a":[],"b":2}"#, #"{"b":2,"a":{"a":[1,2,{}]}}"#,
      #"{"b":[[],{},""],"a":1,"c":{"d":[]}}"#, #"{"b":1, "a":2}"#, #"{"b" :1,"a":2}"#, #"{"b":[1 ],"a":2}"#,
      #"{"b":{ },"a":2}"#, #"{"b":[ ],"a":2}"#, #"{"\u0061":1,"b":"\u2028"}"#, #"{"b":"é","a":1}"#,
      "{\"b\":\"\u{2028}\",\"a\":1}", "{\"\u{2029}\":true,\"a\":null}", "{\"b\":\"x y\",\"a\":1e5}", #" {"a":1} "#,
    ])
  func places(_ text: String) throws {
    compare(try JSONDocument(text))
  }

  @Test("after members that are there already, and before more")
  func amongOthers() throws {
    let document = try JSONDocument(#"{"a":1,"b":2}"#)
    for name: JSONName in ["a", "b", "c"] {
      var writer = JSONWriter()
      writer.beginObject()
      writer.member("first", true)
      writer.members(of: document.root.cursor, changing: name) { $1.value($0) }
      writer.member("last", true)
      writer.endObject()
      #expect(writer.bytes == Array(#"{"first":true,"a":1,"b":2,"last":true}"#.utf8))
    }
    withExtendedLifetime(document) {}
  }
}

import JSON

extension JSONValue {
  /// What a JSON Pointer leads to.
  func at(_ pointer: String) -> JSONValue? {
    JSONPointer(parsing: pointer).flatMap { $0.resolve(in: cursor) }.map(value(at:))
  }

  /// The JSON text, as it was written.
  var text: String { String(decoding: rawBytes, as: UTF8.self) }

  /// The same without white space.
  var compact: String {
    var writer = JSONWriter()
    writer.value(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  var names: [String] { members.map(\.name) }
}

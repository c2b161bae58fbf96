import JSON

/// A member as it is put in where it is missing: its name, and a value of the right kind to go on from.
struct MemberTemplate {
  let name: String
  let schema: JSONValue?
  /// The connection spec of the connection, where it is known.
  let spec: ConnectionSpec?

  /// The member as JSON, on one line.
  var json: String { Self.text(name) + ": " + value }

  /// A value that the rules name, else an empty one of the kind they ask for.
  var value: String {
    switch name {
    case "connectionSpec": #"{"id": "", "version": "1.0"}"#
    case "auth": #"{"specName": \#(specName), "params": {}}"#
    case "specName": specName
    default: schema.map(Self.value) ?? "\"\""
    }
  }

  /// The kind of credentials to begin with: the first that nothing speaks against.
  private var specName: String {
    let authSpecs = spec?.authSpecs ?? []
    return Self.text((authSpecs.first { $0.advice == nil } ?? authSpecs.first)?.name ?? "")
  }

  private static func value(_ schema: JSONValue) -> String {
    for fixed in [schema["const"], schema["default"], schema["enum"].flatMap { $0.count == 1 ? $0[0] : nil }] {
      if let fixed { return text(fixed) }
    }
    let type = schema["type"]
    switch type?.string ?? type?[0]?.string {
    case "boolean": return "false"
    case "integer", "number": return "0"
    case "object": return "{}"
    case "array": return "[]"
    case "null": return "null"
    default: return "\"\""
    }
  }

  /// A value as JSON.
  static func text(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.value(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// A string as JSON.
  static func text(_ string: String) -> String {
    var writer = JSONWriter()
    writer.string(string)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

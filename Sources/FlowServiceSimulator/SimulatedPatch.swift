import JSON

/// Applies a JSON Patch (RFC 6902) to the body a connection was made with, as far as Flow Service lets it: `add`,
/// `replace` and `remove` of the name, the description and the credentials.
struct SimulatedPatch {
  /// What Flow Service refuses, by its own number.
  struct Refusal: Error {
    var number: Int
    var message: String
  }

  private var name: JSONValue?
  private var description: JSONValue?
  private var params: [(name: String, value: JSONValue)]
  private let body: JSONValue

  private init(_ body: JSONValue) {
    self.body = body
    name = body["name"]
    description = body["description"]
    params = body["auth"]?["params"]?.members.map { ($0.name, $0.value) } ?? []
  }

  /// The body as it is afterwards.
  static func apply(_ operations: JSONValue, to body: JSONValue) throws(Refusal) -> JSONValue {
    guard operations.kind == .array, operations.count > 0 else {
      throw Refusal(number: 1434, message: "The body has to be an array of JSON Patch operations.")
    }
    var patch = SimulatedPatch(body)
    for operation in operations.elements { try patch.apply(operation) }
    return patch.result
  }

  private mutating func apply(_ operation: JSONValue) throws(Refusal) {
    guard let op = operation["op"]?.string, ["add", "replace", "remove"].contains(op) else {
      throw Refusal(number: 1434, message: "The operation is not supported. Allowed are [add, replace, remove].")
    }
    guard let text = operation["path"]?.string, let steps = JSONPointer(parsing: text)?.tokens, !steps.isEmpty else {
      throw Refusal(number: 1434, message: "The path of an operation is not valid.")
    }
    let value = operation["value"]
    guard op == "remove" || value != nil else {
      throw Refusal(number: 1434, message: "The operation \(op) on \(text) has no value.")
    }
    switch (steps[0], steps.count) {
    case ("name", 1):
      guard op != "remove", value?.string?.isEmpty == false else {
        throw Refusal(number: 1304, message: "The mandatory field name is not provided.")
      }
      name = value
    case ("description", 1):
      if op != "add", description == nil { throw Self.missing(text) }
      description = op == "remove" ? nil : value
    case ("auth", 2) where steps[1] == "params" && op != "remove" && value?.kind == .object:
      params = value?.members.map { ($0.name, $0.value) } ?? []
    case ("auth", 3) where steps[1] == "params":
      let index = params.firstIndex { $0.name == steps[2] }
      if op != "add", index == nil { throw Self.missing(text) }
      if op == "remove" {
        if let index { params.remove(at: index) }
      } else if let value {
        if let index { params[index].value = value } else { params.append((steps[2], value)) }
      }
    case ("connectionSpec", _):
      throw Refusal(number: 1414, message: "The connection spec of a connection cannot be changed.")
    default:
      throw Refusal(number: 1434, message: "The path \(text) cannot be changed.")
    }
  }

  private static func missing(_ path: String) -> Refusal {
    Refusal(number: 1434, message: "There is nothing at the path \(path).")
  }

  private var result: JSONValue {
    var writer = JSONWriter()
    writer.beginObject()
    for (member, value) in body.members where !["name", "description", "auth"].contains(member) {
      writer.name(member)
      writer.value(value)
    }
    if let name {
      writer.name("name")
      writer.value(name)
    }
    if let description {
      writer.name("description")
      writer.value(description)
    }
    if let auth = body["auth"] {
      writer.name("auth")
      writer.beginObject()
      writer.member("specName", ifPresent: auth["specName"]?.string)
      writer.name("params")
      writer.beginObject()
      for (member, value) in params {
        writer.name(member)
        writer.value(value)
      }
      writer.endObject()
      writer.endObject()
    }
    writer.endObject()
    // A writer writes JSON; the body it came from stays if that were ever wrong.
    return (try? JSONDocument(writer.bytes))?.root ?? body
  }
}

import JSON

/// One `property` of a list: `name==ACME`, `state==enabled,disabled`, `connectionSpec.id=="…"`.
struct SimulatedFilter {
  enum Property: String { case id, name, description, state, connectionSpecID = "connectionSpec.id" }

  var property: Property
  var values: [String]

  init?(_ text: String) {
    guard let end = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let rest = text[end...]
    guard rest.hasPrefix("=="), let property = Property(rawValue: String(text[..<end])) else { return nil }
    self.property = property
    values = Self.choices(rest.dropFirst(2))
  }

  func accepts(_ connection: SimulatedConnection, now: Duration) -> Bool {
    let value: String? =
      switch property {
      case .id: connection.id
      case .name: connection.name
      case .description: connection.body["description"]?.string
      case .state: connection.state(now)
      case .connectionSpecID: connection.specID
      }
    return value.map(values.contains) ?? false
  }

  /// The choices between commas; a comma within quotation marks belongs to a choice.
  private static func choices(_ text: Substring) -> [String] {
    var choices = [""]
    var isQuoted = false
    for character in text {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: choices.append("")
      default: choices[choices.count - 1].append(character)
      }
    }
    return choices
  }
}

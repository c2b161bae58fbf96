import JSON

/// One `property` of a list: `name==ACME`, `state==enabled,disabled`, `connectionSpec.id=="…"`, `createdAt>=1670880253121`.
struct SimulatedFilter {
  private enum Operator: String, CaseIterable {
    case equal = "=="
    case atLeast = ">="
    case atMost = "<="
    case more = ">"
    case less = "<"
  }

  private var property: SimulatedProperty
  private var comparison: Operator
  private var values: [String]

  init?(_ text: String) {
    let isOperator: (Character) -> Bool = { "=<>".contains($0) }
    guard let start = text.firstIndex(where: isOperator),
      let property = SimulatedProperty(rawValue: String(text[..<start])),
      let comparison = Operator.allCases.first(where: { text[start...].hasPrefix($0.rawValue) })
    else { return nil }
    self.property = property
    self.comparison = comparison
    values = Self.choices(text[start...].dropFirst(comparison.rawValue.count))
    if comparison != .equal, values.count != 1 || Int64(values[0]) == nil { return nil }
  }

  func accepts(_ connection: SimulatedConnection, now: Duration) -> Bool {
    guard let value = property.value(of: connection, now: now) else { return false }
    if comparison == .equal { return values.contains(value) }
    guard let number = Int64(value), let bound = Int64(values[0]) else { return false }
    switch comparison {
    case .equal: return number == bound
    case .atLeast: return number >= bound
    case .atMost: return number <= bound
    case .more: return number > bound
    case .less: return number < bound
    }
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

/// What connections can be filtered and sorted by.
enum SimulatedProperty: String {
  case id, name, description, state, createdAt, updatedAt
  case connectionSpecID = "connectionSpec.id"

  func value(of connection: SimulatedConnection, now: Duration) -> String? {
    switch self {
    case .id: connection.id
    case .name: connection.name
    case .description: connection.body["description"]?.string
    case .state: connection.state(now)
    case .createdAt: String(connection.createdAt)
    case .updatedAt: String(connection.updatedAt(now))
    case .connectionSpecID: connection.specID
    }
  }
}

/// The `orderby` of a list: a property, with `-` before it for the reverse order.
struct SimulatedOrder {
  private var property: SimulatedProperty
  private var isReversed: Bool

  init?(_ text: String) {
    let name = text.hasPrefix("-") || text.hasPrefix("+") ? String(text.dropFirst()) : text
    guard let property = SimulatedProperty(rawValue: name) else { return nil }
    self.property = property
    isReversed = text.hasPrefix("-")
  }

  /// Sorted; what is equal stays in the order in which it was made.
  func sorted(_ connections: [SimulatedConnection], now: Duration) -> [SimulatedConnection] {
    let keyed = connections.enumerated().map { ($0.offset, property.value(of: $0.element, now: now) ?? "", $0.element) }
    return keyed.sorted { a, b in
      a.1 == b.1 ? a.0 < b.0 : (a.1 < b.1) != isReversed
    }.map(\.2)
  }
}

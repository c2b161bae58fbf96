/// What was most likely meant by something that is wrong.
public enum Suggestion: Sendable, Equatable {
  /// The right name of a member.
  case name(String)
  /// The right value, as the text of JSON: a string comes with its quotes.
  case value(json: String)
}

extension Suggestion: CustomStringConvertible {
  /// The name by itself, or the value as it is written in JSON.
  public var description: String {
    switch self {
    case .name(let name): name
    case .value(let json): json
    }
  }
}

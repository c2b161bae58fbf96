/// The six kinds of value a JSON text holds (RFC 8259, section 3), with the two literals of boolean told apart, and
/// the name of an object's member, which stands in the tape before its value.
@frozen public enum JSONKind: UInt8, Sendable {
  case null, `false`, `true`, number, string, array, object, name

  /// The kind in plain words, for messages: "a string", "an object".
  public var words: String {
    switch self {
    case .null: "null"
    case .false, .true: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    case .name: "a member name"
    }
  }
}

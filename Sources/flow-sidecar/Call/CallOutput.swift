import JSON

/// What a one-shot call prints of its result.
enum CallOutput {
  /// The bytes, with the end of their line.
  case line([UInt8])
  /// The member that was asked for is not there; the sentence says which are.
  case missing(String)

  /// The result as JSON; or one member of it, named or by a JSON Pointer, and bare where it is a string.
  init(_ result: JSONValue, member: String?) {
    guard let member else {
      self = .line(Self.text(result.cursor) + [0x0A])
      return
    }
    guard let found = Self.pointer(member)?.resolve(in: result.cursor) else {
      let names = result.members.map(\.name).joined(separator: ", ")
      self = .missing("the result has no \"\(member)\"; it has: \(names.isEmpty ? "no members" : names)")
      return
    }
    self = .line((found.string.map { Array($0.utf8) } ?? Self.text(found)) + [0x0A])
  }

  /// What `--raw-output` names; nil if it begins as a JSON Pointer and is none.
  static func pointer(_ member: String) -> JSONPointer? {
    member.hasPrefix("/") ? JSONPointer(parsing: member) : JSONPointer([member])
  }

  private static func text(_ value: JSONCursor) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(value)
    return writer.bytes
  }
}

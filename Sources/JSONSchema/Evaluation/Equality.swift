import JSON

/// Equality as JSON Schema has it (draft-07 core, section 4.2.3): numbers by value, strings and names by code points,
/// members in any order.
enum Equality {
  /// Both values are nested no deeper than their readers allow, which bounds the recursion.
  static func equal(_ a: JSONCursor, _ b: JSONCursor) -> Bool {
    let kind = a.kind == .name ? JSONKind.string : a.kind
    guard kind == (b.kind == .name ? .string : b.kind) else { return false }
    switch kind {
    case .null, .true, .false:
      return true
    case .number:
      return equalNumbers(a, b)
    case .string, .name:
      return equalStrings(a, b)
    case .array:
      guard a.count == b.count else { return false }
      var (x, y) = (a.first, b.first)
      for _ in 0..<a.count {
        guard equal(x, y) else { return false }
        (x, y) = (x.next, y.next)
      }
      return true
    case .object:
      return equalObjects(a, b)
    }
  }

  private static func equalNumbers(_ a: JSONCursor, _ b: JSONCursor) -> Bool {
    if a.isIntegerLiteral, b.isIntegerLiteral {
      let (x, y) = (a.rawText, b.rawText)
      if x.count == y.count, let p = x.baseAddress, let q = y.baseAddress, equalBytes(p, q, x.count) { return true }
    }
    return a.number.compare(b.number) == 0
  }

  static func equalStrings(_ a: JSONCursor, _ b: JSONCursor) -> Bool {
    let (x, y) = (a.stringBytes, b.stringBytes)
    guard x.count == y.count else { return false }
    guard let p = x.baseAddress, let q = y.baseAddress else { return true }
    return equalBytes(p, q, x.count)
  }

  /// Names differ within an object, so equal counts and each name of one in the other are enough. Members are compared
  /// in step as long as they come in the same order, and the rest by name; none is compared twice.
  private static func equalObjects(_ a: JSONCursor, _ b: JSONCursor) -> Bool {
    var left = a.count
    guard left == b.count else { return false }
    var (x, y) = (a.first, b.first)
    while left > 0, x.nameHash == y.nameHash, equalStrings(x, y) {
      guard equal(x.first, y.first) else { return false }
      (x, y) = (x.first.next, y.first.next)
      left -= 1
    }
    return left == 0 || (left > 32 ? equalMany(x, y, left) : equalFew(x, y, left))
  }

  private static func equalFew(_ first: JSONCursor, _ otherFirst: JSONCursor, _ count: Int) -> Bool {
    var x = first
    for _ in 0..<count {
      var y = otherFirst
      var found = false
      for _ in 0..<count {
        if x.nameHash == y.nameHash, equalStrings(x, y) {
          guard equal(x.first, y.first) else { return false }
          found = true
          break
        }
        y = y.first.next
      }
      guard found else { return false }
      x = x.first.next
    }
    return true
  }

  /// The same in time that does not grow with the square of the number of members.
  private static func equalMany(_ first: JSONCursor, _ otherFirst: JSONCursor, _ count: Int) -> Bool {
    var members: [Bytes: JSONCursor] = [:]
    members.reserveCapacity(count)
    var y = otherFirst
    for _ in 0..<count {
      members[Bytes(y)] = y.first
      y = y.first.next
    }
    var x = first
    for _ in 0..<count {
      guard let value = members[Bytes(x)], equal(x.first, value) else { return false }
      x = x.first.next
    }
    return true
  }

  private struct Bytes: Hashable {
    let cursor: JSONCursor
    init(_ cursor: JSONCursor) { self.cursor = cursor }
    static func == (a: Bytes, b: Bytes) -> Bool { equalStrings(a.cursor, b.cursor) }
    func hash(into hasher: inout Hasher) { hasher.combine(bytes: UnsafeRawBufferPointer(cursor.stringBytes)) }
  }
}

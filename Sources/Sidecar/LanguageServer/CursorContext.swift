import JSON

/// What a place in a text is: the name or the value of a member, and which.
struct CursorContext {
  enum Place {
    /// `hasValue`: a colon follows already.
    case name(hasValue: Bool)
    case value
  }

  /// The names of the members that lead to the object.
  var path: [String] = []
  /// The member's name, as far as it is typed.
  var name: String?
  var place = Place.name(hasValue: false)
  /// What stands there, in bytes; empty where nothing does.
  var range: Range<Int>
  /// The names that the object has, but for this member's.
  var others: [String] = []
  /// The value, where it is there.
  var value: JSONCursor?

  /// The way to the member.
  var memberPath: [String] { path + (name.map { [$0] } ?? []) }

  /// The place at an offset of the text; nil where neither a name nor a value of a member can stand. The document's
  /// cursors are valid as long as the document is held.
  init?(_ text: ConnectionText, _ document: JSONDocument, at offset: Int) {
    range = offset..<offset
    var object = document.root.cursor
    let whole = text.sourceRange(object.range)
    let isClosed = !text.isInserted(at: object.range.upperBound - 1)
    guard object.kind == .object, whole.lowerBound < offset, offset < whole.upperBound || !isClosed else { return nil }
    while true {
      guard let (name, value) = Self.lastMember(of: object, text, before: offset) else {
        others = Self.names(of: object, but: nil)
        return
      }
      let nameRange = text.sourceRange(name.range)
      let valueRange = text.sourceRange(value.range)
      let isThere =
        !text.isInserted(at: value.range.lowerBound)
        || valueRange.upperBound > valueRange.lowerBound
      let isOpen = text.isInserted(at: value.range.upperBound - 1)
      if offset <= nameRange.upperBound {
        self.name = name.string
        others = Self.names(of: object, but: name)
        place = .name(hasValue: Self.hasColon(text.bytes, from: nameRange.upperBound))
        range = nameRange
        return
      }
      if value.kind == .object, isThere, offset > valueRange.lowerBound, offset < valueRange.upperBound || isOpen {
        path.append(name.string ?? "")
        object = value
        continue
      }
      if value.kind == .array, isThere, offset > valueRange.lowerBound, offset < valueRange.upperBound { return nil }
      if !isThere || offset <= valueRange.upperBound {
        guard text.bytes[nameRange.upperBound..<offset].contains(UInt8(ascii: ":")) else { return nil }
        self.name = name.string
        place = .value
        if isThere, value.kind != .object, value.kind != .array {
          self.value = value
          // Before the value there is nothing to replace.
          if offset >= valueRange.lowerBound { range = valueRange }
        }
        return
      }
      // Behind a value the next member begins.
      guard text.bytes[valueRange.upperBound..<offset].contains(where: { $0 == UInt8(ascii: ",") || $0 == 0x0A }) else {
        return nil
      }
      others = Self.names(of: object, but: nil)
      return
    }
  }

  /// The last member that begins before an offset.
  private static func lastMember(
    of object: JSONCursor, _ text: ConnectionText, before offset: Int
  ) -> (name: JSONCursor, value: JSONCursor)? {
    var last: (name: JSONCursor, value: JSONCursor)?
    object.forEachMember { name, value in
      if text.sourceRange(name.range).lowerBound < offset { last = (name, value) }
    }
    return last
  }

  private static func names(of object: JSONCursor, but own: JSONCursor?) -> [String] {
    var names: [String] = []
    object.forEachMember { name, _ in if name.index != own?.index { names.append(name.string ?? "") } }
    return names
  }

  private static func hasColon(_ text: [UInt8], from start: Int) -> Bool {
    text[start...].first { $0 > 0x20 } == UInt8(ascii: ":")
  }
}

/// A value of a ``JSONDocument``, kept alive by it: what code holds that outlives a call.
public struct JSONValue: Sendable {
  /// The document the value is part of.
  public let document: JSONDocument
  let index: Int

  init(document: JSONDocument, index: Int) {
    self.document = document
    self.index = index
  }

  /// The same place as a borrowed cursor: valid while this value, or its document, is held.
  public var cursor: JSONCursor { document.cursor(index) }

  /// The value at another cursor into the same document.
  public func value(at cursor: JSONCursor) -> JSONValue {
    JSONValue(document: document, index: cursor.index)
  }

  /// What kind of value this is.
  public var kind: JSONKind { cursor.kind }
  /// The number of members or elements; 0 for a value that has none.
  public var count: Int { cursor.count }
  /// The text of a string; nil for every other kind.
  public var string: String? { cursor.string }
  /// A number without fraction and exponent that fits; nil for everything else.
  public var integer: Int? { cursor.integer }
  /// True or false; nil for everything else.
  public var boolean: Bool? { cursor.boolean }

  /// The value of the member with that name, or nil.
  public subscript(name: JSONName) -> JSONValue? { cursor[name].map(value(at:)) }
  /// The element at that place, or nil.
  public subscript(position: Int) -> JSONValue? { cursor[position].map(value(at:)) }

  /// The members of an object in the order of the text; empty for every other kind.
  public var members: [(name: String, value: JSONValue)] {
    var members: [(name: String, value: JSONValue)] = []
    members.reserveCapacity(count)
    cursor.forEachMember { name, value in
      members.append((String(decoding: name.stringBytes, as: UTF8.self), self.value(at: value)))
    }
    return members
  }

  /// The elements of an array in order; empty for every other kind.
  public var elements: [JSONValue] {
    var elements: [JSONValue] = []
    elements.reserveCapacity(count)
    cursor.forEachElement { elements.append(value(at: $0)) }
    return elements
  }

  /// The bytes of the value as they stand in the text.
  public var rawBytes: [UInt8] { Array(cursor.rawText) }
}

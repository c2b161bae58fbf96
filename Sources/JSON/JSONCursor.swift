/// A place in a JSON text that has been read: one value, and the way to its members, elements and neighbours.
///
/// A cursor borrows: it is four words without a reference count, valid only while the reader or the document that
/// made it keeps the text and the tape. That is what makes walking free of allocation; code that keeps a value takes a
/// ``JSONValue`` instead.
@frozen public struct JSONCursor {
  // Sound as long as the owner lives, by the contract above: the tape was made by JSONReader, which checked the text
  // whole, so every offset in it lies within `text`, and every link within the tape.
  @usableFromInline let text: UnsafePointer<UInt8>
  @usableFromInline let nodes: UnsafePointer<JSONNode>
  @usableFromInline let decoded: UnsafePointer<UInt8>
  /// The index of the value in the tape; it tells two values of one text apart.
  public let index: Int

  @inlinable
  init(text: UnsafePointer<UInt8>, nodes: UnsafePointer<JSONNode>, decoded: UnsafePointer<UInt8>, index: Int) {
    self.text = text
    self.nodes = nodes
    self.decoded = decoded
    self.index = index
  }

  @inlinable var node: JSONNode { nodes[index] }
  @inlinable func at(_ index: Int) -> JSONCursor {
    JSONCursor(text: text, nodes: nodes, decoded: decoded, index: index)
  }

  /// What kind of value, or name, stands here.
  public var kind: JSONKind { @inlinable get { node.kind } }

  /// The bytes of the value as they stand in the text, quotes and brackets included.
  public var rawText: UnsafeBufferPointer<UInt8> {
    @inlinable get {
      let node = node
      return UnsafeBufferPointer(start: text + Int(node.start), count: Int(node.end &- node.start))
    }
  }

  /// Where the value stands in the text, in bytes from its start.
  public var range: Range<Int> { @inlinable get { Int(node.start)..<Int(node.end) } }

  /// The number of members of an object or of elements of an array; 0 for everything else.
  public var count: Int {
    @inlinable get { kind == .object || kind == .array ? Int(node.payload) : 0 }
  }

  /// Whether a number has neither fraction nor exponent.
  public var isIntegerLiteral: Bool { @inlinable get { node.has(JSONNode.integer) } }

  /// Whether a string has no byte beyond ASCII, neither plain nor by an escape.
  public var isASCII: Bool { @inlinable get { !node.has(JSONNode.nonASCII) } }

  /// Whether a string or name is written with escape sequences.
  public var isEscaped: Bool { @inlinable get { node.has(JSONNode.escaped) } }

  /// The hash of a name (see ``JSONName``); only names have one.
  public var nameHash: UInt32 { @inlinable get { node.payload } }

  /// The UTF-8 bytes of a string or a name, escapes decoded. Only for those two kinds.
  public var stringBytes: UnsafeBufferPointer<UInt8> {
    @inlinable get {
      let node = node
      guard node.has(JSONNode.escaped) else {
        return UnsafeBufferPointer(start: text + Int(node.start) + 1, count: Int(node.end &- node.start) &- 2)
      }
      let record = decoded + Int(node.link)
      return UnsafeBufferPointer(start: record + 4, count: Int(loadHalf(record)))
    }
  }

  /// The cursor after this value and all it holds. There is one only inside a container that goes on.
  public var next: JSONCursor {
    @inlinable get {
      let node = node
      return at(node.kind == .object || node.kind == .array ? Int(node.link) : index &+ 1)
    }
  }

  /// The first element of an array, or the first name of an object. There is one only if `count` is not 0.
  public var first: JSONCursor { @inlinable get { at(index &+ 1) } }
}

extension JSONCursor {
  /// The value of the member with that name, or nil.
  @inlinable public subscript(name: JSONName) -> JSONCursor? {
    guard kind == .object else { return nil }
    var place = index &+ 1
    for _ in 0..<node.payload {
      if nodes[place].payload == name.hash, at(place).isNamed(name) { return at(place &+ 1) }
      place = at(place &+ 1).next.index
    }
    return nil
  }

  /// Whether this is a name equal to that one, byte for byte: no normal forms, no letter case.
  @inlinable public func isNamed(_ name: JSONName) -> Bool {
    guard nameHash == name.hash else { return false }
    let bytes = stringBytes
    guard bytes.count == name.count else { return false }
    guard let start = bytes.baseAddress else { return true }
    return equalBytes(start, name.start, name.count)
  }

  /// The element at that place of an array, or nil.
  public subscript(position: Int) -> JSONCursor? {
    guard kind == .array, position >= 0, position < count else { return nil }
    var cursor = first
    for _ in 0..<position { cursor = cursor.next }
    return cursor
  }

  /// Whether this is a string of exactly these characters.
  @inlinable public func isString(_ other: StaticString) -> Bool {
    guard kind == .string else { return false }
    let bytes = stringBytes
    guard bytes.count == other.utf8CodeUnitCount else { return false }
    guard let a = bytes.baseAddress else { return true }
    return equalBytes(a, other.utf8Start, bytes.count)
  }

  /// Whether this is a string of exactly these UTF-8 bytes.
  @inlinable public func isString(_ other: [UInt8]) -> Bool {
    guard kind == .string else { return false }
    let bytes = stringBytes
    guard bytes.count == other.count else { return false }
    return other.withUnsafeBufferPointer { other in
      guard let a = bytes.baseAddress, let b = other.baseAddress else { return true }
      return equalBytes(a, b, bytes.count)
    }
  }

  /// The text of a string or a name; nil for every other kind.
  public var string: String? {
    guard kind == .string || kind == .name else { return nil }
    return String(decoding: stringBytes, as: UTF8.self)
  }

  /// A number without fraction and exponent that fits; nil for everything else.
  public var integer: Int? {
    guard kind == .number, isIntegerLiteral else { return nil }
    var bytes = rawText[...]
    let negative = bytes.first == UInt8(ascii: "-")
    if negative { bytes = bytes.dropFirst() }
    var value = 0
    for byte in bytes {
      let (product, high) = value.multipliedReportingOverflow(by: 10)
      let digit = Int(byte &- UInt8(ascii: "0"))
      let (sum, low) =
        negative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
      if high || low { return nil }
      value = sum
    }
    return value
  }

  /// True or false; nil for everything else.
  public var boolean: Bool? {
    switch kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// Calls the body with each member's name and value, in the order of the text.
  @inlinable
  public func forEachMember<E: Error>(_ body: (_ name: JSONCursor, _ value: JSONCursor) throws(E) -> Void) throws(E) {
    guard kind == .object else { return }
    var cursor = first
    for _ in 0..<count {
      let value = cursor.first
      try body(cursor, value)
      cursor = value.next
    }
  }

  /// Calls the body with each element of an array, in order.
  @inlinable public func forEachElement<E: Error>(_ body: (JSONCursor) throws(E) -> Void) throws(E) {
    guard kind == .array else { return }
    var cursor = first
    for _ in 0..<count {
      try body(cursor)
      cursor = cursor.next
    }
  }
}

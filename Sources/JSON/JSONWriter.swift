/// Writes JSON text into a buffer of bytes: compact, and on one line whatever it is given.
///
/// Commas come by themselves. U+2028 and U+2029 are escaped in the strings it writes and copies, since some readers
/// take them for line ends.
public struct JSONWriter: Sendable {
  /// What has been written so far.
  public private(set) var bytes: [UInt8]

  /// A writer with nothing written yet.
  public init() { bytes = [] }

  /// A writer that goes on after some bytes, and may use the room they have kept.
  public init(appendingTo bytes: consuming [UInt8]) { self.bytes = bytes }

  /// Forgets what was written and keeps the room.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Takes back everything written after the first `count` bytes.
  public mutating func truncate(to count: Int) { bytes.removeLast(bytes.count - count) }

  // MARK: Structure

  /// Opens an object: names and values follow in turn.
  public mutating func beginObject() {
    separate()
    bytes.append(UInt8(ascii: "{"))
  }

  /// Closes the innermost object.
  public mutating func endObject() { bytes.append(UInt8(ascii: "}")) }

  /// Opens an array.
  public mutating func beginArray() {
    separate()
    bytes.append(UInt8(ascii: "["))
  }

  /// Closes the innermost array.
  public mutating func endArray() { bytes.append(UInt8(ascii: "]")) }

  /// The name of the member whose value is written next.
  public mutating func name(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    // A literal of the program's own: nothing in it needs an escape.
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  /// The name of the member whose value is written next.
  public mutating func name(_ name: some StringProtocol) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
  }

  /// A comma, where the last byte says that one is due.
  private mutating func separate() {
    switch bytes.last {
    case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "\n"): return
    default: bytes.append(UInt8(ascii: ","))
    }
  }

  // MARK: Values

  /// A string, with the escapes it needs (RFC 8259, section 7).
  public mutating func string(_ text: some StringProtocol) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    let fast: Void? = text.utf8.withContiguousStorageIfAvailable { appendEscaped($0) }
    if fast == nil { Array(text.utf8).withUnsafeBufferPointer { appendEscaped($0) } }
    bytes.append(UInt8(ascii: "\""))
  }

  /// A string of those UTF-8 bytes, with the escapes it needs (RFC 8259, section 7).
  public mutating func string(_ utf8: UnsafeBufferPointer<UInt8>) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    appendEscaped(utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  /// A number without fraction.
  public mutating func integer(_ value: some BinaryInteger) {
    separate()
    bytes.append(contentsOf: String(value).utf8)
  }

  /// True or false.
  public mutating func boolean(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Null.
  public mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Bytes that are a JSON value already, on one line.
  public mutating func raw(_ value: UnsafeBufferPointer<UInt8>) {
    separate()
    bytes.append(contentsOf: value)
  }

  /// Bytes that are a JSON value already, on one line.
  public mutating func raw(_ value: [UInt8]) {
    separate()
    bytes.append(contentsOf: value)
  }

  /// A value that was read, without its blanks; numbers keep their text.
  public mutating func value(_ cursor: JSONCursor) {
    switch cursor.kind {
    case .object:
      beginObject()
      cursor.forEachMember { name, value in
        self.name(name)
        self.value(value)
      }
      endObject()
    case .array:
      beginArray()
      cursor.forEachElement { value($0) }
      endArray()
    case .string, .name:
      copyString(cursor)
    case .null, .true, .false, .number:
      raw(cursor.rawText)
    }
  }

  /// A value that was read, without its blanks; numbers keep their text.
  public mutating func value(_ value: JSONValue) { self.value(value.cursor) }

  /// The name of a member that was read, for the value written next.
  public mutating func name(_ cursor: JSONCursor) {
    copyString(cursor)
    bytes.append(UInt8(ascii: ":"))
  }

  // MARK: Members of the common kinds

  /// A member that is a string.
  public mutating func member(_ name: StaticString, _ text: some StringProtocol) {
    self.name(name)
    string(text)
  }

  /// A member that is a number without fraction.
  public mutating func member(_ name: StaticString, _ value: some BinaryInteger) {
    self.name(name)
    integer(value)
  }

  /// A member that is true or false.
  public mutating func member(_ name: StaticString, _ value: Bool) {
    self.name(name)
    boolean(value)
  }

  /// The member if there is a text for it, nothing if not.
  public mutating func member(_ name: StaticString, ifPresent text: String?) {
    if let text { member(name, text) }
  }

  /// The member if there is a number for it, nothing if not.
  public mutating func member(_ name: StaticString, ifPresent value: Int?) {
    if let value { member(name, value) }
  }

  // MARK: Strings

  /// A string or name as it stands in the text it was read from.
  private mutating func copyString(_ cursor: JSONCursor) {
    // Its text is a valid string already; only the two line separators, which are not ASCII, have to be looked for.
    if cursor.isASCII || !containsLineSeparator(cursor.rawText) {
      raw(cursor.rawText)
    } else {
      string(cursor.stringBytes)
    }
  }

  private func containsLineSeparator(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index + 2 < text.count {
      if isLineSeparator(text, index) { return true }
      index += 1
    }
    return false
  }

  private func isLineSeparator(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    text[index] == 0xE2 && index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] & 0xFE == 0xA8
  }

  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"),
        byte != 0xE2 || !isLineSeparator(text, index)
      {
        index += 1
        continue
      }
      bytes.append(contentsOf: text[start..<index])
      index += appendEscape(of: byte, text, index)
      start = index
    }
    bytes.append(contentsOf: text[start...])
  }

  /// Writes one escape sequence; how many bytes of the text it stands for.
  private mutating func appendEscape(of byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
    case 0x08: bytes.append(contentsOf: "\\b".utf8)
    case 0x09: bytes.append(contentsOf: "\\t".utf8)
    case 0x0A: bytes.append(contentsOf: "\\n".utf8)
    case 0x0C: bytes.append(contentsOf: "\\f".utf8)
    case 0x0D: bytes.append(contentsOf: "\\r".utf8)
    case 0xE2:
      bytes.append(contentsOf: (text[index + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8)
      return 3
    default:
      bytes.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
      bytes.append(contentsOf: String(byte, radix: 16).utf8)
    }
    return 1
  }
}

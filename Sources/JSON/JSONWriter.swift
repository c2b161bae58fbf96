/// Writes JSON text into a buffer of bytes: compact, and on one line whatever it is given.
///
/// Commas come by themselves. U+2028 and U+2029 are escaped in the strings it writes and copies, since some readers
/// take them for line ends.
public struct JSONWriter: ~Copyable {
  // Memory of its own instead of an array: most of what is written is a byte or two, and an array asks before each
  // whether anyone shares it. With it a short answer takes half the instructions.
  //
  // Sound: the memory belongs to this value alone, which cannot be copied and frees it at its end; `start` covers
  // `capacity` bytes, of which the first `count` are written.
  @usableFromInline var start: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  @usableFromInline var written = 0
  /// How many bytes have been written so far.
  public var count: Int { @inlinable get { written } }

  /// A writer with nothing written yet.
  public init() { self.init(capacity: 256) }

  /// A writer that goes on after some bytes.
  public init(appendingTo bytes: [UInt8]) {
    self.init(capacity: max(256, bytes.count))
    bytes.withUnsafeBufferPointer { append($0) }
  }

  /// A writer with room for so many bytes, before it takes more.
  public init(capacity: Int) {
    start = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { start.deallocate() }

  /// What has been written so far.
  public var bytes: [UInt8] { withBytes { Array($0) } }

  /// Lends what has been written so far.
  public func withBytes<T, E: Error>(_ body: (UnsafeBufferPointer<UInt8>) throws(E) -> T) throws(E) -> T {
    try body(UnsafeBufferPointer(start: start, count: count))
  }

  /// Forgets what was written, and keeps the room up to a bound.
  public mutating func removeAll() {
    written = 0
    guard capacity > 4 << 20 else { return }
    start.deallocate()
    capacity = 1 << 16
    start = .allocate(capacity: capacity)
  }

  /// Takes back everything written after the first `count` bytes.
  public mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= self.count)
    written = count
  }

  // MARK: Memory

  /// Makes room for so many bytes more.
  @inlinable @inline(__always)
  mutating func makeRoom(for more: Int) {
    if capacity &- count < more { grow(by: more) }
  }

  @usableFromInline @inline(never)
  mutating func grow(by more: Int) {
    let (needed, overflow) = count.addingReportingOverflow(more)
    precondition(!overflow)
    capacity = max(needed, capacity * 2)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    makeRoom(for: 1)
    appendWithin(byte)
  }

  /// Appends where room has been made.
  @inlinable @inline(__always)
  mutating func appendWithin(_ byte: UInt8) {
    start[count] = byte
    written &+= 1
  }

  @inline(__always)
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    makeRoom(for: text.count)
    appendWithin(text.baseAddress, text.count)
  }

  @inlinable @inline(__always)
  mutating func appendWithin(_ text: UnsafePointer<UInt8>?, _ count: Int) {
    guard let text else { return }
    (start + written).update(from: text, count: count)
    written &+= count
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  @inline(__always)
  private mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  // MARK: Structure

  /// Opens an object: names and values follow in turn.
  public mutating func beginObject() {
    separate()
    append(UInt8(ascii: "{"))
  }

  /// Closes the innermost object.
  public mutating func endObject() { append(UInt8(ascii: "}")) }

  /// Opens an array.
  public mutating func beginArray() {
    separate()
    append(UInt8(ascii: "["))
  }

  /// Closes the innermost array.
  public mutating func endArray() { append(UInt8(ascii: "]")) }

  /// The name of the member whose value is written next.
  public mutating func name(_ name: StaticString) {
    makeRoom(for: name.utf8CodeUnitCount &+ 4)
    nameWithin(name)
  }

  @inlinable @inline(__always)
  mutating func nameWithin(_ name: StaticString) {
    separateWithin()
    appendWithin(UInt8(ascii: "\""))
    // A literal of the program's own: nothing in it needs an escape.
    appendWithin(name.utf8Start, name.utf8CodeUnitCount)
    appendWithin(UInt8(ascii: "\""))
    appendWithin(UInt8(ascii: ":"))
  }

  // Disfavoured, as a literal would be taken for a String and not for a StaticString.
  /// The name of the member whose value is written next.
  @_disfavoredOverload
  public mutating func name(_ name: some StringProtocol) {
    string(name)
    append(UInt8(ascii: ":"))
  }

  /// A comma, where the last byte says that one is due.
  private mutating func separate() {
    makeRoom(for: 1)
    separateWithin()
  }

  /// The same where room has been made.
  @inlinable @inline(__always)
  mutating func separateWithin() {
    guard count > 0 else { return }
    switch start[count &- 1] {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "\n"): return
    default: appendWithin(UInt8(ascii: ","))
    }
  }

  /// A piece of JSON text of the program's own, such as the beginning of every answer, exactly as it is: no comma comes
  /// by itself before it.
  public mutating func literal(_ text: StaticString) { append(text) }

  /// Bytes exactly as they are: no comma comes by itself before them.
  public mutating func literal(_ text: UnsafeBufferPointer<UInt8>) { append(text) }

  // MARK: Values

  /// A string, with the escapes it needs (RFC 8259, section 7).
  public mutating func string(_ text: some StringProtocol) {
    let fast: Void? = text.utf8.withContiguousStorageIfAvailable { string($0) }
    if fast == nil { Array(text.utf8).withUnsafeBufferPointer { string($0) } }
  }

  /// A string, with the escapes it needs (RFC 8259, section 7).
  public mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0) }
  }

  /// A string of those UTF-8 bytes, with the escapes it needs (RFC 8259, section 7).
  public mutating func string(_ utf8: UnsafeBufferPointer<UInt8>) {
    makeRoom(for: utf8.count &+ 3)
    separateWithin()
    appendWithin(UInt8(ascii: "\""))
    appendEscaped(utf8)
    append(UInt8(ascii: "\""))
  }

  /// A number without fraction.
  public mutating func integer(_ value: some BinaryInteger) {
    separate()
    append(String(value))
  }

  /// True or false.
  public mutating func boolean(_ value: Bool) {
    separate()
    append(value ? "true" : "false" as StaticString)
  }

  /// Null.
  public mutating func null() {
    separate()
    append("null" as StaticString)
  }

  /// Bytes that are a JSON value already, on one line.
  public mutating func raw(_ value: UnsafeBufferPointer<UInt8>) {
    makeRoom(for: value.count &+ 1)
    separateWithin()
    appendWithin(value.baseAddress, value.count)
  }

  /// Bytes that are a JSON value already, on one line.
  public mutating func raw(_ value: [UInt8]) { value.withUnsafeBufferPointer { raw($0) } }

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
    append(UInt8(ascii: ":"))
  }

  // MARK: Members of the common kinds

  /// A member that is a string.
  public mutating func member(_ name: StaticString, _ text: some StringProtocol) {
    self.name(name)
    string(text)
  }

  /// A member that is a string.
  public mutating func member(_ name: StaticString, _ text: String) {
    self.name(name)
    string(text)
  }

  /// A member that is a string of those UTF-8 bytes, which have the escapes they need.
  ///
  /// Inlined, so that a literal name of it is no copy but a store or two.
  @inlinable @inline(__always)
  public mutating func member(_ name: StaticString, escaped utf8: UnsafeBufferPointer<UInt8>) {
    makeRoom(for: name.utf8CodeUnitCount &+ utf8.count &+ 6)
    nameWithin(name)
    appendWithin(UInt8(ascii: "\""))
    appendWithin(utf8.baseAddress, utf8.count)
    appendWithin(UInt8(ascii: "\""))
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
    var index = 0
    while true {
      index = appendPlain(text, from: index)
      guard index < text.count else { return }
      index += appendSpecial(text, index)
    }
  }

  /// Appends what needs no escape, up to the first byte that may need one or begins a character beyond ASCII; where
  /// that stands.
  ///
  /// It looks at eight bytes at a time and writes all of them: what goes too far is written over by what comes next.
  @inline(__always)
  private mutating func appendPlain(_ text: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
    guard let base = text.baseAddress else { return text.count }
    makeRoom(for: text.count &- from &+ 8)
    let target = UnsafeMutableRawPointer(start + (count &- from))
    var index = from
    defer { written &+= index &- from }
    while index &+ 8 <= text.count {
      let word = loadWord(base + index)
      target.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
      let special = StringScanner.specialBytes(word)
      if special != 0 {
        index &+= special.trailingZeroBitCount &>> 3
        return index
      }
      index &+= 8
    }
    while index < text.count {
      let byte = base[index]
      if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return index }
      target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
      index &+= 1
    }
    return index
  }

  /// Appends an escape sequence, or bytes beyond ASCII as they are; how many bytes of the text that was.
  private mutating func appendSpecial(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    var end = index
    while end < text.count, text[end] >= 0x80, !isLineSeparator(text, end) { end &+= 1 }
    guard end > index else { return appendEscape(of: text[index], text, index) }
    append(UnsafeBufferPointer(rebasing: text[index..<end]))
    return end &- index
  }

  /// Writes one escape sequence; how many bytes of the text it stands for.
  private mutating func appendEscape(of byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"" as StaticString)
    case UInt8(ascii: "\\"): append("\\\\" as StaticString)
    case 0x08: append("\\b" as StaticString)
    case 0x09: append("\\t" as StaticString)
    case 0x0A: append("\\n" as StaticString)
    case 0x0C: append("\\f" as StaticString)
    case 0x0D: append("\\r" as StaticString)
    case 0xE2:
      append(text[index + 2] == 0xA8 ? "\\u2028" : "\\u2029" as StaticString)
      return 3
    default:
      append(byte < 0x10 ? "\\u000" : "\\u00" as StaticString)
      append(String(byte, radix: 16))
    }
    return 1
  }
}

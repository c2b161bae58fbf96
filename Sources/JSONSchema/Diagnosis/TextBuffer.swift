import JSON

/// UTF-8 text as it is put together, escaped as it stands between the quotes of a JSON string: what a problem tells is
/// mostly written into answers, and that is a copy then.
///
/// What is handed out by `view` must not outlive the next change.
struct TextBuffer: ~Copyable {
  private var bytes: PlainList<UInt8>

  /// A text that begins in so much of that memory, which has to outlive it.
  init(in memory: inout LentMemory, capacity: Int) { bytes = PlainList(in: &memory, capacity: capacity) }

  /// A text in memory of its own.
  init() { bytes = PlainList(capacity: 256) }

  /// Beyond so many bytes no name is warned of, and beyond so many no problem is added: a diagnosis takes memory within
  /// bounds, and pieces can be told in 32 bits.
  static var mostForNames: Int { 1 << 26 }
  static var mostForProblems: Int { 1 << 30 }

  var count: Int { bytes.count }

  /// All of it, to keep.
  var array: [UInt8] { Array(bytes.elements) }

  func view(_ piece: Piece) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes.elements[piece.range])
  }

  /// All that was added after the first `start` bytes.
  func piece(from start: Int) -> Piece { Piece(start, count) }

  // MARK: Adding

  /// Adds a text; where it stands.
  mutating func addPiece(_ text: String) -> Piece {
    let start = count
    if !text.isEmpty { add(text) }
    return piece(from: start)
  }

  /// Adds words that need no escape.
  @inline(__always)
  mutating func add(_ words: StaticString) { bytes.append(words.utf8Start, words.utf8CodeUnitCount) }

  // Disfavoured, as a literal would be taken for a String and not for a StaticString.
  @_disfavoredOverload
  mutating func add(_ text: String) {
    // Without a copy, as of nearly every string there is.
    let fast: Void? = text.utf8.withContiguousStorageIfAvailable { add($0) }
    if fast == nil { Array(text.utf8).withUnsafeBufferPointer { add($0) } }
  }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    if PlainBytes.mayNeedEscape(inQuotes: text) { addEscaped(text) } else { addRaw(text) }
  }

  @inline(never)
  private mutating func addEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var writer = JSONWriter()
    writer.string(text)
    writer.withBytes { addRaw(UnsafeBufferPointer(rebasing: $0.dropFirst().dropLast())) }
  }

  /// Adds what is escaped already, or needs no escape.
  mutating func addRaw(_ text: UnsafeBufferPointer<UInt8>) {
    guard let address = text.baseAddress else { return }
    bytes.append(address, text.count)
  }

  /// Adds once more what a piece holds.
  mutating func add(_ piece: Piece) { bytes.appendCopy(of: piece.range) }

  mutating func add(byte: UInt8) { bytes.append(byte) }

  mutating func add(_ number: Int) {
    if number >= 0, number < 10 {
      add(byte: 0x30 + UInt8(number))
    } else {
      add(String(number))
    }
  }

  // MARK: Names

  /// A token of a JSON Pointer with the slash before it (RFC 6901, section 3).
  mutating func addToken(_ name: UnsafeBufferPointer<UInt8>) {
    add(byte: UInt8(ascii: "/"))
    if PlainBytes.mayNeedEscape(inPointer: name) {
      add(JSONPointer.escape(String(decoding: name, as: UTF8.self)))
    } else {
      addRaw(name)
    }
  }

  /// The same for a name of an instance, which is cut after 64 characters: someone may have put a secret there.
  mutating func addInstanceToken(_ name: UnsafeBufferPointer<UInt8>) {
    if name.count <= 64 { return addToken(name) }
    var end = 0
    var characters = 0
    while end < name.count {
      if name[end] & 0xC0 != 0x80 { characters += 1 }
      if characters > 64 { break }
      end += 1
    }
    addToken(UnsafeBufferPointer(rebasing: name[..<end]))
    if end < name.count { add("\u{2026}") }
  }
}

/// One entry of the tape that a JSON text is read into: sixteen bytes, no references, in document order.
///
/// An object is followed by its members, each a `.name` and then a value; an array by its elements. Offsets count bytes
/// from the start of the text, so a text is at most 4 GiB; the count of a container is kept in 24 bits, which is why
/// `JSONReader` refuses a container of more than 16,777,215 entries.
@frozen public struct JSONNode: BitwiseCopyable, Sendable {
  /// Kind in bits 0 to 3, flags in bits 4 to 7, and above them the count of a container or the hash of a name.
  @usableFromInline var head: UInt32
  /// The offset of the value's first byte: of its opening quote or bracket where it has one.
  @usableFromInline var start: UInt32
  /// The offset one past the value's last byte.
  @usableFromInline var end: UInt32
  /// Of a container: the index after its last descendant. Of a string with escapes: where its decoded bytes stand.
  @usableFromInline var link: UInt32

  @inlinable init(_ kind: JSONKind, start: Int, end: Int, flags: UInt32 = 0, payload: UInt32 = 0, link: UInt32 = 0) {
    head = UInt32(kind.rawValue) | flags | payload &<< 8
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.link = link
  }

  /// The string holds escape sequences, so its bytes are not the bytes of the text.
  @usableFromInline static let escaped: UInt32 = 1 << 4
  /// The string holds bytes beyond ASCII.
  @usableFromInline static let nonASCII: UInt32 = 1 << 5
  /// The number has neither fraction nor exponent.
  @usableFromInline static let integer: UInt32 = 1 << 6
  /// The largest count a container can have.
  @usableFromInline static let maximumCount = 0xFF_FFFF

  @inlinable var kind: JSONKind {
    // Sound: `init` is the only writer of these bits, and it takes them from a JSONKind.
    unsafeBitCast(UInt8(truncatingIfNeeded: head & 0xF), to: JSONKind.self)
  }

  @inlinable var payload: UInt32 { head &>> 8 }
  @inlinable func has(_ flag: UInt32) -> Bool { head & flag != 0 }
}

/// A number or a literal: a value of one piece that is no string.
struct Token {
  let kind: JSONKind
  /// The flags of its node.
  let flags: UInt32
  /// Behind its last byte.
  let end: Int

  /// What stands at `start` and begins with that byte; nil where that is neither.
  @inline(never)
  init?(_ base: UnsafePointer<UInt8>, at start: Int, _ end: Int, first: UInt8) {
    func stands(_ word: StaticString) -> Bool {
      let length = word.utf8CodeUnitCount
      return start &+ length <= end && equalBytes(base + start, word.utf8Start, length)
    }
    switch first {
    case UInt8(ascii: "t") where stands("true"): self.init(.true, end: start &+ 4)
    case UInt8(ascii: "f") where stands("false"): self.init(.false, end: start &+ 5)
    case UInt8(ascii: "n") where stands("null"): self.init(.null, end: start &+ 4)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      var scanner = NumberScanner(base: base, end: end, offset: start)
      guard scanner.scan() == nil else { return nil }
      self.init(.number, flags: scanner.isInteger ? JSONNode.integer : 0, end: scanner.offset)
    default: return nil
    }
  }

  private init(_ kind: JSONKind, flags: UInt32 = 0, end: Int) {
    self.kind = kind
    self.flags = flags
    self.end = end
  }
}

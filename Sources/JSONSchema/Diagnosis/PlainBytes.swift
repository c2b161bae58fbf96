import JSON

/// Tells at a glance of most names that there is nothing in them to look out for, eight bytes at a time. A yes is only a
/// maybe.
enum PlainBytes {
  private static var ones: UInt64 { 0x0101_0101_0101_0101 }

  /// Whether there may be anything but plain ASCII in a name, or what is escaped between quotes.
  static func mayNeedEscape(inQuotes name: UnsafeBufferPointer<UInt8>) -> Bool {
    any(in: name, quoted)
  }

  /// The same, or of what is escaped in a token of a JSON Pointer.
  static func mayNeedEscape(inPointer name: UnsafeBufferPointer<UInt8>) -> Bool {
    any(in: name) { quoted($0) | has($0, UInt8(ascii: "~")) | has($0, UInt8(ascii: "/")) }
  }

  @inline(__always)
  private static func quoted(_ word: UInt64) -> UInt64 {
    let controls = word &- ones &* 0x20
    return word | controls | has(word, 0x7F) | has(word, UInt8(ascii: "\"")) | has(word, UInt8(ascii: "\\"))
  }

  /// Sets the highest bit of each byte that is equal; perhaps also of others that are beyond ASCII or follow one that is.
  @inline(__always)
  private static func has(_ word: UInt64, _ byte: UInt8) -> UInt64 { (word ^ (ones &* UInt64(byte))) &- ones }

  @inline(__always)
  private static func any(in name: UnsafeBufferPointer<UInt8>, _ marks: (UInt64) -> UInt64) -> Bool {
    guard let start = name.baseAddress else { return false }
    var found: UInt64 = 0
    var index = 0
    while index &+ 8 <= name.count {
      found |= marks(loadWord(start + index))
      index &+= 8
    }
    if name.count >= 8 {
      // What is left, and some that has been looked at.
      found |= marks(loadWord(start + (name.count &- 8)))
    } else {
      // All of it, among blanks, which are as plain as can be.
      var word = ones &* 0x20
      for byte in name { word = word &<< 8 | UInt64(byte) }
      found |= marks(word)
    }
    return found & (ones &* 0x80) != 0
  }
}

/// Finds where a JSON text ends by its brackets and strings alone, so that texts can follow one another without
/// anything between them. Whether the text is right is for the reader to say.
struct ValueScan {
  enum Progress {
    /// The text ends before `position`.
    case ended
    /// It cannot go on as JSON: a line ends within a string, or a bracket closes that was not opened.
    case broken
    /// A line begins with an opening bracket where no value can stand, or a record separator stands within the text: the
    /// next text, at `position`, after one that was not closed.
    case interrupted
    case needMore
  }

  private var depth = 0
  private var inString = false
  private var escaped = false
  private var inWord = false
  /// Whether the last byte that is not blank can come before a value.
  private var mayBeginValue = true
  private var isAtLineStart = false

  /// Goes on from `position`, which is left behind the last byte that belongs to the text.
  mutating func advance(over bytes: UnsafeBufferPointer<UInt8>, from position: inout Int) -> Progress {
    while position < bytes.count {
      let byte = bytes[position]
      // Nowhere in a JSON text, so that a text that was cut off does not take the next one with it (RFC 7464, 2.3).
      if byte == ASCII.recordSeparator { return .interrupted }
      if inString {
        position += 1
        if byte == 0x0A {
          return .broken
        } else if escaped {
          escaped = false
        } else if byte == UInt8(ascii: "\\") {
          escaped = true
        } else if byte == UInt8(ascii: "\"") {
          inString = false
          if depth == 0 { return .ended }
        }
        continue
      }
      if inWord, !isWord(byte) { return .ended }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if depth > 0, isAtLineStart, !mayBeginValue { return .interrupted }
        depth += 1
        mayBeginValue = byte == UInt8(ascii: "[")
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth <= 0 {
          position += 1
          return depth == 0 ? .ended : .broken
        }
        mayBeginValue = false
      case UInt8(ascii: "\""):
        inString = true
        mayBeginValue = false
      case 0x20, 0x09, 0x0A, 0x0D:
        break
      default:
        if depth == 0 {
          guard isWord(byte) else {
            position += 1
            return .broken
          }
          inWord = true
        }
        mayBeginValue = byte == UInt8(ascii: ":") || byte == UInt8(ascii: ",")
      }
      isAtLineStart = byte == 0x0A
      position += 1
    }
    return .needMore
  }

  /// Whether the scan stopped within a string.
  var isInString: Bool { inString }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}

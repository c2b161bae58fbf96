/// Tells the framing from the first bytes of a stream.
///
/// A message begins with a bracket and a header with `C`, so one byte tells headers from the rest. A first line that is an
/// unfinished JSON text, or holds more than one, means texts laid out freely; anything else is a message a line, garbage
/// included, which then gets a readable answer.
struct FramingDetector {
  private var scan = ValueScan()
  /// How far the first line has been looked through: it may come in many pieces, and be long.
  private var position = 0
  private var isTextComplete = false

  /// The framing, or nil while the bytes do not tell. The first byte is not blank, and the bytes of the last time are at
  /// the front.
  mutating func detect(_ bytes: UnsafeBufferPointer<UInt8>, ended: Bool, maximumBytes: Int) -> Framing? {
    guard let first = bytes.first else { return nil }
    if first | 0x20 == UInt8(ascii: "c") { return .header }
    // A record separator comes before each text of a sequence (RFC 7464), such as `jq --seq` writes.
    if first == ASCII.recordSeparator { return .value }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return .line }
    // Only up to the bound, so that nothing hangs on how much has arrived at once.
    let bytes = UnsafeBufferPointer(rebasing: bytes.prefix(maximumBytes + 1))
    let lineEnd = bytes.firstLineFeed(from: position)
    let line = UnsafeBufferPointer(rebasing: bytes[..<(lineEnd ?? bytes.count)])
    if !isTextComplete {
      switch scan.advance(over: line, from: &position) {
      case .broken, .interrupted: return .line
      case .ended: isTextComplete = true
      case .needMore:
        // A string that is open where the line ends is a fault, best told for that line.
        if lineEnd != nil { return scan.isInString ? .line : .value }
      }
    }
    if isTextComplete {
      while position < line.count, line[position] == 0x20 || line[position] == 0x09 || line[position] == 0x0D {
        position += 1
      }
      if position < line.count {
        return line[position] == UInt8(ascii: "{") || line[position] == UInt8(ascii: "[") ? .value : .line
      }
    }
    return lineEnd != nil || ended || bytes.count > maximumBytes ? .line : nil
  }
}

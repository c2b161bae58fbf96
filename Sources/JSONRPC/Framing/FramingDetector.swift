/// Tells the framing from the first bytes of a stream.
///
/// A message begins with a bracket and a header with `C`, so one byte tells headers from the rest. A first line that is an
/// unfinished JSON text, or holds more than one, means texts laid out freely; anything else is a message a line, garbage
/// included, which then gets a readable answer.
enum FramingDetector {
  /// The framing, or nil while the bytes do not tell. The first byte is not blank.
  static func detect(_ bytes: UnsafeBufferPointer<UInt8>, ended: Bool, maximumBytes: Int) -> Framing? {
    guard let first = bytes.first else { return nil }
    if first | 0x20 == UInt8(ascii: "c") { return .header }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return .line }
    var scan = ValueScan()
    var position = 0
    let lineEnd = bytes.firstLineFeed(from: 0)
    let line = UnsafeBufferPointer(rebasing: bytes[..<(lineEnd ?? bytes.count)])
    switch scan.advance(over: line, from: &position) {
    case .broken:
      return .line
    case .needMore:
      guard lineEnd != nil else { return ended || bytes.count > maximumBytes ? .line : nil }
      // A string that is open where the line ends is a fault, best told for that line.
      return scan.isInString ? .line : .value
    case .ended:
      let rest = line[position...].drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      if let next = rest.first { return next == UInt8(ascii: "{") || next == UInt8(ascii: "[") ? .value : .line }
      return lineEnd != nil || ended ? .line : nil
    }
  }
}

// The standard library looks for one text in another by way of its regular expressions, which are a library of their own:
// a tenth of the program, and of what the loader has to relocate.

extension StringProtocol {
  /// Where a text occurs first, byte for byte.
  package func firstOccurrence(of text: String) -> Range<Index>? {
    let bytes = utf8
    var start = bytes.startIndex
    while !bytes[start...].starts(with: text.utf8) {
      guard start < bytes.endIndex else { return nil }
      start = bytes.index(after: start)
    }
    return start..<bytes.index(start, offsetBy: text.utf8.count)
  }

  /// Whether a text occurs in this one, byte for byte.
  package func mentions(_ text: String) -> Bool { firstOccurrence(of: text) != nil }
}

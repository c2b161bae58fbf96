/// `json-pointer` (RFC 6901, section 3, the string form) and `relative-json-pointer`
/// (draft-handrews-relative-json-pointer-01, section 3).
enum JSONPointerSyntax {
  static func isPointer(_ text: Span<UInt8>) -> Bool {
    isPointer(text, from: 0)
  }

  static func isRelativePointer(_ text: Span<UInt8>) -> Bool {
    var index = 0
    while index < text.count, ASCII.isDigit(text[index]) { index += 1 }
    guard index > 0, index == 1 || text[0] != UInt8(ascii: "0") else { return false }
    if index + 1 == text.count, text[index] == UInt8(ascii: "#") { return true }
    return isPointer(text, from: index)
  }

  private static func isPointer(_ text: Span<UInt8>, from start: Int) -> Bool {
    guard start < text.count else { return true }
    guard text[start] == UInt8(ascii: "/") else { return false }
    for index in start..<text.count where text[index] == UInt8(ascii: "~") {
      guard index + 1 < text.count, text[index + 1] & 0xFE == UInt8(ascii: "0") else { return false }
    }
    return true
  }
}

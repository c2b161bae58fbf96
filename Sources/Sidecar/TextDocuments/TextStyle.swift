/// How a text is laid out, so that what is put in looks like the rest.
struct TextStyle: Sendable {
  /// What ends its lines.
  let lineEnd: String
  /// One step of indentation.
  let unit: String

  init(_ text: [UInt8]) {
    let firstEnd = text.firstIndex(of: 0x0A)
    lineEnd = firstEnd.map { $0 > 0 && text[$0 - 1] == 0x0D ? "\r\n" : "\n" } ?? "\n"
    var unit = "  "
    var index = firstEnd ?? text.count
    while index < text.count {
      let start = index + 1
      var end = start
      while end < text.count, text[end] == 0x20 || text[end] == 0x09 { end += 1 }
      if end > start, end < text.count, text[end] > 0x20 {
        unit = text[start] == 0x09 ? "\t" : String(repeating: " ", count: min(8, end - start))
        break
      }
      // The first lines tell; of a text without indentation not all need to be looked at.
      if end > 4096 { break }
      index = text[end...].firstIndex(of: 0x0A) ?? text.count
    }
    self.unit = unit
  }

  /// The blanks that the line of an offset begins with.
  func indentation(of offset: Int, in text: [UInt8]) -> String {
    var start = min(offset, text.count)
    while start > 0, text[start - 1] != 0x0A, text[start - 1] != 0x0D { start -= 1 }
    var end = start
    while end < offset, text[end] == 0x20 || text[end] == 0x09 { end += 1 }
    return String(decoding: text[start..<end], as: UTF8.self)
  }
}

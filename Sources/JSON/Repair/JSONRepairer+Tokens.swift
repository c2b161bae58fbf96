extension JSONRepairer {
  // MARK: Strings

  /// A string from its opening quote on.
  mutating func takeString() {
    let isName = due == .name || due == .nameOrEnd
    let start = offset
    var index = start + 1
    while index < source.count, source[index] != UInt8(ascii: "\"") {
      let byte = source[index]
      if byte == 0x0A || byte == 0x0D { break }
      if byte == UInt8(ascii: "\\") {
        let length = escapeLength(index)
        if length == 0 {
          note(
            "badEscape",
            "a backslash is followed by a character that makes no escape sequence; write \\\\ for a backslash",
            index, index..<(index + 1), [.init(index..<index, "\\")])
          putIn("\\", at: index)
        }
        index += max(1, length)
      } else if byte < 0x20 {
        let escape = byte == 0x09 ? "\\t" : "\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
        note(
          "controlCharacter", "a control character stands in a string; write it as \(escape)", index,
          index..<(index + 1), [.init(index..<(index + 1), escape)])
        putIn(escape, at: index)
        skip(index..<(index + 1))
        index += 1
      } else {
        index += 1
      }
    }
    if index < source.count, source[index] == UInt8(ascii: "\"") {
      offset = index + 1
    } else {
      let end = max(taken, contentEnd(start + 1, min(index, source.count), isName: isName))
      note(
        index < source.count ? "controlCharacter" : "unclosedString",
        "the closing \" of this string seems to be missing", min(index, source.count), start..<end,
        [.init(end..<end, "\"")])
      putIn("\"", at: end)
      offset = end
    }
    lastEnd = offset
    entryTaken()
  }

  /// Where the content of a string that is not closed most likely ends: before the comma that was to follow it.
  private func contentEnd(_ start: Int, _ lineEnd: Int, isName: Bool) -> Int {
    func trimmed(_ end: Int) -> Int {
      var end = end
      while end > start, source[end - 1] == 0x20 || source[end - 1] == 0x09 { end -= 1 }
      return end
    }
    let end = trimmed(lineEnd)
    if isName {
      return end > start && source[end - 1] == UInt8(ascii: ":") ? trimmed(end - 1) : end
    }
    return end > start && source[end - 1] == UInt8(ascii: ",") ? trimmed(end - 1) : end
  }

  /// The length of an escape sequence; 0 if it is none.
  private func escapeLength(_ index: Int) -> Int {
    guard index + 1 < source.count else { return 0 }
    switch source[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return 2
    case UInt8(ascii: "u"):
      let digits = source[(index + 2)..<min(source.count, index + 6)]
      return digits.count == 4 && digits.allSatisfy(isHexadecimal) ? 6 : 0
    default: return 0
    }
  }

  private func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  /// A string in single or curly quotes.
  mutating func takeOtherQuotes() {
    let start = offset
    let isSingle = source[start] == UInt8(ascii: "'")
    let opening = isSingle ? 1 : 3
    var index = start + opening
    var edits = [JSONRepair.Edit(start..<(start + opening), "\"")]
    skip(start..<(start + opening))
    insertHere("\"")
    var closing = 0
    scan: while index < source.count, source[index] != 0x0A, source[index] != 0x0D {
      switch source[index] {
      case UInt8(ascii: "'") where isSingle:
        closing = 1
        break scan
      case 0xE2 where !isSingle && isCurlyQuote(index):
        closing = 3
        break scan
      case UInt8(ascii: "\"") where isSingle:
        edits.append(.init(index..<index, "\\"))
        putIn("\\", at: index)
        index += 1
      case UInt8(ascii: "\""):
        closing = 1
        break scan
      case UInt8(ascii: "\\") where isSingle && index + 1 < source.count && source[index + 1] == UInt8(ascii: "'"):
        edits.append(.init(index..<(index + 1), ""))
        skip(index..<(index + 1))
        index += 2
      case UInt8(ascii: "\\") where index + 1 < source.count && source[index + 1] >= 0x20: index += 2
      default: index += 1
      }
    }
    var end = min(index, source.count)
    if closing == 0 { end = max(taken, contentEnd(start + opening, end, isName: due == .name || due == .nameOrEnd)) }
    edits.append(.init(end..<(end + closing), "\""))
    flush(to: end)
    skip(end..<(end + closing))
    insertHere("\"")
    note(
      "unexpected",
      "strings and names stand in double quotes" + (isSingle ? ", not in single ones" : " (\"), not in curly ones"),
      start, start..<(end + closing), edits)
    offset = end + closing
    lastEnd = offset
    entryTaken()
  }

  func isCurlyQuote(_ index: Int) -> Bool {
    index + 2 < source.count && source[index] == 0xE2 && source[index + 1] == 0x80
      && (0x9C...0x9F).contains(source[index + 2])
  }

  // MARK: Words without quotes

  /// A number, a literal, or what lacks its quotes.
  mutating func takeWord() {
    let isName = due == .name || due == .nameOrEnd
    let start = offset
    let end = wordEnd(start, isName: isName)
    let word = UnsafeBufferPointer(rebasing: source[start..<end])
    // Behind a number or a literal something may be missing.
    let plain = word[..<(word.indices.first { endsPlainWord(word, $0) } ?? word.count)]
    if !isName, (try? reader.read(UnsafeBufferPointer(rebasing: plain))) != nil {
      pass(plain.count)
      return entryTaken()
    }
    if !isName, let meant = Self.literal(word) {
      note("badLiteral", "write \(meant)", start, start..<end, [.init(start..<end, meant)])
      skip(start..<end)
      insertHere(meant)
    } else {
      quote(start, end, isName: isName)
    }
    offset = end
    lastEnd = end
    entryTaken()
  }

  private func endsPlainWord(_ word: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    word[index] <= 0x20 || word[index] == UInt8(ascii: ";") || UnknownBlank.length(in: word, at: index) > 0
  }

  /// Quotes a word. Of a value, which may be a secret, the edits repeat nothing.
  private mutating func quote(_ start: Int, _ end: Int, isName: Bool) {
    var edits: [JSONRepair.Edit] = []
    flush(to: start)
    let mark = output.count
    for (place, text) in [(start, "\"")]
      + (start..<end).filter({ source[$0] == UInt8(ascii: "\\") }).map({ ($0, "\\") }) + [(end, "\"")]
    {
      edits.append(.init(place..<place, text))
      putIn(text, at: place)
    }
    let whole = JSONRepair.Edit(start..<end, String(decoding: output[mark...], as: UTF8.self))
    note(
      "unexpected", isName ? "names stand in double quotes" : "a string stands in double quotes", start, start..<end,
      isName ? [whole] : edits)
  }

  /// A name ends where no word goes on, a value where the next entry or a comment begins.
  private func wordEnd(_ start: Int, isName: Bool) -> Int {
    var end = start
    while end < source.count {
      switch source[end] {
      case 0..<0x20, UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
        UInt8(ascii: "\""):
        return trimmed(start, end)
      case UInt8(ascii: ":"), UInt8(ascii: "="), 0x20:
        if isName { return end }
        if source[end] == 0x20, end + 1 < source.count, commentEnd(end + 1) != nil { return trimmed(start, end) }
        end += 1
      default:
        let blank = UnknownBlank.length(in: source, at: end)
        if blank > 0, isName { return end }
        end += max(1, blank)
      }
    }
    return trimmed(start, end)
  }

  private func trimmed(_ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start + 1 {
      let blank = source[end - 1] == 0x20 ? 1 : unknownBlankLength(before: end)
      guard blank > 0, end - blank > start else { break }
      end -= blank
    }
    return end
  }

  private func unknownBlankLength(before end: Int) -> Int {
    (1...3).first { $0 <= end && UnknownBlank.length(in: source, at: end - $0) == $0 } ?? 0
  }

  private static func literal(_ word: UnsafeBufferPointer<UInt8>) -> String? {
    guard word.count <= 9 else { return nil }
    switch String(decoding: word, as: UTF8.self) {
    case "True", "TRUE": return "true"
    case "False", "FALSE": return "false"
    case "None", "NULL", "Null", "nil", "undefined": return "null"
    default: return nil
    }
  }

  func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "@"), 0x80...0xFF:
      true
    default: false
    }
  }

  // MARK: Places

  /// Puts text in at a place that nothing has been taken from yet.
  private mutating func putIn(_ text: String, at place: Int) {
    flush(to: place)
    insertHere(text)
  }

  /// The end of the comment that begins at an offset; nil if none does.
  func commentEnd(_ start: Int) -> Int? {
    func lineEnd(_ from: Int) -> Int {
      var end = from
      while end < source.count, source[end] != 0x0A, source[end] != 0x0D { end += 1 }
      return end
    }
    if source[start] == UInt8(ascii: "#") { return lineEnd(start) }
    guard source[start] == UInt8(ascii: "/"), start + 1 < source.count else { return nil }
    if source[start + 1] == UInt8(ascii: "/") { return lineEnd(start) }
    guard source[start + 1] == UInt8(ascii: "*") else { return nil }
    var end = start + 2
    while end + 1 < source.count, source[end] != UInt8(ascii: "*") || source[end + 1] != UInt8(ascii: "/") { end += 1 }
    return min(end + 2, source.count)
  }

  /// What to point at for what stands at an offset: a string, a word, or one character.
  func tokenRange(_ start: Int) -> Range<Int> { SourceToken.range(in: source, at: start) }
}

/// Finds the words for a fault from what the scanner had read when it stopped.
struct FaultContext {
  let text: UnsafeBufferPointer<UInt8>
  let tape: GrowingMemory<JSONNode>
  let openContainer: UInt32
  let nodeCount: Int

  /// The stable word, the message and the hint.
  func words(for fault: Fault) -> (reason: String, message: String, hint: String?) {
    switch fault.reason {
    case .unexpected(let expectation):
      (
        "unexpected", "expected \(words(expectation)), found \(found(at: fault.offset))",
        hint(expectation, fault.offset)
      )
    case .unexpectedEnd(let expectation):
      ("unexpectedEnd", "the text ends where \(words(expectation)) was expected", unclosedHint())
    case .trailingComma:
      ("trailingComma", "a comma is followed by no further entry", "remove the comma before the closing bracket")
    case .contentAfterValue:
      (
        "contentAfterValue", "expected the end of the text, found \(found(at: fault.offset))",
        afterValueHint(fault.offset)
      )
    case .duplicateName:
      ("duplicateName", "the member \(name(at: fault.offset)) appears twice in one object", "keep only one of them")
    case .tooDeep(let limit):
      ("tooDeep", "more than \(limit) arrays and objects stand one within another", nil)
    case .tooManyEntries:
      ("tooManyEntries", "an array or object has more than \(JSONNode.maximumCount) entries", nil)
    case .tooLong:
      ("tooLong", "the text is longer than 4 GiB", nil)
    case .byteOrderMark:
      ("byteOrderMark", "the text begins with a byte order mark", "save it as UTF-8 without one")
    case .badNumber(let number):
      ("badNumber", words(number), nil)
    case .badLiteral:
      ("badLiteral", "expected a value, found a word that is none", literalHint(fault.offset))
    case .badEscape:
      (
        "badEscape", "a backslash is followed by a character that makes no escape sequence",
        "write \\\\ for a backslash"
      )
    case .badUnicodeEscape:
      ("badUnicodeEscape", "\\u is not followed by four hexadecimal digits", nil)
    case .loneSurrogate:
      ("loneSurrogate", "half of a surrogate pair stands by itself", "write both halves, or the character itself")
    case .controlCharacter(let start):
      ("controlCharacter", controlMessage(fault.offset), controlHint(fault.offset, stringStart: start))
    case .unclosedString(let start):
      (
        "unclosedString", "the text ends within a string",
        "the closing \" of the string at \(position(start)) is missing"
      )
    case .invalidUTF8:
      ("invalidUTF8", "a byte is not valid UTF-8", "save the text as UTF-8")
    }
  }

  // MARK: What was expected, what was found

  private func words(_ expectation: Fault.Expectation) -> String {
    switch expectation {
    case .value: "a value"
    case .name: "the name of a member, in double quotes"
    case .nameOrEnd: "the name of a member, in double quotes, or \"}\""
    // Not which name: a string without a colon may as well be a value that lost its name.
    case .colon: "\":\" after the name of the member"
    case .commaOrBrace: "\",\" or \"}\"" + (lastName().map { " after the value of \($0)" } ?? "")
    case .commaOrBracket: "\",\" or \"]\""
    case .digit: "a digit"
    }
  }

  private func words(_ number: Fault.Number) -> String {
    switch number {
    case .digitAfterMinus: "a minus sign is not followed by a digit"
    case .digitAfterPoint: "a decimal point is not followed by a digit"
    case .digitInExponent: "an exponent has no digits"
    case .leadingZero: "a number begins with a needless zero"
    }
  }

  /// The character at a place by kind, and itself only where it is punctuation, which gives nothing away.
  private func found(at offset: Int) -> String {
    guard offset < text.count else { return "the end of the text" }
    switch text[offset] {
    case UInt8(ascii: "\""): return "a string"
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return "a number"
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return "a word without quotes"
    case 0x21..<0x7F: return "\"\(Character(UnicodeScalar(text[offset])))\""
    case 0..<0x20, 0x7F: return "a control character"
    default:
      guard isUnknownBlank(offset) else { return "a character that is not ASCII" }
      return "\(UnknownBlank.name(in: text, at: offset)), a blank that JSON does not know"
    }
  }

  private func isUnknownBlank(_ offset: Int) -> Bool { UnknownBlank.length(in: text, at: offset) > 0 }

  private func position(_ offset: Int) -> String { TextPosition(of: offset, in: text).words }

  // MARK: Hints

  private func hint(_ expectation: Fault.Expectation, _ offset: Int) -> String? {
    let byte = text[offset]
    if byte == UInt8(ascii: "/") { return "JSON has no comments" }
    if isUnknownBlank(offset) { return Self.blankHint }
    switch (expectation, byte) {
    case (.commaOrBrace, UInt8(ascii: ":")):
      return lastStringValue().map { "a \"{\" seems to be missing before \(position($0))" }
    case (.commaOrBrace, UInt8(ascii: "]")):
      return openHint("}", "{")
    case (.commaOrBracket, UInt8(ascii: "}")):
      return openHint("]", "[")
    case (.commaOrBrace, UInt8(ascii: "\"")), (.commaOrBracket, UInt8(ascii: "\"")):
      return "a comma seems to be missing before it"
    case (_, UInt8(ascii: "'")):
      return "strings and names stand in double quotes"
    case (_, 0xE2) where isCurlyQuote(offset):
      return "strings and names stand in double quotes (\"), not in curly ones"
    case (.name, _), (.nameOrEnd, _):
      return byte == UInt8(ascii: ",") ? "remove one comma" : "names stand in double quotes"
    case (.value, UInt8(ascii: ",")), (.value, UInt8(ascii: "}")), (.value, UInt8(ascii: "]")):
      return lastName().map { "the value of \($0) seems to be missing" } ?? "a value seems to be missing before it"
    case (.value, _):
      return literalHint(offset)
    default:
      return nil
    }
  }

  private static let blankHint = "write a plain space in its place"

  /// One of U+201C to U+201F, as word processors write them.
  private func isCurlyQuote(_ offset: Int) -> Bool {
    offset + 2 < text.count && text[offset + 1] == 0x80 && (0x9C...0x9F).contains(text[offset + 2])
  }

  private func openHint(_ missing: String, _ opened: String) -> String? {
    guard openContainer != Scanner.outside else { return nil }
    return "a \"\(missing)\" is missing before it: the \"\(opened)\" at \(position(Int(openNode.start))) is not closed"
  }

  private func afterValueHint(_ offset: Int) -> String? {
    switch text[offset] {
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      "there is one closing bracket too many, or an opening one is missing before it"
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      "put each JSON text on a line of its own"
    default: isUnknownBlank(offset) ? Self.blankHint : nil
    }
  }

  private func unclosedHint() -> String? {
    guard openContainer != Scanner.outside else { return text.isEmpty ? "the text is empty" : nil }
    let object = openNode.kind == .object
    return "the \"\(object ? "{" : "[")\" at \(position(Int(openNode.start))) is not closed: "
      + "a \"\(object ? "}" : "]")\" seems to be missing"
  }

  private func controlMessage(_ offset: Int) -> String {
    text[offset] == 0x0A || text[offset] == 0x0D
      ? "a string is not closed before its line ends" : "a control character stands in a string"
  }

  private func controlHint(_ offset: Int, stringStart: Int) -> String {
    if text[offset] == 0x0A || text[offset] == 0x0D {
      return "the closing \" of the string at \(position(stringStart)) seems to be missing "
        + "(a line break within a string is written \\n)"
    }
    let digits = String(text[offset], radix: 16)
    return "write it as \\u\(String(repeating: "0", count: 4 - digits.count))\(digits)"
  }

  private func literalHint(_ offset: Int) -> String? {
    var end = offset
    while end < text.count, end - offset < 10, text[end] | 0x20 >= 0x61, text[end] | 0x20 <= 0x7A { end += 1 }
    switch String(decoding: text[offset..<end], as: UTF8.self) {
    case "True", "TRUE": return "write true in lower case"
    case "False", "FALSE": return "write false in lower case"
    case "None", "NULL", "Null", "nil", "undefined": return "write null"
    case "NaN", "Infinity": return "JSON has no such number"
    case "": return nil
    default: return "a string stands in double quotes"
    }
  }

  // MARK: The tape so far

  private var openNode: JSONNode { tape.start[Int(openContainer)] }

  /// The index of the last name read of the innermost open object, and of the value after it if there is one.
  private func lastMember() -> (name: Int, value: Int?)? {
    guard openContainer != Scanner.outside, openNode.kind == .object else { return nil }
    var index = Int(openContainer) + 1
    var last: (name: Int, value: Int?)?
    while index < nodeCount, tape.start[index].kind == .name {
      let value = index + 1
      last = (index, value < nodeCount ? value : nil)
      guard value < nodeCount else { break }
      let node = tape.start[value]
      index = node.kind == .object || node.kind == .array ? Int(node.link) : value + 1
    }
    return last
  }

  private func lastName() -> String? {
    lastMember().map { name(at: Int(tape.start[$0.name].start)) }
  }

  /// The name that starts at that place, in quotes, cut to a length that fits a message.
  private func name(at offset: Int) -> String {
    var end = offset + 1
    while end < text.count, text[end] != UInt8(ascii: "\""), end - offset < 64 {
      // An escape is passed whole: its second byte may be a quote that closes nothing, or a backslash.
      let isEscape = text[end] == UInt8(ascii: "\\")
      end += isEscape ? (text[end + 1] == UInt8(ascii: "u") ? 6 : 2) : 1
      // Not in the middle of a character.
      while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    }
    let whole = end < text.count && text[end] == UInt8(ascii: "\"")
    return "\"" + String(decoding: text[(offset + 1)..<end], as: UTF8.self) + (whole ? "\"" : "...\"")
  }

  private func lastStringValue() -> Int? {
    guard let value = lastMember()?.value, tape.start[value].kind == .string else { return nil }
    return Int(tape.start[value].start)
  }
}

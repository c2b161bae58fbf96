/// Goes over a text once, from token to token, and writes down what it most likely means.
///
/// It keeps no more than the closing brackets that are due, so that neither the length of a text nor its nesting makes it
/// slow.
struct JSONRepairer {
  /// What would be right at the next token.
  enum Due {
    case value, valueOrEnd, name, nameOrEnd, colon, commaOrEnd, nothing
  }

  let source: UnsafeBufferPointer<UInt8>
  var output: [UInt8] = []
  var segments: [JSONRepair.Segment] = []
  private(set) var faults: [JSONRepair.Fault] = []
  /// More is wrong than one slips into while typing.
  private(set) var gaveUp = false

  var offset = 0
  var due = Due.value
  /// The end of the last token.
  var lastEnd = 0
  /// Reads what may be a number or a literal by itself.
  let reader = JSONReader(maximumDepth: 1)
  /// The closing brackets that are due, and how many of each kind.
  private var closers: [UInt8] = []
  private var openObjects = 0
  /// The last comma, as long as nothing has come after it.
  private var comma: Int?
  /// Up to where the source is in the output.
  private(set) var taken = 0
  private var serious = 0

  /// More faults than this are not worth telling.
  private static let mostFaults = 100

  init(_ source: UnsafeBufferPointer<UInt8>) { self.source = source }

  var isInObject: Bool { closers.last == UInt8(ascii: "}") }

  mutating func run() {
    output.reserveCapacity(source.count + 64)
    if source.count >= 3, source[0] == 0xEF, source[1] == 0xBB, source[2] == 0xBF {
      note(
        "byteOrderMark", "the text begins with a byte order mark; save it as UTF-8 without one", 0, 0..<3,
        [.init(0..<3, "")], isSerious: false)
      skip(0..<3)
    }
    while !gaveUp {
      passBlanks()
      guard offset < source.count else { break }
      if due == .nothing {
        noteContentAfterValue()
        break
      }
      takeToken()
    }
    finish()
  }

  private mutating func takeToken() {
    let byte = source[offset]
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): open(byte)
    case UInt8(ascii: "}"), UInt8(ascii: "]"): close(byte)
    case UInt8(ascii: ","): takeComma(",")
    case UInt8(ascii: ";") where due == .commaOrEnd: takeComma(";")
    case UInt8(ascii: ":") where due == .colon: takeColon(":")
    case UInt8(ascii: "=") where due == .colon: takeColon("=")
    case UInt8(ascii: "\""):
      if beginEntry() { takeString() }
    case UInt8(ascii: "'"):
      if beginEntry() { takeOtherQuotes() }
    case 0xE2 where isCurlyQuote(offset):
      if beginEntry() { takeOtherQuotes() }
    default:
      guard isWordByte(byte) else { return dropUnexpected() }
      if beginEntry() { takeWord() }
    }
  }

  // MARK: Containers

  private mutating func open(_ byte: UInt8) {
    guard due != .name, due != .nameOrEnd else { return dropUnexpected() }
    guard beginEntry() else { return }
    let isObject = byte == UInt8(ascii: "{")
    closers.append(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    if isObject { openObjects += 1 }
    due = isObject ? .nameOrEnd : .valueOrEnd
    pass(1)
  }

  private mutating func close(_ byte: UInt8) {
    let isObject = byte == UInt8(ascii: "}")
    guard isObject ? openObjects > 0 : openObjects < closers.count else {
      note(
        "unexpected", "there is one closing bracket too many, or an opening one is missing before it", offset,
        offset..<(offset + 1), [.init(offset..<(offset + 1), "")])
      return skip(offset..<(offset + 1))
    }
    completeEntry()
    while closers.last != byte {
      let missing = isObject ? "]" : "}"
      note(
        "unexpected", "a \"\(missing)\" is missing before it", offset, offset..<(offset + 1),
        [.init(lastEnd..<lastEnd, missing)])
      insert(missing)
      closed()
      if gaveUp { return }
    }
    pass(1)
    closed()
  }

  private mutating func closed() {
    if closers.popLast() == UInt8(ascii: "}") { openObjects -= 1 }
    due = closers.isEmpty ? .nothing : .commaOrEnd
  }

  /// Gives the last entry what it lacks before its container ends.
  private mutating func completeEntry() {
    if let comma {
      note(
        "trailingComma", "a comma is followed by no further entry; remove the comma before the closing bracket", comma,
        comma..<(comma + 1), [.init(comma..<(comma + 1), "")], isSerious: false)
      output[outputOffset(of: comma)] = 0x20
      self.comma = nil
    } else {
      completeMember()
    }
  }

  /// Gives a member whose value did not come one that says nothing. `comma` is what has to follow it.
  private mutating func completeMember(then comma: String = "") {
    let colon: String
    switch due {
    case .colon: colon = ": "
    case .value where isInObject: colon = " "
    default: return
    }
    note(
      "unexpected", "the value of this member is missing", offset, beforeHere,
      [.init(lastEnd..<lastEnd, colon + "\"\"" + comma)])
    insert(colon + "null" + comma)
    due = comma.isEmpty ? .commaOrEnd : .name
  }

  private mutating func finish() {
    guard !gaveUp else { return }
    guard !output.isEmpty || taken < source.count, lastEnd > 0 else {
      if faults.isEmpty {
        note("unexpectedEnd", "the text ends where a value was expected; the text is empty", source.count, 0..<0, [])
      }
      gaveUp = true
      return
    }
    if !closers.isEmpty {
      completeEntry()
      let missing = String(decoding: closers.reversed(), as: UTF8.self)
      note(
        "unexpectedEnd",
        closers.count == 1
          ? "a \"\(missing)\" seems to be missing at the end"
          : "\(closers.count) closing brackets seem to be missing at the end", source.count, beforeHere,
        // So many that nobody has written them one by one.
        closers.count > 64 ? [] : [.init(lastEnd..<lastEnd, missing)])
      insert(missing)
    }
    flush(to: source.count)
  }

  // MARK: Between the entries

  private mutating func takeComma(_ written: Character) {
    switch due {
    case .commaOrEnd: break
    case .colon: completeMember()
    case .value where isInObject && comma == nil: completeMember()
    default:
      note(
        "unexpected", "a value or a name was expected; remove one comma", offset, offset..<(offset + 1),
        [.init(offset..<(offset + 1), "")])
      return skip(offset..<(offset + 1))
    }
    let place = offset
    if written == "," {
      pass(1)
    } else {
      noteReplaced(by: ",", "entries are separated by a comma")
    }
    comma = written == "," ? place : nil
    due = isInObject ? .name : .value
  }

  private mutating func takeColon(_ written: Character) {
    if written == ":" { pass(1) } else { noteReplaced(by: ":", "a name and its value are separated by a colon") }
    due = .value
  }

  private mutating func noteReplaced(by right: String, _ message: String) {
    let place = offset..<(offset + 1)
    note("unexpected", message, offset, place, [.init(place, right)])
    skip(place)
    insert(right)
    lastEnd = place.upperBound
  }

  /// Puts in what is missing before a value or a name; whether one can stand here now.
  private mutating func beginEntry() -> Bool {
    if due == .colon || due == .value, isInObject, isNameOnLaterLine { completeMember(then: ",") }
    if due == .colon {
      note(
        "unexpected", "a \":\" is missing after the name of the member", offset, tokenRange(offset),
        [.init(lastEnd..<lastEnd, ":")])
      insert(":")
      due = .value
    }
    if due == .commaOrEnd {
      note(
        "unexpected", "a comma seems to be missing before it", offset, tokenRange(offset),
        [.init(lastEnd..<lastEnd, ",")])
      insert(",")
      due = isInObject ? .name : .value
    }
    comma = nil
    return !gaveUp
  }

  /// Whether a value that is due has been left out: the next line begins with the next member.
  private var isNameOnLaterLine: Bool {
    guard source[offset] == UInt8(ascii: "\""), source[lastEnd..<offset].contains(0x0A) else { return false }
    var index = offset + 1
    while index < source.count, source[index] != UInt8(ascii: "\"") {
      if source[index] == 0x0A { return false }
      index += source[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    index += 1
    while index < source.count, source[index] == 0x20 || source[index] == 0x09 { index += 1 }
    return index < source.count && source[index] == UInt8(ascii: ":")
  }

  /// What follows a name or a value that has been taken.
  mutating func entryTaken() {
    switch due {
    case .name, .nameOrEnd: due = .colon
    default: due = closers.isEmpty ? .nothing : .commaOrEnd
    }
  }

  private mutating func dropUnexpected() {
    let range = tokenRange(offset)
    note("unexpected", "this does not belong here", offset, range, [])
    skip(range)
  }

  private mutating func noteContentAfterValue() {
    let isBracket = source[offset] == UInt8(ascii: "}") || source[offset] == UInt8(ascii: "]")
    let isLast = source[(offset + 1)...].allSatisfy { $0 <= 0x20 }
    let range = tokenRange(offset)
    note(
      "contentAfterValue",
      isBracket
        ? "there is one closing bracket too many, or an opening one is missing before it"
        : "the text goes on after its end", offset, range, isBracket && isLast ? [.init(range, "")] : [])
    skip(offset..<source.count)
  }

  private mutating func passBlanks() {
    while offset < source.count {
      switch source[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      case UInt8(ascii: "#"), UInt8(ascii: "/"):
        guard let end = commentEnd(offset) else { return }
        var start = offset
        while start > lastEnd, source[start - 1] == 0x20 || source[start - 1] == 0x09 { start -= 1 }
        note(
          "comment", "JSON has no comments; remove it, since Flow Service takes plain JSON", offset, offset..<end,
          [.init(start..<end, "")], isSerious: false)
        skip(offset..<end, insteadOf: true)
      default:
        guard UnknownBlank.length(in: source, at: offset) > 0 else { return }
        takeUnknownBlanks()
      }
    }
  }

  /// Blanks that JSON does not know, with the spaces between them: as many spaces, since they may be an indentation.
  private mutating func takeUnknownBlanks() {
    let start = offset
    var (end, index, width, widthAtEnd) = (start, start, 0, 0)
    while index < source.count {
      let length = UnknownBlank.length(in: source, at: index)
      guard length > 0 || source[index] == 0x20 else { break }
      index += max(1, length)
      width += 1
      if length > 0 { (end, widthAtEnd) = (index, width) }
    }
    let name = UnknownBlank.name(in: source, at: start)
    note(
      "unexpected", "\(name) is a blank that JSON does not know; write a plain space", start, start..<end,
      [.init(start..<end, String(repeating: " ", count: widthAtEnd))], isSerious: false)
    skip(start..<end, insteadOf: true)
  }

  // MARK: Taking, leaving out, putting in

  /// Passes a token of that length, as it is.
  mutating func pass(_ count: Int) {
    offset += count
    lastEnd = offset
  }

  /// Leaves a stretch out, which begins where nothing has been taken yet.
  mutating func skip(_ range: Range<Int>, insteadOf leavesBlank: Bool = false) {
    flush(to: range.lowerBound)
    if leavesBlank { append([0x20], at: range.lowerBound) }
    taken = range.upperBound
    offset = max(offset, range.upperBound)
  }

  /// Puts in what is not there: after what has been taken or left out, else after the last token.
  mutating func insert(_ text: String) {
    flush(to: max(taken, lastEnd))
    append(Array(text.utf8), at: taken)
  }

  /// Takes the source up to an offset, as it is.
  mutating func flush(to end: Int) {
    guard end > taken else { return }
    segments.append(JSONRepair.Segment(output: output.count, source: taken, isInserted: false))
    output.append(contentsOf: source[taken..<end])
    taken = end
  }

  /// Puts in what is not there, at the place up to which the source has been taken or left out.
  mutating func insertHere(_ text: String) { append(Array(text.utf8), at: taken) }

  private mutating func append(_ bytes: [UInt8], at place: Int) {
    segments.append(JSONRepair.Segment(output: output.count, source: place, isInserted: true))
    output.append(contentsOf: bytes)
  }

  /// Where a byte of the source that was not left out stands in the output.
  private mutating func outputOffset(of place: Int) -> Int {
    flush(to: max(taken, place + 1))
    for segment in segments.reversed() where !segment.isInserted && segment.source <= place {
      return segment.output + place - segment.source
    }
    return 0
  }

  mutating func note(
    _ reason: String, _ message: String, _ offset: Int, _ range: Range<Int>, _ edits: [JSONRepair.Edit],
    isSerious: Bool = true
  ) {
    if isSerious { serious += 1 }
    if serious > Self.mostFaults { gaveUp = true }
    guard faults.count < Self.mostFaults else { return }
    faults.append(JSONRepair.Fault(reason: reason, message: message, offset: offset, range: range, edits: edits))
  }

  /// The last character before here, for what is missing here.
  private var beforeHere: Range<Int> {
    var start = max(0, lastEnd - 1)
    while start > 0, source[start] & 0xC0 == 0x80 { start -= 1 }
    return start..<lastEnd
  }
}

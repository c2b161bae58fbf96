/// The reader's inner loop: from bytes to tape, in one pass and without recursion.
///
/// While a container is open its node's `link` holds the index of the container around it, so the tape itself is the
/// stack, and the count in its `head` grows as entries arrive.
struct Scanner {
  let base: UnsafePointer<UInt8>
  let end: Int
  let tape: GrowingMemory<JSONNode>
  let decoded: GrowingMemory<UInt8>
  let maximumDepth: Int
  let seen: SeenNames

  var offset = 0
  var count = 0
  var depth = 0
  /// The index of the innermost open container, or `Scanner.outside`.
  var open = Scanner.outside
  var nodes: UnsafeMutablePointer<JSONNode>
  var capacity: Int

  static let outside = UInt32.max

  init(
    text: UnsafeBufferPointer<UInt8>, tape: GrowingMemory<JSONNode>, decoded: GrowingMemory<UInt8>, maximumDepth: Int,
    seen: SeenNames
  ) {
    // An empty buffer may have no address; any will do, since nothing is read through it.
    base = text.baseAddress ?? UnsafePointer(decoded.start)
    end = text.count
    self.tape = tape
    self.decoded = decoded
    self.maximumDepth = maximumDepth
    self.seen = seen
    nodes = tape.start
    capacity = tape.capacity
    decoded.count = 0
    tape.count = 0
  }

  /// Reads the whole text; nil if it is one JSON text, the first fault if not.
  mutating func run() -> Fault? {
    guard end < Int(UInt32.max) else { return Fault(.tooLong, at: 0) }
    if end >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { return Fault(.byteOrderMark, at: 0) }
    while true {
      if let fault = scanValue() { return fault }
      // A container that is not empty was opened: its first value, or first name, comes next.
      guard depth > 0 else { break }
      switch closeOrContinue() {
      case .nextValue: continue
      case .finished: break
      case .fault(let fault): return fault
      }
      if depth == 0 { break }
    }
    skipBlanks()
    tape.count = count
    return offset == end ? nil : Fault(.contentAfterValue, at: offset)
  }

  private enum Step {
    case nextValue, finished
    case fault(Fault)
  }

  /// One value, or the opening of a container down to where its first value is expected. Sets `opened`.
  @inline(__always)
  private mutating func scanValue() -> Fault? {
    while true {
      skipBlanks()
      guard offset < end else { return Fault(.unexpectedEnd(.value), at: offset) }
      let byte = base[offset]
      switch byte {
      case UInt8(ascii: "\""):
        return scanString(.string)
      case UInt8(ascii: "{"):
        if let fault = push(.object) { return fault }
        skipBlanks()
        if offset < end, base[offset] == UInt8(ascii: "}") {
          pop()
          return nil
        }
        if let fault = scanName(.nameOrEnd) { return fault }
      case UInt8(ascii: "["):
        if let fault = push(.array) { return fault }
        skipBlanks()
        if offset < end, base[offset] == UInt8(ascii: "]") {
          pop()
          return nil
        }
        nodes[Int(open)].head &+= 1 &<< 8
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        return scanNumber()
      case UInt8(ascii: "t"):
        return scanLiteral("true", .true)
      case UInt8(ascii: "f"):
        return scanLiteral("false", .false)
      case UInt8(ascii: "n"):
        return scanLiteral("null", .null)
      default:
        return Fault(.unexpected(.value), at: offset)
      }
    }
  }

  /// After a value within a container: closes what ends here, and stops where the next value is expected.
  @inline(__always)
  private mutating func closeOrContinue() -> Step {
    while depth > 0 {
      skipBlanks()
      let isObject = nodes[Int(open)].kind == .object
      guard offset < end else {
        return .fault(Fault(.unexpectedEnd(isObject ? .commaOrBrace : .commaOrBracket), at: offset))
      }
      let byte = base[offset]
      if byte == UInt8(ascii: ",") {
        let comma = offset
        offset &+= 1
        if isObject {
          skipBlanks()
          if offset < end, base[offset] == UInt8(ascii: "}") { return .fault(Fault(.trailingComma, at: comma)) }
          if let fault = scanName(.name) { return .fault(fault) }
        } else {
          skipBlanks()
          if offset < end, base[offset] == UInt8(ascii: "]") { return .fault(Fault(.trailingComma, at: comma)) }
          guard nodes[Int(open)].payload < UInt32(JSONNode.maximumCount) else {
            return .fault(Fault(.tooManyEntries, at: comma))
          }
          nodes[Int(open)].head &+= 1 &<< 8
        }
        return .nextValue
      }
      if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
        if isObject, nodes[Int(open)].payload >= UInt32(SeenNames.fewNames), let fault = duplicateAmongMany() {
          return .fault(fault)
        }
        pop()
        continue
      }
      return .fault(Fault(.unexpected(isObject ? .commaOrBrace : .commaOrBracket), at: offset))
    }
    return .finished
  }

  // MARK: Containers

  @inline(__always)
  private mutating func push(_ kind: JSONKind) -> Fault? {
    guard depth < maximumDepth else { return Fault(.tooDeep(maximumDepth), at: offset) }
    if kind == .object { seen.open(depth: depth) }
    append(JSONNode(kind, start: offset, end: offset, link: open))
    open = UInt32(truncatingIfNeeded: count &- 1)
    depth &+= 1
    offset &+= 1
    return nil
  }

  @inline(__always)
  private mutating func pop() {
    let index = Int(open)
    open = nodes[index].link
    offset &+= 1
    nodes[index].end = UInt32(truncatingIfNeeded: offset)
    nodes[index].link = UInt32(truncatingIfNeeded: count)
    depth &-= 1
  }

  @inline(__always)
  private mutating func append(_ node: JSONNode) {
    if count == capacity { growTape() }
    nodes[count] = node
    count &+= 1
  }

  @inline(never)
  private mutating func growTape() {
    tape.grow(to: count + 1, keeping: count)
    nodes = tape.start
    capacity = tape.capacity
  }

  // MARK: Names

  /// A member's name and its colon.
  @inline(__always)
  private mutating func scanName(_ expectation: Fault.Expectation) -> Fault? {
    skipBlanks()
    guard offset < end else { return Fault(.unexpectedEnd(expectation), at: offset) }
    guard base[offset] == UInt8(ascii: "\"") else {
      return Fault(.unexpected(expectation), at: offset)
    }
    if let fault = scanString(.name) { return fault }
    let index = count &- 1
    let container = Int(open)
    let members = nodes[container].payload
    if members < UInt32(SeenNames.fewNames) {
      if seen.insert(nodes[index].payload, depth: depth), let fault = duplicate(of: index, in: container) {
        return fault
      }
    } else if members >= UInt32(JSONNode.maximumCount) {
      return Fault(.tooManyEntries, at: Int(nodes[index].start))
    }
    nodes[container].head &+= 1 &<< 8
    skipBlanks()
    guard offset < end else { return Fault(.unexpectedEnd(.colon), at: offset) }
    guard base[offset] == UInt8(ascii: ":") else { return Fault(.unexpected(.colon), at: offset) }
    offset &+= 1
    return nil
  }

  /// The fault if an earlier member of the open object has the name at `index`.
  @inline(never)
  private func duplicate(of index: Int, in container: Int) -> Fault? {
    let cursor = JSONCursor(
      text: base, nodes: UnsafePointer(nodes), decoded: UnsafePointer(decoded.start), index: container)
    let name = cursor.at(index)
    var earlier = cursor.first
    while earlier.index < index {
      if earlier.nameHash == name.nameHash, earlier.stringBytes.elementsEqual(name.stringBytes) {
        return Fault(.duplicateName, at: Int(nodes[index].start))
      }
      earlier = earlier.first.next
    }
    return nil
  }

  /// The fault if any two members of the open object, one of many members, have the same name.
  @inline(never)
  private func duplicateAmongMany() -> Fault? {
    let cursor = JSONCursor(
      text: base, nodes: UnsafePointer(nodes), decoded: UnsafePointer(decoded.start), index: Int(open))
    guard let second = SeenNames.firstDuplicate(in: cursor) else { return nil }
    return Fault(.duplicateName, at: second.range.lowerBound)
  }

  // MARK: Blanks, numbers, literals

  @inline(__always)
  mutating func skipBlanks() {
    guard offset < end, base[offset] <= 0x20 else { return }
    skipManyBlanks()
  }

  private mutating func skipManyBlanks() {
    while offset < end {
      switch base[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset &+= 1
      default: return
      }
      // Indentation: eight spaces at a time.
      while offset &+ 8 <= end, loadWord(base + offset) == 0x2020_2020_2020_2020 { offset &+= 8 }
    }
  }

  /// A number (RFC 8259, section 6).
  @inline(__always)
  private mutating func scanNumber() -> Fault? {
    let start = offset
    var flags = JSONNode.integer
    if base[offset] == UInt8(ascii: "-") { offset &+= 1 }
    guard offset < end, isDigit(base[offset]) else {
      return offset < end ? Fault(.badNumber(.digitAfterMinus), at: offset) : Fault(.unexpectedEnd(.digit), at: offset)
    }
    if base[offset] == UInt8(ascii: "0") {
      offset &+= 1
      if offset < end, isDigit(base[offset]) { return Fault(.badNumber(.leadingZero), at: start) }
    } else {
      skipDigits()
    }
    if offset < end, base[offset] == UInt8(ascii: ".") {
      flags = 0
      offset &+= 1
      guard offset < end, isDigit(base[offset]) else {
        return offset < end
          ? Fault(.badNumber(.digitAfterPoint), at: offset) : Fault(.unexpectedEnd(.digit), at: offset)
      }
      skipDigits()
    }
    if offset < end, base[offset] | 0x20 == UInt8(ascii: "e") {
      flags = 0
      offset &+= 1
      if offset < end, base[offset] == UInt8(ascii: "+") || base[offset] == UInt8(ascii: "-") { offset &+= 1 }
      guard offset < end, isDigit(base[offset]) else {
        return offset < end
          ? Fault(.badNumber(.digitInExponent), at: offset) : Fault(.unexpectedEnd(.digit), at: offset)
      }
      skipDigits()
    }
    append(JSONNode(.number, start: start, end: offset, flags: flags))
    return nil
  }

  @inline(__always)
  private mutating func skipDigits() {
    while offset < end, isDigit(base[offset]) { offset &+= 1 }
  }

  @inline(__always)
  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  @inline(__always)
  private mutating func scanLiteral(_ word: StaticString, _ kind: JSONKind) -> Fault? {
    let length = word.utf8CodeUnitCount
    let start = offset
    var index = 0
    while index < length, offset < end, base[offset] == word.utf8Start[index] {
      offset &+= 1
      index &+= 1
    }
    guard index == length else { return Fault(.badLiteral, at: start) }
    append(JSONNode(kind, start: start, end: offset))
    return nil
  }
}

// MARK: Strings

extension Scanner {
  /// A string, from its opening quote on (RFC 8259, section 7).
  @inline(__always)
  mutating func scanString(_ kind: JSONKind) -> Fault? {
    let start = offset
    var position = offset &+ 1
    // Plain ASCII, eight bytes at a time: the first byte that is a quote, a backslash, a control or beyond ASCII.
    while position &+ 8 <= end {
      let special = specialBytes(loadWord(base + position))
      if special == 0 {
        position &+= 8
        continue
      }
      position &+= special.trailingZeroBitCount &>> 3
      if base[position] == UInt8(ascii: "\"") {
        finishPlain(kind, start: start, end: position)
        return nil
      }
      break
    }
    return scanStringSlowly(kind, start: start, from: position)
  }

  @inline(__always)
  private mutating func finishPlain(_ kind: JSONKind, start: Int, end: Int, flags: UInt32 = 0) {
    let hash = kind == .name ? jsonHash(base + start + 1, end &- start &- 1) : 0
    offset = end &+ 1
    append(JSONNode(kind, start: start, end: offset, flags: flags, payload: hash))
  }

  /// The high bit of each byte that ends a run of plain ASCII; only the lowest set bit can be relied on.
  @inline(__always)
  private func specialBytes(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let word = UInt64(littleEndian: word)
    let quotes = (word ^ (ones &* 0x22)) &- ones
    let backslashes = (word ^ (ones &* 0x5C)) &- ones
    let controls = word &- (ones &* 0x20)
    return (quotes | backslashes | controls | word) & (ones &* 0x80)
  }

  /// The rest of a string from a byte that is not plain, or so near the end that words do not fit.
  @inline(never)
  private mutating func scanStringSlowly(_ kind: JSONKind, start: Int, from: Int) -> Fault? {
    var position = from
    var flags: UInt32 = 0
    while position < end {
      let byte = base[position]
      if byte == UInt8(ascii: "\"") {
        finishPlain(kind, start: start, end: position, flags: flags)
        return nil
      }
      if byte == UInt8(ascii: "\\") {
        return scanEscapedString(kind, start: start, from: position, flags: flags)
      }
      if byte < 0x20 { return Fault(.controlCharacter(stringStart: start), at: position) }
      if byte < 0x80 {
        position &+= 1
        while position &+ 8 <= end {
          let special = specialBytes(loadWord(base + position))
          position &+= special == 0 ? 8 : special.trailingZeroBitCount &>> 3
          if special != 0 { break }
        }
      } else {
        let length = lengthOfCharacter(at: position)
        guard length > 0 else { return Fault(.invalidUTF8, at: position) }
        flags = JSONNode.nonASCII
        position &+= length
      }
    }
    return Fault(.unclosedString(stringStart: start), at: end)
  }

  /// A string with escapes: its decoded bytes go to `decoded`, behind their count in four bytes.
  private mutating func scanEscapedString(_ kind: JSONKind, start: Int, from: Int, flags: UInt32) -> Fault? {
    let record = decoded.count
    var flags = flags | JSONNode.escaped
    reserveDecoded(4 &+ from &- start)
    let plain = from &- start &- 1
    (decoded.start + record + 4).update(from: base + start + 1, count: plain)
    decoded.count = record &+ 4 &+ plain
    var position = from
    while position < end {
      let byte = base[position]
      switch byte {
      case UInt8(ascii: "\""):
        let length = decoded.count &- record &- 4
        UnsafeMutableRawPointer(decoded.start + record).storeBytes(of: UInt32(length), as: UInt32.self)
        let hash = kind == .name ? jsonHash(UnsafePointer(decoded.start + record + 4), length) : 0
        offset = position &+ 1
        append(JSONNode(kind, start: start, end: offset, flags: flags, payload: hash, link: UInt32(record)))
        return nil
      case UInt8(ascii: "\\"):
        if let fault = decodeEscape(at: &position, flags: &flags, stringStart: start) { return fault }
      case 0..<0x20:
        return Fault(.controlCharacter(stringStart: start), at: position)
      case 0x20..<0x80:
        reserveDecoded(1)
        decoded.start[decoded.count] = byte
        decoded.count &+= 1
        position &+= 1
      default:
        let length = lengthOfCharacter(at: position)
        guard length > 0 else { return Fault(.invalidUTF8, at: position) }
        flags |= JSONNode.nonASCII
        reserveDecoded(length)
        (decoded.start + decoded.count).update(from: base + position, count: length)
        decoded.count &+= length
        position &+= length
      }
    }
    return Fault(.unclosedString(stringStart: start), at: end)
  }

  private func reserveDecoded(_ more: Int) {
    if decoded.count &+ more > decoded.capacity { decoded.grow(to: decoded.count + more, keeping: decoded.count) }
  }

  private func decodeEscape(at position: inout Int, flags: inout UInt32, stringStart: Int) -> Fault? {
    let start = position
    guard start &+ 1 < end else { return Fault(.unclosedString(stringStart: stringStart), at: end) }
    let plain: UInt8
    switch base[start &+ 1] {
    case UInt8(ascii: "\""): plain = 0x22
    case UInt8(ascii: "\\"): plain = 0x5C
    case UInt8(ascii: "/"): plain = 0x2F
    case UInt8(ascii: "b"): plain = 0x08
    case UInt8(ascii: "f"): plain = 0x0C
    case UInt8(ascii: "n"): plain = 0x0A
    case UInt8(ascii: "r"): plain = 0x0D
    case UInt8(ascii: "t"): plain = 0x09
    case UInt8(ascii: "u"):
      guard var scalar = hexadecimal(at: start &+ 2) else { return Fault(.badUnicodeEscape, at: start) }
      position = start &+ 6
      if scalar &>> 11 == 0xD800 &>> 11 {
        guard scalar < 0xDC00, position &+ 1 < end, base[position] == UInt8(ascii: "\\"),
          base[position &+ 1] == UInt8(ascii: "u"), let low = hexadecimal(at: position &+ 2),
          low &>> 10 == 0xDC00 &>> 10
        else { return Fault(.loneSurrogate, at: start) }
        scalar = 0x10000 &+ (scalar & 0x3FF) &<< 10 &+ (low & 0x3FF)
        position &+= 6
      }
      if scalar >= 0x80 { flags |= JSONNode.nonASCII }
      appendDecoded(scalar)
      return nil
    default:
      return Fault(.badEscape, at: start)
    }
    reserveDecoded(1)
    decoded.start[decoded.count] = plain
    decoded.count &+= 1
    position = start &+ 2
    return nil
  }

  private func appendDecoded(_ scalar: UInt32) {
    reserveDecoded(4)
    let out = decoded.start + decoded.count
    switch scalar {
    case 0..<0x80:
      out[0] = UInt8(scalar)
      decoded.count &+= 1
    case 0x80..<0x800:
      out[0] = UInt8(0xC0 | scalar &>> 6)
      out[1] = UInt8(0x80 | scalar & 0x3F)
      decoded.count &+= 2
    case 0x800..<0x10000:
      out[0] = UInt8(0xE0 | scalar &>> 12)
      out[1] = UInt8(0x80 | scalar &>> 6 & 0x3F)
      out[2] = UInt8(0x80 | scalar & 0x3F)
      decoded.count &+= 3
    default:
      out[0] = UInt8(0xF0 | scalar &>> 18)
      out[1] = UInt8(0x80 | scalar &>> 12 & 0x3F)
      out[2] = UInt8(0x80 | scalar &>> 6 & 0x3F)
      out[3] = UInt8(0x80 | scalar & 0x3F)
      decoded.count &+= 4
    }
  }

  private func hexadecimal(at position: Int) -> UInt32? {
    guard position &+ 4 <= end else { return nil }
    var value: UInt32 = 0
    for index in 0..<4 {
      let byte = base[position &+ index]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte &- UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte &- UInt8(ascii: "a") &+ 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte &- UInt8(ascii: "A") &+ 10
      default: return nil
      }
      value = value &<< 4 | UInt32(digit)
    }
    return value
  }

  /// The length of the well-formed UTF-8 sequence beyond ASCII at that place (RFC 3629, section 4); 0 if it is none.
  @inline(__always)
  private func lengthOfCharacter(at position: Int) -> Int {
    let first = base[position]
    func continues(_ index: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
      position &+ index < end && base[position &+ index] >= low && base[position &+ index] <= high
    }
    switch first {
    case 0xC2...0xDF: return continues(1) ? 2 : 0
    case 0xE0: return continues(1, 0xA0) && continues(2) ? 3 : 0
    case 0xED: return continues(1, 0x80, 0x9F) && continues(2) ? 3 : 0
    case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : 0
    case 0xF0: return continues(1, 0x90) && continues(2) && continues(3) ? 4 : 0
    case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : 0
    case 0xF4: return continues(1, 0x80, 0x8F) && continues(2) && continues(3) ? 4 : 0
    default: return 0
    }
  }
}

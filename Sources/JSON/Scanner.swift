/// The reader's inner loop: from bytes to tape, in one pass and without recursion.
///
/// While a container is open its node's `link` holds the index of the container around it, so the tape itself is the
/// stack, and the count in its `head` grows as entries arrive.
///
/// What happens once a token is inlined into `run`, and what is rare is done by functions that take values and return
/// them: no address of the scanner is ever handed out, so its members stay in registers.
struct Scanner {
  let base: UnsafePointer<UInt8>
  let end: Int
  // Sound: the reader that lends its memory holds it for longer than the scanner lives. Counting references would take a
  // sixth of the time of a short text.
  unowned(unsafe) let tape: GrowingMemory<JSONNode>
  unowned(unsafe) let decoded: GrowingMemory<UInt8>
  let maximumDepth: Int
  private var seen: SeenNames

  var offset = 0
  var count = 0
  var depth = 0
  /// The index of the innermost open container, or `Scanner.outside`.
  var open = Scanner.outside
  /// Whether the innermost open container is an object.
  private var isInObject = false
  /// Whether the next token has to be the name of a member.
  private var isNameDue = false
  private var nodes: UnsafeMutablePointer<JSONNode>
  private var capacity: Int
  /// Why the reading stopped.
  private var fault: Fault?

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
  @inline(__always)
  mutating func run() -> Fault? {
    guard end < Int(UInt32.max) else { return Fault(.tooLong, at: 0) }
    if end >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { return Fault(.byteOrderMark, at: 0) }
    // Each kind of token is read in one place: the compiler gives up inlining where a function grows too large.
    token: while true {
      skipBlanks()
      guard offset < end else { return stopped(by: Fault(.unexpectedEnd(expectation), at: offset)) }
      let byte = base[offset]
      if byte == UInt8(ascii: "\"") {
        guard scanString(isNameDue ? .name : .string) else { return stopped(by: fault) }
        if isNameDue {
          guard finishName() else { return stopped(by: fault) }
          isNameDue = false
          continue token
        }
      } else if isNameDue {
        return stopped(by: Fault(.unexpected(expectation), at: offset))
      } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        guard push(byte == UInt8(ascii: "{") ? .object : .array) else { return stopped(by: fault) }
        skipBlanks()
        guard offset < end, base[offset] == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          isNameDue = isInObject
          // Names count when they have been read, elements when they are due.
          if !isInObject { nodes[Int(open)].head &+= 1 &<< 8 }
          continue token
        }
        pop()
      } else if isDigit(byte) || byte == UInt8(ascii: "-") {
        guard scanNumber() else { return stopped(by: fault) }
      } else {
        guard scanLiteral(byte) else { return stopped(by: fault) }
      }
      // A value has ended: so may the containers around it, up to one that goes on.
      while depth > 0 {
        skipBlanks()
        guard offset < end else {
          return stopped(by: Fault(.unexpectedEnd(isInObject ? .commaOrBrace : .commaOrBracket), at: offset))
        }
        let byte = base[offset]
        if byte == UInt8(ascii: ",") {
          guard passComma() else { return stopped(by: fault) }
          continue token
        }
        guard byte == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          return stopped(by: Fault(.unexpected(isInObject ? .commaOrBrace : .commaOrBracket), at: offset))
        }
        if isInObject, nodes[Int(open)].payload >= UInt32(SeenNames.fewNames), let second = duplicateAmongMany() {
          return stopped(by: Fault(.duplicateName, at: second))
        }
        pop()
      }
      skipBlanks()
      return stopped(by: offset == end ? nil : Fault(.contentAfterValue, at: offset))
    }
  }

  /// What would be right where a token is due.
  @inline(__always)
  private var expectation: Fault.Expectation {
    isNameDue ? (nodes[Int(open)].payload == 0 ? .nameOrEnd : .name) : .value
  }

  @inline(__always)
  private func stopped(by fault: Fault?) -> Fault? {
    tape.count = count
    return fault
  }

  /// Notes why the reading stops.
  @inline(__always)
  private mutating func fail(_ reason: Fault.Reason, at offset: Int) -> Bool {
    fault = Fault(reason, at: offset)
    return false
  }

  /// A comma, down to where what it announces is due.
  @inline(__always)
  private mutating func passComma() -> Bool {
    let comma = offset
    offset &+= 1
    skipBlanks()
    if offset < end, base[offset] == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      return fail(.trailingComma, at: comma)
    }
    isNameDue = isInObject
    guard !isInObject else { return true }
    guard nodes[Int(open)].payload < UInt32(JSONNode.maximumCount) else { return fail(.tooManyEntries, at: comma) }
    nodes[Int(open)].head &+= 1 &<< 8
    return true
  }

  /// Where the second of two equal names stands in the open object, one of many members.
  @inline(__always)
  private func duplicateAmongMany() -> Int? {
    let object = JSONCursor(
      text: base, nodes: UnsafePointer(nodes), decoded: UnsafePointer(decoded.start), index: Int(open))
    return SeenNames.firstDuplicate(in: object)?.range.lowerBound
  }

  // MARK: Containers

  @inline(__always)
  private mutating func push(_ kind: JSONKind) -> Bool {
    guard depth < maximumDepth else { return fail(.tooDeep(maximumDepth), at: offset) }
    isInObject = kind == .object
    if isInObject { seen.open(depth: depth) }
    append(JSONNode(kind, start: offset, end: offset, link: open))
    open = UInt32(truncatingIfNeeded: count &- 1)
    depth &+= 1
    offset &+= 1
    return true
  }

  @inline(__always)
  private mutating func pop() {
    let index = Int(open)
    open = nodes[index].link
    offset &+= 1
    nodes[index].end = UInt32(truncatingIfNeeded: offset)
    nodes[index].link = UInt32(truncatingIfNeeded: count)
    depth &-= 1
    isInObject = depth > 0 && nodes[Int(open)].kind == .object
  }

  @inline(__always)
  private mutating func append(_ node: JSONNode) {
    if count == capacity {
      tape.grow(to: count &+ 1, keeping: count)
      nodes = tape.start
      capacity = tape.capacity
    }
    nodes[count] = node
    count &+= 1
  }

  // MARK: Names

  /// What follows the text of a member's name: that it is new, and its colon.
  @inline(__always)
  private mutating func finishName() -> Bool {
    let index = count &- 1
    let container = Int(open)
    let members = nodes[container].payload
    if members < UInt32(SeenNames.fewNames) {
      if seen.insert(nodes[index].payload, depth: depth) {
        let object = JSONCursor(
          text: base, nodes: UnsafePointer(nodes), decoded: UnsafePointer(decoded.start), index: container)
        if SeenNames.hasEarlier(object, index) { return fail(.duplicateName, at: Int(nodes[index].start)) }
      }
    } else if members >= UInt32(JSONNode.maximumCount) {
      return fail(.tooManyEntries, at: Int(nodes[index].start))
    }
    nodes[container].head &+= 1 &<< 8
    skipBlanks()
    guard offset < end else { return fail(.unexpectedEnd(.colon), at: offset) }
    guard base[offset] == UInt8(ascii: ":") else { return fail(.unexpected(.colon), at: offset) }
    offset &+= 1
    return true
  }

  // MARK: Blanks, numbers, literals

  @inline(__always)
  private mutating func skipBlanks() {
    guard offset < end, base[offset] <= 0x20 else { return }
    offset = Self.afterBlanks(base, offset, end)
  }

  @inline(never)
  private static func afterBlanks(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var offset = start
    while offset < end {
      switch base[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset &+= 1
      default: return offset
      }
      // Indentation: eight spaces at a time.
      while offset &+ 8 <= end, loadWord(base + offset) == 0x2020_2020_2020_2020 { offset &+= 8 }
    }
    return offset
  }

  /// A number (RFC 8259, section 6).
  @inline(__always)
  private mutating func scanNumber() -> Bool {
    let start = offset
    var flags = JSONNode.integer
    if base[offset] == UInt8(ascii: "-") { offset &+= 1 }
    guard hasDigit() else { return failNumber(.digitAfterMinus) }
    if base[offset] == UInt8(ascii: "0") {
      offset &+= 1
      if hasDigit() { return fail(.badNumber(.leadingZero), at: start) }
    } else {
      skipDigits()
    }
    if offset < end, base[offset] == UInt8(ascii: ".") {
      flags = 0
      offset &+= 1
      guard hasDigit() else { return failNumber(.digitAfterPoint) }
      skipDigits()
    }
    if offset < end, base[offset] | 0x20 == UInt8(ascii: "e") {
      flags = 0
      offset &+= 1
      if offset < end, base[offset] == UInt8(ascii: "+") || base[offset] == UInt8(ascii: "-") { offset &+= 1 }
      guard hasDigit() else { return failNumber(.digitInExponent) }
      skipDigits()
    }
    append(JSONNode(.number, start: start, end: offset, flags: flags))
    return true
  }

  @inline(__always)
  private mutating func failNumber(_ number: Fault.Number) -> Bool {
    fail(offset < end ? .badNumber(number) : .unexpectedEnd(.digit), at: offset)
  }

  @inline(__always)
  private func hasDigit() -> Bool { offset < end && isDigit(base[offset]) }

  @inline(__always)
  private mutating func skipDigits() {
    while hasDigit() { offset &+= 1 }
  }

  @inline(__always)
  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  @inline(__always)
  private mutating func scanLiteral(_ first: UInt8) -> Bool {
    let start = offset
    let kind: JSONKind
    switch first {
    case UInt8(ascii: "t") where stands("true"):
      kind = .true
      offset &+= 4
    case UInt8(ascii: "f") where stands("false"):
      kind = .false
      offset &+= 5
    case UInt8(ascii: "n") where stands("null"):
      kind = .null
      offset &+= 4
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      return fail(.badLiteral, at: start)
    default:
      return fail(.unexpected(.value), at: start)
    }
    append(JSONNode(kind, start: start, end: offset))
    return true
  }

  @inline(__always)
  private func stands(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    return offset &+ length <= end && equalBytes(base + offset, word.utf8Start, length)
  }

  // MARK: Strings

  /// A string, from its opening quote on (RFC 8259, section 7).
  @inline(__always)
  private mutating func scanString(_ kind: JSONKind) -> Bool {
    let start = offset
    var position = offset &+ 1
    // Plain ASCII, eight bytes at a time: the first byte that is a quote, a backslash, a control or beyond ASCII.
    while position &+ 8 <= end {
      let special = StringScanner.specialBytes(loadWord(base + position))
      if special == 0 {
        position &+= 8
        continue
      }
      position &+= special.trailingZeroBitCount &>> 3
      guard base[position] == UInt8(ascii: "\"") else { break }
      offset = position &+ 1
      let hash = kind == .name ? jsonHash(base + start + 1, position &- start &- 1) : 0
      append(JSONNode(kind, start: start, end: offset, payload: hash))
      return true
    }
    let found = StringScanner(base: base, end: end, decoded: decoded).scan(kind, start: start, from: position)
    guard found.fault == nil else {
      fault = found.fault
      return false
    }
    offset = found.end
    append(JSONNode(kind, start: start, end: offset, flags: found.flags, payload: found.hash, link: found.record))
    return true
  }
}

/// The reader's inner loop: from bytes to tape, in one pass and without recursion.
///
/// While a container is open its node's `link` holds the index of the container around it, so the tape itself is the
/// stack, and the count in its `head` grows as entries arrive.
///
/// What happens once a token is inlined into `run`, and what is rare is done by functions that take values and return
/// them: no address of the scanner is ever handed out, so its members stay in registers. The compiler gives up inlining
/// where a function grows too large, which is why what is wrong is found out afterwards (`fault(_:)`).
struct Scanner {
  let base: UnsafePointer<UInt8>
  let end: Int
  // Sound: the reader that lends its memory holds it for longer than the scanner lives. Counting references would take a
  // sixth of the time of a short text.
  unowned(unsafe) let tape: GrowingMemory<JSONNode>
  unowned(unsafe) let decoded: GrowingMemory<UInt8>
  let maximumDepth: Int
  private var seen: SeenNames

  /// How far the text has been read; where the fault stands, once the scanner has stopped.
  private(set) var offset = 0
  private(set) var count = 0
  private(set) var depth = 0
  /// The index of the innermost open container, or `Scanner.outside`.
  private(set) var open = Scanner.outside
  /// Whether the innermost open container is an object.
  private(set) var isInObject = false
  private(set) var nodes: UnsafeMutablePointer<JSONNode>
  private var capacity: Int

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

  /// Why the reading stopped before the end of the text.
  enum Stop {
    case tooLong, byteOrderMark
    case noName, noColon, noValue, noSeparator
    case badString, duplicateName, tooDeep, tooManyEntries, contentAfterValue
  }

  /// Reads the whole text; nil if it is one JSON text.
  @inline(__always)
  mutating func run() -> Stop? {
    guard end < Int(UInt32.max) else { return .tooLong }
    if end >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { return .byteOrderMark }
    let stop = readText()
    tape.count = count
    return stop
  }

  @inline(__always)
  private mutating func readText() -> Stop? {
    entry: while true {
      makeRoom()
      if isInObject {
        guard nextByte() == UInt8(ascii: "\"") else { return .noName }
        guard scanString(.name) else { return .badString }
        if let stop = checkName() { return stop }
        guard nextByte() == UInt8(ascii: ":") else { return .noColon }
        offset &+= 1
      }
      let byte = nextByte()
      if byte == UInt8(ascii: "\"") {
        guard scanString(.string) else { return .badString }
      } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        guard depth < maximumDepth else { return .tooDeep }
        push(byte == UInt8(ascii: "{") ? .object : .array)
        guard nextByte() == closingBracket else {
          // Names count when they have been read, elements when they are due.
          if !isInObject { nodes[Int(open)].head &+= 1 &<< 8 }
          continue entry
        }
        pop()
      } else {
        guard let byte, let token = Token(base, at: offset, end, first: byte) else { return .noValue }
        append(JSONNode(token.kind, start: offset, end: token.end, flags: token.flags))
        offset = token.end
      }
      // A value has ended: so may the containers around it, up to one that goes on.
      while depth > 0 {
        let byte = nextByte()
        if byte == UInt8(ascii: ",") {
          if !isInObject {
            guard nodes[Int(open)].payload < UInt32(JSONNode.maximumCount) else { return .tooManyEntries }
            nodes[Int(open)].head &+= 1 &<< 8
          }
          offset &+= 1
          continue entry
        }
        guard byte == closingBracket else { return .noSeparator }
        if isInObject, nodes[Int(open)].payload >= UInt32(SeenNames.fewNames), let second = duplicateAmongMany() {
          offset = second
          return .duplicateName
        }
        pop()
      }
      return nextByte() == nil ? nil : .contentAfterValue
    }
  }

  // MARK: Containers

  /// What ends the innermost open container.
  @inline(__always)
  private var closingBracket: UInt8 { isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]") }

  @inline(__always)
  private mutating func push(_ kind: JSONKind) {
    isInObject = kind == .object
    if isInObject { seen.open(depth: depth) }
    append(JSONNode(kind, start: offset, end: offset, link: open))
    open = UInt32(truncatingIfNeeded: count &- 1)
    depth &+= 1
    offset &+= 1
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

  /// Makes room for what an entry adds at once: a name and a value.
  @inline(__always)
  private mutating func makeRoom() {
    guard count &+ 2 > capacity else { return }
    tape.grow(to: count &+ 2, keeping: count)
    nodes = tape.start
    capacity = tape.capacity
  }

  /// Appends where room has been made.
  @inline(__always)
  private mutating func append(_ node: JSONNode) {
    nodes[count] = node
    count &+= 1
  }

  // MARK: Names

  /// Counts the name that was just read; what is wrong with it if it is there already, or one too many.
  @inline(__always)
  private mutating func checkName() -> Stop? {
    let name = nodes[count &- 1]
    let members = nodes[Int(open)].payload
    if members < UInt32(SeenNames.fewNames) {
      if seen.insert(name.payload, depth: depth), SeenNames.hasEarlier(cursor(open), count &- 1) {
        offset = Int(name.start)
        return .duplicateName
      }
    } else if members >= UInt32(JSONNode.maximumCount) {
      offset = Int(name.start)
      return .tooManyEntries
    }
    nodes[Int(open)].head &+= 1 &<< 8
    return nil
  }

  /// Where the second of two equal names stands in the open object, one of many members.
  @inline(__always)
  private func duplicateAmongMany() -> Int? { SeenNames.firstDuplicate(in: cursor(open))?.range.lowerBound }

  @inline(__always)
  private func cursor(_ index: UInt32) -> JSONCursor {
    JSONCursor(text: base, nodes: UnsafePointer(nodes), decoded: UnsafePointer(decoded.start), index: Int(index))
  }

  // MARK: Bytes

  /// The next byte that is not blank, with `offset` there; nil at the end of the text.
  @inline(__always)
  private mutating func nextByte() -> UInt8? {
    guard offset < end else { return nil }
    let byte = base[offset]
    if byte > 0x20 { return byte }
    offset = Self.afterBlanks(base, offset, end)
    return offset < end ? base[offset] : nil
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

  /// A string, from its opening quote on (RFC 8259, section 7).
  @inline(__always)
  private mutating func scanString(_ kind: JSONKind) -> Bool {
    let start = offset
    let (position, isFound) = plainRun(base, from: start &+ 1, to: end)
    if isFound, base[position] == UInt8(ascii: "\"") {
      offset = position &+ 1
      let hash = kind == .name ? jsonHash(base + start + 1, position &- start &- 1) : 0
      append(JSONNode(kind, start: start, end: offset, payload: hash))
      return true
    }
    let found = StringScanner(base: base, end: end, decoded: decoded).scan(kind, start: start, from: position)
    guard found.fault == nil else { return false }
    offset = found.end
    append(JSONNode(kind, start: start, end: offset, flags: found.flags, payload: found.hash, link: found.record))
    return true
  }
}

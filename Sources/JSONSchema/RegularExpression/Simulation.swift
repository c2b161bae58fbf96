extension RegularExpression {
  /// Runs a nondeterministic automaton over a text by keeping the set of nodes it may be in: time in the product of both
  /// sizes, memory in that of the automaton.
  struct Simulation {
    private let nfa: NFA
    private let text: UnsafeBufferPointer<UInt8>
    /// For each look-around of the pattern, the positions where it holds.
    private let looks: [PositionSet]
    private var current: [Int32] = []
    private var upcoming: [Int32] = []
    private var marks: [UInt32]
    private var generation: UInt32 = 0
    private var stack: [Int32] = []
    private var hasMatch = false
    private var stepsLeft: Int

    init(_ nfa: NFA, text: UnsafeBufferPointer<UInt8>, looks: [PositionSet] = [], stepsLeft: Int? = nil) {
      self.nfa = nfa
      self.text = text
      self.looks = looks
      self.stepsLeft = stepsLeft ?? Self.budget(text)
      marks = Array(repeating: 0, count: nfa.nodes.count)
    }

    static func budget(_ text: UnsafeBufferPointer<UInt8>) -> Int {
      Limits.simulationSteps + Limits.simulationStepsPerByte * text.count
    }

    /// Whether a match begins anywhere.
    mutating func search() -> Outcome { search(from: [], at: 0) }

    /// Goes on with a search that may be in any of `nodes` at `position`, assertions at that position not yet decided.
    mutating func search(from nodes: [Int32], at position: Int) -> Outcome {
      var position = position
      beginSet()
      // Inside a character no assertion holds; those of `nodes` belong to matches that would begin there.
      for node in nodes where isBoundary(position) || nfa.nodes[Int(node)].operation != .assertion {
        close(node, at: position)
      }
      while true {
        if isBoundary(position) { close(nfa.start, at: position) }
        if hasMatch { return .match }
        if position == text.count { return .noMatch }
        if stepsLeft < 0 { return .tooCostly }
        swap(&current, &upcoming)
        beginSet()
        step(over: text[position], to: position + 1)
        position += 1
      }
    }

    /// The positions where a match ends that begins anywhere before; nil when the budget ended. Positions inside a
    /// character are not among those asked for.
    mutating func ends() -> (positions: PositionSet, stepsLeft: Int)? {
      var result = PositionSet(count: text.count + 1)
      beginSet()
      for position in 0...text.count {
        if isBoundary(position) { close(nfa.start, at: position) }
        if hasMatch { result.insert(position) }
        if position == text.count { break }
        if stepsLeft < 0 { return nil }
        swap(&current, &upcoming)
        beginSet()
        step(over: text[position], to: position + 1)
      }
      return (result, stepsLeft)
    }

    /// The positions where a match starts, for an automaton that reads backward; nil when the budget ended.
    mutating func starts() -> (positions: PositionSet, stepsLeft: Int)? {
      var result = PositionSet(count: text.count + 1)
      beginSet()
      for position in (0...text.count).reversed() {
        if isBoundary(position) { close(nfa.start, at: position) }
        if hasMatch { result.insert(position) }
        if position == 0 { break }
        if stepsLeft < 0 { return nil }
        swap(&current, &upcoming)
        beginSet()
        step(over: text[position - 1], to: position - 1)
      }
      return (result, stepsLeft)
    }

    private func isBoundary(_ position: Int) -> Bool { position == text.count || text[position] & 0xC0 != 0x80 }

    private mutating func beginSet() {
      generation &+= 1
      if generation == 0 {
        for index in marks.indices { marks[index] = 0 }
        generation = 1
      }
      upcoming.removeAll(keepingCapacity: true)
      hasMatch = false
    }

    /// Puts into `upcoming` where the nodes of `current` get by reading `byte`.
    private mutating func step(over byte: UInt8, to position: Int) {
      stepsLeft -= current.count
      for number in current {
        let node = nfa.nodes[Int(number)]
        let reads =
          switch node.operation {
          case .byte: UInt32(byte) == node.argument
          case .set: nfa.byteSets[Int(node.argument)].contains(byte)
          default: false
          }
        if reads { close(node.next, at: position) }
      }
    }

    /// Adds to `upcoming` what `node` leads to without reading.
    private mutating func close(_ node: Int32, at position: Int) {
      stack.append(node)
      while let number = stack.popLast() {
        guard marks[Int(number)] != generation else { continue }
        marks[Int(number)] = generation
        stepsLeft -= 1
        let node = nfa.nodes[Int(number)]
        switch node.operation {
        case .byte, .set: upcoming.append(number)
        case .split:
          stack.append(node.other)
          stack.append(node.next)
        case .match: hasMatch = true
        case .fail: break
        case .assertion: if text.satisfies(node.argument, at: position) { stack.append(node.next) }
        case .look: if looks[Int(node.argument)].contains(position) { stack.append(node.next) }
        }
      }
    }
  }

  /// A set of positions in a text.
  struct PositionSet {
    private var words: [UInt64]

    init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    func contains(_ position: Int) -> Bool { words[position / 64] >> UInt64(position % 64) & 1 != 0 }

    mutating func insert(_ position: Int) { words[position / 64] |= 1 << UInt64(position % 64) }

    mutating func invert() { for index in words.indices { words[index] = ~words[index] } }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the `RegularExpression.Assertion` of this raw value holds at a position between characters.
  func satisfies(_ assertion: UInt32, at position: Int) -> Bool {
    func isWord(_ index: Int) -> Bool {
      index >= 0 && index < count && RegularExpression.ByteSet.word.contains(self[index])
    }
    return switch RegularExpression.Assertion(rawValue: assertion) {
    case .start: position == 0
    case .end: position == count
    case .wordBoundary: isWord(position - 1) != isWord(position)
    case .notWordBoundary: isWord(position - 1) == isWord(position)
    case nil: false
    }
  }
}

internal import Synchronization

extension RegularExpression {
  /// The states of a `LazyAutomaton`; used under its lock.
  ///
  /// A state is a set of nodes that read a byte or wait for an assertion, together with what the byte before was, which
  /// only a pattern with `\b` or `\B` needs. Whether `$`, `\b` and `\B` hold is known when the next byte is.
  ///
  /// A state inside a character has the nodes of its start, and what the bytes so far say: a block of code points, or,
  /// where those are all alike, the one that stands for them.
  struct LazyStates: @unchecked Sendable {
    // Unchecked for the rows: their cells are atomic, and only the lock's holder allocates or frees them.
    typealias Row = LazyAutomaton.Row

    /// What stands before a position.
    enum Before: UInt8 {
      case textStart, word, other
    }

    /// What stands after a position, as far as assertions ask.
    enum After {
      /// Not known yet: assertions that look ahead stay in the set.
      case undecided
      case textEnd, word, other
    }

    /// How far a character has been read.
    private enum Progress: Equatable {
      case boundary
      /// `following` more bytes decide which of the code points from `start` on it is.
      case block(start: UInt32, following: UInt32)
      /// It is as good as `standIn`, of which `following` bytes are to come.
      case decided(standIn: UInt32, following: UInt32)
    }

    private struct State {
      var members: Range<Int>
      var before: Before
      var progress: Progress
      var hasAssertion: Bool
      var row: Row
    }

    private let alphabet: Alphabet
    private var states: [State] = []
    /// The members of all states, one after another.
    private var members: [Int32] = []
    /// Open addressing over `states`; -1 is free.
    private var table: [Int32] = []
    private var hashes: [UInt64] = []

    // Scratch of one step.
    private var marks: [UInt32]
    private var generation: UInt32 = 0
    private var stack: [Int32] = []
    private var found: [Int32] = []
    private var readers: [Int32] = []
    private var hasMatch = false
    private var hasAssertion = false

    init(alphabet: Alphabet, nodeCount: Int) {
      self.alphabet = alphabet
      marks = Array(repeating: 0, count: nodeCount)
    }

    func deallocate() {
      // Atomic<UInt> needs no deinitialization.
      for state in states { state.row.deallocate() }
    }

    func members(of row: Row) -> [Int32] { Array(members[states[number(of: row)].members]) }

    /// The number of a state stands behind its transitions.
    private func number(of row: Row) -> Int {
      Int(bitPattern: row[alphabet.representatives.count + 1].load(ordering: .relaxed))
    }

    var count: Int { states.count }

    /// The state at the start of a character, with `nodes` and what a match that begins here needs.
    mutating func makeState(_ nfa: NFA, from nodes: [Int32], before: Before) -> UInt {
      beginSet()
      for node in nodes { close(node, in: nfa, before: before, after: .undecided) }
      close(nfa.start, in: nfa, before: before, after: .undecided)
      return state(before: before, .boundary)
    }

    /// The transition from a state, `unknown` when there is no room for the state it leads to.
    mutating func makeTransition(_ nfa: NFA, from row: Row, on column: Int) -> UInt {
      let state = states[number(of: row)]
      let isEnd = column == alphabet.representatives.count
      let byte = isEnd ? 0 : alphabet.representatives[column]
      beginSet()
      guard state.progress == .boundary else {
        // Here the text is not UTF-8, and an answer is not owed.
        guard !isEnd, byte & 0xC0 == 0x80 else { return LazyAutomaton.dead }
        found += members[state.members]
        return go(on: state.progress, by: byte, nfa)
      }
      if state.hasAssertion {
        let after: After = isEnd ? .textEnd : RegularExpression.isWord(UInt32(byte)) ? .word : .other
        for index in state.members { close(members[index], in: nfa, before: state.before, after: after) }
        if hasMatch { return LazyAutomaton.matched }
        hasAssertion = false
      } else {
        found += members[state.members]
      }
      if isEnd { return LazyAutomaton.dead }
      switch byte {
      case 0..<0x80: return read(UInt32(byte), nfa)
      case 0xC2..<0xE0: return inside(UInt32(byte & 0x1F) << 6, following: 1)
      case 0xE0..<0xF0: return inside(UInt32(byte & 0x0F) << 12, following: 2)
      case 0xF0..<0xF5: return inside(UInt32(byte & 0x07) << 18, following: 3)
      default: return LazyAutomaton.dead
      }
    }

    /// Reads a continuation byte from the nodes in `found`.
    private mutating func go(on progress: Progress, by byte: UInt8, _ nfa: NFA) -> UInt {
      switch progress {
      case .boundary: return LazyAutomaton.dead
      case .decided(let standIn, let following):
        guard following > 1 else { return read(standIn, nfa) }
        return state(before: .other, .decided(standIn: standIn, following: following - 1))
      case .block(let start, let following):
        let value = start + UInt32(byte & 0x3F) << (6 * (following - 1))
        return following > 1 ? inside(value, following: following - 1) : read(value, nfa)
      }
    }

    /// The state inside a character, with the nodes in `found`.
    private mutating func inside(_ start: UInt32, following: UInt32) -> UInt {
      let end = min(start + 1 << (6 * following) - 1, 0x10FFFF)
      // Lower code points have shorter encodings.
      let least: UInt32 = following == 1 ? 0x80 : following == 2 ? 0x800 : 0x10000
      let first = max(start, start == 0 ? least : 0)
      if first <= end, let standIn = alphabet.standIn(for: first...end) {
        return state(before: .other, .decided(standIn: standIn, following: following))
      }
      return state(before: .other, .block(start: start, following: following))
    }

    /// The state after the nodes in `found` have read a code point.
    private mutating func read(_ codePoint: UInt32, _ nfa: NFA) -> UInt {
      let before: Before = nfa.hasWordAssertion && RegularExpression.isWord(codePoint) ? .word : .other
      swap(&readers, &found)
      beginSet()
      for number in readers {
        let node = nfa.nodes[Int(number)]
        if nfa.reads(codePoint, node) { close(node.next, in: nfa, before: before, after: .undecided) }
        if hasMatch { return LazyAutomaton.matched }
      }
      // A match may begin anywhere.
      close(nfa.start, in: nfa, before: before, after: .undecided)
      return state(before: before, .boundary)
    }

    // MARK: Sets

    private mutating func beginSet() {
      generation &+= 1
      if generation == 0 {
        for index in marks.indices { marks[index] = 0 }
        generation = 1
      }
      found.removeAll(keepingCapacity: true)
      hasMatch = false
      hasAssertion = false
    }

    /// Adds what `node` leads to without reading.
    private mutating func close(_ node: Int32, in nfa: NFA, before: Before, after: After) {
      stack.append(node)
      while let number = stack.popLast() {
        guard marks[Int(number)] != generation else { continue }
        marks[Int(number)] = generation
        let node = nfa.nodes[Int(number)]
        switch node.operation {
        case .scalar, .set: found.append(number)
        case .split:
          stack.append(node.other)
          stack.append(node.next)
        case .match: hasMatch = true
        case .look: break
        case .assertion:
          if Assertion(rawValue: node.argument) == .start {
            if before == .textStart { stack.append(node.next) }
          } else if after == .undecided {
            hasAssertion = true
            found.append(number)
          } else if Self.holds(node.argument, before: before, after: after) {
            stack.append(node.next)
          }
        }
      }
    }

    private static func holds(_ assertion: UInt32, before: Before, after: After) -> Bool {
      switch Assertion(rawValue: assertion) {
      case .end: after == .textEnd
      case .wordBoundary: (before == .word) != (after == .word)
      case .notWordBoundary: (before == .word) == (after == .word)
      case .start, nil: false
      }
    }

    /// The state for the set just found: `matched`, `dead`, the address of a row, or `unknown` when there is no room.
    private mutating func state(before: Before, _ progress: Progress) -> UInt {
      if hasMatch { return LazyAutomaton.matched }
      if found.isEmpty, progress == .boundary { return LazyAutomaton.dead }
      found.sort()
      var hash = UInt64(before.rawValue) &+ 0x9E37_79B9_7F4A_7C15
      switch progress {
      case .boundary: break
      case .block(let start, let following): hash ^= UInt64(start) << 32 | UInt64(following) << 8
      case .decided(let standIn, let following): hash ^= UInt64(standIn) << 32 | UInt64(following) << 16
      }
      for member in found { hash = (hash ^ UInt64(UInt32(bitPattern: member))) &* 0x0000_0100_0000_01B3 }
      hash ^= hash >> 29
      if (states.count + 1) * 2 > table.count { growTable() }
      var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
      while table[slot] >= 0 {
        let known = states[Int(table[slot])]
        if known.before == before, known.progress == progress, members[known.members].elementsEqual(found) {
          return UInt(bitPattern: known.row)
        }
        slot = (slot + 1) & (table.count - 1)
      }
      let transitions = alphabet.representatives.count + 1
      let size = (states.count + 1) * (transitions + 6) * 8 + (members.count + found.count) * 4
      guard states.isEmpty || size <= Limits.cachedStateBytes else {
        return LazyAutomaton.unknown
      }
      let row = Row.allocate(capacity: transitions + 1)
      for index in 0..<transitions { (row + index).initialize(to: Atomic(LazyAutomaton.unknown)) }
      (row + transitions).initialize(to: Atomic(UInt(states.count)))
      table[slot] = Int32(states.count)
      let first = members.count
      members += found
      states.append(
        State(members: first..<members.count, before: before, progress: progress, hasAssertion: hasAssertion, row: row))
      hashes.append(hash)
      return UInt(bitPattern: row)
    }

    private mutating func growTable() {
      table = Array(repeating: -1, count: max(16, table.count * 2))
      for (number, hash) in hashes.enumerated() {
        var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
        while table[slot] >= 0 { slot = (slot + 1) & (table.count - 1) }
        table[slot] = Int32(number)
      }
    }
  }
}

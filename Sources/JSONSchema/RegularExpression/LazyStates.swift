internal import Synchronization

extension RegularExpression {
  /// The states of a `LazyAutomaton`; used under its lock.
  ///
  /// A state is a set of nodes that read a byte or wait for an assertion, together with what the byte before was, which
  /// only a pattern with `\b` or `\B` needs. Whether `$`, `\b` and `\B` hold is known when the next byte is.
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
      /// The middle of a character, where no assertion holds.
      case continuation
    }

    private struct State {
      var members: Range<Int>
      var before: Before
      var hasAssertion: Bool
      var row: Row
    }

    private let representatives: [UInt8]
    private var states: [State] = []
    /// The members of all states, one after another.
    private var members: [Int32] = []
    /// Open addressing over `states`; -1 is free.
    private var table: [Int32] = []
    private var hashes: [UInt64] = []
    private var isFull = false

    // Scratch of one step.
    private var marks: [UInt32] = []
    private var generation: UInt32 = 0
    private var stack: [Int32] = []
    private var found: [Int32] = []
    private var readers: [Int32] = []
    private var hasMatch = false
    private var hasAssertion = false

    init(representatives: [UInt8]) { self.representatives = representatives }

    func deallocate() {
      // Atomic<UInt> needs no deinitialization.
      for state in states { state.row.deallocate() }
    }

    func members(of row: Row) -> [Int32] { Array(members[states[number(of: row)].members]) }

    /// The number of a state stands behind its transitions.
    private func number(of row: Row) -> Int {
      Int(bitPattern: row[representatives.count + 1].load(ordering: .relaxed))
    }

    mutating func makeStart(_ nfa: NFA) -> UInt {
      marks = Array(repeating: 0, count: nfa.nodes.count)
      beginSet()
      close(nfa.start, in: nfa, before: .textStart, after: .undecided)
      return state(before: .textStart, nfa)
    }

    mutating func makeTransition(_ nfa: NFA, from row: Row, on class: Int) -> UInt {
      if isFull { return LazyAutomaton.unknown }
      let state = states[number(of: row)]
      let isEnd = `class` == representatives.count
      let byte = isEnd ? 0 : representatives[`class`]
      beginSet()
      if state.hasAssertion {
        let after: After =
          isEnd
          ? .textEnd
          : ByteSet.word.contains(byte) ? .word : ByteSet.continuation.contains(byte) ? .continuation : .other
        for index in state.members { close(members[index], in: nfa, before: state.before, after: after) }
        if hasMatch { return LazyAutomaton.matched }
      } else {
        found += members[state.members]
      }
      if isEnd { return LazyAutomaton.dead }
      swap(&readers, &found)
      let before: Before = ByteSet.word.contains(byte) ? .word : .other
      beginSet()
      for number in readers {
        let node = nfa.nodes[Int(number)]
        let reads =
          switch node.operation {
          case .byte: UInt32(byte) == node.argument
          case .set: nfa.byteSets[Int(node.argument)].contains(byte)
          default: false
          }
        if reads { close(node.next, in: nfa, before: before, after: .undecided) }
        if hasMatch { return LazyAutomaton.matched }
      }
      // A match may begin anywhere. Inside a character nothing can, and nothing does: all reading nodes at the start of a
      // pattern want the first byte of a character.
      close(nfa.start, in: nfa, before: before, after: .undecided)
      return self.state(before: nfa.hasWordAssertion ? before : .other, nfa)
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
        case .byte, .set: found.append(number)
        case .split:
          stack.append(node.other)
          stack.append(node.next)
        case .match: hasMatch = true
        case .fail, .look: break
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
      case .wordBoundary: after != .continuation && (before == .word) != (after == .word)
      case .notWordBoundary: after != .continuation && (before == .word) == (after == .word)
      case .start, nil: false
      }
    }

    /// The state for the set just found: `matched`, `dead`, the address of a row, or `unknown` when there is no room.
    private mutating func state(before: Before, _ nfa: NFA) -> UInt {
      if hasMatch { return LazyAutomaton.matched }
      if found.isEmpty { return LazyAutomaton.dead }
      found.sort()
      var hash = UInt64(before.rawValue) &+ 0x9E37_79B9_7F4A_7C15
      for member in found { hash = (hash ^ UInt64(UInt32(bitPattern: member))) &* 0x0000_0100_0000_01B3 }
      hash ^= hash >> 29
      if (states.count + 1) * 2 > table.count { growTable() }
      var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
      while table[slot] >= 0 {
        let known = states[Int(table[slot])]
        if known.before == before, members[known.members].elementsEqual(found) { return UInt(bitPattern: known.row) }
        slot = (slot + 1) & (table.count - 1)
      }
      let transitions = representatives.count + 1
      let size = (states.count + 1) * (transitions + 6) * 8 + (members.count + found.count) * 4
      guard states.isEmpty || size <= Limits.cachedStateBytes else {
        isFull = true
        return LazyAutomaton.unknown
      }
      let row = Row.allocate(capacity: transitions + 1)
      for index in 0..<transitions { (row + index).initialize(to: Atomic(LazyAutomaton.unknown)) }
      (row + transitions).initialize(to: Atomic(UInt(states.count)))
      table[slot] = Int32(states.count)
      let first = members.count
      members += found
      states.append(
        State(members: first..<members.count, before: before, hasAssertion: hasAssertion, row: row))
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

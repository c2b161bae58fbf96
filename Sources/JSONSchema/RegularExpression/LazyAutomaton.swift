internal import Synchronization

extension RegularExpression {
  /// A deterministic automaton whose states are made when a text first needs them.
  ///
  /// A state is a row of transitions, one for each column of the alphabet and one for the end of the text. A transition
  /// is 0 while nobody has needed it, then `dead`, `matched` or the address of the next row; it is written once. Rows
  /// live as long as the automaton, so a reader takes no lock: it loads a transition with acquiring order, and the
  /// writer, who does hold the lock, stores it with releasing order after the row it points to is complete.
  ///
  /// When the rows reach `Limits.cachedStateBytes` no more are made. A text that needs another one goes on with an
  /// automaton of its own, replaced when that is full too; if states wear out faster than they are used, the set of
  /// nodes is followed without a cache (`Simulation`). All of it is linear in the text.
  final class LazyAutomaton: @unchecked Sendable {
    // Unchecked: `columnOf` is written in `init` only, rows as told above, all else is immutable or behind `states`.
    typealias Row = UnsafeMutablePointer<Atomic<UInt>>

    static let unknown: UInt = 0
    static let dead: UInt = 1
    static let matched: UInt = 2

    private let nfa: NFA
    private let alphabet: Alphabet
    private let columnOf: UnsafeMutablePointer<UInt8>
    private let columnCount: Int
    private let start = Atomic<UInt>(unknown)
    private let states: Mutex<LazyStates>

    convenience init(_ nfa: NFA) { self.init(nfa, Alphabet(nfa)) }

    private init(_ nfa: NFA, _ alphabet: Alphabet) {
      self.nfa = nfa
      self.alphabet = alphabet
      columnOf = .allocate(capacity: 256)
      columnOf.initialize(from: alphabet.columnOf, count: 256)
      columnCount = alphabet.representatives.count
      states = Mutex(LazyStates(alphabet: alphabet, nodeCount: nfa.nodes.count))
    }

    deinit {
      states.withLock { $0.deallocate() }
      columnOf.deallocate()
    }

    func search(_ text: UnsafeBufferPointer<UInt8>) -> Outcome {
      var state = start.load(ordering: .acquiring)
      if state == Self.unknown { state = makeStart() }
      var position = 0
      if let outcome = run(text, &state, &position) { return outcome }
      return goOn(text, state, position)
    }

    /// Runs from `state` at `position`; nil when the cache is full, with both set to where that was.
    @inline(__always)
    private func run(_ text: UnsafeBufferPointer<UInt8>, _ state: inout UInt, _ position: inout Int) -> Outcome? {
      guard state > Self.matched else { return state == Self.matched ? .match : .noMatch }
      let columnOf = columnOf
      // Above `matched` a state is the address of a row, which is never nil.
      var row = Row(bitPattern: state).unsafelyUnwrapped
      if let base = text.baseAddress {
        var byte = base + position
        let end = base + text.count
        while byte < end {
          state = row[Int(columnOf[Int(byte.pointee)])].load(ordering: .acquiring)
          // Most bytes change nothing. As long as that is so, the next transition need not wait for this one.
          if state == UInt(bitPattern: row) {
            byte += 1
            continue
          }
          if state <= Self.matched {
            if state == Self.unknown { state = makeTransition(from: row, on: Int(columnOf[Int(byte.pointee)])) }
            if state == Self.matched { return .match }
            if state == Self.dead { return .noMatch }
            if state == Self.unknown {
              state = UInt(bitPattern: row)
              position = byte - base
              return nil
            }
          }
          row = Row(bitPattern: state).unsafelyUnwrapped
          byte += 1
        }
      }
      state = row[columnCount].load(ordering: .acquiring)
      if state == Self.unknown { state = makeTransition(from: row, on: columnCount) }
      return state == Self.matched ? .match : .noMatch
    }

    @inline(never)
    private func makeStart() -> UInt {
      states.withLock { states in
        let known = start.load(ordering: .relaxed)
        if known != Self.unknown { return known }
        let made = states.makeState(nfa, from: [], before: .textStart)
        start.store(made, ordering: .releasing)
        return made
      }
    }

    /// The transition, made if need be; `unknown` when the cache is full.
    @inline(never)
    private func makeTransition(from row: Row, on column: Int) -> UInt {
      states.withLock { states in
        let known = row[column].load(ordering: .relaxed)
        if known != Self.unknown { return known }
        let made = states.makeTransition(nfa, from: row, on: column)
        row[column].store(made, ordering: .releasing)
        return made
      }
    }

    /// Goes on without the shared cache.
    @inline(never)
    private func goOn(_ text: UnsafeBufferPointer<UInt8>, _ state: UInt, _ position: Int) -> Outcome {
      var members = members(of: state)
      var position = text.characterStart(position)
      var wornOut = 0
      while true {
        let fresh = LazyAutomaton(nfa, alphabet)
        let here = position
        let before: LazyStates.Before =
          position == 0 ? .textStart : RegularExpression.isWord(UInt32(text[position - 1])) ? .word : .other
        var state = fresh.states.withLock { $0.makeState(nfa, from: members, before: before) }
        if let outcome = fresh.run(text, &state, &position) { return outcome }
        members = fresh.members(of: state)
        position = text.characterStart(position)
        // A state that is used less than this costs more to make than it saves. But the set of nodes may just be
        // growing to what it then remains, as with a long counted repeat.
        if position - here < fresh.states.withLock({ $0.count }) * 8 { wornOut += 1 }
        if wornOut == 8 { break }
      }
      var simulation = Simulation(nfa, text: text)
      return simulation.search(from: members, at: position)
    }

    private func members(of state: UInt) -> [Int32] {
      // The caller got `state` from `run`, as a row of this automaton.
      states.withLock { $0.members(of: Row(bitPattern: state).unsafelyUnwrapped) }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where the character starts that has a byte at `position`.
  fileprivate func characterStart(_ position: Int) -> Int {
    var start = position
    while start > 0, start < count, self[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }
}

internal import Synchronization

extension RegularExpression {
  /// A deterministic automaton whose states are made when a text first needs them.
  ///
  /// A state is a row of transitions, one for each class of bytes and one for the end of the text. A transition is 0
  /// while nobody has needed it, then `dead`, `matched` or the address of the next row; it is written once. Rows live
  /// as long as the automaton, so a reader takes no lock: it loads a transition with acquiring order, and the writer, who
  /// does hold the lock, stores it with releasing order after the row it points to is complete.
  ///
  /// When the rows reach `Limits.cachedStateBytes` no more are made; a text that needs another one goes on in
  /// `Simulation`, which is slower but linear as well.
  final class LazyAutomaton: @unchecked Sendable {
    // Unchecked: `classOf` is written in `init` only, rows as told above, all else is immutable or behind `states`.
    typealias Row = UnsafeMutablePointer<Atomic<UInt>>

    static let unknown: UInt = 0
    static let dead: UInt = 1
    static let matched: UInt = 2

    private let nfa: NFA
    private let classOf: UnsafeMutablePointer<UInt8>
    private let classCount: Int
    private let start = Atomic<UInt>(unknown)
    private let states: Mutex<LazyStates>

    init(_ nfa: NFA) {
      self.nfa = nfa
      let classes = ByteClasses(nfa)
      classOf = .allocate(capacity: 256)
      classOf.initialize(from: classes.classOf, count: 256)
      classCount = classes.representatives.count
      states = Mutex(LazyStates(representatives: classes.representatives))
    }

    deinit {
      states.withLock { $0.deallocate() }
      classOf.deallocate()
    }

    func search(_ text: UnsafeBufferPointer<UInt8>) -> Outcome {
      var state = start.load(ordering: .acquiring)
      if state == Self.unknown { state = makeStart() }
      guard state > Self.matched else { return state == Self.matched ? .match : .noMatch }
      let classOf = classOf
      // Above `matched` a state is the address of a row, which is never nil.
      var row = Row(bitPattern: state).unsafelyUnwrapped
      if var byte = text.baseAddress {
        let end = byte + text.count
        while byte < end {
          state = row[Int(classOf[Int(byte.pointee)])].load(ordering: .acquiring)
          if state <= Self.matched {
            if state == Self.unknown { state = makeTransition(from: row, on: Int(classOf[Int(byte.pointee)])) }
            if state == Self.matched { return .match }
            if state == Self.dead { return .noMatch }
            if state == Self.unknown { return simulate(text, from: row, at: byte - end + text.count) }
          }
          row = Row(bitPattern: state).unsafelyUnwrapped
          byte += 1
        }
      }
      state = row[classCount].load(ordering: .acquiring)
      if state == Self.unknown { state = makeTransition(from: row, on: classCount) }
      return state == Self.matched ? .match : .noMatch
    }

    @inline(never)
    private func makeStart() -> UInt {
      states.withLock { states in
        let known = start.load(ordering: .relaxed)
        if known != Self.unknown { return known }
        let made = states.makeStart(nfa)
        start.store(made, ordering: .releasing)
        return made
      }
    }

    /// The transition, made if need be; `unknown` when the cache is full.
    @inline(never)
    private func makeTransition(from row: Row, on class: Int) -> UInt {
      states.withLock { states in
        let known = row[`class`].load(ordering: .relaxed)
        if known != Self.unknown { return known }
        let made = states.makeTransition(nfa, from: row, on: `class`)
        row[`class`].store(made, ordering: .releasing)
        return made
      }
    }

    @inline(never)
    private func simulate(_ text: UnsafeBufferPointer<UInt8>, from row: Row, at position: Int) -> Outcome {
      let members = states.withLock { $0.members(of: row) }
      var simulation = Simulation(nfa, text: text)
      return simulation.search(from: members, at: position)
    }
  }
}

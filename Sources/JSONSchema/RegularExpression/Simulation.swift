extension RegularExpression {
  /// Runs a nondeterministic automaton over a text by keeping the set of nodes it may be in: time in the product of both
  /// sizes, memory in that of the automaton.
  struct Simulation {
    private let nfa: NFA
    private let text: UnsafeBufferPointer<UInt8>
    /// For each look-around of the pattern, the positions where it holds.
    private let looks: [PositionSet]
    private var current: [Int32] = []
    private var found: [Int32] = []
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

    /// Goes on with a search that may be in any of `nodes` at `position`, which is the start of a character.
    mutating func search(from nodes: [Int32], at position: Int) -> Outcome {
      var position = position
      beginSet()
      for node in nodes { close(node, at: position) }
      while true {
        close(nfa.start, at: position)
        if hasMatch { return .match }
        if position == text.count { return .noMatch }
        if stepsLeft < 0 { return .tooCostly }
        let (codePoint, length) = text.codePoint(after: position)
        position += length
        step(over: codePoint, to: position)
      }
    }

    /// The positions where a match ends that begins anywhere before; nil when the budget ended.
    mutating func ends() -> (positions: PositionSet, stepsLeft: Int)? {
      var result = PositionSet(count: text.count + 1)
      var position = 0
      beginSet()
      while true {
        close(nfa.start, at: position)
        if hasMatch { result.insert(position) }
        if position == text.count { return (result, stepsLeft) }
        if stepsLeft < 0 { return nil }
        let (codePoint, length) = text.codePoint(after: position)
        position += length
        step(over: codePoint, to: position)
      }
    }

    /// The positions where a match starts, for an automaton that reads backward; nil when the budget ended.
    mutating func starts() -> (positions: PositionSet, stepsLeft: Int)? {
      var result = PositionSet(count: text.count + 1)
      var position = text.count
      beginSet()
      while true {
        close(nfa.start, at: position)
        if hasMatch { result.insert(position) }
        if position == 0 { return (result, stepsLeft) }
        if stepsLeft < 0 { return nil }
        let (codePoint, length) = text.codePoint(before: position)
        position -= length
        step(over: codePoint, to: position)
      }
    }

    private mutating func beginSet() {
      generation &+= 1
      if generation == 0 {
        for index in marks.indices { marks[index] = 0 }
        generation = 1
      }
      found.removeAll(keepingCapacity: true)
      hasMatch = false
    }

    /// Makes the set of where the nodes get by reading `codePoint`.
    private mutating func step(over codePoint: UInt32, to position: Int) {
      swap(&current, &found)
      beginSet()
      stepsLeft -= current.count
      for number in current {
        let node = nfa.nodes[Int(number)]
        if nfa.reads(codePoint, node) { close(node.next, at: position) }
      }
    }

    /// Adds to `found` what `node` leads to without reading.
    private mutating func close(_ node: Int32, at position: Int) {
      stack.append(node)
      while let number = stack.popLast() {
        guard marks[Int(number)] != generation else { continue }
        marks[Int(number)] = generation
        stepsLeft -= 1
        let node = nfa.nodes[Int(number)]
        switch node.operation {
        case .scalar, .set: found.append(number)
        case .split:
          stack.append(node.other)
          stack.append(node.next)
        case .match: hasMatch = true
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

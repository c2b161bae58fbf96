extension RegularExpression {
  /// Makes an automaton of a tree without back-references, from its end to its start: each part is told where to go on.
  struct NFACompiler {
    private let sets: [CodePointSet]
    /// Reads the text from its end to its start, for look-ahead.
    private let isBackward: Bool
    private let nodeLimit: Int
    private var nodes: [NFA.Node] = []
    private var hasWordAssertion = false

    init(sets: [CodePointSet], isBackward: Bool = false, nodeLimit: Int = Limits.automatonNodes) {
      self.sets = sets
      self.nodeLimit = nodeLimit
      self.isBackward = isBackward
      nodes.reserveCapacity(64)
    }

    mutating func compile(_ tree: Node) throws(SyntaxError) -> NFA {
      guard try size(tree) <= nodeLimit else {
        throw SyntaxError(offset: 0, message: Self.tooLarge)
      }
      let match = add(NFA.Node(operation: .match))
      let start = try emit(tree, then: match)
      return NFA(nodes: nodes, sets: sets, start: start, hasWordAssertion: hasWordAssertion)
    }

    static let tooLarge = "the pattern is too large once its counted repeats are unrolled"

    // MARK: Size

    /// The number of nodes `node` takes, at most.
    private func size(_ node: Node) throws(SyntaxError) -> Int {
      switch node {
      case .empty: return 0
      case .scalar, .set: return 1
      case .sequence(let parts), .alternatives(let parts):
        var total = parts.count
        for part in parts { total += try size(part) }
        return total
      case .group(let body, _): return try size(body)
      case .assertion, .look, .backReference: return 1
      case .repetition(let repetition):
        let body = try size(repetition.body)
        let copies = Self.copies(repetition)
        let (total, overflow) = (body + 1).multipliedReportingOverflow(by: copies)
        guard !overflow, total <= nodeLimit else {
          throw SyntaxError(offset: repetition.offset, message: Self.tooLarge)
        }
        return total
      }
    }

    private static func copies(_ repetition: Repetition) -> Int {
      guard consumes(repetition.body) else { return repetition.minimum > 0 ? 1 : 0 }
      return repetition.maximum == .max ? max(repetition.minimum, 1) : repetition.maximum
    }

    /// Whether `node` can match more than the empty string. A part that cannot need not be repeated.
    private static func consumes(_ node: Node) -> Bool {
      switch node {
      case .empty, .assertion, .look, .backReference: false
      case .scalar, .set: true
      case .sequence(let parts), .alternatives(let parts): parts.contains(where: consumes)
      case .group(let body, _): consumes(body)
      case .repetition(let repetition): repetition.maximum > 0 && consumes(repetition.body)
      }
    }

    // MARK: Code

    private mutating func add(_ node: NFA.Node) -> Int32 {
      nodes.append(node)
      return Int32(truncatingIfNeeded: nodes.count - 1)
    }

    private mutating func split(_ next: Int32, _ other: Int32) -> Int32 {
      add(NFA.Node(operation: .split, next: next, other: other))
    }

    /// Adds what `node` needs before going on at `next`, and returns where it begins.
    private mutating func emit(_ node: Node, then next: Int32) throws(SyntaxError) -> Int32 {
      switch node {
      case .empty: return next
      case .scalar(let scalar): return add(NFA.Node(operation: .scalar, argument: scalar, next: next))
      case .set(let number): return add(NFA.Node(operation: .set, argument: UInt32(number), next: next))
      case .sequence(let parts):
        var next = next
        for index in parts.indices {
          next = try emit(parts[isBackward ? index : parts.count - 1 - index], then: next)
        }
        return next
      case .alternatives(let parts):
        var entry = try emit(parts[parts.count - 1], then: next)
        for part in parts.dropLast().reversed() { entry = split(try emit(part, then: next), entry) }
        return entry
      case .group(let body, _): return try emit(body, then: next)
      case .repetition(let repetition): return try emit(repetition, then: next)
      case .assertion(let assertion):
        if assertion == .wordBoundary || assertion == .notWordBoundary { hasWordAssertion = true }
        return add(NFA.Node(operation: .assertion, argument: assertion.rawValue, next: next))
      case .look(let number):
        return add(NFA.Node(operation: .look, argument: UInt32(number), next: next))
      case .backReference: preconditionFailure("a pattern with back-references has no automaton")
      }
    }

    private mutating func emit(_ repetition: Repetition, then exit: Int32) throws(SyntaxError) -> Int32 {
      let body = repetition.body
      guard Self.consumes(body) else {
        return repetition.minimum > 0 ? try emit(body, then: exit) : exit
      }
      var entry = exit
      var required = repetition.minimum
      if repetition.maximum == .max {
        let loop = split(exit, exit)
        let start = try emit(body, then: loop)
        nodes[Int(loop)].next = start
        entry = required > 0 ? start : loop
        required -= 1
      } else {
        for _ in required..<repetition.maximum { entry = split(try emit(body, then: entry), exit) }
      }
      while required > 0 {
        entry = try emit(body, then: entry)
        required -= 1
      }
      return entry
    }
  }
}

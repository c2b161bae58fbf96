extension RegularExpression {
  /// The syntax tree. Its depth is bounded by `Limits.nesting`, so walking it by recursion is safe.
  indirect enum Node {
    case empty
    /// One code point. A surrogate is possible and matches nothing, for UTF-8 text has none.
    case scalar(UInt32)
    /// One code point of a set, by its index in the parser's list.
    case set(Int)
    case sequence([Node])
    case alternatives([Node])
    case group(Node, number: Int)
    case repetition(Repetition)
    case assertion(Assertion)
    /// A look-around, by its index in the parser's list.
    case look(Int)
    case backReference(Int)
  }

  struct Repetition {
    var body: Node
    var minimum: Int
    /// `Int.max` when there is no bound.
    var maximum: Int
    var isLazy: Bool
    /// The numbers of the groups inside, which each round forgets.
    var groups: Range<Int>
    /// Where the quantifier stands in the pattern.
    var offset: Int
  }

  enum Assertion: UInt32 {
    case start, end, wordBoundary, notWordBoundary
  }

  struct Look {
    var body: Node
    var isAhead: Bool
    var isNegated: Bool
  }
}

extension RegularExpression {
  /// A nondeterministic automaton over code points.
  struct NFA {
    struct Node {
      enum Operation: UInt8 {
        /// Reads the code point `argument`, goes to `next`.
        case scalar
        /// Reads a code point of `sets[argument]`, goes to `next`.
        case set
        /// Goes to `next` and to `other` without reading.
        case split
        /// Goes to `next` where the `Assertion` of raw value `argument` holds.
        case assertion
        /// Goes to `next` where the look-around of number `argument` holds.
        case look
        case match
      }
      var operation: Operation
      var argument: UInt32 = 0
      var next: Int32 = 0
      var other: Int32 = 0
    }

    var nodes: [Node]
    var sets: [CodePointSet]
    var start: Int32
    var hasWordAssertion: Bool

    /// Whether `node` reads `codePoint`; false for nodes that read nothing.
    func reads(_ codePoint: UInt32, _ node: Node) -> Bool {
      switch node.operation {
      case .scalar: codePoint == node.argument
      case .set: sets[Int(node.argument)].contains(codePoint)
      default: false
      }
    }
  }
}

extension RegularExpression {
  /// A nondeterministic automaton over the bytes of UTF-8 text.
  struct NFA {
    struct Node {
      enum Operation: UInt8 {
        /// Reads the byte `argument`, goes to `next`.
        case byte
        /// Reads a byte of `byteSets[argument]`, goes to `next`.
        case set
        /// Goes to `next` and to `other` without reading.
        case split
        /// Goes to `next` where the `Assertion` of raw value `argument` holds.
        case assertion
        /// Goes to `next` where the look-around of number `argument` holds.
        case look
        case match
        /// Goes nowhere.
        case fail
      }
      var operation: Operation
      var argument: UInt32 = 0
      var next: Int32 = 0
      var other: Int32 = 0
    }

    var nodes: [Node]
    var byteSets: [ByteSet]
    var start: Int32
    var hasWordAssertion: Bool
  }
}

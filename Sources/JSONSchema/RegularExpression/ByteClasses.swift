extension RegularExpression {
  /// Bytes that no node of an automaton tells apart, as one class.
  struct ByteClasses {
    /// The class of each byte.
    private(set) var classOf = [UInt8](repeating: 0, count: 256)
    /// One byte of each class.
    private(set) var representatives: [UInt8] = []

    init(_ nfa: NFA) {
      // First intervals: where one begins, some set begins or ends.
      var starts = ByteSet()
      starts.insert(0...0)
      var singles = ByteSet()
      for node in nfa.nodes where node.operation == .byte {
        let byte = UInt8(truncatingIfNeeded: node.argument)
        singles.insert(byte...byte)
      }
      starts.formSymmetricDifferenceWithNeighbours(of: singles)
      // Two neighbours that are both compared with are two intervals.
      for index in 0..<4 {
        starts[word: index] |= singles[word: index]
      }
      for set in nfa.byteSets { starts.formSymmetricDifferenceWithNeighbours(of: set) }
      if nfa.hasWordAssertion {
        starts.formSymmetricDifferenceWithNeighbours(of: .word)
        starts.formSymmetricDifferenceWithNeighbours(of: .continuation)
      }

      // Then intervals that the same sets hold are joined, as far as 64 sets can tell.
      let canJoin = nfa.byteSets.count <= 62
      var signatures: [UInt64] = []
      var number = 0
      for byte in UInt8.min...UInt8.max {
        if starts.contains(byte) {
          var signature: UInt64 = 0
          if canJoin, !singles.contains(byte) {
            for index in nfa.byteSets.indices where nfa.byteSets[index].contains(byte) {
              signature |= 1 << UInt64(index)
            }
            if nfa.hasWordAssertion {
              if ByteSet.word.contains(byte) { signature |= 1 << 62 }
              if ByteSet.continuation.contains(byte) { signature |= 1 << 63 }
            }
          }
          if canJoin, !singles.contains(byte), let known = joinable(signature, signatures, singles) {
            number = known
          } else {
            number = representatives.count
            representatives.append(byte)
            signatures.append(signature)
          }
        }
        classOf[Int(byte)] = UInt8(truncatingIfNeeded: number)
      }
    }

    private func joinable(_ signature: UInt64, _ signatures: [UInt64], _ singles: ByteSet) -> Int? {
      for index in signatures.indices
      where signatures[index] == signature && !singles.contains(representatives[index]) {
        return index
      }
      return nil
    }
  }
}

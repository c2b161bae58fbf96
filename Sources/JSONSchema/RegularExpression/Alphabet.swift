extension RegularExpression {
  /// What an automaton can tell apart: code points by the nodes that read them, bytes by the code points they encode.
  struct Alphabet {
    /// Where the intervals of like code points start; the first is 0.
    private var starts: [UInt32] = []
    /// For each interval the code point that stands for it and for all others that no node tells from it.
    private var standIns: [UInt32] = []
    /// The column of each byte in the rows of the deterministic automaton.
    private(set) var columnOf = [UInt8](repeating: 0, count: 256)
    /// A byte of each column.
    private(set) var representatives: [UInt8] = []

    init(_ nfa: NFA) {
      let singles = findIntervals(nfa)
      joinIntervals(nfa, singles: singles)
      makeColumns()
    }

    /// The code point that stands for `range` if all in it are alike.
    func standIn(for range: ClosedRange<UInt32>) -> UInt32? {
      let index = interval(of: range.lowerBound)
      guard index + 1 == starts.count || starts[index + 1] > range.upperBound else { return nil }
      return standIns[index]
    }

    private func interval(of codePoint: UInt32) -> Int {
      var low = 0
      var high = starts.count
      while low + 1 < high {
        let middle = (low + high) / 2
        if starts[middle] <= codePoint { low = middle } else { high = middle }
      }
      return low
    }

    /// Finds the intervals, and returns the ASCII characters that some node compares with.
    private mutating func findIntervals(_ nfa: NFA) -> ByteSet {
      var ascii = ByteSet()
      var wide: [UInt32] = [0x80]
      func begin(_ codePoint: UInt32) {
        if codePoint < 0x80 {
          ascii.insert(UInt8(codePoint))
        } else if codePoint <= 0x10FFFF {
          wide.append(codePoint)
        }
      }
      var singles = ByteSet()
      for node in nfa.nodes where node.operation == .scalar {
        begin(node.argument)
        begin(node.argument + 1)
        if node.argument < 0x80 { singles.insert(UInt8(node.argument)) }
      }
      for set in nfa.sets {
        for range in set.ranges {
          begin(range.lower)
          begin(range.upper + 1)
        }
      }
      if nfa.hasWordAssertion {
        for range in CodePointSet.word.ranges {
          begin(range.lower)
          begin(range.upper + 1)
        }
      }
      if wide.count > 1 { wide.sort() }
      ascii.insert(0)
      starts.reserveCapacity(wide.count + 32)
      for byte in UInt8(0)..<0x80 where ascii.contains(byte) { starts.append(UInt32(byte)) }
      for codePoint in wide where codePoint != starts[starts.count - 1] { starts.append(codePoint) }
      return singles
    }

    /// Gives the intervals that the same sets hold one stand-in, as far as 64 bits can tell.
    private mutating func joinIntervals(_ nfa: NFA, singles: ByteSet) {
      standIns = starts
      guard nfa.sets.count < 62 else { return }
      var wideSingles: Set<UInt32> = []
      for node in nfa.nodes where node.operation == .scalar && node.argument >= 0x80 {
        wideSingles.insert(node.argument)
      }
      var known: [(signature: UInt64, standIn: UInt32)] = []
      var standInOf: [UInt64: UInt32] = [:]
      for (index, start) in starts.enumerated() {
        // A code point that a node compares with is like no other.
        if start < 0x80 ? singles.contains(UInt8(start)) : wideSingles.contains(start) { continue }
        // ASCII and the rest are kept apart: columns of bytes rely on it.
        var signature: UInt64 = start < 0x80 ? 1 << 62 : 0
        for number in nfa.sets.indices where nfa.sets[number].contains(start) { signature |= 1 << UInt64(number) }
        if nfa.hasWordAssertion, RegularExpression.isWord(start) { signature |= 1 << 63 }
        if let standIn = standInOf[signature] ?? known.first(where: { $0.signature == signature })?.standIn {
          standIns[index] = standIn
        } else if known.count < 16 {
          known.append((signature, start))
        } else {
          standInOf[signature] = start
        }
      }
    }

    private mutating func makeColumns() {
      // ASCII: by stand-in.
      var index = 0
      var columnOfStandIn = [UInt8](repeating: .max, count: 128)
      for byte in 0..<128 {
        if index + 1 < starts.count, starts[index + 1] == UInt32(byte) { index += 1 }
        let standIn = Int(standIns[index])
        if columnOfStandIn[standIn] == .max {
          columnOfStandIn[standIn] = UInt8(representatives.count)
          representatives.append(UInt8(standIn))
        }
        columnOf[byte] = columnOfStandIn[standIn]
      }
      // Other bytes: a new column where the number of bytes to follow changes, and at each byte in the encoding of the
      // start of an interval, and behind it where the interval starts in the middle of what the byte begins.
      var marks = ByteSet()
      for byte: UInt8 in [0x80, 0xC0, 0xC2, 0xE0, 0xF0, 0xF5] { marks.insert(byte) }
      let firstWide = interval(of: 0x80)
      if firstWide + 1 < starts.count {
        // The first second bytes of E0 and F0 that are UTF-8; a column must not mix them with those that are not.
        marks.insert(0x90)
        marks.insert(0xA0)
        for start in starts[(firstWide + 1)...] { mark(start, &marks) }
      }
      for byte in UInt8(0x80)...UInt8.max {
        if marks.contains(byte) { representatives.append(byte) }
        columnOf[Int(byte)] = UInt8(representatives.count - 1)
      }
    }

    private func mark(_ start: UInt32, _ marks: inout ByteSet) {
      var following: UInt32 = start < 0x800 ? 1 : start < 0x10000 ? 2 : 3
      let lead: UInt32 = following == 1 ? 0xC0 : following == 2 ? 0xE0 : 0xF0
      var byte = lead | start >> (6 * following)
      while true {
        marks.insert(UInt8(byte))
        guard following > 0, start & (1 << (6 * following) - 1) != 0 else { return }
        marks.insert(UInt8(byte + 1))
        following -= 1
        byte = 0x80 | (start >> (6 * following)) & 0x3F
      }
    }
  }
}

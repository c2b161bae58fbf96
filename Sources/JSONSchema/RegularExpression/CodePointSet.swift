extension RegularExpression {
  struct CodePointRange: Equatable {
    var lower: UInt32
    /// Included.
    var upper: UInt32

    init(_ lower: UInt32, _ upper: UInt32) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// A set of code points, surrogates included: sorted ranges that neither overlap nor touch.
  struct CodePointSet: Equatable {
    private(set) var ranges: [CodePointRange]
    /// The members below 128, one bit each.
    private var ascii: (UInt64, UInt64) = (0, 0)

    /// The union of `ranges`, in any order.
    init(_ ranges: [CodePointRange]) {
      self.ranges = ranges
      normalize()
      for range in self.ranges where range.lower < 0x80 {
        if range.lower < 64 { ascii.0 |= Self.bits(range.lower, min(range.upper, 63)) }
        if range.upper >= 64 { ascii.1 |= Self.bits(max(range.lower, 64) - 64, min(range.upper, 127) - 64) }
      }
    }

    static func == (left: CodePointSet, right: CodePointSet) -> Bool {
      left.ascii == right.ascii && left.ranges == right.ranges
    }

    private static func bits(_ lower: UInt32, _ upper: UInt32) -> UInt64 {
      (UInt64.max << UInt64(lower)) & (UInt64.max >> UInt64(63 - upper))
    }

    private mutating func normalize() {
      var sorted = true
      for index in ranges.indices.dropFirst() where ranges[index].lower <= ranges[index - 1].upper &+ 1 {
        sorted = false
        break
      }
      if sorted { return }
      ranges.sort { $0.lower < $1.lower }
      var last = 0
      for index in ranges.indices.dropFirst() {
        if ranges[index].lower <= ranges[last].upper &+ 1 {
          ranges[last].upper = max(ranges[last].upper, ranges[index].upper)
        } else {
          last += 1
          ranges[last] = ranges[index]
        }
      }
      ranges.removeSubrange((last + 1)...)
    }

    var inverted: CodePointSet {
      var result: [CodePointRange] = []
      result.reserveCapacity(ranges.count + 1)
      var next: UInt32 = 0
      for range in ranges {
        if range.lower > next { result.append(CodePointRange(next, range.lower - 1)) }
        next = range.upper + 1
      }
      if next <= 0x10FFFF { result.append(CodePointRange(next, 0x10FFFF)) }
      return CodePointSet(result)
    }

    /// The one member of a set that has one member.
    var onlyMember: UInt32? {
      guard ranges.count == 1, ranges[0].lower == ranges[0].upper else { return nil }
      return ranges[0].lower
    }

    func contains(_ codePoint: UInt32) -> Bool {
      if codePoint < 64 { return ascii.0 >> UInt64(codePoint) & 1 != 0 }
      if codePoint < 128 { return ascii.1 >> UInt64(codePoint - 64) & 1 != 0 }
      var low = 0
      var high = ranges.count
      while low < high {
        let middle = (low + high) / 2
        if ranges[middle].upper < codePoint { low = middle + 1 } else { high = middle }
      }
      return low < ranges.count && ranges[low].lower <= codePoint
    }

    static let digit = CodePointSet([CodePointRange(0x30, 0x39)])
    static let notDigit = digit.inverted
    /// ECMA-262 WordCharacters without the `i` flag: ASCII only.
    static let word = CodePointSet([
      CodePointRange(0x30, 0x39), CodePointRange(0x41, 0x5A), CodePointRange(0x5F, 0x5F), CodePointRange(0x61, 0x7A),
    ])
    static let notWord = word.inverted
    /// ECMA-262 WhiteSpace and LineTerminator: U+FEFF is in, U+0085 is not.
    static let space = CodePointSet([
      CodePointRange(0x09, 0x0D), CodePointRange(0x20, 0x20), CodePointRange(0xA0, 0xA0),
      CodePointRange(0x1680, 0x1680), CodePointRange(0x2000, 0x200A), CodePointRange(0x2028, 0x2029),
      CodePointRange(0x202F, 0x202F), CodePointRange(0x205F, 0x205F), CodePointRange(0x3000, 0x3000),
      CodePointRange(0xFEFF, 0xFEFF),
    ])
    static let notSpace = space.inverted
    /// What `.` matches without the `s` flag: all but the line terminators.
    static let dot = CodePointSet([
      CodePointRange(0x0A, 0x0A), CodePointRange(0x0D, 0x0D), CodePointRange(0x2028, 0x2029),
    ]).inverted
    static let all = CodePointSet([CodePointRange(0, 0x10FFFF)])
  }
}

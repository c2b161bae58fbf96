extension RegularExpression {
  /// A set of byte values.
  struct ByteSet: Hashable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init() {}

    init(_ range: ClosedRange<UInt8>) { insert(range) }

    static let continuation = ByteSet(0x80...0xBF)
    static let word: ByteSet = {
      var set = ByteSet(0x30...0x39)
      set.insert(0x41...0x5A)
      set.insert(0x5F...0x5F)
      set.insert(0x61...0x7A)
      return set
    }()

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool { self[word: Int(byte >> 6)] >> UInt64(byte & 63) & 1 != 0 }

    mutating func insert(_ range: ClosedRange<UInt8>) {
      for index in Int(range.lowerBound >> 6)...Int(range.upperBound >> 6) {
        let low = index == Int(range.lowerBound >> 6) ? UInt64(range.lowerBound & 63) : 0
        let high = index == Int(range.upperBound >> 6) ? UInt64(range.upperBound & 63) : 63
        self[word: index] |= (UInt64.max >> (63 - high)) & (UInt64.max << low)
      }
    }

    /// Adds `set` shifted up so that its bit 0 is byte 0x80: the continuation bytes of a block of 64 code points.
    mutating func insertContinuations(_ set: UInt64) { words.2 |= set }

    mutating func formSymmetricDifferenceWithNeighbours(of set: ByteSet) {
      // A bit of the result says that this byte and the one before differ in membership.
      var carry: UInt64 = 0
      for index in 0..<4 {
        let word = set[word: index]
        self[word: index] |= word ^ (word << 1 | carry)
        carry = word >> 63
      }
    }

    subscript(word index: Int) -> UInt64 {
      @inline(__always) get {
        switch index {
        case 0: words.0
        case 1: words.1
        case 2: words.2
        default: words.3
        }
      }
      set {
        switch index {
        case 0: words.0 = newValue
        case 1: words.1 = newValue
        case 2: words.2 = newValue
        default: words.3 = newValue
        }
      }
    }

    static func == (left: ByteSet, right: ByteSet) -> Bool {
      left.words.0 == right.words.0 && left.words.1 == right.words.1 && left.words.2 == right.words.2
        && left.words.3 == right.words.3
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(words.0)
      hasher.combine(words.1)
      hasher.combine(words.2)
      hasher.combine(words.3)
    }
  }
}

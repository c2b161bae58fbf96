extension RegularExpression {
  /// A set of byte values.
  struct ByteSet: Equatable {
    private var words = SIMD4<UInt64>()

    init() {}

    func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 != 0 }

    mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

    mutating func insert(_ range: ClosedRange<UInt8>) { for byte in range { insert(byte) } }
  }
}

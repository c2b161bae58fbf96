/// Some of the properties of an object rule, by their number within it: the first 64 of them, for most have fewer.
struct PropertySet: BitwiseCopyable {
  private var bits: UInt64 = 0

  /// Whether a set can tell of that number.
  static func holds(_ number: Int) -> Bool { number < 64 }

  mutating func insert(_ number: Int) {
    if Self.holds(number) { bits |= 1 &<< UInt64(number) }
  }

  func contains(_ number: Int) -> Bool { bits & (1 &<< UInt64(number)) != 0 }
}

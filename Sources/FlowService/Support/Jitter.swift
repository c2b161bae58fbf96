import Synchronization

/// Random numbers that spread what would otherwise happen at one moment. With a seed, the same every time.
package final class Jitter: Sendable {
  private let state: Mutex<UInt64>

  package init(seed: UInt64? = nil) {
    state = Mutex(seed ?? UInt64.random(in: .min ... .max))
  }

  /// From 0 up to, but not including, 1.
  package func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// SplitMix64 (Steele, Lea, Flood 2014): one word of state, and good enough to spread delays.
  package func next() -> UInt64 {
    state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = state
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return word ^ (word >> 31)
    }
  }
}

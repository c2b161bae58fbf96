extension Duration {
  /// Whole milliseconds, rounded down.
  package var wholeMilliseconds: Int {
    // Far beyond any time that is measured here, and short of an overflow.
    let seconds = max(-1_000_000_000_000, min(components.seconds, 1_000_000_000_000))
    return Int(seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }

  var wholeMillisecondsRoundedUp: Int {
    let exact = components.attoseconds % 1_000_000_000_000_000 == 0
    return wholeMilliseconds + (exact ? 0 : 1)
  }

  /// Seconds, for arithmetic with factors.
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

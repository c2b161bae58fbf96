extension Duration {
  /// Whole milliseconds, rounded down.
  package var wholeMilliseconds: Int {
    Int(clamping: components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
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

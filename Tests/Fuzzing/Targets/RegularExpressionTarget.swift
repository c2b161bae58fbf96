import JSONSchema

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension FuzzTarget {
  /// Regular expressions: the engines agree, and a search ends in time that grows with the text and no faster.
  ///
  /// The pattern stands before the first byte 0, the text behind it.
  package static let regularExpression = FuzzTarget(name: "regex") { input throws(Finding) in
    let (pattern, text) = halves(input)
    guard pattern.count <= 200, text.count <= 4096 else { return }
    let source = String(decoding: pattern, as: UTF8.self)
    guard let expression = compiled(source) else { return }
    // Search it in what is UTF-8 and in what may not be, which must be safe.
    _ = expression.search(text)
    let valid = Array(String(decoding: text, as: UTF8.self).utf8)
    let outcome = valid.withUnsafeBufferPointer(expression.search)
    try require(valid.withUnsafeBufferPointer(expression.search) == outcome, "two searches, two answers")
    if outcome == .tooCostly { return }
    // The same in forms that other engines take: an empty look-ahead, and an empty group that is referred to.
    for other in ["(?=)(?:\(source))", "(?:\(source))(?<lastOfAll>)\\k<lastOfAll>"] {
      // A pattern that refers to its groups by number, or is at a limit, may have no such form.
      guard let engine = compiled(other) else { continue }
      let answer = valid.withUnsafeBufferPointer(engine.search)
      try require(
        answer == outcome || answer == .tooCostly,
        "\(source.debugDescription) in \(valid): \(outcome), but \(other.debugDescription): \(answer)")
    }
    try checkTime(expression, valid)
  }

  private static func compiled(_ pattern: String) -> RegularExpression? {
    try? RegularExpression(pattern)
  }

  /// A search takes a bounded number of steps for each byte, so no short text takes long, whatever the pattern.
  private static func checkTime(_ expression: RegularExpression, _ text: [UInt8]) throws(Finding) {
    guard !text.isEmpty else { return }
    var long: [UInt8] = []
    while long.count < 2048 { long += text }
    let start = processorSeconds()
    _ = long.withUnsafeBufferPointer(expression.search)
    let elapsed = processorSeconds() - start
    // Generous, for instrumented code; what it excludes is growth that would take hours.
    try require(elapsed < 60, "\(long.count) bytes took \(elapsed) s")
  }

  /// What this thread has used: unlike the time on the wall it does not depend on who else is busy.
  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Where a run of plain bytes ends, from `start` on: at a quote, a backslash, a control or a byte beyond ASCII, which is
/// `found`, or as far as whole blocks of sixteen bytes reach.
@inline(__always)
func plainRun(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> (end: Int, isFound: Bool) {
  var position = start
  while position &+ 16 <= end {
    let special = specialBytes(UnsafeRawPointer(base + position).loadUnaligned(as: SIMD16<UInt8>.self))
    if special.low != 0 { return (position &+ special.low.trailingZeroBitCount &>> 3, true) }
    if special.high != 0 { return (position &+ 8 &+ special.high.trailingZeroBitCount &>> 3, true) }
    position &+= 16
  }
  return (position, false)
}

/// The high bit of each byte that is not plain, as two words in the order of memory.
@inline(__always)
private func specialBytes(_ bytes: SIMD16<UInt8>) -> (low: UInt64, high: UInt64) {
  // By arithmetic, as the compiler makes sixteen comparisons of a comparison: the high bit comes from a byte that wraps
  // around below zero, and is there already beyond ASCII.
  let quotes = (bytes ^ 0x22) &- 1
  let backslashes = (bytes ^ 0x5C) &- 1
  let controls = bytes &- 0x20
  let highBits = unsafeBitCast((quotes | backslashes) | (controls | bytes), to: SIMD2<UInt64>.self)
  let words = highBits & 0x8080_8080_8080_8080
  return (UInt64(littleEndian: words[0]), UInt64(littleEndian: words[1]))
}

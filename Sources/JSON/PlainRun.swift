/// Where a run of plain bytes ends, from `start` on: at a quote, a backslash, a control or a byte beyond ASCII, which is
/// `found`, or as far as whole words reach.
@inline(__always)
func plainRun(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> (end: Int, isFound: Bool) {
  var position = start
  while position &+ 8 <= end {
    let special = StringScanner.specialBytes(loadWord(base + position))
    if special != 0 { return (position &+ special.trailingZeroBitCount &>> 3, true) }
    position &+= 8
  }
  return (position, false)
}

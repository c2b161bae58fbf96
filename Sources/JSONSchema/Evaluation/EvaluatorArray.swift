import JSON

extension Evaluator {
  /// The array keywords.
  mutating func checkArray(_ rule: UnsafePointer<ArrayRule>, _ index: Int) -> Bool {
    let count = Int(nodes[index].countOrHash)
    if UInt64(count) < rule.pointee.minimumCount || UInt64(count) > rule.pointee.maximumCount { return false }
    guard enter() else { return false }
    defer { depthLeft &+= 1 }
    var place = index &+ 1
    var position = 0
    let tuple = min(count, Int(rule.pointee.tupleCount))
    while position < tuple {
      if !accepts(lists[Int(rule.pointee.tupleStart) &+ position], place) { return false }
      place = after(place)
      position &+= 1
    }
    let rest = rule.pointee.rest
    if rest >= 0 {
      while position < count {
        if !accepts(rest, place) { return false }
        place = after(place)
        position &+= 1
      }
    }
    if rule.pointee.contains >= 0, !checkContains(rule, index) { return false }
    return !rule.pointee.unique || Uniqueness.firstPair(in: cursor(index)) == nil
  }

  private mutating func checkContains(_ rule: UnsafePointer<ArrayRule>, _ index: Int) -> Bool {
    var found: UInt64 = 0
    var place = index &+ 1
    for _ in 0..<Int(nodes[index].countOrHash) {
      if accepts(rule.pointee.contains, place) {
        found &+= 1
        if rule.pointee.maximumContains == .max, found >= rule.pointee.minimumContains { return true }
      }
      place = after(place)
    }
    return found >= rule.pointee.minimumContains && found <= rule.pointee.maximumContains
  }
}

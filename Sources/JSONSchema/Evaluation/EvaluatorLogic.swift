import JSON

extension Evaluator {
  /// The keywords that apply other schemas to the same value.
  mutating func checkLogic(_ rule: UnsafePointer<SchemaRule>, _ index: Int) -> Bool {
    guard enter() else { return false }
    defer { depthLeft &+= 1 }
    let start = Int(rule.pointee.logicStart)
    for place in start..<(start &+ Int(rule.pointee.logicCount))
    where !checkLogic(operation: logic + place, index) {
      return false
    }
    return true
  }

  private mutating func checkLogic(operation: UnsafePointer<LogicRule>, _ index: Int) -> Bool {
    let list = lists + Int(operation.pointee.start)
    let count = Int(operation.pointee.count)
    switch operation.pointee.operation {
    case .allOf, .reference:
      for place in 0..<count where !accepts(list[place], index) { return false }
      return true
    case .anyOf:
      for place in 0..<count where accepts(list[place], index) { return true }
      return false
    case .oneOf:
      var found = false
      for place in 0..<count where accepts(list[place], index) {
        if found { return false }
        found = true
      }
      return found
    case .not:
      return !accepts(list[0], index)
    case .conditional:
      let discriminator = operation.pointee.discriminator
      let holds =
        discriminator >= 0 && nodes[index].nodeKind == .object
        ? holdsFor(discriminators + Int(discriminator), index) : accepts(list[0], index)
      let branch = holds ? list[1] : list[2]
      return branch < 0 || accepts(branch, index)
    }
  }

  /// Whether the object has the member with that text.
  private mutating func holdsFor(_ discriminator: UnsafePointer<Discriminator>, _ index: Int) -> Bool {
    let place = member(index, discriminator.pointee.name)
    if place < 0 { return !discriminator.pointee.isRequired }
    return equals(constants + Int(discriminator.pointee.constant), place &+ 1)
  }
}

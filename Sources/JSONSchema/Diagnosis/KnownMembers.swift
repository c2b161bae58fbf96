/// Some numbers below 64: of an object's members, or of a rule's properties, of which there are rarely more.
struct SmallSet: BitwiseCopyable {
  private var bits: UInt64 = 0

  /// Whether a set can tell of that number.
  static func holds(_ number: Int) -> Bool { number < 64 }

  mutating func insert(_ number: Int) {
    if Self.holds(number) { bits |= 1 &<< UInt64(number) }
  }

  /// Whether the number is known to be in the set.
  func contains(_ number: Int) -> Bool { Self.holds(number) && bits & (1 &<< UInt64(number)) != 0 }
}

/// What is learnt of an object when its members are visited by a rule.
struct KnownMembers: BitwiseCopyable {
  /// The properties of the rule that the object has, by their number within the rule.
  var properties = SmallSet()
  /// The members that are properties of the rule, by their number within the object.
  var members = SmallSet()
  /// How many properties are there that are required.
  var requiredCount = 0
  /// `properties` lacks any of the members.
  var hasOthers = false
}

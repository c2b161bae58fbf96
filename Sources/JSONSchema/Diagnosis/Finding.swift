/// A problem as it is found, before it is known what else was.
struct Finding {
  struct Kind {
    enum Family {
      case type, constant, missing, forbidden, warning, other
    }
    var family: Family
    /// nil for a boolean schema and for what no keyword says.
    var keyword: Keyword?
    /// What within the keyword.
    var part: Name?
    /// What stands for the keyword where there is none.
    var special: Special?

    init(_ keyword: Keyword, _ family: Family = .other, part: Name? = nil) {
      self.keyword = keyword
      self.family = family
      self.part = part
    }

    enum Special: String {
      case falseSchema = "false"
      case depth
    }

    init(_ special: Special) {
      family = .other
      self.special = special
    }
  }

  /// Words that were made from the value, and are left out if it turns out to be a secret.
  struct Derived {
    var before: StaticString
    /// The value as it should be written in JSON.
    let text: String
    var after: StaticString = ""
  }

  var kind: Kind
  /// The index of the value, or of the name for a problem with a name.
  var index: Int
  var problem: Problem
  /// Where in the message the words start that were made from the value; -1 if there are none.
  var derivedStart = -1
  /// The name that `problem.property` tells.
  var property: Name?
  var isDropped = false

  var isWarning: Bool { kind.family == .warning }
}

extension Problem {
  /// Takes the problem out of a place that is not needed any more.
  mutating func take() -> Problem {
    var taken = Problem(instanceLocation: "", keywordLocation: "", keyword: "", message: "", range: 0..<0)
    swap(&self, &taken)
    return taken
  }
}

/// What a branch of `anyOf` or `oneOf` would have to say, in figures.
struct Exploration {
  /// The value that the branch is about, and its depth.
  let index: Int
  let level: Int
  /// The value itself is of the wrong kind.
  var missesKind = false
  /// A member that tells branches apart by `const` or `enum` has another value.
  var missesDiscriminator = false
  var shallow = 0
  var total = 0

  mutating func add(_ kind: Finding.Kind, index: Int, level: Int) {
    guard kind.family != .warning else { return }
    total += 1
    if index == self.index, kind.family == .type { missesKind = true }
    if level == self.level + 1, kind.family == .constant { missesDiscriminator = true }
    if level == self.level { shallow += 1 }
  }

  var rank: (Int, Int, Int, Int) { (missesKind ? 1 : 0, missesDiscriminator ? 1 : 0, total, shallow) }
}

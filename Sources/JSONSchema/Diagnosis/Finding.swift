import JSON

/// A problem as it is found, before it is known what else was. What it tells are pieces of the diagnoser's text.
struct Finding: BitwiseCopyable {
  struct Kind: BitwiseCopyable {
    enum Family: UInt8 {
      case type, constant, missing, forbidden, warning, other
    }
    var family: Family
    /// nil for a boolean schema and for what no keyword says.
    var keyword: Keyword?
    /// What within the keyword.
    var part: Name?
    /// What stands for the keyword where there is none.
    var special = Special.none

    init(_ keyword: Keyword, _ family: Family = .other, part: Name? = nil) {
      self.keyword = keyword
      self.family = family
      self.part = part
    }

    enum Special: UInt8 {
      case none, falseSchema, depth

      var word: StaticString {
        switch self {
        case .none: ""
        case .falseSchema: "false"
        case .depth: "depth"
        }
      }
    }

    init(_ special: Special) {
      family = .other
      self.special = special
    }
  }

  /// Words that were made from the value, and are left out if it turns out to be a secret.
  struct Derived {
    var before: StaticString
    /// What the value should be: a piece of the diagnoser's scratch.
    let text: Piece
    /// It should be a string, and not a number or a boolean of that text.
    let isString: Bool
    var after: StaticString = ""
  }

  let family: Kind.Family
  /// The index of the value it was found at, or of the name for a problem with a name.
  let origin: Int
  /// The same, until a name that is missing is found misspelt: then the index of that name.
  var index: Int
  var parts: Problem.Parts
  /// The offending value, or name, in the instance's text.
  var range: ByteRange
  /// Where in the message the words start that were made from the value; -1 if there are none.
  var derivedStart: Int32 = -1
  /// The name that `parts.property` tells.
  var property: Name?
  var isDropped = false
  /// The place in the order of finding, for those that are sorted.
  var order = 0

  var isWarning: Bool { family == .warning }

  /// A range that is a plain value.
  struct ByteRange: BitwiseCopyable {
    let start: Int
    let end: Int

    init(_ range: Range<Int>) { (start, end) = (range.lowerBound, range.upperBound) }

    var range: Range<Int> { start..<end }
  }

  /// Whether it says that a member of that name is missing.
  func misses(_ name: Name) -> Bool { family == .missing && property?.equals(name) ?? false }
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

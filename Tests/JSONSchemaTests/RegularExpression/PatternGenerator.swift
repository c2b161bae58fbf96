/// Makes random patterns of the `u` grammar, and short texts out of the characters that they speak of.
struct PatternGenerator {
  enum Feature { case regular, lookAround, backReferences }

  var random: SeededGenerator
  private var groups = 0
  private var feature = Feature.regular

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private static let literals = [
    "a", "b", "c", "a", "b", "0", "_", "-", " ", "é", "€", "😀", "/", "\\.", "\\/", "\\u0061", "\\x62", "\\u{1F600}",
    "\\ud83d\\ude00", "\\n", "\\cJ", "\\0", "\\^",
  ]
  private static let classes = [
    ".", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "[^]", "[ab]", "[^a]", "[a-c]", "[^é]", "[à-ü]", "[€-😀]", "[\\w-]",
    "[^\\s\\d]", "\\p{L}", "\\P{L}", "\\p{Lu}", "[\\p{N}_]", "\\p{Script=Greek}", "\\p{Emoji}", "[\\b]", "[]", "[😀-😁]",
    "[^😀]", "\\p{Alphabetic}", "[\\u{80}-\\u{7ff}]", "[^\\u{800}-\\u{ffff}]", "[\\-\\]a]",
  ]
  private static let characters = [
    "a", "b", "c", "A", "0", "1", "_", "-", " ", "\n", "é", "ß", "€", "\u{2028}", "😀", "😁", "\u{10FFFF}", "\u{A0}",
    "\u{FEFF}", "\u{85}", ".", "/", "z", "\u{FF76}", "Ω",
  ]
  private static let fragments = [
    "(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "\\", "^", "$", "-", "1", "\\u", "\\x", "\\p{", "\\a", "\\Z",
    "\\9",
    "{2}", "{,2}", "{2", ".", "\\c", "\\k", "(?", "(?<", "[a-", "\\d-z]", "😀", "(?<a>", "\\u{110000}", "[b-a]", "{3,1}",
  ]

  mutating func pattern(_ feature: Feature) -> String {
    self.feature = feature
    groups = 0
    var result = disjunction(3)
    if random.below(3) == 0 { result = "^" + result }
    if random.below(3) == 0 { result += "$" }
    return result
  }

  /// A pattern that probably breaks the grammar.
  mutating func broken() -> String {
    var scalars = Array(pattern(.backReferences).unicodeScalars)
    for _ in 0...random.below(2) {
      let place = random.below(scalars.count + 1)
      let isReplacing = random.below(2) == 0 && place < scalars.count
      scalars.replaceSubrange(
        place..<(isReplacing ? place + 1 : place), with: random.pick(Self.fragments).unicodeScalars)
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result)
  }

  mutating func text() -> String {
    (0..<random.below(random.below(3) == 0 ? 16 : 7)).reduce(into: "") { text, _ in
      text += random.below(2) == 0 ? random.pick(["a", "b", "a", "0", "_"]) : random.pick(Self.characters)
    }
  }

  private mutating func disjunction(_ depth: Int) -> String {
    var result = alternative(depth)
    while random.below(4) == 0 { result += "|" + alternative(depth) }
    return result
  }

  private mutating func alternative(_ depth: Int) -> String {
    (0..<random.below(4)).reduce(into: "") { result, _ in result += term(depth) }
  }

  private mutating func term(_ depth: Int) -> String {
    switch random.below(24) {
    case 0: return "^"
    case 1: return "$"
    case 2: return "\\b"
    case 3: return "\\B"
    case 4,
      5 where feature != .regular && depth > 0:
      return random.pick(["(?=", "(?!", "(?<=", "(?<!"]) + disjunction(depth - 1) + ")"
    default: break
    }
    var result = atom(depth)
    switch random.below(14) {
    case 0: result += "*"
    case 1: result += "+"
    case 2: result += "?"
    case 3: result += random.pick(["{0}", "{1}", "{2}", "{1,}", "{0,2}", "{1,3}", "{2,}"])
    default: return result
    }
    return random.below(4) == 0 ? result + "?" : result
  }

  private mutating func atom(_ depth: Int) -> String {
    let kind = random.below(20)
    if kind < 8 { return random.pick(Self.literals) }
    if kind < 12 { return random.pick(Self.classes) }
    if depth <= 0 { return random.pick(Self.literals) }
    switch kind {
    case 12..<15:
      groups += 1
      return "(" + disjunction(depth - 1) + ")"
    case 15, 16: return "(?:" + disjunction(depth - 1) + ")"
    case 17:
      groups += 1
      return "(?<n\(groups)>" + disjunction(depth - 1) + ")"
    case 18 where feature == .backReferences && groups > 0:
      // In parentheses, or a digit that follows would be part of it.
      return "(?:\\\(1 + random.below(groups)))"
    default: return random.pick(Self.literals)
    }
  }
}

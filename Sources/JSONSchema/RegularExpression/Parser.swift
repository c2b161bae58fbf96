extension RegularExpression {
  /// Reads the pattern grammar of ECMA-262 (section 22.2.1, with the `u` flag) into a tree.
  struct Parser {
    let pattern: [Unicode.Scalar]
    var position = 0
    private(set) var sets: [CodePointSet] = []
    private(set) var groupCount = 0
    var hasBackReference = false
    /// The look-arounds of the pattern; one inside another comes before it.
    private(set) var looks: [Look] = []
    /// The groups around the position, the pattern itself first. A stack of our own: nesting must not use the thread's.
    private var open: [OpenGroup] = []
    /// Filled by a scan ahead when the first back-reference is met, as it may refer to a group that comes later.
    private var allGroups: (count: Int, numbers: [[UInt32]: Int])?
    private var seenNames: Set<[UInt32]> = []

    private struct OpenGroup {
      enum Kind {
        case plain
        case capture(Int)
        case look(isAhead: Bool, isNegated: Bool)
      }
      var kind: Kind
      /// Where its parenthesis stands.
      var start: Int
      /// The number of the next group to be opened when this one was.
      var firstGroup: Int
      var alternatives: [Node] = []
      var terms: [Node] = []

      mutating func endAlternative() {
        alternatives.append(terms.count == 1 ? terms[0] : terms.isEmpty ? .empty : .sequence(terms))
        terms = []
      }

      /// All that has been read in this group.
      mutating func end() -> Node {
        endAlternative()
        return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
      }
    }

    init(_ text: String) {
      pattern = Array(text.unicodeScalars)
    }

    mutating func parse() throws(SyntaxError) -> Node {
      var group = OpenGroup(kind: .plain, start: 0, firstGroup: 1)
      while let character = next {
        switch character {
        case "|":
          position += 1
          group.endAlternative()
        case "(":
          guard open.count < Limits.nesting else {
            throw error("groups are nested more than \(Limits.nesting) deep")
          }
          open.append(group)
          group = try openGroup()
        case ")":
          guard var outer = open.popLast() else { throw error("a closing parenthesis has no opening one") }
          position += 1
          outer.terms.append(try close(&group))
          group = outer
        default:
          group.terms.append(try parseTerm(character))
        }
      }
      guard open.isEmpty else { throw error("this parenthesis is never closed", at: group.start) }
      return group.end()
    }

    // MARK: Reading

    var next: Unicode.Scalar? { position < pattern.count ? pattern[position] : nil }

    func peek(_ distance: Int) -> Unicode.Scalar? {
      position + distance < pattern.count ? pattern[position + distance] : nil
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard next == character else { return false }
      position += 1
      return true
    }

    func error(_ message: String, at offset: Int? = nil) -> SyntaxError {
      SyntaxError(offset: offset ?? position, message: message)
    }

    mutating func node(for set: CodePointSet) -> Node {
      if let only = set.onlyMember { return .scalar(only) }
      if let known = sets.firstIndex(of: set) { return .set(known) }
      sets.append(set)
      return .set(sets.count - 1)
    }

    // MARK: Structure

    private mutating func parseTerm(_ character: Unicode.Scalar) throws(SyntaxError) -> Node {
      let atom: Node
      switch character {
      case "^":
        position += 1
        return .assertion(.start)
      case "$":
        position += 1
        return .assertion(.end)
      case "*", "+", "?":
        throw error("there is nothing before this quantifier to repeat")
      case "{":
        guard try quantifierBraces() == nil else {
          throw error("there is nothing before this quantifier to repeat")
        }
        position += 1
        atom = .scalar(character.value)
      case ".":
        position += 1
        atom = node(for: .dot)
      case "[":
        atom = try parseClass()
      case "\\":
        if let assertion: Assertion = peek(1) == "b" ? .wordBoundary : peek(1) == "B" ? .notWordBoundary : nil {
          position += 2
          return .assertion(assertion)
        }
        atom = try parseAtomEscape()
      default:
        position += 1
        atom = .scalar(character.value)
      }
      return try parseQuantifier(of: atom, groups: 0..<0)
    }

    private mutating func parseQuantifier(of atom: Node, groups: Range<Int>) throws(SyntaxError) -> Node {
      let offset = position
      let minimum: Int
      let maximum: Int
      switch next {
      case "*": (minimum, maximum) = (0, .max)
      case "+": (minimum, maximum) = (1, .max)
      case "?": (minimum, maximum) = (0, 1)
      case "{":
        guard let braces = try quantifierBraces() else { return atom }
        (minimum, maximum) = (braces.minimum, braces.maximum)
        guard minimum <= maximum else { throw error("the bounds of this quantifier are in the wrong order") }
        position = braces.end - 1
      default: return atom
      }
      position += 1
      let isLazy = take("?")
      return .repetition(
        Repetition(
          body: atom, minimum: minimum, maximum: maximum, isLazy: isLazy, groups: groups, offset: offset))
    }

    static func isDigit(_ character: Unicode.Scalar) -> Bool { character >= "0" && character <= "9" }

    /// Bounds from here on are all the same.
    private static let beyondAnyText = 1 << 40

    /// Reads `{n}`, `{n,}` or `{n,m}` at the current position without moving; nil when the brace is a plain character.
    private func quantifierBraces() throws(SyntaxError) -> (minimum: Int, maximum: Int, end: Int)? {
      guard let first = peek(1), Self.isDigit(first) || first == "," else { return nil }
      var index = position + 1
      func number() -> Int? {
        let start = index
        var value = 0
        while index < pattern.count, Self.isDigit(pattern[index]) {
          value = min(value * 10 + Int(pattern[index].value - 0x30), Self.beyondAnyText)
          index += 1
        }
        return index == start ? nil : value
      }
      if let minimum = number(), index < pattern.count {
        var maximum = minimum
        if pattern[index] == "," {
          index += 1
          maximum = number() ?? .max
          if maximum == Self.beyondAnyText { maximum = .max }
        }
        if index < pattern.count, pattern[index] == "}" { return (minimum, maximum, index + 1) }
      }
      throw error("this quantifier is not of the form {n}, {n,} or {n,m}; a plain brace is written \\{")
    }

    /// Reads the beginning of a group.
    private mutating func openGroup() throws(SyntaxError) -> OpenGroup {
      let start = position
      let firstGroup = groupCount + 1
      let kind: OpenGroup.Kind
      position += 1
      if take("?") {
        let isBehind = next == "<" && (peek(1) == "=" || peek(1) == "!")
        if isBehind { position += 1 }
        switch next {
        case ":":
          position += 1
          kind = .plain
        case "=", "!":
          kind = .look(isAhead: !isBehind, isNegated: next == "!")
          position += 1
        case "<":
          let offset = position
          let name = try parseGroupName()
          guard seenNames.insert(name).inserted else { throw error("this group name is taken", at: offset) }
          groupCount += 1
          kind = .capture(groupCount)
        default:
          throw error("(? must be followed by :, =, !, <=, <! or <name>", at: start)
        }
      } else {
        groupCount += 1
        kind = .capture(groupCount)
      }
      return OpenGroup(kind: kind, start: start, firstGroup: firstGroup)
    }

    /// Makes a node of a group at its end, with the quantifier that follows.
    private mutating func close(_ group: inout OpenGroup) throws(SyntaxError) -> Node {
      let body = group.end()
      let groups = group.firstGroup..<(groupCount + 1)
      switch group.kind {
      case .plain: return try parseQuantifier(of: body, groups: groups)
      case .capture(let number): return try parseQuantifier(of: .group(body, number: number), groups: groups)
      case .look(let isAhead, let isNegated):
        looks.append(Look(body: body, isAhead: isAhead, isNegated: isNegated))
        return .look(looks.count - 1)
      }
    }

    // MARK: Groups by number and name

    /// The number of the group called `name`, if there is one anywhere in the pattern.
    mutating func group(named name: [UInt32]) -> Int? { scanGroups().numbers[name] }

    mutating func totalGroups() -> Int { scanGroups().count }

    private mutating func scanGroups() -> (count: Int, numbers: [[UInt32]: Int]) {
      if let allGroups { return allGroups }
      let here = position
      defer { position = here }
      var count = 0
      var numbers: [[UInt32]: Int] = [:]
      var inClass = false
      position = 0
      while let character = next {
        position += 1
        switch character {
        case "\\": position += 1
        case "[": inClass = true
        case "]": inClass = false
        case "(" where !inClass:
          if next != "?" {
            count += 1
          } else if peek(1) == "<", peek(2) != "=", peek(2) != "!" {
            count += 1
            position += 1
            // A malformed name is reported when the group itself is read.
            if let name = try? parseGroupName() { numbers[name] = count }
          }
        default: break
        }
      }
      allGroups = (count, numbers)
      return (count, numbers)
    }

    /// Reads `<name>` at the current position.
    mutating func parseGroupName() throws(SyntaxError) -> [UInt32] {
      let start = position
      guard take("<") else { throw error("a group name in angle brackets is expected here") }
      var name: [UInt32] = []
      while true {
        guard let character = next else { throw error("this group name is never closed", at: start) }
        let offset = position
        position += 1
        if character == ">" { break }
        var codePoint = character.value
        if character == "\\" {
          guard take("u") else { throw error("a group name may contain no escape but \\u", at: offset) }
          codePoint = try parseUnicodeEscape(from: offset)
        }
        guard let scalar = Unicode.Scalar(codePoint), Self.isNamePart(scalar, isFirst: name.isEmpty) else {
          throw error("this character cannot stand here in a group name", at: offset)
        }
        name.append(codePoint)
      }
      guard !name.isEmpty else { throw error("a group name cannot be empty", at: start) }
      return name
    }

    private static func isNamePart(_ character: Unicode.Scalar, isFirst: Bool) -> Bool {
      if character == "$" || character == "_" { return true }
      if isFirst { return character.properties.isIDStart }
      return character.properties.isIDContinue || character == "\u{200C}" || character == "\u{200D}"
    }
  }
}

import JSON

// The two JSON Pointers that a problem begins with. Most values on the way have no problem, so the ways to them are kept
// as steps, and spelt once they are needed.

/// A step down the instance.
struct InstanceStep: BitwiseCopyable {
  // The place of a member's name, or the complement of an element's number.
  private let value: Int

  init(member place: Int) { value = place }
  init(element: Int) { value = ~element }

  var isMember: Bool { value >= 0 }
  /// Of a member: where its name is.
  var place: Int { value }
  /// Of an element: its number.
  var element: Int { ~value }
}

/// A step through the schema: a keyword and, where it holds several schemas, which one.
struct KeywordStep: BitwiseCopyable {
  let keyword: Keyword
  /// -1 if the keyword holds no list.
  let position: Int32
  /// In the program.
  let name: UnsafePointer<Name>?

  init(_ keyword: Keyword, _ position: Int, _ name: UnsafePointer<Name>?) {
    self.keyword = keyword
    self.position = Int32(truncatingIfNeeded: position)
    self.name = name
  }
}

extension Diagnoser {
  /// Adds the way to the value to the text.
  mutating func addInstanceLocation() -> Piece {
    let start = text.count
    text.add(place)
    for step in steps.elements {
      if step.isMember {
        text.addInstanceToken(evaluator.bytes(step.place))
      } else {
        text.add(byte: UInt8(ascii: "/"))
        text.add(step.element)
      }
    }
    return text.piece(from: start)
  }

  /// Adds the way through the schema to the text.
  mutating func addKeywordLocation() -> Piece {
    let start = text.count
    text.add(location)
    for step in keywordSteps.elements { _ = addStep(step.keyword, position: step.position, step.name?.pointee) }
    return text.piece(from: start)
  }

  /// Adds a step to the way through the schema; its keyword by itself.
  mutating func addStep(_ keyword: Keyword, position: Int32 = -1, _ name: Name? = nil) -> Piece {
    text.add(byte: UInt8(ascii: "/"))
    let start = text.count
    text.add(keyword.word)
    let word = text.piece(from: start)
    if position >= 0 {
      text.add(byte: UInt8(ascii: "/"))
      text.add(Int(position))
    }
    if let name { text.addToken(name.buffer) }
    return word
  }

  /// Adds what tells the keyword of a finding: the way to it, its name, and its URI where that says more.
  mutating func addKeyword(of kind: Finding.Kind, _ schema: Int32, to parts: inout Problem.Parts) {
    parts.keywordLocation = addKeywordLocation()
    let tail = text.count
    if let keyword = kind.keyword {
      parts.keyword = addStep(keyword, kind.part)
      parts.keywordLocation = text.piece(from: Int(parts.keywordLocation.start))
    } else {
      text.add(kind.special.word)
      parts.keyword = text.piece(from: tail)
    }
    guard referenceDepth > 0 || program.hasBases else { return }
    let origin = program.origins + Int(schema)
    guard referenceDepth > 0 || !origin.pointee.base.isEmpty else { return }
    let absolute = text.count
    text.add(origin.pointee.base)
    text.add(byte: UInt8(ascii: "#"))
    text.add(origin.pointee.pointer)
    if kind.keyword != nil { text.add(Piece(tail, Int(parts.keywordLocation.end))) }
    parts.absoluteKeywordLocation = text.piece(from: absolute)
  }
}

import JSON

// The two JSON Pointers that a problem begins with. Most values have no problem, so the ways are spelt only once they are
// needed: that to the value from the steps, that through the schema from what the program knows of its schemas.

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

/// A step through the schema that leads elsewhere than further down: from the schema with a `$ref` to the one meant.
struct Reference: BitwiseCopyable {
  let source: Int32
  let target: Int32
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

  /// Adds the way to a schema to the text.
  mutating func addKeywordLocation(_ schema: Int32) -> Piece {
    let start = text.count
    text.add(location)
    var from: Int32 = 0
    for reference in references.elements {
      text.addRaw(program.way(from: from, to: reference.source))
      text.add("/$ref")
      from = reference.target
    }
    text.addRaw(program.way(from: from, to: schema))
    return text.piece(from: start)
  }

  /// Adds a keyword behind the way to its schema; the keyword by itself.
  mutating func addKeyword(_ keyword: Keyword, _ part: Name? = nil) -> Piece {
    text.add(byte: UInt8(ascii: "/"))
    let start = text.count
    text.add(keyword.word)
    let word = text.piece(from: start)
    if let part { text.addToken(part.buffer) }
    return word
  }

  /// Adds what tells the keyword of a finding: the way to it, its name, and its URI where that says more.
  mutating func addKeyword(of kind: Finding.Kind, _ schema: Int32, to parts: inout Problem.Parts) {
    parts.keywordLocation = addKeywordLocation(schema)
    let tail = text.count
    if let keyword = kind.keyword {
      parts.keyword = addKeyword(keyword, kind.part)
      parts.keywordLocation = text.piece(from: Int(parts.keywordLocation.start))
    } else {
      text.add(kind.special.word)
      parts.keyword = text.piece(from: tail)
    }
    guard references.count > 0 || program.hasBases else { return }
    let origin = program.origins + Int(schema)
    guard references.count > 0 || !origin.pointee.base.isEmpty else { return }
    let absolute = text.count
    text.add(origin.pointee.base)
    text.add(byte: UInt8(ascii: "#"))
    text.add(origin.pointee.pointer)
    if kind.keyword != nil { text.add(Piece(tail, Int(parts.keywordLocation.end))) }
    parts.absoluteKeywordLocation = text.piece(from: absolute)
  }
}

import JSON

/// One mistake in an instance.
///
/// The first four members are those of the specification's "basic" output form (JSON Schema 2019-09 core, section 10).
/// No value of the instance is ever part of a problem, with one exception: a suggestion may be derived from a text of
/// at most eight characters that reads as a number and is not a secret.
public struct Problem: Sendable {
  /// What the problem tells, as pieces of a text that it shares with the others of its diagnosis. All but the text of a
  /// suggested value is escaped as between the quotes of a JSON string.
  struct Parts: BitwiseCopyable {
    var instanceLocation = Piece.none
    var keywordLocation = Piece.none
    var absoluteKeywordLocation = Piece.none
    var keyword = Piece.none
    var message = Piece.none
    var suggestion = Piece.none
    var property = Piece.none
    /// The suggestion is the text of a JSON value, and not a name.
    var suggestsValue = false
  }

  private let text: [UInt8]
  private let parts: Parts
  /// The offending value, or name, in the instance's text, in bytes.
  public let range: Range<Int>

  init(_ text: [UInt8], _ parts: Parts, range: Range<Int>) {
    self.text = text
    self.parts = parts
    self.range = range
  }

  /// A problem of those parts, for what is checked outside of schemas.
  public init(
    instanceLocation: String, keywordLocation: String, absoluteKeywordLocation: String? = nil, keyword: String,
    message: String, suggestion: Suggestion? = nil, property: String? = nil, range: Range<Int>
  ) {
    var buffer = TextBuffer()
    var parts = Parts()
    parts.instanceLocation = buffer.addPiece(instanceLocation)
    parts.keywordLocation = buffer.addPiece(keywordLocation)
    if let absoluteKeywordLocation { parts.absoluteKeywordLocation = buffer.addPiece(absoluteKeywordLocation) }
    parts.keyword = buffer.addPiece(keyword)
    parts.message = buffer.addPiece(message)
    switch suggestion {
    case .name(let name): parts.suggestion = buffer.addPiece(name)
    case .value(let json):
      let start = buffer.count
      Array(json.utf8).withUnsafeBufferPointer { buffer.addRaw($0) }
      parts.suggestion = buffer.piece(from: start)
      parts.suggestsValue = true
    case nil: break
    }
    if let property { parts.property = buffer.addPiece(property) }
    self.init(buffer.array, parts, range: range)
  }

  /// The same with some of its parts told otherwise.
  public func with(
    instanceLocation: String? = nil, keywordLocation: String? = nil, keyword: String? = nil, message: String? = nil,
    suggestion: Suggestion?? = nil
  ) -> Problem {
    Problem(
      instanceLocation: instanceLocation ?? self.instanceLocation,
      keywordLocation: keywordLocation ?? self.keywordLocation, absoluteKeywordLocation: absoluteKeywordLocation,
      keyword: keyword ?? self.keyword, message: message ?? self.message, suggestion: suggestion ?? self.suggestion,
      property: property, range: range)
  }

  /// The JSON Pointer to the value; for a name that is not known or is misspelt, to the member of that name.
  public var instanceLocation: String { string(parts.instanceLocation) }
  /// The way through the schema to the keyword, `$ref` included, as a JSON Pointer.
  public var keywordLocation: String { string(parts.keywordLocation) }
  /// Where the keyword stands, as a URI; nil if that is the same as `keywordLocation`.
  public var absoluteKeywordLocation: String? { string(ifPresent: parts.absoluteKeywordLocation) }
  /// The keyword that failed; `false` for a boolean schema.
  public var keyword: String { string(parts.keyword) }
  /// What was found and what was expected, in plain words.
  public var message: String { string(parts.message) }
  /// The name of the member the problem is about, when it is about one: missing, or not allowed.
  public var property: String? { string(ifPresent: parts.property) }

  /// What was most likely meant, when it can be told.
  public var suggestion: Suggestion? {
    guard parts.suggestion.exists else { return nil }
    guard parts.suggestsValue else { return .name(string(parts.suggestion)) }
    return .value(json: String(decoding: text[parts.suggestion.range], as: UTF8.self))
  }

  private func string(ifPresent piece: Piece) -> String? { piece.exists ? string(piece) : nil }

  private func string(_ piece: Piece) -> String {
    let bytes = text[piece.range]
    guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
    // It was escaped when it was added.
    let quote = UInt8(ascii: "\"")
    guard let string = try? JSONDocument([quote] + bytes + [quote]).root.string else {
      preconditionFailure("a piece of a text is no string")
    }
    return string
  }
}

extension Problem {
  /// The parts that are told on the wire as JSON, strings without their quotes; valid only where they are lent.
  package struct JSONParts {
    package let instanceLocation: UnsafeBufferPointer<UInt8>
    package let keywordLocation: UnsafeBufferPointer<UInt8>
    package let keyword: UnsafeBufferPointer<UInt8>
    package let message: UnsafeBufferPointer<UInt8>
    /// nil if there is no suggestion.
    package let suggestion: UnsafeBufferPointer<UInt8>?
    /// The suggestion is any JSON value, and not the inside of a string.
    package let suggestsValue: Bool
  }

  /// Lends what is told on the wire without making strings of it.
  package func withJSON(_ body: (JSONParts) -> Void) {
    text.withUnsafeBufferPointer { text in
      func bytes(_ piece: Piece) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: text[piece.range]) }
      body(
        JSONParts(
          instanceLocation: bytes(parts.instanceLocation), keywordLocation: bytes(parts.keywordLocation),
          keyword: bytes(parts.keyword), message: bytes(parts.message),
          suggestion: parts.suggestion.exists ? bytes(parts.suggestion) : nil,
          suggestsValue: parts.suggestsValue))
    }
  }
}

extension Problem: Equatable {
  /// Whether both tell the same of the same place.
  public static func == (a: Problem, b: Problem) -> Bool {
    a.range == b.range && a.told == b.told && a.suggestion == b.suggestion
  }

  /// All that it tells but the suggestion.
  fileprivate var told: [String?] {
    [instanceLocation, keywordLocation, absoluteKeywordLocation, keyword, message, property]
  }
}

extension Problem: CustomStringConvertible {
  /// All parts, for whoever debugs.
  public var description: String {
    let parts = told.map { $0 ?? "-" } + [suggestion?.description ?? "-", "\(range)"]
    return "Problem(\(parts.joined(separator: " | ")))"
  }
}

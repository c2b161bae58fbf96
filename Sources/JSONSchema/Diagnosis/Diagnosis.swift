/// What there is to say about an instance.
public struct Diagnosis: Sendable {
  /// What makes it invalid, in the order of the instance's text.
  public var errors: [Problem]
  /// What is most likely a mistake although the schema allows it.
  public var warnings: [Problem]
  /// Whether there are more problems than the options let it hold.
  public var truncated: Bool

  /// Whether there is no error.
  public var isValid: Bool { errors.isEmpty }
}

/// One mistake in an instance.
///
/// The first four members are those of the specification's "basic" output form (JSON Schema 2019-09 core, section 10).
/// No value of the instance is ever part of a problem, with one exception: a suggestion may be derived from a text of
/// at most eight characters that reads as a number and is not a secret.
public struct Problem: Sendable, Equatable {
  /// The JSON Pointer to the value; for a name that is not known or is misspelt, to the member of that name.
  public var instanceLocation: String
  /// The way through the schema to the keyword, `$ref` included, as a JSON Pointer.
  public var keywordLocation: String
  /// Where the keyword stands, as a URI; nil if that is the same as `keywordLocation`.
  public var absoluteKeywordLocation: String?
  /// The keyword that failed; `false` for a boolean schema.
  public var keyword: String
  /// What was found and what was expected, in plain words.
  public var message: String
  /// What was most likely meant, when it can be told.
  public var suggestion: Suggestion?
  /// The name of the member the problem is about, when it is about one: missing, or not allowed.
  public var property: String?
  /// The offending value, or name, in the instance's text, in bytes.
  public var range: Range<Int>

  /// A problem of those parts, for what is checked outside of schemas.
  public init(
    instanceLocation: String, keywordLocation: String, absoluteKeywordLocation: String? = nil, keyword: String,
    message: String, suggestion: Suggestion? = nil, property: String? = nil, range: Range<Int>
  ) {
    self.instanceLocation = instanceLocation
    self.keywordLocation = keywordLocation
    self.absoluteKeywordLocation = absoluteKeywordLocation
    self.keyword = keyword
    self.message = message
    self.suggestion = suggestion
    self.property = property
    self.range = range
  }
}

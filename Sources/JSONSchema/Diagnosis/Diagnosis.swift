/// What there is to say about an instance.
public struct Diagnosis: Sendable {
  /// What makes it invalid, in the order of the instance's text.
  public var errors: [Problem]
  /// What is most likely a mistake although the schema allows it.
  public var warnings: [Problem]
  /// Whether there are more problems than the options let it hold.
  public var truncated: Bool

  /// Nothing to say yet.
  package init() {
    errors = []
    warnings = []
    truncated = false
  }

  /// Whether there is no error.
  public var isValid: Bool { errors.isEmpty }
}

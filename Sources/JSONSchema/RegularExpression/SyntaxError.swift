extension RegularExpression {
  /// Why a pattern could not be compiled.
  package struct SyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Where in the pattern, in code points from its start.
    package let offset: Int
    /// The reason in plain words.
    package let message: String

    package var description: String { "\(message) (at character \(offset))" }
  }
}

/// Why a schema cannot be used.
public struct SchemaError: Error, Sendable, CustomStringConvertible {
  /// The JSON Pointer to the fault in the schema's document.
  public let pointer: String
  /// The URI of the document, if it is not the one that was to be compiled.
  public let document: String?
  /// What is wrong, in plain words.
  public let message: String

  /// All of it as one sentence.
  public var description: String {
    let place = pointer.isEmpty ? "the root" : pointer
    return "\(message) (at \(place) of \(document ?? "the schema"))"
  }
}

/// Something odd in a schema that does not keep it from being used: most often a mistake of its author.
public struct SchemaNote: Sendable, Equatable {
  /// The JSON Pointer to it in the schema's document.
  public let pointer: String
  /// What is odd, in plain words.
  public let message: String
}

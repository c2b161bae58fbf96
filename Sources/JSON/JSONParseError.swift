/// Why a text is not JSON: where, what was found, what was expected and, where it can be told, what to mend.
///
/// Nothing of a string's content is ever part of it, since a text that is not JSON may still hold secrets; names of
/// members are.
public struct JSONParseError: Error, Sendable, Equatable {
  /// In bytes from the start of the text.
  public let offset: Int
  /// Line and column of `offset`.
  public let position: TextPosition
  /// What is wrong, as one stable word, such as `unexpected` or `duplicateName`.
  public let reason: String
  /// What is wrong, in plain words, without the position.
  public let message: String
  /// How it may be mended, in plain words.
  public let hint: String?

  /// All of it as one sentence or two.
  public var description: String {
    "\(message) at \(position.words)" + (hint.map { "; \($0)" } ?? "")
  }

  init(
    _ fault: Fault, in text: UnsafeBufferPointer<UInt8>, tape: GrowingMemory<JSONNode>, openContainer: UInt32,
    nodeCount: Int
  ) {
    offset = fault.offset
    position = TextPosition(of: fault.offset, in: text)
    let context = FaultContext(text: text, tape: tape, openContainer: openContainer, nodeCount: nodeCount)
    (reason, message, hint) = context.words(for: fault)
  }
}

extension JSONParseError: CustomStringConvertible {}

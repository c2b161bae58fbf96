/// Reads JSON texts: strict RFC 8259, nothing more and nothing less.
///
/// UTF-8 only and without a byte order mark; numbers stay text; strings must be whole characters, so a surrogate by
/// itself is refused; two members of one name are refused, because a validator and a server that took different ones
/// would not speak of the same document (RFC 8259, section 4, leaves that open). Every fault is told with its offset,
/// line and column.
///
/// A reader keeps its memory from text to text, so that reading allocates nothing once warm. It is meant for one
/// thread at a time.
public final class JSONReader {
  /// How many arrays and objects may stand one within another. Default 512.
  public let maximumDepth: Int

  let tape = GrowingMemory<JSONNode>()
  let decoded = GrowingMemory<UInt8>()
  private let seen = GrowingMemory<UInt64>(capacity: 64)

  /// A reader that refuses texts nested deeper than `maximumDepth`.
  public init(maximumDepth: Int = 512) {
    self.maximumDepth = maximumDepth
  }

  /// Reads one text.
  ///
  /// The cursor borrows the text and this reader: it is valid until either changes, that is until the next call.
  public func read(_ text: UnsafeBufferPointer<UInt8>) throws(JSONParseError) -> JSONCursor {
    var scanner = Scanner(text: text, tape: tape, decoded: decoded, maximumDepth: maximumDepth, seen: SeenNames(seen))
    if let stop = scanner.run() {
      throw JSONParseError(
        scanner.fault(stop), in: text, tape: tape, openContainer: scanner.open, nodeCount: scanner.count)
    }
    return JSONCursor(
      text: scanner.base, nodes: UnsafePointer(tape.start), decoded: UnsafePointer(decoded.start), index: 0)
  }

  /// How many nodes the last text took.
  var nodeCount: Int { tape.count }

  /// Gives back memory that an unusually large text made the reader take.
  package func shrink(toBytes limit: Int) {
    tape.shrink(toBytes: limit)
    decoded.shrink(toBytes: limit)
  }
}

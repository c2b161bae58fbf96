/// A JSON text that has been read and is kept: the text, its tape and the decoded strings, never changed again.
public final class JSONDocument: @unchecked Sendable {
  // Sound: the three blocks belong to this object alone, are filled before `init` ends, never change after it, and go
  // with it; a cursor into them is only lent to code that holds the document.
  private let text: UnsafeMutablePointer<UInt8>
  private let nodes: UnsafeMutablePointer<JSONNode>
  private let decoded: UnsafeMutablePointer<UInt8>
  /// The length of the text in bytes.
  public let byteCount: Int

  /// Reads a text and keeps it.
  public init(_ bytes: [UInt8], maximumDepth: Int = 512) throws(JSONParseError) {
    let reader = JSONReader(maximumDepth: maximumDepth)
    byteCount = bytes.count
    text = bytes.withUnsafeBufferPointer { Self.copy($0.baseAddress, $0.count) }
    do throws(JSONParseError) {
      _ = try reader.read(UnsafeBufferPointer(start: text, count: byteCount))
    } catch {
      text.deallocate()
      throw error
    }
    nodes = Self.copy(UnsafePointer(reader.tape.start), reader.nodeCount)
    decoded = Self.copy(UnsafePointer(reader.decoded.start), reader.decoded.count)
  }

  /// Reads a text and keeps it.
  public convenience init(_ text: String, maximumDepth: Int = 512) throws(JSONParseError) {
    try self.init(Array(text.utf8), maximumDepth: maximumDepth)
  }

  /// Keeps what a reader has just read from that text.
  public init(copying bytes: UnsafeBufferPointer<UInt8>, readBy reader: JSONReader) {
    text = Self.copy(bytes.baseAddress, bytes.count)
    nodes = Self.copy(UnsafePointer(reader.tape.start), reader.nodeCount)
    decoded = Self.copy(UnsafePointer(reader.decoded.start), reader.decoded.count)
    byteCount = bytes.count
  }

  deinit {
    text.deallocate()
    nodes.deallocate()
    decoded.deallocate()
  }

  private static func copy<T: BitwiseCopyable>(_ source: UnsafePointer<T>?, _ count: Int) -> UnsafeMutablePointer<T> {
    let memory = UnsafeMutablePointer<T>.allocate(capacity: max(count, 1))
    if let source { memory.update(from: source, count: count) }
    return memory
  }

  /// The outermost value.
  public var root: JSONValue { JSONValue(document: self, index: 0) }

  /// The whole text.
  public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: text, count: byteCount) }

  func cursor(_ index: Int) -> JSONCursor {
    JSONCursor(text: text, nodes: nodes, decoded: decoded, index: index)
  }
}

/// A JSON text that has been read and is kept: the text, its tape and the decoded strings, never changed again.
public final class JSONDocument: @unchecked Sendable {
  // Sound: the three blocks belong to this object alone, but for a text that lasts as long as the process; they are
  // filled before `init` ends, never change after it, and go with it; a cursor into them is only lent to code that holds
  // the document.
  private let text: UnsafePointer<UInt8>
  private let ownsText: Bool
  private let nodes: UnsafeMutablePointer<JSONNode>
  private let decoded: UnsafeMutablePointer<UInt8>
  /// The length of the text in bytes.
  public let byteCount: Int

  private init(
    _ text: UnsafeBufferPointer<UInt8>, ownsText: Bool, maximumDepth: Int
  ) throws(JSONParseError) {
    let reader = JSONReader(maximumDepth: maximumDepth)
    do throws(JSONParseError) {
      // The cursor is made anew from the copies below; where the text stands is the same.
      self.text = try reader.read(text).textStart
    } catch {
      if ownsText { text.deallocate() }
      throw error
    }
    self.ownsText = ownsText
    byteCount = text.count
    nodes = Self.copy(UnsafePointer(reader.tape.start), reader.nodeCount)
    decoded = Self.copy(UnsafePointer(reader.decoded.start), reader.decoded.count)
  }

  /// Reads a text and keeps it.
  public convenience init(_ bytes: [UInt8], maximumDepth: Int = 512) throws(JSONParseError) {
    let copy = bytes.withUnsafeBufferPointer { Self.copy($0.baseAddress, $0.count) }
    try self.init(UnsafeBufferPointer(start: copy, count: bytes.count), ownsText: true, maximumDepth: maximumDepth)
  }

  /// Reads a text that is there, unchanged, as long as the process lives, and leaves it where it is.
  package convenience init(
    lasting text: UnsafeBufferPointer<UInt8>, maximumDepth: Int = 512
  ) throws(JSONParseError) {
    try self.init(text, ownsText: false, maximumDepth: maximumDepth)
  }

  /// Reads a text and keeps it.
  public convenience init(_ text: String, maximumDepth: Int = 512) throws(JSONParseError) {
    try self.init(Array(text.utf8), maximumDepth: maximumDepth)
  }

  /// Keeps what a reader has just read from that text.
  public init(copying bytes: UnsafeBufferPointer<UInt8>, readBy reader: JSONReader) {
    text = UnsafePointer(Self.copy(bytes.baseAddress, bytes.count))
    ownsText = true
    nodes = Self.copy(UnsafePointer(reader.tape.start), reader.nodeCount)
    decoded = Self.copy(UnsafePointer(reader.decoded.start), reader.decoded.count)
    byteCount = bytes.count
  }

  deinit {
    if ownsText { text.deallocate() }
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

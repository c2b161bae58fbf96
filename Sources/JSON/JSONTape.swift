// What a validator needs of the tape to walk it without a cursor for every step. The fields themselves stay private to
// this module, since only the reader may write them.

extension JSONNode {
  /// The kind as a bit: `1 << kind.rawValue`.
  @inlinable package var kindBit: UInt8 { 1 &<< UInt8(truncatingIfNeeded: head & 0xF) }
  @inlinable package var nodeKind: JSONKind { kind }
  @inlinable package var isContainer: Bool { kind == .object || kind == .array }
  /// Of an object the number of members, of an array that of elements, of a name its hash.
  @inlinable package var countOrHash: UInt32 { payload }
  @inlinable package var startOffset: Int { Int(start) }
  @inlinable package var endOffset: Int { Int(end) }
  /// Of a container: the index after its last descendant. Of an escaped string: where its decoded bytes stand.
  @inlinable package var linkIndex: Int { Int(link) }
  @inlinable package var hasEscapes: Bool { has(JSONNode.escaped) }
  @inlinable package var hasNonASCII: Bool { has(JSONNode.nonASCII) }
  @inlinable package var hasOnlyDigits: Bool { has(JSONNode.integer) }
}

extension JSONCursor {
  @inlinable package var textStart: UnsafePointer<UInt8> { text }
  @inlinable package var tapeStart: UnsafePointer<JSONNode> { nodes }
  @inlinable package var decodedStart: UnsafePointer<UInt8> { decoded }

  /// The cursor at an index of a tape; the three addresses are those of one cursor.
  @inlinable package init(
    textStart: UnsafePointer<UInt8>, tapeStart: UnsafePointer<JSONNode>, decodedStart: UnsafePointer<UInt8>, index: Int
  ) {
    self.init(text: textStart, nodes: tapeStart, decoded: decodedStart, index: index)
  }
}

/// The hash a reader keeps beside a member name of those bytes.
@inlinable package func jsonNameHash(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
  jsonHash(bytes, count)
}

extension JSONDocument {
  /// Whether the hash of any member name in the document is one that the body says yes to.
  package func containsName(where matches: (UInt32) -> Bool) -> Bool {
    let cursor = root.cursor
    let count = cursor.node.isContainer ? Int(cursor.node.link) : 1
    for index in 0..<count where cursor.nodes[index].kind == .name && matches(cursor.nodes[index].payload) {
      return true
    }
    return false
  }
}

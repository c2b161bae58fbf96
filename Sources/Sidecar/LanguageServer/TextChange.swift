import JSON

/// Makes the changes of `textDocument/didChange` (LSP 3.17, TextDocumentContentChangeEvent).
enum TextChange {
  /// Puts the new text in the place of a range, or of everything. A range that lies beyond the text is that of its end.
  static func apply(_ change: JSONCursor, to text: inout [UInt8], encoding: LineIndex.Encoding) {
    guard let new = change["text"], new.kind == .string else { return }
    guard let range = change["range"], range.kind == .object else {
      text = Array(new.stringBytes)
      return
    }
    let (start, end) = text.withUnsafeBufferPointer { bytes in
      let index = LineIndex(bytes, encoding: encoding)
      return (
        index.offset(of: LinePosition(range["start"]), in: bytes),
        index.offset(of: LinePosition(range["end"]), in: bytes)
      )
    }
    text.replaceSubrange(min(start, end)..<max(start, end), with: new.stringBytes)
  }
}

extension LinePosition {
  /// LSP's Position; what it lacks is 0.
  init(_ position: JSONCursor?) {
    self.init(line: position?["line"]?.integer ?? 0, character: position?["character"]?.integer ?? 0)
  }
}

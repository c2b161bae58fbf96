/// A stretch of a `TextBuffer`, and of the text that a diagnosis shares among its problems.
struct Piece: BitwiseCopyable {
  let start: UInt32
  let end: UInt32

  init(_ start: Int, _ end: Int) {
    // Sound by the bounds of a `TextBuffer`.
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  private init(none: Void) {
    start = 1
    end = 0
  }

  /// What stands for a part that a problem does not have.
  static var none: Piece { Piece(none: ()) }

  var exists: Bool { start <= end }
  /// Only of one that exists.
  var range: Range<Int> { Int(start)..<Int(end) }
}

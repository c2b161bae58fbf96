/// The words of all problems of one diagnosis, side by side. What the problems tell are pieces of it, so that they take
/// two blocks of memory and not several strings each.
///
/// `@unchecked Sendable` is sound: the memory belongs to this object alone, never changes after `init`, and goes with it.
final class ProblemText: @unchecked Sendable {
  private let memory: UnsafeBufferPointer<UInt8>

  /// Takes over memory, which no one else frees.
  init(owning memory: UnsafeBufferPointer<UInt8>) { self.memory = memory }

  deinit { memory.deallocate() }

  /// The bytes of a piece; only for as long as someone holds this object.
  func bytes(_ piece: Piece) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: memory[Int(piece.start)..<Int(piece.end)])
  }

  func string(_ piece: Piece) -> String {
    withExtendedLifetime(self) { String(decoding: bytes(piece), as: UTF8.self) }
  }
}

/// A stretch of a `TextBuffer`, and of the `ProblemText` it becomes.
struct Piece: BitwiseCopyable {
  let start: UInt32
  let end: UInt32

  init(_ start: Int, _ end: Int) {
    self.start = UInt32(start)
    self.end = UInt32(end)
  }

  /// What stands for a part that a problem does not have.
  static var none: Piece { Piece(none: ()) }

  private init(none: Void) {
    start = 1
    end = 0
  }

  var exists: Bool { start <= end }
  var count: Int { exists ? Int(end - start) : 0 }
}

/// Memory that is lent piece by piece to lists that begin in it. Sound while it outlives them.
struct LentMemory {
  private var rest: UnsafeMutableRawBufferPointer

  /// Lends memory of the stack for as long as the body runs.
  static func onStack<T>(_ body: (inout LentMemory) -> T) -> T {
    // As much as is taken from the stack without asking how much of that is left.
    withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 16) { memory in
      var lent = LentMemory(rest: memory)
      return body(&lent)
    }
  }

  /// Memory for so many elements, or for none if that is more than there is.
  mutating func lend<Element: BitwiseCopyable>(_ capacity: Int) -> UnsafeMutableBufferPointer<Element> {
    precondition(MemoryLayout<Element>.alignment <= 16)
    let wanted = capacity * MemoryLayout<Element>.stride
    let size = wanted <= rest.count ? wanted : 0
    let piece = UnsafeMutableRawBufferPointer(rebasing: rest[..<size])
    // The next piece is aligned for all.
    rest = UnsafeMutableRawBufferPointer(rebasing: rest[min((size + 15) & ~15, rest.count)...])
    return piece.bindMemory(to: Element.self)
  }
}

/// Memory for a reader that grows by doubling and is kept from text to text.
///
/// Sound: the memory belongs to this object alone, `start` covers `capacity` elements, and nothing hands out a pointer
/// into it that outlives the reader's documented borrow.
final class GrowingMemory<Element: BitwiseCopyable> {
  private(set) var start: UnsafeMutablePointer<Element>
  private(set) var capacity: Int
  /// The elements in use.
  var count = 0

  init(capacity: Int = 256) {
    start = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { start.deallocate() }

  /// Makes room for at least `needed` elements, keeping the first `used`.
  @inline(never)
  func grow(to needed: Int, keeping used: Int) {
    let newCapacity = max(needed, capacity * 2)
    let new = UnsafeMutablePointer<Element>.allocate(capacity: newCapacity)
    new.update(from: start, count: used)
    start.deallocate()
    start = new
    capacity = newCapacity
  }

  func shrink(toBytes limit: Int) {
    let allowed = limit / MemoryLayout<Element>.stride
    guard capacity > allowed, allowed >= 256 else { return }
    start.deallocate()
    start = .allocate(capacity: allowed)
    capacity = allowed
    count = 0
  }
}

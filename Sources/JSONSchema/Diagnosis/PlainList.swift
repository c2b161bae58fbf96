/// Plain values one after another: in memory that is lent by whoever makes the list, and in larger memory of its own
/// once that is full.
///
/// Unlike an array it asks before no write whether anyone else holds it, and a list that stays small takes nothing from
/// the heap: a diagnosis has several.
///
/// Sound: `start` covers `capacity` elements, of which the first `count` are written; memory of its own belongs to this
/// value alone, which cannot be copied and frees it at its end. What is handed out by address must not outlive the next
/// change.
struct PlainList<Element: BitwiseCopyable>: ~Copyable {
  private var start: UnsafeMutablePointer<Element>
  private var capacity: Int
  private var ownsMemory = false
  private(set) var count = 0

  /// A list that begins in so much of that memory, if there is enough. The memory has to outlive it.
  init(in memory: inout LentMemory, capacity: Int) {
    let lent: UnsafeMutableBufferPointer<Element> = memory.lend(capacity)
    // Memory of the stack has an address, even where nothing is left of it.
    start = lent.baseAddress.unsafelyUnwrapped
    self.capacity = lent.count
  }

  /// A list in memory of its own.
  init(capacity: Int) {
    start = .allocate(capacity: capacity)
    self.capacity = capacity
    ownsMemory = true
  }

  deinit {
    if ownsMemory { start.deallocate() }
  }

  var indices: Range<Int> { 0..<count }
  /// The elements; not to be used after the next change.
  var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

  subscript(index: Int) -> Element {
    @inline(__always) get { address(of: index).pointee }
    @inline(__always) _modify { yield &address(of: index).pointee }
  }

  @inline(__always)
  private func address(of index: Int) -> UnsafeMutablePointer<Element> {
    precondition(index >= 0 && index < count)
    return start + index
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    makeRoom(for: 1)
    (start + count).initialize(to: element)
    count &+= 1
  }

  @inline(__always)
  mutating func append(_ elements: UnsafePointer<Element>, _ length: Int) {
    makeRoom(for: length)
    (start + count).update(from: elements, count: length)
    count &+= length
  }

  /// Appends once more what stands in a range.
  mutating func appendCopy(of range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    makeRoom(for: range.count)
    (start + count).update(from: start + range.lowerBound, count: range.count)
    count &+= range.count
  }

  @inline(__always)
  private mutating func makeRoom(for length: Int) {
    if capacity &- count < length { grow(by: length) }
  }

  @inline(never)
  private mutating func grow(by length: Int) {
    capacity = max(capacity * 2, count + length, 8)
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    if ownsMemory { start.deallocate() }
    start = larger
    ownsMemory = true
  }

  mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= self.count)
    self.count = count
  }

  mutating func removeLast() { truncate(to: count &- 1) }

  mutating func sort(by areInOrder: (Element, Element) -> Bool) {
    var elements = UnsafeMutableBufferPointer(start: start, count: count)
    elements.sort(by: areInOrder)
  }
}

/// Plain values one after another, in memory of its own that grows by doubling.
///
/// A diagnosis makes several of these for each message. Unlike an array it asks before no write whether anyone else
/// holds it, and takes no memory before the first value.
///
/// Sound: the memory belongs to this value alone, which cannot be copied and frees it at its end; `start` covers
/// `capacity` elements, of which the first `count` are written. What is handed out by address must not outlive the next
/// change.
struct PlainList<Element: BitwiseCopyable>: ~Copyable {
  private var start: UnsafeMutablePointer<Element>?
  private var capacity = 0
  /// How much room the first value makes.
  private let firstCapacity: Int
  private(set) var count = 0

  init(firstCapacity: Int) { self.firstCapacity = firstCapacity }

  deinit { start?.deallocate() }

  var isEmpty: Bool { count == 0 }
  var indices: Range<Int> { 0..<count }
  /// The elements; not to be used after the next change.
  var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

  subscript(index: Int) -> Element {
    @inline(__always) get { address(of: index).pointee }
    @inline(__always) _modify { yield &address(of: index).pointee }
  }

  @inline(__always)
  private func address(of index: Int) -> UnsafeMutablePointer<Element> {
    guard let start, index >= 0, index < count else { preconditionFailure("no such element") }
    return start + index
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    reserve(1).initialize(to: element)
    count &+= 1
  }

  @inline(__always)
  mutating func append(_ elements: UnsafePointer<Element>, _ length: Int) {
    reserve(length).update(from: elements, count: length)
    count &+= length
  }

  /// Appends once more what stands in a range.
  mutating func appendCopy(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    let end = reserve(range.count)
    // Sound: after the room has been made, which may have moved the elements, both stand in the same memory.
    if let start { end.update(from: start + range.lowerBound, count: range.count) }
    count &+= range.count
  }

  /// Makes room for so many elements more; where the first of them belongs.
  @inline(__always)
  private mutating func reserve(_ length: Int) -> UnsafeMutablePointer<Element> {
    guard let start, count &+ length <= capacity else { return grow(by: length) }
    return start + count
  }

  @inline(never)
  private mutating func grow(by length: Int) -> UnsafeMutablePointer<Element> {
    capacity = max(firstCapacity, capacity * 2, count + length)
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    if let start { larger.update(from: start, count: count) }
    start?.deallocate()
    start = larger
    return larger + count
  }

  mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= self.count)
    self.count = count
  }

  mutating func removeLast() { truncate(to: count - 1) }

  mutating func sort(by areInOrder: (Element, Element) -> Bool) {
    var elements = UnsafeMutableBufferPointer(start: start, count: count)
    elements.sort(by: areInOrder)
  }

  /// Gives the memory away, which the caller has to free, and begins anew.
  mutating func take() -> UnsafeBufferPointer<Element> {
    let taken = UnsafeBufferPointer(start: start, count: count)
    (start, capacity, count) = (nil, 0, 0)
    return taken
  }
}

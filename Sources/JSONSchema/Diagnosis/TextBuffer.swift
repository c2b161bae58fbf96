import JSON

/// UTF-8 text as it is put together, in memory that is used again for the next one.
///
/// The memory belongs to this value alone, which cannot be copied, so it needs no check before a write; it goes with
/// the value. What is handed out by `view` must not outlive the next change.
struct TextBuffer: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 64) {
    start = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { start.deallocate() }

  mutating func clear() { count = 0 }
  mutating func truncate(to count: Int) { self.count = count }

  /// The bytes from `start` to `end`.
  func view(_ from: Int = 0, _ end: Int? = nil) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: start + from, count: (end ?? count) - from)
  }

  @inline(never)
  private mutating func grow(by more: Int) {
    let newCapacity = max(capacity * 2, count + more)
    let new = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity)
    new.update(from: start, count: count)
    start.deallocate()
    start = new
    capacity = newCapacity
  }

  @inline(__always)
  private mutating func add(_ text: UnsafePointer<UInt8>, _ length: Int) {
    if count &+ length > capacity { grow(by: length) }
    (start + count).update(from: text, count: length)
    count &+= length
  }

  mutating func add(_ text: StaticString) { add(text.utf8Start, text.utf8CodeUnitCount) }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    guard let address = text.baseAddress else { return }
    add(address, text.count)
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add($0) }
  }

  mutating func add(byte: UInt8) {
    if count == capacity { grow(by: 1) }
    start[count] = byte
    count &+= 1
  }

  mutating func add(_ number: Int) {
    if number >= 0, number < 10 {
      add(byte: 0x30 + UInt8(number))
    } else {
      add(String(number))
    }
  }

  /// A token of a JSON Pointer with the slash before it (RFC 6901, section 3).
  mutating func addToken(_ name: UnsafeBufferPointer<UInt8>) {
    add(byte: UInt8(ascii: "/"))
    guard name.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return add(name) }
    for byte in name {
      switch byte {
      case UInt8(ascii: "~"): add("~0")
      case UInt8(ascii: "/"): add("~1")
      default: add(byte: byte)
      }
    }
  }

  /// The same for a name of an instance, which is cut after 64 characters: someone may have put a secret there.
  mutating func addInstanceToken(_ name: UnsafeBufferPointer<UInt8>) {
    var end = 0
    var characters = 0
    if name.count > 64 {
      while end < name.count {
        if name[end] & 0xC0 != 0x80 { characters += 1 }
        if characters > 64 { break }
        end += 1
      }
    } else {
      end = name.count
    }
    addToken(UnsafeBufferPointer(rebasing: name[..<end]))
    if end < name.count { add("\u{2026}") }
  }

  /// What was put together.
  func string() -> String { String(decoding: view(), as: UTF8.self) }
}

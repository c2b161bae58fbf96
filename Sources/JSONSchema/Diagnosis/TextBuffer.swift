import JSON

/// UTF-8 text as it is put together, in memory that is used again for the next one.
struct TextBuffer {
  private(set) var bytes: [UInt8] = []

  var count: Int { bytes.count }
  mutating func clear() { bytes.removeAll(keepingCapacity: true) }
  mutating func truncate(to count: Int) { bytes.removeLast(bytes.count - count) }
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func add(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
  mutating func add(_ text: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: text) }
  mutating func add(_ text: ArraySlice<UInt8>) { bytes.append(contentsOf: text) }
  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
  mutating func add(byte: UInt8) { bytes.append(byte) }

  mutating func add(_ number: Int) {
    if number >= 0, number < 10 {
      bytes.append(0x30 + UInt8(number))
    } else {
      add(String(number))
    }
  }

  /// A token of a JSON Pointer with the slash before it (RFC 6901, section 3).
  mutating func addToken(_ name: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "/"))
    guard name.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return add(name) }
    for byte in name {
      switch byte {
      case UInt8(ascii: "~"): add("~0")
      case UInt8(ascii: "/"): add("~1")
      default: bytes.append(byte)
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
  func string(from start: Int = 0) -> String {
    bytes.withUnsafeBufferPointer { source in
      let count = source.count - start
      return String(unsafeUninitializedCapacity: count) { target in
        guard let from = source.baseAddress, let to = target.baseAddress else { return 0 }
        to.update(from: from + start, count: count)
        return count
      }
    }
  }
}

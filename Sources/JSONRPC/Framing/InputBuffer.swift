#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The bytes that have arrived and are not yet consumed, in one stretch of memory.
///
/// Sound: the memory belongs to this object alone, and what it lends is valid until bytes are added next.
package final class InputBuffer {
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var start = 0
  private var end = 0
  private static let usualCapacity = 64 * 1024
  /// How much is kept for the next message: whoever sends one of a megabyte sends others.
  private static let keptCapacity = 4 * 1024 * 1024

  package init() {
    capacity = Self.usualCapacity
    memory = .allocate(capacity: capacity)
  }

  deinit { memory.deallocate() }

  /// How many bytes wait.
  package var count: Int { end - start }

  /// What waits.
  package var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: memory + start, count: end - start)
  }

  /// Drops the first `count` bytes.
  package func consume(_ count: Int) { start += count }

  /// Lets `fill` put bytes into free room of at least 32 KiB; it returns how many it put there.
  package func append(_ fill: (UnsafeMutableRawBufferPointer) -> Int) {
    makeRoom(32 * 1024)
    end += fill(UnsafeMutableRawBufferPointer(start: memory + end, count: capacity - end))
  }

  /// Adds bytes.
  package func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    makeRoom(bytes.count)
    if let source = bytes.baseAddress { memcpy(memory + end, source, bytes.count) }
    end += bytes.count
  }

  private func makeRoom(_ needed: Int) {
    if start == end {
      start = 0
      end = 0
      if capacity > Self.keptCapacity, needed <= Self.usualCapacity { resize(to: Self.usualCapacity) }
    }
    if capacity - end >= needed { return }
    if start > 0, capacity - count >= needed, start >= capacity / 2 {
      memmove(memory, memory + start, count)
      end -= start
      start = 0
    } else {
      resize(to: max(capacity * 2, count + needed))
    }
  }

  private func resize(to newCapacity: Int) {
    let new = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity)
    memcpy(new, memory + start, count)
    memory.deallocate()
    memory = new
    end -= start
    start = 0
    capacity = newCapacity
  }
}

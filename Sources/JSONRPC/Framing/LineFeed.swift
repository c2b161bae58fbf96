#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension UnsafeBufferPointer<UInt8> {
  /// The place of the first line feed at or behind `start`.
  func firstLineFeed(from start: Int) -> Int? {
    guard let base = baseAddress, start < count, let found = memchr(base + start, 0x0A, count - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}

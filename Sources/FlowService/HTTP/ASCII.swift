#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What HTTP's grammar asks of bytes (RFC 9110, section 5.6).
extension UInt8 {
  var asciiLowercase: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

  var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  /// A space or a tab.
  var isBlank: Bool { self == 0x20 || self == 0x09 }

  var isBlankOrReturn: Bool { isBlank || self == 0x0D }

  /// What names of header fields are made of.
  var isTokenByte: Bool {
    self < 64 ? tokenBytes.low >> UInt64(self) & 1 == 1 : self < 128 && tokenBytes.high >> UInt64(self - 64) & 1 == 1
  }
}

/// A bit for each byte below 128: letters, digits and ``!#$%&'*+-.^_`|~``.
private let tokenBytes: (low: UInt64, high: UInt64) = (0x03FF_6CFA_0000_0000, 0x57FF_FFFF_C7FF_FFFE)

extension UnsafeRawBufferPointer {
  /// With memchr(3), which looks at 32 bytes at a time where the collection's own search looks at one.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// Without the blanks at both ends, and the CR of a line's end.
  var trimmingBlanks: UnsafeRawBufferPointer {
    var (start, end) = (0, count)
    while start < end, self[start].isBlankOrReturn { start += 1 }
    while end > start, self[end - 1].isBlankOrReturn { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: self[start..<end])
  }
}

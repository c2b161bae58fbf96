/// The 24-bit hash of a member name that the reader keeps beside each name, so that looking one up compares bytes only
/// when the name is very likely the right one. It is no defence against chosen collisions: whoever relies on distinct
/// hashes for speed has to bound what equal ones cost.
@inlinable @inline(__always) func jsonHash(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
  let low: UInt64
  let high: UInt64
  if count >= 8 {
    low = loadWord(bytes)
    high = loadWord(bytes + (count &- 8))
  } else if count >= 4 {
    low = UInt64(loadHalf(bytes))
    high = UInt64(loadHalf(bytes + (count &- 4)))
  } else if count > 0 {
    low = UInt64(bytes[0]) | UInt64(bytes[count &>> 1]) &<< 8
    high = UInt64(bytes[count &- 1])
  } else {
    return 0
  }
  let mixed = (low ^ (high &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(truncatingIfNeeded: count)) &* 0xD6E8_FEB8_6659_FD93
  return UInt32(truncatingIfNeeded: mixed &>> 40)
}

/// Eight bytes from an address of any alignment.
@inlinable package func loadWord(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
  UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
}

/// Four bytes from an address of any alignment.
@inlinable func loadHalf(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
  UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self)
}

/// Whether two stretches of memory of one length hold the same bytes.
@inlinable package func equalBytes(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  if count >= 8 {
    var index = 0
    let last = count &- 8
    while index < last {
      if loadWord(a + index) != loadWord(b + index) { return false }
      index &+= 8
    }
    return loadWord(a + last) == loadWord(b + last)
  }
  if count >= 4 {
    let last = count &- 4
    return loadHalf(a) == loadHalf(b) && loadHalf(a + last) == loadHalf(b + last)
  }
  var index = 0
  while index < count {
    if a[index] != b[index] { return false }
    index &+= 1
  }
  return true
}

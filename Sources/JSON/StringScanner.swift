/// Reads what is not plain about a string: escapes, characters beyond ASCII, and the last bytes of a text, where whole
/// words do not fit.
struct StringScanner {
  let base: UnsafePointer<UInt8>
  let end: Int
  // Sound as in `Scanner`: the reader holds it.
  unowned(unsafe) let decoded: GrowingMemory<UInt8>

  /// The string as the tape has it, or what is wrong with it.
  struct Found {
    /// Behind the closing quote.
    var end = 0
    var flags: UInt32 = 0
    var hash: UInt32 = 0
    /// Where the decoded bytes stand.
    var record: UInt32 = 0
    var fault: Fault?

    init(_ reason: Fault.Reason, at offset: Int) { fault = Fault(reason, at: offset) }

    init(end: Int, flags: UInt32, hash: UInt32, record: UInt32 = 0) {
      self.end = end
      self.flags = flags
      self.hash = hash
      self.record = record
    }
  }

  /// The high bit of each byte that ends a run of plain ASCII; only the lowest set bit can be relied on.
  @inline(__always)
  static func specialBytes(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let word = UInt64(littleEndian: word)
    let quotes = (word ^ (ones &* 0x22)) &- ones
    let backslashes = (word ^ (ones &* 0x5C)) &- ones
    let controls = word &- (ones &* 0x20)
    return (quotes | backslashes | controls | word) & (ones &* 0x80)
  }

  /// The rest of the string that begins at `start`, from a byte that is not plain or near the end.
  @inline(never)
  func scan(_ kind: JSONKind, start: Int, from: Int) -> Found {
    var position = from
    var flags: UInt32 = 0
    while position < end {
      let byte = base[position]
      if byte == UInt8(ascii: "\"") {
        let hash = kind == .name ? jsonHash(base + start + 1, position &- start &- 1) : 0
        return Found(end: position &+ 1, flags: flags, hash: hash)
      }
      if byte == UInt8(ascii: "\\") { return scanEscaped(kind, start: start, from: position, flags: flags) }
      if byte < 0x20 { return Found(.controlCharacter(stringStart: start), at: position) }
      if byte < 0x80 {
        position &+= lengthOfPlainRun(at: position)
      } else {
        let length = lengthOfCharacter(at: position)
        guard length > 0 else { return Found(.invalidUTF8, at: position) }
        flags = JSONNode.nonASCII
        position &+= length
      }
    }
    return Found(.unclosedString(stringStart: start), at: end)
  }

  /// How many bytes from a plain one on are plain, as far as whole words tell.
  @inline(__always)
  private func lengthOfPlainRun(at start: Int) -> Int {
    var position = start &+ 1
    while position &+ 8 <= end {
      let special = Self.specialBytes(loadWord(base + position))
      if special != 0 { return position &+ special.trailingZeroBitCount &>> 3 &- start }
      position &+= 8
    }
    return position &- start
  }

  /// A string with escapes: its decoded bytes go to `decoded`, behind their count in four bytes.
  private func scanEscaped(_ kind: JSONKind, start: Int, from: Int, flags: UInt32) -> Found {
    let record = decoded.count
    var flags = flags | JSONNode.escaped
    reserveDecoded(4 &+ from &- start)
    let plain = from &- start &- 1
    (decoded.start + record + 4).update(from: base + start + 1, count: plain)
    decoded.count = record &+ 4 &+ plain
    var position = from
    while position < end {
      let byte = base[position]
      switch byte {
      case UInt8(ascii: "\""):
        let length = decoded.count &- record &- 4
        UnsafeMutableRawPointer(decoded.start + record).storeBytes(of: UInt32(length), as: UInt32.self)
        let hash = kind == .name ? jsonHash(UnsafePointer(decoded.start + record + 4), length) : 0
        return Found(end: position &+ 1, flags: flags, hash: hash, record: UInt32(record))
      case UInt8(ascii: "\\"):
        if let fault = decodeEscape(at: &position, flags: &flags, stringStart: start) {
          return Found(fault.reason, at: fault.offset)
        }
      case 0..<0x20:
        return Found(.controlCharacter(stringStart: start), at: position)
      case 0x20..<0x80:
        let length = lengthOfPlainRun(at: position)
        reserveDecoded(length)
        (decoded.start + decoded.count).update(from: base + position, count: length)
        decoded.count &+= length
        position &+= length
      default:
        let length = lengthOfCharacter(at: position)
        guard length > 0 else { return Found(.invalidUTF8, at: position) }
        flags |= JSONNode.nonASCII
        reserveDecoded(length)
        (decoded.start + decoded.count).update(from: base + position, count: length)
        decoded.count &+= length
        position &+= length
      }
    }
    return Found(.unclosedString(stringStart: start), at: end)
  }

  private func reserveDecoded(_ more: Int) {
    if decoded.count &+ more > decoded.capacity { decoded.grow(to: decoded.count + more, keeping: decoded.count) }
  }

  private func decodeEscape(at position: inout Int, flags: inout UInt32, stringStart: Int) -> Fault? {
    let start = position
    guard start &+ 1 < end else { return Fault(.unclosedString(stringStart: stringStart), at: end) }
    let plain: UInt8
    switch base[start &+ 1] {
    case UInt8(ascii: "\""): plain = 0x22
    case UInt8(ascii: "\\"): plain = 0x5C
    case UInt8(ascii: "/"): plain = 0x2F
    case UInt8(ascii: "b"): plain = 0x08
    case UInt8(ascii: "f"): plain = 0x0C
    case UInt8(ascii: "n"): plain = 0x0A
    case UInt8(ascii: "r"): plain = 0x0D
    case UInt8(ascii: "t"): plain = 0x09
    case UInt8(ascii: "u"):
      guard var scalar = hexadecimal(at: start &+ 2) else { return Fault(.badUnicodeEscape, at: start) }
      position = start &+ 6
      if scalar &>> 11 == 0xD800 &>> 11 {
        guard scalar < 0xDC00, position &+ 1 < end, base[position] == UInt8(ascii: "\\"),
          base[position &+ 1] == UInt8(ascii: "u"), let low = hexadecimal(at: position &+ 2),
          low &>> 10 == 0xDC00 &>> 10
        else { return Fault(.loneSurrogate, at: start) }
        scalar = 0x10000 &+ (scalar & 0x3FF) &<< 10 &+ (low & 0x3FF)
        position &+= 6
      }
      if scalar >= 0x80 { flags |= JSONNode.nonASCII }
      appendDecoded(scalar)
      return nil
    default:
      return Fault(.badEscape, at: start)
    }
    reserveDecoded(1)
    decoded.start[decoded.count] = plain
    decoded.count &+= 1
    position = start &+ 2
    return nil
  }

  private func appendDecoded(_ scalar: UInt32) {
    reserveDecoded(4)
    let out = decoded.start + decoded.count
    switch scalar {
    case 0..<0x80:
      out[0] = UInt8(scalar)
      decoded.count &+= 1
    case 0x80..<0x800:
      out[0] = UInt8(0xC0 | scalar &>> 6)
      out[1] = UInt8(0x80 | scalar & 0x3F)
      decoded.count &+= 2
    case 0x800..<0x10000:
      out[0] = UInt8(0xE0 | scalar &>> 12)
      out[1] = UInt8(0x80 | scalar &>> 6 & 0x3F)
      out[2] = UInt8(0x80 | scalar & 0x3F)
      decoded.count &+= 3
    default:
      out[0] = UInt8(0xF0 | scalar &>> 18)
      out[1] = UInt8(0x80 | scalar &>> 12 & 0x3F)
      out[2] = UInt8(0x80 | scalar &>> 6 & 0x3F)
      out[3] = UInt8(0x80 | scalar & 0x3F)
      decoded.count &+= 4
    }
  }

  private func hexadecimal(at position: Int) -> UInt32? {
    guard position &+ 4 <= end else { return nil }
    var value: UInt32 = 0
    for index in 0..<4 {
      let byte = base[position &+ index]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte &- UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte &- UInt8(ascii: "a") &+ 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte &- UInt8(ascii: "A") &+ 10
      default: return nil
      }
      value = value &<< 4 | UInt32(digit)
    }
    return value
  }

  /// The length of the well-formed UTF-8 sequence beyond ASCII at that place (RFC 3629, section 4); 0 if it is none.
  @inline(__always)
  private func lengthOfCharacter(at position: Int) -> Int {
    let first = base[position]
    func continues(_ index: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
      position &+ index < end && base[position &+ index] >= low && base[position &+ index] <= high
    }
    switch first {
    case 0xC2...0xDF: return continues(1) ? 2 : 0
    case 0xE0: return continues(1, 0xA0) && continues(2) ? 3 : 0
    case 0xED: return continues(1, 0x80, 0x9F) && continues(2) ? 3 : 0
    case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : 0
    case 0xF0: return continues(1, 0x90) && continues(2) && continues(3) ? 4 : 0
    case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : 0
    case 0xF4: return continues(1, 0x80, 0x8F) && continues(2) && continues(3) ? 4 : 0
    default: return 0
    }
  }
}

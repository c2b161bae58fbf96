/// Reads one scalar of strict UTF-8 (RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF).
///
/// - Parameter index: where the scalar starts, and after the call where the next one does.
/// - Returns: the scalar; nil, with `index` unchanged, at the end of the text and where the text is no UTF-8.
func decodeScalar(_ text: Span<UInt8>, at index: inout Int) -> Unicode.Scalar? {
  guard index < text.count else { return nil }
  let first = text[index]
  if first < 0x80 {
    index += 1
    return Unicode.Scalar(first)
  }
  let length: Int
  let smallest: UInt32
  var value: UInt32
  switch first {
  case 0xC2...0xDF: (length, smallest, value) = (2, 0x80, UInt32(first & 0x1F))
  case 0xE0...0xEF: (length, smallest, value) = (3, 0x800, UInt32(first & 0x0F))
  case 0xF0...0xF4: (length, smallest, value) = (4, 0x1_0000, UInt32(first & 0x07))
  default: return nil
  }
  guard text.count - index >= length else { return nil }
  for offset in 1..<length {
    let byte = text[index + offset]
    guard byte & 0xC0 == 0x80 else { return nil }
    value = value << 6 | UInt32(byte & 0x3F)
  }
  guard value >= smallest, let scalar = Unicode.Scalar(value) else { return nil }
  index += length
  return scalar
}

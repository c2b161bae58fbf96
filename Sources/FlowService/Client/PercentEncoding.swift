/// Percent-encodes everything but the unreserved characters (RFC 3986, section 2.3), so that no text can end a path
/// segment or a query value. `allowed` lets further ASCII characters through.
package func percentEncoded(_ text: String, allowing allowed: String = "") -> String {
  if text.hasOnlyBytes(isUnreserved) { return text }
  let digits = Array("0123456789ABCDEF".utf8)
  var result: [UInt8] = []
  result.reserveCapacity(text.utf8.count)
  for byte in text.utf8 {
    if isUnreserved(byte) || allowed.utf8.contains(byte) {
      result.append(byte)
    } else {
      result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return String(decoding: result, as: UTF8.self)
}

private func isUnreserved(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
    true
  default: false
  }
}

/// Undoes percent-encoding; nil for a text in which a percent sign is followed by something else than two digits.
package func percentDecoded(_ text: some StringProtocol) -> String? {
  var result: [UInt8] = []
  var bytes = Array(text.utf8)[...]
  while let byte = bytes.popFirst() {
    guard byte == UInt8(ascii: "%") else {
      result.append(byte)
      continue
    }
    guard let high = bytes.popFirst(), let low = bytes.popFirst(),
      let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
    else { return nil }
    result.append(value)
  }
  return String(decoding: result, as: UTF8.self)
}

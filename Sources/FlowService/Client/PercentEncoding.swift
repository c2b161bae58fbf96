/// Percent-encodes everything but the unreserved characters (RFC 3986, section 2.3), so that no text can end a path
/// segment or a query value. `allowed` lets further ASCII characters through.
package func percentEncoded(_ text: String, allowing allowed: StaticString = "") -> String {
  var result: [UInt8] = []
  result.reserveCapacity(text.utf8.count)
  result.append(percentEncoding: text, allowing: allowed)
  return String(decoding: result, as: UTF8.self)
}

extension [UInt8] {
  /// Appends a text as `percentEncoded` makes it.
  mutating func append(percentEncoding text: String, allowing allowed: StaticString = "") {
    let unreserved = unreserved
    text.withMemory { bytes in
      guard !bytes.allSatisfy({ unreserved.contains($0) }) else { return append(contentsOf: bytes) }
      let allowed = ASCIISet(allowed)
      for byte in bytes {
        if unreserved.contains(byte) || allowed.contains(byte) {
          append(byte)
        } else {
          append(UInt8(ascii: "%"))
          append(hexDigit(byte >> 4))
          append(hexDigit(byte & 15))
        }
      }
    }
  }
}

private func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
}

private let unreserved = ASCIISet("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")

/// Some ASCII characters, a bit for each.
private struct ASCIISet {
  private var bits: (low: UInt64, high: UInt64) = (0, 0)

  init(_ characters: StaticString) {
    characters.withUTF8Buffer { bytes in
      for byte in bytes {
        if byte < 64 { bits.low |= 1 << byte } else { bits.high |= 1 << (byte - 64) }
      }
    }
  }

  func contains(_ byte: UInt8) -> Bool {
    byte < 0x80 && (byte < 64 ? bits.low : bits.high) &>> byte & 1 != 0
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

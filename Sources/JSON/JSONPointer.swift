/// A JSON Pointer (RFC 6901): the way from the root of a document to one of its values.
public struct JSONPointer: Sendable, Hashable {
  /// The reference tokens, unescaped, from the root down.
  public var tokens: [String]

  /// The pointer of those tokens; without any, to the whole document.
  public init(_ tokens: [String] = []) { self.tokens = tokens }

  /// Reads a pointer in its string form (RFC 6901, section 5); nil if it is none.
  public init?(parsing text: String) {
    guard !text.isEmpty else {
      tokens = []
      return
    }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    tokens = []
    for part in text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard let token = Self.unescape(Array(part)) else { return nil }
      tokens.append(token)
    }
  }

  private static func unescape(_ part: [UInt8]) -> String? {
    var bytes: [UInt8] = []
    var index = 0
    while index < part.count {
      if part[index] == UInt8(ascii: "~") {
        index += 1
        guard index < part.count else { return nil }
        switch part[index] {
        case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
        case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
        default: return nil
        }
      } else {
        bytes.append(part[index])
      }
      index += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A token as it is written in a pointer: `~` as `~0`, `/` as `~1`.
  public static func escape(_ token: some StringProtocol) -> String { escape(String(token)) }

  /// A token as it is written in a pointer: `~` as `~0`, `/` as `~1`.
  public static func escape(_ token: String) -> String {
    if !token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) { return token }
    var result = ""
    for scalar in token.unicodeScalars {
      switch scalar {
      case "~": result += "~0"
      case "/": result += "~1"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The pointer one step further down.
  public func appending(_ token: String) -> JSONPointer { JSONPointer(tokens + [token]) }

  /// The value the pointer leads to, or nil if there is none (RFC 6901, section 4).
  public func resolve(in root: JSONCursor) -> JSONCursor? {
    var cursor = root
    for token in tokens {
      let next: JSONCursor?
      switch cursor.kind {
      case .object: next = cursor[JSONName(token)]
      case .array: next = Self.index(token).flatMap { cursor[$0] }
      default: next = nil
      }
      guard let next else { return nil }
      cursor = next
    }
    return cursor
  }

  /// An array index: digits, without a leading zero (RFC 6901, section 4).
  private static func index(_ token: String) -> Int? {
    let digits = token.utf8
    guard !digits.isEmpty, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    guard digits.count == 1 || digits.first != 0x30 else { return nil }
    return Int(token)
  }
}

// Member names are compared byte for byte, while String takes canonically equivalent texts for equal: two pointers to
// different members must not be one key of a dictionary.
extension JSONPointer {
  /// Whether both have the same tokens, byte for byte.
  public static func == (a: JSONPointer, b: JSONPointer) -> Bool {
    a.tokens.elementsEqual(b.tokens) { $0.utf8.elementsEqual($1.utf8) }
  }

  /// Hashes the bytes of the tokens.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(tokens.count)
    for token in tokens {
      for byte in token.utf8 { hasher.combine(byte) }
      hasher.combine(0xFF as UInt8)
    }
  }
}

extension JSONPointer: CustomStringConvertible {
  /// The string form (RFC 6901, section 5).
  public var description: String { tokens.map { "/" + Self.escape($0) }.joined() }
}

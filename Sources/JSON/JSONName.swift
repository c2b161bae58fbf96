/// A member name made ready for looking up: its UTF-8 bytes and their hash.
@frozen public struct JSONName: Sendable, Equatable, ExpressibleByStringLiteral {
  /// The UTF-8 bytes of the name, without quotes and escapes.
  public let bytes: [UInt8]
  /// The hash that the reader keeps beside each name; equal names have equal ones.
  public let hash: UInt32

  /// The name of those characters.
  public init(_ text: String) {
    self.init(bytes: Array(text.utf8))
  }

  /// The name of those UTF-8 bytes.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
    hash = bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      return jsonHash(start, buffer.count)
    }
  }

  /// The name of a literal.
  public init(stringLiteral text: String) {
    self.init(text)
  }
}

/// Bytes that have a name only.
enum ASCII {
  /// Comes before each text of a JSON text sequence (RFC 7464, section 2.1).
  static let recordSeparator: UInt8 = 0x1E
}

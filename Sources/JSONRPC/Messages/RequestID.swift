package import JSON

/// The id of a request: the very bytes it was sent as, quotes included, so that it goes back as it came
/// (JSON-RPC 2.0, section 4). `1`, `1.0` and `"1"` are three different ids.
package struct RequestID: Hashable, Sendable {
  /// The JSON text of the id.
  package let bytes: [UInt8]

  /// The id that stands there: a string, a number or null.
  package init(_ cursor: JSONCursor) { bytes = Array(cursor.rawText) }

  /// What an answer carries where the request's own id cannot be told.
  package static let null = RequestID(bytes: Array("null".utf8))

  package init(bytes: [UInt8]) { self.bytes = bytes }

  // At once: an array hashes its elements one by one.
  package func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }

  /// Whether a value may be an id at all.
  static func isID(_ kind: JSONKind) -> Bool {
    switch kind {
    case .string, .number, .null: true
    case .true, .false, .array, .object, .name: false
    }
  }
}

import JSON

/// Tells which params hold secrets.
///
/// A connection spec marks most of its secrets with `format: password`, but not all: connection strings and access keys
/// are often left unmarked, so names count as well.
enum SecretName {
  private static let formatName: JSONName = "format"
  private static let writeOnlyName: JSONName = "writeOnly"
  private static let contentEncodingName: JSONName = "contentEncoding"

  /// Whether a property's own schema says that its values are secret.
  static func isMarked(_ property: JSONCursor) -> Bool {
    property[formatName]?.isString("password") == true || property[writeOnlyName]?.boolean == true
      || property[contentEncodingName] != nil
  }

  private static let words = [
    "secret", "password", "passphrase", "passwd", "pwd", "token", "key", "credential", "connectionstring", "sasuri",
    "signature", "private",
  ]

  /// Whether the name sounds like a secret's.
  static func sounds(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let lowercase = String(decoding: name, as: UTF8.self).lowercased().filter { $0 != "_" && $0 != "-" }
    return words.contains { lowercase.contains($0) }
  }
}

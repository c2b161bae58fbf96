import JSON
import JSONSchema

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
  ].map { Array($0.utf8) }

  /// Whether the name sounds like a secret's.
  ///
  /// Asked for every param of every connection that is answered, so on bytes: `String.contains` made it 40 % of all the
  /// time that an answered `connection.get` took.
  static func sounds(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: name.count) { letters in
      var count = 0
      for byte in name where byte != UInt8(ascii: "_") && byte != UInt8(ascii: "-") {
        letters.initializeElement(at: count, to: byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte)
        count += 1
      }
      let letters = UnsafeBufferPointer(rebasing: letters[..<count])
      return words.contains { occurs($0, in: letters) }
    }
  }

  /// Whether the name is that of a secret but for a slip: one that is close to a word for it.
  static func isNear(_ name: String) -> Bool {
    // A word of three letters is one slip away from too much.
    words.contains { word in
      word.count > 4 && NearestName.nearest(to: name, among: [String(decoding: word, as: UTF8.self)]) != nil
    }
  }

  private static func occurs(_ word: [UInt8], in letters: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    while start + word.count <= letters.count {
      var matched = 0
      while matched < word.count, letters[start + matched] == word[matched] { matched += 1 }
      if matched == word.count { return true }
      start += 1
    }
    return false
  }
}

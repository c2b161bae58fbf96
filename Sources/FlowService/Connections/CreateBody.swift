import JSON

/// What has to be known of the body of a create: by what its connection is found again, and what must not show up in an
/// error text. The bytes are sent as they came.
struct CreateBody: Sendable {
  var bytes: [UInt8]
  var name: String?
  var specID: String?
  var authSpecName: String?
  var description: String?
  var mask: SecretMask

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // Its depth was bounded where it came in: what is masked must not depend on another bound.
    guard let root = try? JSONDocument(bytes, maximumDepth: .max).root else {
      mask = .none
      return
    }
    name = root["name"]?.string
    specID = root["connectionSpec"]?["id"]?.string
    authSpecName = root["auth"]?["specName"]?.string
    description = root["description"]?.string
    var secrets: [String] = []
    if let params = root["auth"]?["params"] { Self.collect(params.cursor, into: &secrets) }
    mask = SecretMask(secrets)
  }

  /// Every string: which params are secret differs from source to source.
  static func collect(_ value: JSONCursor, into secrets: inout [String]) {
    if let text = value.string { secrets.append(text) }
    value.forEachElement { collect($0, into: &secrets) }
    value.forEachMember { _, value in collect(value, into: &secrets) }
  }
}

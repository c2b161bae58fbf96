import JSON

/// The drafts whose keywords are understood: draft-07 in full, and of the others what references from draft-07 need.
enum Dialect: Int, Comparable {
  case draft4 = 4
  case draft6 = 6
  case draft7 = 7
  case draft2019 = 2019
  case draft2020 = 2020

  static func < (a: Dialect, b: Dialect) -> Bool { a.rawValue < b.rawValue }

  /// The dialect that a `$schema` names; nil for one that is not known.
  init?(schemaURI: String) {
    var text = Substring(schemaURI.hasSuffix("#") ? String(schemaURI.dropLast()) : schemaURI)
    for scheme in ["https://", "http://"] where text.hasPrefix(scheme) { text = text.dropFirst(scheme.count) }
    guard text.hasPrefix("json-schema.org/") else { return nil }
    switch text.dropFirst("json-schema.org/".count) {
    case "draft-04/schema": self = .draft4
    case "draft-06/schema": self = .draft6
    case "draft-07/schema": self = .draft7
    case "draft/2019-09/schema": self = .draft2019
    case "draft/2020-12/schema": self = .draft2020
    default: return nil
    }
  }

  /// Up to draft-07, `$ref` makes everything beside it meaningless.
  var referenceHidesSiblings: Bool { self <= .draft7 }

  var idKeyword: JSONName { self == .draft4 ? "id" : "$id" }
}

import JSON

/// The schemas under `components` that others refer to, straight or by way of one another: of some twenty in a document,
/// the params of a method need five at most.
struct ReferencedSchemas {
  private static let place = "#/components/schemas/"

  private let schemas: JSONCursor
  /// Each once, in the order in which they are met.
  private(set) var found: [(name: JSONCursor, schema: JSONCursor)] = []

  /// Borrows the schemas of a document, which has to be held for as long.
  init(among schemas: JSONCursor) {
    self.schemas = schemas
  }

  /// Adds what a schema refers to.
  mutating func follow(_ schema: JSONCursor) {
    schema.forEachMember { name, value in
      if name.isNamed("$ref"), let reference = value.string {
        add(reference)
      } else {
        follow(value)
      }
    }
    schema.forEachElement { follow($0) }
  }

  private mutating func add(_ reference: String) {
    // The names there need no escapes in a pointer.
    guard reference.hasPrefix(Self.place), let name = reference.dropFirst(Self.place.count).split(separator: "/").first
    else { return }
    let sought = JSONName(String(name))
    schemas.forEachMember { name, schema in
      guard name.isNamed(sought), !found.contains(where: { $0.name.index == name.index }) else { return }
      found.append((name, schema))
      follow(schema)
    }
  }
}

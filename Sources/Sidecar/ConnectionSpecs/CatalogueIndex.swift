import FlowService
import JSON
import JSONSchema

/// What can be looked up in the bundled catalogue without an id.
struct CatalogueIndex: Sendable {
  /// What `connectionSpec.list` tells of one.
  struct Entry: Sendable {
    let id: String
    let name: String
    /// What people call the source.
    let label: String?
    let category: String?
    /// Whether it is one, and not a destination.
    let isSource: Bool?
    let provenance: String?
    let documentation: String?
    /// The names of the kinds of credentials.
    let authSpecs: [String]
  }

  /// By name.
  let entries: [Entry]

  /// Read when it is first asked for.
  static let shared = CatalogueIndex()

  private init() {
    entries = BundledCatalogue.entries.compactMap { BundledCatalogue.document($0.id)?.root }.map { Entry($0) }
      .sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
  }

  /// What fits all that is given. Names and categories are compared without regard to letter case, blanks, `-` and `_`;
  /// every word of a query has to occur in the id, name, label, category or a kind of credentials.
  func entries(name: String?, category: String?, query: String?) -> [Entry] {
    let name = name.map(Self.folded)
    let category = category.map(Self.folded)
    let words = (query ?? "").split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
    return entries.filter { entry in
      if let name, Self.folded(entry.name) != name, entry.label.map(Self.folded) != name { return false }
      if let category, entry.category.map(Self.folded) != category { return false }
      // Byte for byte will do: the catalogue is ASCII.
      return words.allSatisfy { word in entry.searchable.contains { $0.mentions(word) } }
    }
  }

  /// The entry of a name: of exactly that, else of the only one that differs in letter case, blanks, `-` and `_`, else of
  /// the only one whose label is that.
  func entry(named name: String) -> Entry? {
    if let exact = entries.first(where: { $0.name == name }) { return exact }
    let folded = Self.folded(name)
    for key in [{ (entry: Entry) in entry.name }, { $0.label ?? "" }] {
      let found = entries.filter { Self.folded(key($0)) == folded }
      if found.count == 1 { return found[0] }
    }
    return nil
  }

  /// The name that was most likely meant.
  func suggestion(forName name: String) -> String? {
    if let near = NearestName.nearest(to: name, among: entries.map(\.name)) { return near }
    let labels = entries.compactMap(\.label)
    guard let near = NearestName.nearest(to: name, among: labels) else { return nil }
    return entry(named: near)?.name
  }

  /// The category that was most likely meant.
  func suggestion(forCategory category: String) -> String? {
    var categories: [String] = []
    for entry in entries {
      guard let category = entry.category, !categories.contains(category) else { continue }
      categories.append(category)
    }
    return NearestName.nearest(to: category, among: categories)
  }

  private static func folded(_ text: String) -> String {
    text.lowercased().filter { $0 != "-" && $0 != "_" && !$0.isWhitespace }
  }
}

extension CatalogueIndex.Entry {
  fileprivate init(_ root: JSONValue) {
    let catalogue = root["x-catalogue"]
    let attributes = root["attributes"]
    self.init(
      id: root["id"]?.string ?? "", name: root["name"]?.string ?? "", label: attributes?["connectorName"]?.string,
      category: attributes?["category"]?.string, isSource: attributes?["isSource"]?.boolean,
      provenance: catalogue?["provenance"]?.string,
      documentation: catalogue?["documentation"]?.string,
      authSpecs: (root["authSpec"]?.elements ?? []).compactMap { $0["name"]?.string })
  }

  fileprivate var searchable: [String] {
    ([id, name, label, category].compactMap { $0 } + authSpecs).map { $0.lowercased() }
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", id)
    writer.member("name", name)
    writer.member("label", ifPresent: label)
    writer.member("category", ifPresent: category)
    if let isSource { writer.member("isSource", isSource) }
    writer.member("provenance", ifPresent: provenance)
    writer.name("authSpecs")
    writer.beginArray()
    for name in authSpecs { writer.string(name) }
    writer.endArray()
    writer.member("documentation", ifPresent: documentation)
    writer.endObject()
  }
}

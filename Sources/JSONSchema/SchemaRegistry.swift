public import JSON

/// The documents that references may lead to, by their URI. The draft-07 metaschema is always there.
public struct SchemaRegistry: Sendable {
  private(set) var documents: [String: JSONDocument] = [:]

  /// A registry with nothing but the metaschema.
  public init() {}

  /// Makes a document known under a URI; a fragment that is part of it is left aside.
  public mutating func register(_ document: JSONDocument, uri: String) {
    documents[URIReference(uri).withoutFragment.description] = document
  }

  func document(_ uri: String) -> JSONDocument? {
    documents[uri] ?? (uri == Metaschema.uri ? Metaschema.document : nil)
  }
}

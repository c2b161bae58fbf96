import JSON

/// The `{items: […]}` around what Flow Service answers.
struct Items {
  private let root: JSONValue
  private let items: JSONValue

  private static let itemsName: JSONName = "items"
  private static let linksName: JSONName = "_links"

  /// Nil when the body of an answer is no such object.
  init?(_ response: HTTPResponse, readBy reader: AnswerReader) {
    guard let root = reader.document(response.body)?.root, let items = root[Self.itemsName], items.kind == .array else {
      return nil
    }
    (self.root, self.items) = (root, items)
  }

  var all: [JSONValue] { items.elements }

  var first: JSONValue? { items[0] }

  /// The continuation of `_links.next.href`.
  var next: String? { root[Self.linksName]?["next"]?["href"]?.string.flatMap { continuationToken(in: $0) } }
}

/// `t` of `/connections?limit=2&continuationToken=t`, decoded.
private func continuationToken(in href: String) -> String? {
  guard let query = href.split(separator: "?", maxSplits: 1).dropFirst().first else { return nil }
  for pair in query.split(separator: "&") {
    let parts = pair.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, parts[0] == "continuationToken" else { continue }
    return percentDecoded(parts[1])
  }
  return nil
}

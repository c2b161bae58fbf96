import JSON

/// The `{items: […]}` around what Flow Service answers.
struct Items {
  var all: [JSONValue]
  /// The continuation of `_links.next.href`.
  var next: String?

  /// Nil when the body is no such object.
  init?(_ body: [UInt8]) {
    guard let root = try? JSONDocument(body).root, let items = root["items"], items.kind == .array else { return nil }
    all = items.elements
    next = root["_links"]?["next"]?["href"]?.string.flatMap { continuationToken(in: $0) }
  }
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

import JSON

/// The `{id, etag}` that answers a create or an update.
enum CreatedAnswer {
  static func read(_ body: [UInt8]) -> (id: String, etag: String?)? {
    guard let root = try? JSONDocument(body).root, let id = root["id"]?.string, !id.isEmpty else { return nil }
    return (id, root["etag"]?.string)
  }
}

package import JSON

/// A connection as Flow Service tells it: its one item, with every member it came with.
package struct Connection: Sendable {
  /// The item. Its `auth.params` may hold secrets: whoever shows it masks them.
  package var item: JSONValue
  /// The `x-request-id` of the answer that it came in, where it came alone.
  package var requestID: String? { headers["x-request-id"] }
  /// Those of that answer. Most connections are never asked for more than their item.
  private let headers: HTTPFields

  init(item: JSONValue, headers: HTTPFields = []) {
    self.item = item
    self.headers = headers
  }

  package var id: String? { item["id"]?.string }
  package var name: String? { item["name"]?.string }
  package var state: String? { item["state"]?.string }
  /// Absent until the connection is enabled. Holds its own quotation marks.
  package var etag: String? { item["etag"]?.string }
  /// Milliseconds since 1970.
  package var createdAt: Int? { item["createdAt"]?.integer }
  package var connectionSpecID: String? { item["connectionSpec"]?["id"]?.string }
  package var authSpecName: String? { item["auth"]?["specName"]?.string }
}

extension Connection: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "Connection(id: \(id ?? "none"), state: \(state ?? "none"))" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}

/// What a create leaves.
package struct CreatedConnection: Sendable, Equatable {
  package var id: String
  /// Absent when the connection was found again and is not enabled yet.
  package var etag: String?
  /// The answer of the create was lost, and the connection was found by its name.
  package var isRecovered: Bool
  /// Further connections that this create may have made: the answer of an earlier attempt was lost, no connection was
  /// found then, and it has turned up since.
  package var possibleDuplicates: [FoundConnection]

  package init(
    id: String, etag: String?, isRecovered: Bool = false, possibleDuplicates: [FoundConnection] = []
  ) {
    self.id = id
    self.etag = etag
    self.isRecovered = isRecovered
    self.possibleDuplicates = possibleDuplicates
  }
}

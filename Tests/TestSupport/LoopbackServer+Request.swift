/// What the loopback server received: one whole request.
package struct LoopbackRequest: Sendable {
  /// Counts all requests of the server from 0.
  package var number = 0
  /// Counts the server's connections from 0.
  package var connection = 0
  /// Counts the requests of its connection from 0.
  package var indexOnConnection = 0

  package var method = ""
  /// The request target as sent: path and query.
  package var target = ""
  /// Such as `HTTP/1.1`.
  package var version = ""
  /// In the order of arrival, names as written.
  package var headers: [(name: String, value: String)] = []
  package var body: [UInt8] = []

  /// The target without its query.
  package var path: String { String(target.prefix { $0 != "?" }) }
  /// What follows the question mark; nil when there is none.
  package var query: String? {
    target.firstIndex(of: "?").map { String(target[target.index(after: $0)...]) }
  }
  package var text: String { String(decoding: body, as: UTF8.self) }

  /// The value of the first header field of that name, whatever its case.
  package subscript(header name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

import JSON

/// The methods a session knows, found by name without allocating.
package struct MethodTable: Sendable {
  private let entries: [(name: JSONName, method: Method)]
  private let unknown: @Sendable (String) -> ErrorObject

  /// A table of those methods; `unknown` makes the error for any other name.
  package init(_ methods: [Method], unknown: @escaping @Sendable (String) -> ErrorObject) {
    entries = methods.map { (JSONName($0.name), $0) }
    self.unknown = unknown
  }

  package var names: [String] { entries.map(\.method.name) }

  /// The method that a request names.
  func find(_ name: JSONCursor) -> Method? {
    let bytes = name.stringBytes
    guard let start = bytes.baseAddress else { return nil }
    for entry in entries where entry.name.bytes.count == bytes.count {
      if entry.name.bytes.withUnsafeBufferPointer({
        $0.elementsEqual(UnsafeBufferPointer(start: start, count: bytes.count))
      }) {
        return entry.method
      }
    }
    return nil
  }

  /// The error for a name that is none of these.
  func unknownMethod(_ name: JSONCursor) -> ErrorObject { unknown(name.string ?? "") }
}

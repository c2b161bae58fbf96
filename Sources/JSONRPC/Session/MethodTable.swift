import JSON

/// The methods a session knows, found by name without allocating.
package struct MethodTable: Sendable {
  private let entries: [(name: [UInt8], method: Method)]
  private let unknown: @Sendable (String) -> ErrorObject

  /// A table of those methods; `unknown` makes the error for any other name.
  package init(_ methods: [Method], unknown: @escaping @Sendable (String) -> ErrorObject) {
    entries = methods.map { (Array($0.name.utf8), $0) }
    self.unknown = unknown
  }

  package var names: [String] { entries.map(\.method.name) }

  /// The method that a request names.
  func find(_ name: JSONCursor) -> Method? {
    entries.first { name.isString($0.name) }?.method
  }

  /// The error for a name that is none of these.
  func unknownMethod(_ name: JSONCursor) -> ErrorObject { unknown(name.string ?? "") }
}

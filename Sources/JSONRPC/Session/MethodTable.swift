import JSON

/// The methods a session knows, found by name without allocating.
package final class MethodTable: Sendable {
  private let methods: JSONNameTable<Method>
  private let unknown: @Sendable (String) -> ErrorObject

  /// A table of those methods; `unknown` makes the error for any other name.
  package init(_ methods: [Method], unknown: @escaping @Sendable (String) -> ErrorObject) {
    self.methods = JSONNameTable(methods) { $0.name }
    self.unknown = unknown
  }

  package var names: [String] { methods.values.map(\.name) }

  /// The method that a request names.
  func find(_ name: JSONCursor) -> Method? { methods.find(name) }

  /// The error for a name that is none of these.
  func unknownMethod(_ name: JSONCursor) -> ErrorObject { unknown(name.string ?? "") }
}

import JSON

/// The methods a session knows, found by name without allocating.
package final class MethodTable: Sendable {
  private let methods: [Method]
  /// Of the name of each: what is searched lies close together.
  private let hashes: [UInt32]
  private let unknown: @Sendable (String) -> ErrorObject

  /// A table of those methods; `unknown` makes the error for any other name.
  package init(_ methods: [Method], unknown: @escaping @Sendable (String) -> ErrorObject) {
    self.methods = methods
    hashes = methods.map(\.nameBytes.hash)
    self.unknown = unknown
  }

  package var names: [String] { methods.map(\.name) }

  /// The method that a request names.
  func find(_ name: JSONCursor) -> Method? {
    let hash = name.stringHash
    for index in hashes.indices where hashes[index] == hash {
      let method = methods[index]
      if name.isString(method.nameBytes.bytes) { return method }
    }
    return nil
  }

  /// The error for a name that is none of these.
  func unknownMethod(_ name: JSONCursor) -> ErrorObject { unknown(name.string ?? "") }
}

/// Values that are found by the strings that name them, without allocating.
package struct JSONNameTable<Value: Sendable>: Sendable {
  /// Of each name: what is searched lies close together.
  @usableFromInline let hashes: [UInt32]
  @usableFromInline let names: [JSONName]
  package let values: [Value]

  /// A table of those values. Of two with one name the first is found.
  package init(_ values: [Value], name: (Value) -> String) {
    self.values = values
    names = values.map { JSONName(name($0)) }
    hashes = names.map(\.hash)
  }

  /// The value whose name is that string, byte for byte; nil for every other kind of JSON.
  @inlinable package func find(_ name: JSONCursor) -> Value? {
    let hash = name.stringHash
    for index in hashes.indices where hashes[index] == hash && name.isString(names[index].bytes) {
      return values[index]
    }
    return nil
  }
}

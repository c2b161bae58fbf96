/// Names among which a string is found, without allocating.
package struct JSONNameList: Sendable {
  private let names: [JSONName]

  package init(_ names: [String]) { self.names = names.map { JSONName($0) } }

  /// The first place of a string, byte for byte; nil if it is not among the names, and for every other kind of JSON.
  package func index(of text: JSONCursor) -> Int? {
    guard text.kind == .string else { return nil }
    let bytes = text.stringBytes
    guard let start = bytes.baseAddress else { return nil }
    for index in names.indices
    where names[index].count == bytes.count && equalBytes(names[index].start, start, bytes.count) {
      return index
    }
    return nil
  }
}

import JSON

/// The methods a session knows, found by name without allocating.
///
/// Sound as Sendable: the entries are written in `init` only, never change and go with the table.
package final class MethodTable: @unchecked Sendable {
  /// A method where it stands in its table: it cannot be copied, so no reference is counted for a call of it.
  struct Entry: ~Copyable {
    let method: Method

    func handle(_ call: Call, _ answer: inout JSONWriter) throws(ErrorObject) -> Method.Outcome {
      try method.handler(call, &answer)
    }
  }

  package let names: [String]
  private let index: JSONNameList
  private let entries: UnsafeMutablePointer<Entry>
  private let unknown: @Sendable (String) -> ErrorObject

  /// A table of those methods; `unknown` makes the error for any other name.
  package init(_ methods: [Method], unknown: @escaping @Sendable (String) -> ErrorObject) {
    names = methods.map(\.name)
    index = JSONNameList(names)
    entries = .allocate(capacity: max(methods.count, 1))
    for (place, method) in methods.enumerated() { (entries + place).initialize(to: Entry(method: method)) }
    self.unknown = unknown
  }

  deinit {
    entries.deinitialize(count: names.count)
    entries.deallocate()
  }

  /// The method that a request names, lent for as long as the table is held.
  func find(_ name: JSONCursor) -> UnsafePointer<Entry>? {
    index.index(of: name).map { UnsafePointer(entries + $0) }
  }

  /// The error for a name that is none of these.
  func unknownMethod(_ name: JSONCursor) -> ErrorObject { unknown(name.string ?? "") }
}

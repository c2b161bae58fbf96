import JSON
import Synchronization

/// The connection specs in use, each read and compiled once.
package final class ConnectionSpecStore: Sendable {
  private struct Entry {
    let id: [UInt8]
    let spec: ConnectionSpec
  }

  private let entries = Mutex<[Entry]>([])

  package init() {}

  /// The connection spec of that id, or nil if none is known.
  func spec(_ id: UnsafeBufferPointer<UInt8>) -> ConnectionSpec? {
    // Few specs are in use in one process, so a list that is searched by bytes beats hashing the id.
    if let known = entries.withLock({ $0.first { $0.id.elementsEqual(id) }?.spec }) { return known }
    guard let document = BundledCatalogue.document(String(decoding: id, as: UTF8.self)) else { return nil }
    let spec = ConnectionSpec(document, origin: .bundled)
    entries.withLock { $0.append(Entry(id: Array(id), spec: spec)) }
    return spec
  }
}

import JSON
import ProtocolDocuments

/// The connection specs built into the program, found without reading any but the one asked for.
enum BundledCatalogue {
  /// The document of the connection spec of that id, which is a UUID in any letter case.
  static func document(_ id: String) -> JSONDocument? {
    let wanted = id.lowercased()
    var low = 0
    var high = flow_connection_spec_count()
    let table = flow_connection_specs()
    while low < high {
      let middle = (low + high) / 2
      let entry = table[middle]
      let found = String(cString: entry.id)
      if found == wanted {
        return ProtocolDocument.document(UnsafeBufferPointer(start: entry.document, count: entry.length))
      }
      if found < wanted { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// All ids with their names, in the order of the ids.
  static var entries: [(id: String, name: String)] {
    let table = flow_connection_specs()
    return (0..<flow_connection_spec_count()).map { index in
      (String(cString: table[index].id), String(cString: table[index].name))
    }
  }
}

import JSON
import ProtocolDocuments
import Testing

@testable import Sidecar

@Suite("The embedded documents are the committed files")
struct EmbeddedDocumentTests {
  private static func bytes(_ start: UnsafePointer<UInt8>, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: start, count: count))
  }

  @Test("openrpc.json, errors.json, mcp.json and notifications.json, byte for byte")
  func documents() throws {
    let embedded = [
      ("openrpc.json", flow_openrpc_document()), ("errors.json", flow_errors_document()),
      ("mcp.json", flow_mcp_document()), ("notifications.json", flow_notifications_document()),
    ]
    for (name, document) in embedded {
      let bytes = Self.bytes(document.bytes, document.length)
      #expect(bytes == (try PackageRoot.bytes("protocol/\(name)")), "\(name)")
      #expect(throws: Never.self, "\(name)") { try JSONDocument(bytes) }
    }
  }

  @Test("the catalogue has every file of connection-specs, and nothing else")
  func catalogue() throws {
    let files = try PackageRoot.files(in: "protocol/connection-specs")
    #expect(files.count > 60)
    #expect(files.allSatisfy { $0.hasSuffix(".json") })
    let table = flow_connection_specs()
    let count = flow_connection_spec_count()
    #expect(count == files.count)
    var embedded: [[UInt8]] = []
    var ids: [String] = []
    for index in 0..<count {
      let entry = table[index]
      let bytes = Self.bytes(entry.document, entry.length)
      let root = try JSONDocument(bytes).root
      #expect(String(cString: entry.id) == root["id"]?.string)
      #expect(String(cString: entry.name) == root["name"]?.string)
      ids.append(String(cString: entry.id))
      embedded.append(bytes)
    }
    // The search in it is by halves, in byte order.
    #expect(ids == ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0 == $0.lowercased() })
    for file in files {
      let bytes = try PackageRoot.bytes("protocol/connection-specs/\(file)")
      #expect(embedded.contains(bytes), "\(file) is not embedded as it is")
    }
  }

  @Test("every entry of the catalogue is found by its id, in any letter case, and no other")
  func lookUp() {
    for (id, name) in BundledCatalogue.entries {
      #expect(BundledCatalogue.document(id)?.root["name"]?.string == name)
      #expect(BundledCatalogue.document(id.uppercased())?.root["name"]?.string == name)
      #expect(BundledCatalogue.document(String(id.dropLast()) + "g") == nil)
    }
    for id in ["", "0", "ffffffff-ffff-ffff-ffff-ffffffffffff", "00000000-0000-0000-0000-000000000000"] {
      #expect(BundledCatalogue.document(id) == nil)
    }
  }
}

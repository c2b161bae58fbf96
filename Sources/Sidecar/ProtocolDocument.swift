package import JSON
import ProtocolDocuments

/// The documents under protocol/, embedded byte for byte.
package enum ProtocolDocument {
  /// protocol/openrpc.json.
  package static var openRPC: UnsafeBufferPointer<UInt8> { bytes(flow_openrpc_document()) }
  /// protocol/errors.json.
  package static var errors: UnsafeBufferPointer<UInt8> { bytes(flow_errors_document()) }

  /// protocol/mcp.json.
  package static var mcp: UnsafeBufferPointer<UInt8> { bytes(flow_mcp_document()) }

  /// protocol/openrpc.json, read once.
  package static let openRPCDocument: JSONDocument = document(openRPC)
  /// protocol/mcp.json, read once.
  package static let mcpDocument: JSONDocument = document(mcp)

  /// Reads an embedded document where it stands.
  static func document(_ embedded: UnsafeBufferPointer<UInt8>) -> JSONDocument {
    do throws(JSONParseError) {
      return try JSONDocument(lasting: embedded)
    } catch {
      // The tests read every embedded document, so a broken one is never built into a program that is used.
      preconditionFailure("an embedded document is not JSON: \(error)")
    }
  }

  /// Reads what the program has written itself, of what it had read.
  static func document(written bytes: [UInt8]) -> JSONDocument {
    do throws(JSONParseError) {
      // How deep it is was bounded where it came in.
      return try JSONDocument(bytes, maximumDepth: .max)
    } catch {
      preconditionFailure("the program has written what is not JSON: \(error)")
    }
  }

  private static func bytes(_ document: flow_document) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: document.bytes, count: document.length)
  }
}

import Foundation
import JSON

/// Requests and bodies that the tests send.
enum Samples {
  static let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
  static let pong = #"{"jsonrpc":"2.0","id":1,"result":{}}"#
  static let salesforce = "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"
  static let nobody = "00000000-0000-4000-8000-000000000000"

  /// A create body for Salesforce with OAuth2, in which nothing is wrong.
  static func body(_ name: String = "Acme", secret: String = "acme-client-secret", meta: String? = nil) -> String {
    #"{"name":"\#(name)","description":"Made by a test","auth":{"specName":"OAuth2 Client Credential","params":{"#
      + #""environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","#
      + #""clientSecret":"\#(secret)","apiVersion":"60.0"}},"connectionSpec":{"id":"\#(salesforce)","version":"1.0"}"#
      + (meta.map { #","_meta":\#($0)"# } ?? "") + "}"
  }

  static func request(_ id: Int, _ method: String, _ params: String? = nil) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)""# + (params.map { #","params":\#($0)"# } ?? "") + "}"
  }

  static func create(_ id: Int, _ name: String = "Acme") -> String { request(id, "connection.create", body(name)) }

  static func wait(_ id: Int, for connection: String) -> String {
    request(id, "connection.waitEnabled", #"{"id":"\#(connection)"}"#)
  }
}

/// A file that goes when the test is done with it.
final class TemporaryFile {
  let path: String

  init(_ text: String = "") throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("flow-sidecar-\(UUID().uuidString)").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

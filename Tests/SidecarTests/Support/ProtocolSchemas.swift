import JSON
import JSONSchema
import Synchronization
import Testing

/// The schemas of protocol/, from the committed files and not by way of the program.
final class ProtocolSchemas: Sendable {
  static let shared: ProtocolSchemas = {
    do {
      return try ProtocolSchemas()
    } catch {
      fatalError("protocol/ cannot be read: \(error)")
    }
  }()

  let openRPC: JSONDocument
  let errors: JSONDocument
  let notifications: JSONDocument
  private let results = Mutex<[String: JSONSchema]>([:])
  private let errorData = Mutex<[String: JSONSchema]>([:])

  init() throws {
    openRPC = try PackageRoot.document("protocol/openrpc.json")
    errors = try PackageRoot.document("protocol/errors.json")
    notifications = try PackageRoot.document("protocol/notifications.json")
  }

  var methods: [JSONValue] { openRPC.root["methods"]?.elements ?? [] }

  /// Those that are called by requests.
  var requestMethods: [JSONValue] { methods.filter { $0["x-notification"]?.string != "only" } }

  func method(_ name: String) -> JSONValue? { methods.first { $0["name"]?.string == name } }

  /// A schema within openrpc.json, by a pointer to it.
  func schema(at pointer: [String]) throws -> JSONSchema { try JSONSchema(openRPC, at: JSONPointer(pointer)) }

  func resultSchema(_ method: String) throws -> JSONSchema {
    if let known = results.withLock({ $0[method] }) { return known }
    let index = try #require(methods.firstIndex { $0["name"]?.string == method })
    let schema = try schema(at: ["methods", "\(index)", "result", "schema"])
    results.withLock { $0[method] = schema }
    return schema
  }

  func errorDataSchema(_ kind: String) throws -> JSONSchema {
    if let known = errorData.withLock({ $0[kind] }) { return known }
    let index = try #require(
      errors.root.elements.firstIndex { $0["kind"]?.string == kind }, "errors.json has no kind \(kind)")
    let schema = try JSONSchema(errors, at: JSONPointer(["\(index)", "dataSchema"]))
    errorData.withLock { $0[kind] = schema }
    return schema
  }

  // MARK: Checks

  func checkResult(_ result: JSONValue, of method: String) throws {
    let found = try resultSchema(method).diagnose(result)
    #expect(found.errors.isEmpty, "the result of \(method) is not what openrpc.json says")
  }

  /// What errors that end a wait say besides, without errors.json naming it for their kind.
  private static let unnamed = ["notConfigured": ["id", "elapsedMs", "polls"]]

  func checkError(_ error: JSONValue, of method: String) throws {
    let kind = try #require(error["data"]?["kind"]?.string)
    let data = try #require(error["data"])
    let entry = try #require(errors.root.elements.first { $0["kind"]?.string == kind })
    #expect(error["code"]?.integer == entry["code"]?.integer, "\(kind)")
    #expect(data["retryable"]?.boolean == entry["retryable"]?.boolean, "\(kind)")
    #expect(error["message"]?.string?.isEmpty == false)
    let found = try errorDataSchema(kind).diagnose(data)
    #expect(found.errors.isEmpty, "the data of \(kind) is not what errors.json says")
    let unnamed = found.warnings.filter { !Self.unnamed[kind, default: []].contains($0.property ?? "") }
    #expect(unnamed.isEmpty, "the data of \(kind) has members that errors.json does not name")
    guard let listed = self.method(method)?["errors"]?.elements, kind != "methodNotFound" else { return }
    let references = listed.compactMap { $0["$ref"]?.string }
    #expect(references.contains("#/components/errors/\(kind)"), "openrpc.json does not list it for \(method)")
  }
}

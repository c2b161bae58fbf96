import JSON
import Synchronization
import TestSupport
import Testing

@testable import FlowService

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Every kind of request that is sent, held against what Adobe's published OpenAPI documents of Flow Service describe
/// (flow-service.yaml and, for the same service, destinations.yaml): method, path, query, headers and body.
///
/// With `FLOW_SIDECAR_SENT_REQUESTS=FILE` the requests are written there, one after the other as they are sent.
@Suite struct SentRequestsTests {
  /// One operation of the description.
  private struct Operation {
    var method: HTTPRequest.Method
    /// Below the base path; `{}` is an id.
    var path: String
    /// The query parameters described there.
    var query: Set<String> = []
    /// Those that only Adobe's tutorials describe.
    var furtherQuery: Set<String> = []
    var headers: Set<String> = []
    var hasBody = false
  }

  private static let described: [Operation] = [
    Operation(
      method: .get, path: "/connections", query: ["property", "limit", "orderby", "continuationToken", "count"]),
    Operation(method: .post, path: "/connections", headers: ["content-type"], hasBody: true),
    Operation(method: .get, path: "/connections/{}"),
    Operation(method: .patch, path: "/connections/{}", headers: ["content-type", "if-match"], hasBody: true),
    Operation(method: .delete, path: "/connections/{}"),
    Operation(method: .get, path: "/connections/{}/test"),
    // The description spells FileType and CompressionType, all tutorials fileType and compressionType.
    Operation(
      method: .get, path: "/connections/{}/explore", query: ["objectType", "object", "FileType", "CompressionType"],
      furtherQuery: ["fileType", "compressionType", "preview", "columnDelimiter"]),
  ]
  private static let always: Set<String> = ["authorization", "x-api-key", "x-gw-ims-org-id", "accept"]

  /// What is sent by one call of each kind, with a look for a lost create and one for a lost update.
  private static func sent() async throws -> [HTTPRequest] {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, index in
      let item =
        #"{"id":"i","name":"a","state":"enabled","createdAt":1767225600000,"etag":"\"\#(index)\"","connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}"#
      return switch (request.method, request.url) {
      case (.post, _), (.patch, _): index.isMultiple(of: 2) ? .lost() : .json(200, #"{"id":"i","etag":"\"2\""}"#)
      case (.delete, _): .json(204, "")
      case (_, let url) where url.contains("count=true"): .json(200, #"{"count":1}"#)
      case (_, let url) where url.hasSuffix("/test"): .json(200, #"{"result":true}"#)
      case (_, let url) where url.contains("/explore"): .json(200, "[]")
      default: .json(200, #"{"items":[\#(item)]}"#)
      }
    }
    let client = FlowServiceClient(.test, transport, time)
    let patch = operations(
      #"[{"op":"replace","path":"/name","value":"b"},{"op":"remove","path":"/description"}]"#)
    try await time.run {
      for _ in 0..<3 { _ = await failure { try await client.create(createBody("a")) } }
      for _ in 0..<3 { _ = await failure { try await client.update("i", operations: patch) } }
      _ = try await client.connection("3e908d3f-c390-482b-9f44-43d3d4f2eb82")
      _ = try await client.connections(
        filters: [#"name=="A & B""#, "createdAt>=1"], limit: 2, orderby: "-name", next: "a b/c")
      _ = try await client.connectionCount(filters: ["state==enabled,disabled"])
      _ = try await client.waitEnabled("i", timeout: .seconds(1))
      _ = try await client.ensure(createBody("a"), timeout: .seconds(60))
      _ = try await client.testConnection("i")
      _ = try await client.explore("i", query: [("objectType", "ROOT")])
      _ = try await client.explore(
        "i",
        query: [
          ("objectType", "FILE"), ("object", "/a b.csv.gz"), ("fileType", "delimited"), ("compressionType", "gzip"),
          ("preview", "true"), ("columnDelimiter", ";"),
        ])
      try await client.delete("i")
    }
    return transport.requests
  }

  @Test func allAreAsDescribed() async throws {
    let requests = try await Self.sent()
    var seen: Set<String> = []
    for request in requests {
      let operation = try #require(try Self.operation(of: request), "\(request.method.rawValue) \(request.url)")
      seen.insert("\(operation.method.rawValue) \(operation.path)")
      let names = request.headers.map { $0.name.lowercased() }
      #expect(Set(names) == Self.always.union(operation.headers).union(["x-sandbox-name"]))
      #expect(Set(names).count == names.count)
      #expect(request.headers["Authorization"]?.hasPrefix("Bearer ") == true)
      #expect((request.body != nil) == operation.hasBody)
      try Self.checkBody(request)
      if let etag = request.headers["If-Match"] { #expect(etag.hasPrefix("\"") && etag.hasSuffix("\"")) }
    }
    #expect(seen.count == Self.described.count, "every operation has been sent")
    if let path = TestEnvironment.variable("FLOW_SIDECAR_SENT_REQUESTS") { try Self.write(requests, to: path) }
  }

  private static func operation(of request: HTTPRequest) throws -> Operation? {
    let base = "https://flow.test/data/foundation/flowservice"
    guard request.url.hasPrefix(base) else { return nil }
    let parts = request.url.dropFirst(base.count).split(separator: "?", omittingEmptySubsequences: false)
    guard let path = parts.first, parts.count <= 2 else { return nil }
    var steps = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if steps.count > 2 { steps[2] = "{}" }
    let template = steps.joined(separator: "/")
    guard let operation = described.first(where: { $0.method == request.method && $0.path == template }) else {
      return nil
    }
    for pair in parts.dropFirst().joined().split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1)
      guard halves.count == 2, let name = halves.first.map(String.init) else { return nil }
      #expect(operation.query.union(operation.furtherQuery).contains(name), "\(pair)")
      #expect(halves[1].utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }, "\(pair)")
      if name == "objectType" {
        #expect(["ROOT", "TABLE", "FILE", "FOLDER", "REST"].contains(halves[1].uppercased()))
      }
    }
    return operation
  }

  private static func checkBody(_ request: HTTPRequest) throws {
    guard let body = request.body else { return }
    #expect(request.headers["Content-Type"] == "application/json")
    let root = try JSONDocument(body).root
    if request.method == .post {
      #expect(root["name"]?.kind == .string)
      #expect(root["connectionSpec"]?["id"]?.kind == .string && root["connectionSpec"]?["version"]?.kind == .string)
      #expect(root["auth"]?["specName"]?.kind == .string && root["auth"]?["params"]?.kind == .object)
      #expect(root["_meta"] == nil)
    } else {
      #expect(root.kind == .array && root.count > 0)
      for operation in root.elements {
        #expect(["add", "replace", "remove"].contains(operation["op"]?.string))
        #expect(operation["path"]?.string?.hasPrefix("/") == true)
        #expect((operation["value"] == nil) == (operation["op"]?.string == "remove"))
      }
    }
  }

  private struct CannotWrite: Error {}

  private static func write(_ requests: [HTTPRequest], to path: String) throws {
    var text = ""
    for request in requests {
      text += "\(request.method.rawValue) \(request.url)\n"
      for header in request.headers { text += "\(header.name): \(header.value)\n" }
      text += "\n"
      if let body = request.body { text += String(decoding: body, as: UTF8.self) + "\n\n" }
    }
    guard let file = fopen(path, "w") else { throw CannotWrite() }
    defer { fclose(file) }
    guard fputs(text, file) >= 0 else { throw CannotWrite() }
  }
}

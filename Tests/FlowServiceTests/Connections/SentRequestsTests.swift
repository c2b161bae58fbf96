import TestSupport
import Testing

@testable import FlowService

/// Every kind of request that the client makes, held against what Adobe publishes. The tests of the process do the same
/// with what arrives at a server (`FLOW_SIDECAR_SENT_REQUESTS` there).
@Suite struct SentRequestsTests {
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
      case (_, let url) where url.contains("/connectionSpecs"):
        .json(200, #"{"items":[{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","name":"salesforce"}]}"#)
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
      _ = try await client.connectionSpec("cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", unlessStill: "\"1\"")
      _ = try await client.connectionSpecs(filters: [#"name=="salesforce""#])
    }
    return transport.requests
  }

  @Test func allAreAsDescribed() async throws {
    var seen: Set<String> = []
    for sent in try await Self.sent() {
      let base = "https://flow.test"
      #expect(sent.url.hasPrefix(base))
      let request = PublishedDescription.Request(
        sent.method.rawValue, String(sent.url.dropFirst(base.count)),
        headers: sent.headers.map { ($0.name, $0.value) }, body: sent.body)
      #expect(PublishedDescription.departures(of: request) == [])
      if let operation = PublishedDescription.operation(of: request) {
        seen.insert("\(operation.method) \(operation.path)")
      }
    }
    let described = PublishedDescription.operations.map { "\($0.method) \($0.path)" }
    #expect(seen == Set(described), "every operation has been sent")
  }

  /// A check that cannot fail would prove nothing.
  @Test(
    arguments: [
      ("GET", "/connections?limit=101", nil), ("GET", "/connections?filter=a", nil), ("GET", "/connections?limit", nil),
      ("GET", "/connections?property=name==\"a\"", nil), ("PUT", "/connections/i", nil), ("GET", "/connections/", nil),
      ("GET", "/connections/i/tests", nil), ("GET", "/flows", nil), ("GET", "/connections/i", "{}"),
      ("POST", "/connections", nil), ("POST", "/connections", #"{"name":"a","connectionSpec":{"id":"i"}}"#),
      ("POST", "/connections", #"{"name":"a","connectionSpec":{"id":"i","version":"1.0"},"_meta":{}}"#),
      ("POST", "/connections", #"{"name":"a","connectionSpec":{"id":"i","version":"1.0"},"auth":{"params":{}}}"#),
      ("PATCH", "/connections/i", "[]"), ("PATCH", "/connections/i", #"[{"op":"move","path":"/a","from":"/b"}]"#),
      ("PATCH", "/connections/i", #"[{"op":"remove","path":"/name"}]"#),
    ] as [(String, String, String?)])
  func whatIsNotDescribedIsFound(method: String, target: String, body: String?) {
    var headers = [
      ("Authorization", "Bearer t"), ("x-api-key", "k"), ("x-gw-ims-org-id", "o"), ("x-sandbox-name", "dev"),
    ]
    if body != nil { headers.append(("Content-Type", "application/json")) }
    let request = PublishedDescription.Request(
      method, "/data/foundation/flowservice" + target, headers: headers, body: body.map { Array($0.utf8) })
    #expect(!PublishedDescription.departures(of: request).isEmpty)
  }
}

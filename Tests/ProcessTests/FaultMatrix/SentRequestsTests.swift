import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// Every method of the protocol that reaches Flow Service, asked for once in each of its ways: what arrives at the
  /// service is what Adobe publishes, and nothing that it publishes of connections was left out.
  @Suite struct SentRequestsTests {
    private static let id = StandInService.connectionInFairWeather

    private static let calls: [(method: String, params: String)] = [
      ("connection.create", SecretBody.salesforce("Made with Basic", at: 0)),
      ("connection.create", SecretBody.salesforce("Made with OAuth2", at: 1)),
      ("connection.create", SecretBody.salesforce("Made with a JWT", at: 2)),
      (
        "connection.create",
        SecretBody.salesforce("Made for another sandbox", at: 1).dropLast() + #","_meta":{"sandboxName":"prod"}}"#
      ),
      ("connection.get", #"{"id":"\#(id)"}"#),
      ("connection.waitEnabled", #"{"id":"\#(id)"}"#),
      ("connection.validate", SecretBody.salesforce("Validated", at: 1)),
      ("connection.ensure", SecretBody.salesforce("A name & more, \u{E9}", at: 1)),
      ("connection.list", "{}"),
      (
        "connection.list",
        #"{"property":["name==\"A & B\"","state==enabled,disabled"],"limit":100,"orderby":"-name","next":"a b/c=="}"#
      ),
      ("connection.list", #"{"property":["createdAt>=1767225600000"],"count":true}"#),
      (
        "connection.update",
        #"{"id":"\#(id)","operations":[{"op":"replace","path":"/auth/params/clientSecret","value":"#
          + #""\#(WatchedProgram.canary)-new"},{"op":"remove","path":"/description"}]}"#
      ),
      (
        "connection.update",
        #"{"id":"\#(id)","operations":[{"op":"add","path":"/description","value":"a"}],"etag":"\"1\""}"#
      ),
      ("connection.test", #"{"id":"\#(id)"}"#),
      ("connection.explore", #"{"id":"\#(id)","objectType":"root"}"#),
      (
        "connection.explore",
        #"{"id":"\#(id)","objectType":"file","object":"/a b/c&d.csv","fileType":"delimited","compressionType":"gzip","#
          + #""preview":true,"previewCount":5,"sourceParams":"e30="}"#
      ),
      ("connection.delete", #"{"id":"\#(id)"}"#),
      ("connectionSpec.list", "{}"),
      ("connectionSpec.get", #"{"id":"\#(Samples.salesforce)"}"#),
      ("connectionSpec.get", #"{"name":"a source that the catalogue does not know"}"#),
    ]

    @Test func everyMethod() throws {
      let service = try StandInService()
      defer { service.stop() }
      let program = try WatchedProgram(service: service.url, ims: service.url)
      // Those that are expected to be refused: a name that nobody knows.
      var refused = 0
      for (number, call) in Self.calls.enumerated() {
        try program.send(Samples.request(number, call.method, call.params))
        let answer = try program.next(within: .seconds(20))
        if answer["error"] != nil { refused += 1 }
        #expect(answer["result"] != nil || call.params.contains("does not know"), "\(call.method)")
      }
      #expect(refused == 1)
      try program.finish()
      #expect(program.keptFiles == 1)

      let requests = service.requestsToFlowService
      SentRequests.check(requests)
      let described = Set(PublishedDescription.operations.map { "\($0.method) \($0.path)" })
      #expect(SentRequests.operations(requests) == described)
      #expect(requests.contains { $0[header: "x-sandbox-name"] == "prod" })
      #expect(requests.allSatisfy { $0[header: "User-Agent"]?.hasPrefix("flow-sidecar/") == true })
    }

    /// No method can come without a call above.
    @Test func noMethodIsMissing() throws {
      let document = try JSONDocument(SidecarProgram.bytes("protocol/openrpc.json")).root
      let names = (document["methods"]?.elements ?? []).compactMap { $0["name"]?.string }
      let upstream = names.filter { $0.hasPrefix("connection") }
      #expect(upstream.count >= 12)
      #expect(Set(upstream) == Set(Self.calls.map(\.method)))
    }

    /// What goes to Adobe IMS is what RFC 6749 and Adobe's guide of Server-to-Server credentials describe.
    @Test func theRequestForAToken() throws {
      let service = try StandInService()
      defer { service.stop() }
      let program = try WatchedProgram(service: service.url, ims: service.url)
      try program.send(Samples.request(1, "connection.get", #"{"id":"\#(Self.id)"}"#))
      #expect(try program.next()["result"] != nil)
      try program.finish()
      let request = try #require(service.requests.first { $0.path.hasPrefix("/ims/") })
      #expect(request.method == "POST" && request.target == "/ims/token/v3")
      #expect(request[header: "Content-Type"] == "application/x-www-form-urlencoded")
      #expect(request[header: "Authorization"] == nil && request[header: "x-api-key"] == nil)
      let names = request.text.split(separator: "&").map { $0.prefix { $0 != "=" } }
      #expect(Set(names) == ["grant_type", "client_id", "client_secret", "scope"] && names.count == 4)
    }
  }
}

import FlowService
import JSON
import TestSupport
import Testing

@Suite("Connection specs of Flow Service")
struct ConnectionSpecTests {
  private static let id = "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"
  private static let body = #"{"items":[{"id":"\#(id)","name":"salesforce","version":"1.0","authSpec":[]}]}"#

  @Test("One is asked for by its id, and comes with the entity tag of the answer")
  func get() async throws {
    let transport = ScriptedTransport([.json(200, Self.body, [HTTPHeader("etag", "\"v1\"")])])
    let time = VirtualTime()
    let answer = try await time.run { try await FlowServiceClient(.test, transport, time).connectionSpec(Self.id) }
    guard case .found(let item, let etag) = answer else {
      Issue.record("nothing was found")
      return
    }
    #expect(item["name"]?.string == "salesforce")
    #expect(etag == "\"v1\"")
    let request = try #require(transport.requests.first)
    #expect(request.method == .get)
    #expect(request.url == "https://flow.test/data/foundation/flowservice/connectionSpecs/\(Self.id)")
    #expect(request.body == nil)
    #expect(request.headers["x-sandbox-name"] == "dev")
    #expect(request.headers["If-None-Match"] == nil)
  }

  @Test("With an entity tag the service may say that nothing has changed")
  func notModified() async throws {
    let transport = ScriptedTransport([.success(HTTPResponse(status: 304))])
    let time = VirtualTime()
    let answer = try await time.run {
      try await FlowServiceClient(.test, transport, time).connectionSpec(Self.id, unlessStill: "\"v1\"")
    }
    guard case .notModified = answer else {
      Issue.record("304 was taken for something else")
      return
    }
    #expect(transport.requests.count == 1)
    #expect(transport.requests.first?.headers["If-None-Match"] == "\"v1\"")
  }

  @Test("304 to who has no copy is an error")
  func unexpectedNotModified() async throws {
    let transport = ScriptedTransport([.success(HTTPResponse(status: 304))])
    let time = VirtualTime()
    let error = try await time.run {
      await failure { try await FlowServiceClient(.test, transport, time).connectionSpec(Self.id) }
    }
    #expect(error?.httpStatus == 304)
  }

  @Test(
    "What is not the connection spec that was asked for is an error",
    arguments: [
      (#"{"items":[]}"#, FlowServiceErrorKind.notFound),
      (#"{"items":[{"id":"0ed90a81-07f4-4586-8190-b40eccef1c5a","name":"other"}]}"#, .notFound),
      (#"{"items":[{"name":"salesforce"}]}"#, .notFound),
      (#"{"id":"\#(id)"}"#, .flowServiceError),
      ("<html><title>Proxy</title></html>", .flowServiceError),
    ])
  func unusable(_ body: String, _ kind: FlowServiceErrorKind) async throws {
    let transport = ScriptedTransport([.json(200, body)])
    let time = VirtualTime()
    let error = try await time.run {
      await failure { try await FlowServiceClient(.test, transport, time).connectionSpec(Self.id) }
    }
    #expect(error?.kind == kind)
  }

  @Test("An id that is a step in a path leads nowhere", arguments: ["", ".", ".."])
  func pathSteps(_ id: String) async throws {
    let transport = ScriptedTransport([.json(200, Self.body)])
    let time = VirtualTime()
    let error = try await time.run {
      await failure { try await FlowServiceClient(.test, transport, time).connectionSpec(id) }
    }
    #expect(error?.kind == .notFound)
    #expect(transport.requests.isEmpty)
  }

  @Test("They are found by filters, which are encoded")
  func list() async throws {
    let transport = ScriptedTransport([.json(200, Self.body)])
    let time = VirtualTime()
    let items = try await time.run {
      try await FlowServiceClient(.test, transport, time).connectionSpecs(filters: [#"name=="sales force""#])
    }
    #expect(items.map { $0["id"]?.string } == [Self.id])
    let path = "https://flow.test/data/foundation/flowservice/connectionSpecs"
    #expect(transport.requests.first?.url == path + "?property=name==%22sales%20force%22")
  }

  @Test("The client says whether it has all that a call needs")
  func configured() {
    let time = VirtualTime()
    let transport = ScriptedTransport([])
    #expect(FlowServiceClient(.test, transport, time).isConfigured())
    #expect(!FlowServiceClient(FlowServiceConfiguration(), transport, time).isConfigured())
    var withoutSandbox = FlowServiceConfiguration.test
    withoutSandbox.sandbox = .unspecified
    let client = FlowServiceClient(withoutSandbox, transport, time)
    #expect(!client.isConfigured())
    #expect(client.isConfigured(CallOptions(sandboxName: "dev")))
    withoutSandbox.sandbox = .none
    #expect(FlowServiceClient(withoutSandbox, transport, time).isConfigured())
    for missing in [\FlowServiceConfiguration.orgID, \.clientID] {
      var configuration = FlowServiceConfiguration.test
      configuration[keyPath: missing] = nil
      #expect(!FlowServiceClient(configuration, transport, time).isConfigured())
    }
  }

  @Test("A token can be had without a call")
  func token() async throws {
    let transport = ScriptedTransport([.json(200, #"{"access_token":"abcd","expires_in":60}"#)])
    let time = VirtualTime()
    try await time.run { try await FlowServiceClient(.testIMS, transport, time).obtainToken(timeout: .seconds(5)) }
    #expect(transport.requests.map(\.url) == ["https://ims.test/ims/token/v3"])
  }
}

import TestSupport
import Testing

@testable import FlowService

@Suite struct RequestTests {
  @Test func aCreateHasWhatTheServiceWants() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(201, #"{"id":"i","etag":"\"e\""}"#)])
    let client = FlowServiceClient(.test, transport, time)
    let body = createBody("a")
    let created = try await time.run { try await client.create(body) }
    #expect(created == CreatedConnection(id: "i", etag: "\"e\""))
    let request = try #require(transport.requests.first)
    #expect(request.method == .post)
    #expect(request.url == "https://flow.test/data/foundation/flowservice/connections")
    #expect(request.body == body)
    #expect(
      request.headers.map { "\($0.name): \($0.value)" } == [
        "Authorization: Bearer canary-token", "x-api-key: client-id", "x-gw-ims-org-id: ORG@AdobeOrg",
        "Accept: application/json", "x-sandbox-name: dev", "Content-Type: application/json",
      ])
  }

  @Test(arguments: [
    ("3e908d3f-c390-482b-9f44-43d3d4f2eb82", "3e908d3f-c390-482b-9f44-43d3d4f2eb82"), ("a/../b", "a%2F..%2Fb"),
    ("a?b#c", "a%3Fb%23c"), ("ü\r\n", "%C3%BC%0D%0A"), ("%2e", "%252e"),
  ])
  func idsCannotLeaveTheirSegment(id: String, segment: String) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.item("i", state: "enabled")])
    let client = FlowServiceClient(.test, transport, time)
    _ = try await time.run { try await client.connection(id) }
    let request = try #require(transport.requests.first)
    #expect(request.url == "https://flow.test/data/foundation/flowservice/connections/" + segment)
    #expect(request.headers["Content-Type"] == nil)
    #expect(request.body == nil)
  }

  @Test(arguments: ["", ".", ".."]) func idsThatArePathsAreNotSent(id: String) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.item("i", state: "enabled")])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.connection(id) } }
    #expect(error?.kind == .notFound)
    #expect(transport.requests.isEmpty)
  }

  @Test func noItemIsNotFound() async throws {
    let time = VirtualTime()
    let client = FlowServiceClient(.test, ScriptedTransport([.json(200, #"{"items":[]}"#)]), time)
    let error = try await time.run { await failure { try await client.connection("x") } }
    #expect(error?.kind == .notFound)
    #expect(error?.connectionID == "x")
  }

  @Test(arguments: ["", "<html>login</html>", "[]", "{}", #"{"items":{}}"#])
  func anAnswerWithoutItemsIsNoAnswer(body: String) async throws {
    let time = VirtualTime()
    let client = FlowServiceClient(.test, ScriptedTransport([.json(200, body)]), time)
    let error = try await time.run { await failure { try await client.connection("x") } }
    #expect(error?.kind == .flowServiceError)
    #expect(error?.httpStatus == 200)
  }

  @Test func theSandboxIsThatOfTheCall() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.item("i", state: "enabled")])
    var configuration = FlowServiceConfiguration.test
    configuration.sandbox = .none
    let client = FlowServiceClient(configuration, transport, time)
    _ = try await time.run {
      _ = try await client.connection("a")
      _ = try await client.connection("a", options: CallOptions(sandboxName: "other"))
    }
    #expect(transport.requests.map { $0.headers["x-sandbox-name"] } == [nil, "other"])
  }

  @Test func whatIsMissingIsNamed() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.item("i", state: "enabled")])
    let client = FlowServiceClient(FlowServiceConfiguration(environment: [:]), transport, time)
    let error = try await time.run { await failure { try await client.create(createBody("a")) } }
    #expect(error?.kind == .notConfigured)
    #expect(error?.missing == [.accessToken, .clientID, .orgID, .sandboxName])
    let waited = try await time.run { await failure { try await client.waitEnabled("a", timeout: .seconds(60)) } }
    #expect(waited?.kind == .notConfigured)
    #expect(transport.requests.isEmpty)
    #expect(time.now == .zero)
  }

  @Test(arguments: ["a\r\nx-evil: 1", "a b", "ü", "\u{7F}"])
  func aHeaderValueStaysOne(sandboxName: String) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.item("i", state: "enabled")])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run {
      await failure { try await client.connection("a", options: CallOptions(sandboxName: sandboxName)) }
    }
    #expect(error?.missing == [.sandboxName])
    #expect(transport.requests.isEmpty)
  }

  @Test func filtersAreEncoded() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([
      .json(200, #"{"items":[],"_links":{"next":{"href":"/connections?limit=2&continuationToken=a%2Bb"}}}"#)
    ])
    let client = FlowServiceClient(.test, transport, time)
    let page = try await time.run {
      try await client.connections(
        filters: [#"name=="A & B""#, "state==enabled,disabled"], limit: 2, orderby: "-name", next: "t/1")
    }
    #expect(page.next == "a+b")
    #expect(
      transport.requests.first?.url
        == "https://flow.test/data/foundation/flowservice/connections?property=name==%22A%20%26%20B%22"
        + "&property=state==enabled,disabled&limit=2&orderby=-name&continuationToken=t%2F1")
  }
}

import FlowServiceSimulator
import JSON
import Testing

@testable import FlowService

@Suite struct SimulatorTests {
  private static let salesforce = "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"

  private static func service(
    _ time: VirtualTime, _ configuration: FlowServiceConfiguration = .simulated
  ) -> (SimulatedTransport, FlowServiceClient) {
    let simulator = SimulatedTransport(
      time: time, configuration: SimulatorConfiguration(seed: 11, wallClock: testWallClock(time)))
    return (simulator, FlowServiceClient(configuration, simulator, time) { $0.wait = .brisk })
  }

  private static func jwtBody(_ name: String) -> [UInt8] {
    Array(
      #"""
      {"name":"\#(name)","description":"on AWS","auth":{"specName":"OAuth2 JWT Token Credential","params":{
      "jwtToken":"canary-jwt","clientId":"the-client","clientSecret":"canary-secret",
      "instanceUrl":"https://acme.my.salesforce.com"}},
      "connectionSpec":{"id":"\#(salesforce)","version":"1.0"}}
      """#.utf8)
  }

  private static func names(_ value: JSONValue?) -> [String] { value?.members.map(\.name) ?? [] }

  @Test func aConnectionLooksAsInTheDocuments() async throws {
    let time = VirtualTime()
    let (_, client) = Self.service(time)
    let common = [
      "id", "createdAt", "updatedAt", "createdBy", "updatedBy", "createdClient", "updatedClient", "sandboxId",
      "sandboxName", "imsOrgId", "name", "description", "connectionSpec", "state", "auth",
    ]
    try await time.run {
      let created = try await client.create(Self.jwtBody("aws"))
      #expect(created.id.utf8.count == 36)
      #expect(Array(created.id.utf8)[14] == UInt8(ascii: "4"))
      let etag = try #require(created.etag)
      #expect(etag.hasPrefix("\"") && etag.hasSuffix("\"") && etag.contains("-0000-0200-0000-"))

      let fresh = try await client.connection(created.id)
      #expect(Self.names(fresh.item) == common)
      #expect(fresh.state == "initializing")
      #expect(fresh.createdAt == 1_767_225_600_000)
      #expect(fresh.etag == nil)
      #expect(fresh.item["sandboxName"]?.string == "simulated")
      #expect(fresh.item["imsOrgId"]?.string == "simulated@AdobeOrg")
      #expect(
        Self.names(fresh.item["auth"]?["params"]) == ["jwtToken", "clientId", "clientSecret", "instanceUrl"])

      let result = try await client.waitEnabled(created.id, timeout: .seconds(10))
      let item = result.connection.item
      #expect(Self.names(item) == common + ["version", "etag"])
      #expect(item["updatedAt"]?.integer == 1_767_225_600_300)
      #expect(item["updatedBy"]?.string != item["createdBy"]?.string)
      #expect(item["updatedClient"]?.string != item["createdClient"]?.string)
      #expect(item["version"]?.string == item["etag"]?.string)
      let params = item["auth"]?["params"]
      #expect(Self.names(params) == ["jwtToken", "clientId", "clientSecret", "instanceUrl", "orgId"])
      #expect(params?["jwtToken"]?.string?.hasPrefix("arn:aws:secretsmanager:") == true)
      #expect(params?["clientSecret"]?.string?.hasPrefix("arn:aws:secretsmanager:") == true)
      #expect(params?["clientId"]?.string == "the-client")
      #expect(params?["orgId"]?.string?.utf8.count == 18)
    }
  }

  @Test func whatAzureEnablesKeepsItsParams() async throws {
    let time = VirtualTime()
    let (_, client) = Self.service(time)
    let item = try await time.run {
      let id = try await client.create(createBody("azure")).id
      return try await client.waitEnabled(id, timeout: .seconds(10)).connection.item
    }
    #expect(Self.names(item["auth"]?["params"]) == ["environmentUrl", "clientId", "clientSecret", "apiVersion"])
    #expect(item["auth"]?["params"]?["clientSecret"]?.string == "canary-param-secret")
    #expect(item["etag"]?.string?.contains("-0000-0200-0000-") == true)
    #expect(item["description"] == nil)
  }

  @Test func aSeedMakesItRepeatable() async throws {
    func ids() async throws -> [String] {
      let time = VirtualTime()
      let (_, client) = Self.service(time)
      return try await time.run {
        let first = try await client.create(createBody("a"))
        let second = try await client.create(createBody("b"))
        return [first.id, second.id, first.etag ?? "", second.etag ?? ""]
      }
    }
    let first = try await ids()
    let second = try await ids()
    #expect(first == second)
    #expect(Set(first).count == 4)
  }

  @Test(
    arguments: [
      (#"{"connectionSpec":{"id":"x"}}"#, "FLOW-1304-400", "name"),
      (#"{"name":"a"}"#, "FLOW-1304-400", "connectionSpec.id"),
      (#"{"name":"a","connectionSpec":{"id":"b66ab34"}}"#, nil, "spec id"),
      (
        #"{"name":"a","auth":{"specName":"Basic","params":{}},"connectionSpec":{"id":"\#(salesforce)"}}"#,
        "FLOW-1415-400", "'Basic'"
      ),
      (
        #"{"name":"a","auth":{"specName":"Basic Authentication","params":{"username":"u","password":"p"}},"connectionSpec":{"id":"\#(salesforce)"}}"#,
        "FLOW-1304-400", "securityToken"
      ),
      ("[]", nil, "JSON object"), ("{", nil, "JSON object"),
    ] as [(String, String?, String)])
  func complainsAsTheServiceDoes(body: String, code: String?, words: String) async throws {
    let time = VirtualTime()
    let (simulator, client) = Self.service(time)
    let error = try await time.run { await failure { try await client.create(Array(body.utf8)) } }
    #expect(error?.httpStatus == 400)
    #expect(error?.flowCode == code)
    #expect(error?.detail?.contains(words) == true)
    #expect(error?.requestID?.isEmpty == false)
    #expect(simulator.connectionCount == 0)
  }

  @Test func anUnknownIDIsNotFound() async throws {
    let time = VirtualTime()
    let (_, client) = Self.service(time)
    let error = try await time.run { await failure { try await client.connection("nobody") } }
    #expect(error?.kind == .notFound)
    #expect(error?.flowCode == "FLOW-1439-404")
    #expect(error?.connectionID == "nobody")
  }

  @Test(arguments: [("Authorization", 403), ("x-api-key", 403), ("x-gw-ims-org-id", 400), ("Content-Type", 400)])
  func everyHeaderIsWanted(missing: String, status: Int) async throws {
    let time = VirtualTime()
    let simulator = SimulatedTransport(time: time)
    var request = HTTPRequest(
      .post, "https://platform.adobe.io/data/foundation/flowservice/connections",
      headers: [
        HTTPHeader("Authorization", "Bearer t"), HTTPHeader("x-api-key", "k"), HTTPHeader("x-gw-ims-org-id", "o"),
        HTTPHeader("Content-Type", "application/json"),
      ], body: createBody("a"))
    let all = request
    request.headers.removeAll { $0.name == missing }
    let sent = request
    #expect(try await time.run { try await simulator.send(all).status } == 201)
    #expect(try await time.run { try await simulator.send(sent).status } == status)
  }

  @Test func listsByFilterAndPage() async throws {
    let time = VirtualTime()
    let (_, client) = Self.service(time)
    try await time.run {
      for number in 0..<5 { _ = try await client.create(createBody(number < 3 ? "same, name" : "other \(number)")) }
      try await time.sleep(for: .seconds(1))
      _ = try await client.create(createBody("fresh"))
      let same = try await client.connections(filters: [#"name=="same, name""#, "state==enabled"])
      #expect(same.connections.count == 3)
      let some = try await client.connections(filters: ["name==fresh,other 4", "connectionSpec.id==\(Self.salesforce)"])
      #expect(some.connections.map(\.name) == ["other 4", "fresh"])
      #expect(try await client.connections(filters: ["connectionSpec.id==x"]).connections.isEmpty)
      var names: [String?] = []
      var next: String?
      repeat {
        let page = try await client.connections(limit: 4, next: next)
        names += page.connections.map(\.name)
        next = page.next
      } while next != nil
      #expect(names.count == 6)
      let error = await failure { try await client.connections(filters: ["color==blue"]) }
      #expect(error?.httpStatus == 400)
    }
  }

  @Test func connectionSpecsAreRefused() async throws {
    let time = VirtualTime()
    let simulator = SimulatedTransport(time: time)
    let request = HTTPRequest(
      .get, "https://platform.adobe.io/data/foundation/flowservice/connectionSpecs/\(Self.salesforce)",
      headers: [
        HTTPHeader("Authorization", "Bearer t"), HTTPHeader("x-api-key", "k"), HTTPHeader("x-gw-ims-org-id", "o"),
      ])
    #expect(try await time.run { try await simulator.send(request).status } == 403)
  }

  @Test func worksOnTheEventLoop() async throws {
    let loop = EventLoop()
    defer { loop.stop() }
    let simulator = SimulatedTransport(
      time: loop, configuration: SimulatorConfiguration(enableDelay: .milliseconds(60)))
    var options = FlowServiceClient.Options()
    options.wait = .brisk
    let client = FlowServiceClient(.simulated, transport: simulator, time: loop, executor: loop, options: options)
    let results = try await withThrowingTaskGroup(of: WaitResult.self) { group in
      for number in 0..<50 {
        group.addTask {
          let id = try await client.create(createBody("loop \(number)")).id
          return try await client.waitEnabled(id, timeout: .seconds(60))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.count == 50)
    #expect(results.allSatisfy { $0.connection.state == "enabled" && $0.elapsed < .seconds(30) })
    #expect(simulator.counts.tokens == 1)
  }

  // MARK: Scenarios

  @Test(arguments: SimulatedScenario.allCases) func everyScenarioDoesWhatItSays(
    _ scenario: SimulatedScenario
  ) async throws {
    let time = VirtualTime()
    let (simulator, client) = Self.service(time)
    let name = "test \(scenario.trigger) of it"
    #expect(!scenario.summary.isEmpty)
    try await time.run {
      switch scenario {
      case .badRequest, .unauthorized, .forbidden, .unprocessable, .serverError, .ambiguous:
        let error = try #require(await failure { try await client.create(createBody(name)) })
        let kinds: [SimulatedScenario: FlowServiceErrorKind] = [
          .badRequest: .flowServiceError, .unauthorized: .unauthorized, .forbidden: .unauthorized,
          .unprocessable: .flowServiceError, .serverError: .unreachable, .ambiguous: .outcomeUnknown,
        ]
        #expect(error.kind == kinds[scenario])
        #expect(simulator.connectionCount == (scenario == .ambiguous ? 2 : 0))
      case .rateLimited, .unavailableOnce, .lostRequest, .lostAnswer:
        let created = try await client.create(createBody(name))
        #expect(created.isRecovered == (scenario == .lostAnswer))
        #expect(simulator.connectionCount == 1)
        #expect(simulator.counts.creates == (scenario == .lostAnswer ? 1 : 2))
        if scenario == .rateLimited { #expect(time.now == .seconds(1)) }
      case .disabled, .neverEnabled, .deleted:
        let id = try await client.create(createBody(name)).id
        let error = try #require(await failure { try await client.waitEnabled(id, timeout: .seconds(30)) })
        let kinds: [SimulatedScenario: FlowServiceErrorKind] = [
          .disabled: .notEnabling, .neverEnabled: .waitTimeout, .deleted: .notFound,
        ]
        #expect(error.kind == kinds[scenario])
        #expect(error.lastState == (scenario == .disabled ? "disabled" : "initializing"))
      case .slow, .unknownState, .late, .flaky, .expiredToken:
        let id = try await client.create(createBody(name)).id
        let result = try await client.waitEnabled(id, timeout: .seconds(30))
        #expect(result.connection.state == "enabled")
        let least: [SimulatedScenario: Duration] = [
          .slow: .seconds(5), .unknownState: .milliseconds(900), .late: .milliseconds(1_500),
        ]
        #expect(result.elapsed >= least[scenario] ?? .milliseconds(300))
        if scenario == .expiredToken { #expect(simulator.counts.tokens == 2) }
      case .testFails, .inUse, .changedMeanwhile, .lostUpdate, .lostDelete:
        let id = try #require(try await client.enabledConnection(name).id)
        #expect(try await client.testConnection(id) == (scenario != .testFails))
        let updated = try await client.update(
          id, operations: operations(#"[{"op":"add","path":"/description","value":"d"}]"#))
        #expect(updated.isRecovered == (scenario == .lostUpdate))
        #expect(simulator.counts.updates == (scenario == .changedMeanwhile ? 2 : 1))
        let error = await failure { try await client.delete(id) }
        #expect(error?.flowCode == (scenario == .inUse ? "FLOW-1418-400" : nil))
        #expect(simulator.counts.deletes == (scenario == .lostDelete ? 2 : 1))
      }
    }
  }

  @Test(
    arguments: [
      ("simulate:429", [.rateLimited]), ("a simulate:401-once", []), ("simulate:503-once!", [.unavailableOnce]),
      ("simulate:slow and simulate:flaky", [.slow, .flaky]), ("simulate: slow", []), ("simulate:nothing", []),
      ("not:slow", []), ("Simulate:slow", []),
    ] as [(String, Set<SimulatedScenario>)])
  func namesAreReadWholeWords(name: String, scenarios: Set<SimulatedScenario>) async throws {
    let time = VirtualTime()
    let (simulator, client) = Self.service(time)
    let elapsed = try await time.run {
      let id = try await client.create(createBody(name)).id
      return try await client.waitEnabled(id, timeout: .seconds(30)).elapsed
    }
    #expect((elapsed >= .seconds(5)) == scenarios.contains(.slow))
    #expect((simulator.counts.creates == 2) == !scenarios.isDisjoint(with: [.rateLimited, .unavailableOnce]))
  }

  @Test func aOnceHappensOncePerCreate() async throws {
    let time = VirtualTime()
    let (simulator, client) = Self.service(time)
    try await time.run {
      _ = try await client.create(createBody("simulate:429"))
      _ = try await client.create(createBody("simulate:429"))
    }
    #expect(simulator.counts.creates == 4)
    #expect(simulator.connectionCount == 2)
  }

  @Test func latencyIsKeptAndCancellable() async throws {
    let time = VirtualTime()
    let simulator = SimulatedTransport(time: time, configuration: SimulatorConfiguration(latency: .seconds(3)))
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let call = Task(executorPreference: time) { await failure { try await client.connection("x") } }
      try await time.sleep(for: .seconds(1))
      call.cancel()
      #expect(await call.value?.kind == .requestCancelled)
      #expect(time.now == .seconds(1))
      let error = await failure { try await client.connection("x", options: CallOptions(timeout: .seconds(2))) }
      #expect(error?.reason == "timedOut")
      #expect(time.now == .seconds(3))
    }
  }
}

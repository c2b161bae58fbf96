import FlowService
import JSON
import TestSupport
import Testing

@Suite("connection.create")
struct CreateConnectionTests {
  private static func created() -> ScriptedTransport {
    ScriptedTransport([.json(201, #"{"id":"\#(Sample.id)","etag":"\"1700df7b\""}"#)])
  }

  /// What is sent for those params, byte for byte.
  private func sent(_ params: String) async throws -> String {
    let transport = Self.created()
    let result = try await TestSession(transport).result("connection.create", params)
    #expect(result["id"]?.string == Sample.id)
    #expect(result["etag"]?.string == "\"1700df7b\"")
    let request = try #require(transport.requests.first)
    #expect(transport.requests.count == 1)
    #expect(request.method == .post)
    #expect(request.url == "https://flow.test/data/foundation/flowservice/connections")
    #expect(request.headers["Content-Type"] == "application/json")
    return String(decoding: request.body ?? [], as: UTF8.self)
  }

  private let auth =
    #""auth":{"specName":"OAuth2 Client Credential","params":{"#
    + #""environmentUrl":"https://acme.my.salesforce.com","clientId":"id","clientSecret":"canary","#
    + #""apiVersion":"60.0"}}"#

  @Test("the params are sent as they are, but for white space")
  func asTheyAre() async throws {
    for sample in [Sample.basic, Sample.oauth2, Sample.jwt] {
      #expect(try await sent(sample) == (try JSONDocument(sample).root.compact))
    }
  }

  @Test("_meta is not sent, the version is added where it is left out, and all else stays byte for byte")
  func bytes() async throws {
    let spec = #""id":"\#(Sample.salesforce)""#
    let cases = [
      (
        #"{"name":"Acme",\#(auth),"connectionSpec":{\#(spec),"version":"1.0"}}"#,
        #"{"name":"Acme",\#(auth),"connectionSpec":{\#(spec),"version":"1.0"}}"#
      ),
      (
        #"{"_meta":{"sandboxName":"x"},"name":"Acme",\#(auth),"connectionSpec":{\#(spec)}}"#,
        #"{"name":"Acme",\#(auth),"connectionSpec":{\#(spec),"version":"1.0"}}"#
      ),
      (
        #"{"connectionSpec":{"x":{"version":7},\#(spec)},"name":"A",\#(auth),"_meta":{}}"#,
        #"{"connectionSpec":{"x":{"version":7},\#(spec),"version":"1.0"},"name":"A",\#(auth)}"#
      ),
      (
        #"{"connectionSpec":{"version":"2.0",\#(spec)},"name":"A",\#(auth)}"#,
        #"{"connectionSpec":{"version":"2.0",\#(spec)},"name":"A",\#(auth)}"#
      ),
      // Numbers, escapes and members nobody knows, whose own "_meta" is theirs.
      (
        #"{"name":"Acm\u00e9 \/ \"é\"","tags":[1.0,1e400,-0,null,{"_meta":{"a":1}}],\#(auth),"#
          + #""connectionSpec":{\#(spec)}}"#,
        #"{"name":"Acm\u00e9 \/ \"é\"","tags":[1.0,1e400,-0,null,{"_meta":{"a":1}}],\#(auth),"#
          + #""connectionSpec":{\#(spec),"version":"1.0"}}"#
      ),
    ]
    for (params, body) in cases { #expect(try await sent(params) == body) }
  }

  @Test("params that the spec does not know are sent on, with a warning")
  func unknownParams() async throws {
    let transport = Self.created()
    let params = Sample.oauth2.edited(
      Edit(#""includeDeletedObjects": true"#, #""region": {"a": 1}"#), Edit(#""name""#, #""labels": ["x"], "name""#))
    let result = try await TestSession(transport).result("connection.create", params)
    #expect(
      result["warnings"]?.elements.map { $0["instanceLocation"]?.string } == ["/labels", "/auth/params/region"])
    let body = try JSONDocument(transport.requests.first?.body ?? []).root
    #expect(body["labels"]?.text == #"["x"]"#)
    #expect(body.at("/auth/params/region/a")?.text == "1")
  }

  @Test("told to warn only, what the spec finds is sent all the same")
  func warnOnly() async throws {
    let transport = Self.created()
    let params = Sample.oauth2.edited(
      Edit("60.0", "52"), Edit("clientId", "clientID"), Edit("OAuth2 Client Credential", "OAuth2 Client Credentials"),
      Edit(#""name""#, #""_meta": {"validation": "warn"}, "name""#))
    let result = try await TestSession(transport).result("connection.create", params)
    #expect(result["warnings"]?.count == 3)
    let body = try JSONDocument(transport.requests.first?.body ?? []).root
    #expect(body.at("/auth/params/clientID")?.string == "acme-client")
    #expect(body.at("/auth/params/apiVersion")?.string == "52")
    #expect(body["_meta"] == nil)
  }

  @Test("what is not valid is never sent")
  func notSent() async throws {
    let transport = Self.created()
    let session = TestSession(transport)
    for golden in GoldenTable.cases where golden.told.hasPrefix("not valid") {
      _ = try await session.error("connection.create", golden.params)
    }
    #expect(transport.requests.isEmpty)
  }

  @Test("Flow Service's own complaint comes back with what it is about, and without what was sent")
  func complaint() async throws {
    let answer = #"""
      {"type":"https://ns.adobe.com/aep/errors/FLOW-1415-400","title":"Bad Request","status":400,
      "report":{"detailed-message":"canary-client-secret is no good","request-id":"r-1"}}
      """#
    let session = TestSession(ScriptedTransport([.json(400, answer)]))
    let error = try await session.error("connection.create", Sample.oauth2)
    #expect(error["code"]?.integer == 1000)
    #expect(error.at("/data/flowCode")?.string == "FLOW-1415-400")
    #expect(error.at("/data/httpStatus")?.integer == 400)
    #expect(error.at("/data/requestId")?.string == "r-1")
    #expect(error.at("/data/detail")?.string?.contains("is no good") == true)
    #expect(error.at("/data/hint")?.string?.contains("auth.specName") == true)
  }

  @Test(
    "every way in which the simulated service fails is an error of the table, and tells no secret",
    arguments: [
      ("400", "flowServiceError"), ("401", "unauthorized"), ("403", "unauthorized"), ("422", "flowServiceError"),
      ("500", nil), ("ambiguous", "outcomeUnknown"),
    ] as [(String, String?)])
  func failures(_ scenario: String, _ kind: String?) async throws {
    let params = Sample.oauth2.edited(
      Edit("ACME Salesforce account", "Acme simulate:\(scenario)"),
      Edit(
        #""name""#, #""_meta": {"timeoutMs": 3000}, "name""#))
    let error = try await TestSession().error("connection.create", params)
    if let kind { #expect(error.at("/data/kind")?.string == kind) }
    if kind == "outcomeUnknown" { #expect(error.at("/data/found")?.count == 2) }
  }

  @Test("an answer that is lost is found again")
  func recovered() async throws {
    let params = Sample.oauth2.edited(Edit("ACME Salesforce account", "Acme simulate:lost-answer"))
    let session = TestSession()
    let result = try await session.result("connection.create", params)
    #expect(result["recovered"]?.boolean == true)
    let read = try await session.result("connection.get", #"{"id":"\#(result["id"]?.string ?? "")"}"#)
    #expect(read["name"]?.string == "Acme simulate:lost-answer")
  }

  @Test("create, wait and read, for each of Salesforce's kinds", arguments: [Sample.basic, Sample.oauth2, Sample.jwt])
  func wholeWay(_ sample: String) async throws {
    let session = TestSession()
    let id = try #require(try await session.result("connection.create", sample)["id"]?.string)
    let first = try await session.result("connection.get", #"["\#(id)"]"#)
    #expect(["initializing", "enabled"].contains(first["state"]?.string))
    let waited = try await session.result("connection.waitEnabled", #"{"id":"\#(id)"}"#)
    #expect(waited["state"]?.string == "enabled")
    #expect(waited["etag"]?.string?.hasPrefix("\"") == true)
    #expect(waited["version"]?.text == waited["etag"]?.text)
    let isAWS = sample == Sample.jwt
    #expect((waited.at("/auth/params/orgId") != nil) == isAWS)
    let again = try await session.result("connection.get", #"{"id":"\#(id)"}"#)
    #expect(again["auth"]?.text == waited["auth"]?.text)
  }

  // MARK: Cancelling

  /// Answers nothing until it is cancelled.
  private func hanging(mayHaveArrived: Bool, _ started: Gate) -> ScriptedTransport {
    ScriptedTransport { request, _ in
      started.open()
      try? await Task.sleep(for: .seconds(20))
      return .failure(TransportError(.cancelled, mayHaveArrived: mayHaveArrived, detail: "cancelled"))
    }
  }

  @Test("a create that is cancelled tells what it leaves", arguments: [true, false])
  func cancel(_ mayHaveArrived: Bool) async throws {
    let started = Gate()
    let session = TestSession(hanging(mayHaveArrived: mayHaveArrived, started))
    let id = session.send("connection.create", Sample.oauth2)
    for _ in 0..<10_000 where !started.isOpen { try await Task.sleep(for: .milliseconds(1)) }
    session.cancel(id)
    let error = try await session.answer(id)["error"]
    #expect(error?["code"]?.integer == -32800)
    #expect(error?.at("/data/remoteState")?.string == (mayHaveArrived ? "unknown" : "untouched"))
    if mayHaveArrived { #expect(error?.at("/data/hint")?.string?.isEmpty == false) }
  }

  @Test("a create that is cancelled before its turn has left nothing")
  func cancelBeforeTurn() async throws {
    let started = Gate()
    let transport = hanging(mayHaveArrived: true, started)
    let session = TestSession(transport)
    let first = session.send("connection.create", Sample.oauth2)
    for _ in 0..<10_000 where !started.isOpen { try await Task.sleep(for: .milliseconds(1)) }
    let second = session.send("connection.create", Sample.oauth2)
    session.cancel(second)
    let error = try await session.answer(second)["error"]
    #expect(error?.at("/data/remoteState")?.string == "untouched")
    #expect(transport.requests.count == 1)
    session.cancel(first)
    _ = try await session.answer(first)
  }

  @Test("a create whose answer came before the cancel is told as made")
  func cancelTooLate() async throws {
    let transport = ScriptedTransport { _, _ in
      // As a transport whose answer was already on its way.
      try? await Task.sleep(for: .milliseconds(200))
      return .json(201, #"{"id":"\#(Sample.id)","etag":"\"1\""}"#)
    }
    let session = TestSession(transport)
    let id = session.send("connection.create", Sample.oauth2)
    for _ in 0..<10_000 where transport.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    session.cancel(id)
    let answer = try await session.answer(id)
    #expect(answer.at("/result/id")?.string == Sample.id)
  }
}

import FlowService
import JSON
import TestSupport
import Testing

@Suite("connection.get")
struct GetConnectionTests {
  private let none = "00000000-0000-4000-8000-000000000000"

  @Test("by name and by position it is the same request")
  func forms() async throws {
    let transport = ScriptedTransport([.item(Sample.id, state: "enabled")])
    let session = TestSession(transport)
    let forms = [
      #"{"id":"\#(Sample.id)"}"#, #"["\#(Sample.id)"]"#, #"["\#(Sample.id)",false]"#, #"["\#(Sample.id)",null,{}]"#,
      #"{"id":"\#(Sample.id)","includeSecrets":true,"_meta":{"sandboxName":"dev"}}"#,
      #"["\#(Sample.id)",true,{"sandboxName":"dev"}]"#,
    ]
    for form in forms {
      let result = try await session.result("connection.get", form)
      #expect(result["id"]?.string == Sample.id)
    }
    #expect(transport.requests.count == forms.count)
    for request in transport.requests {
      #expect(request.method == .get)
      #expect(request.url == "https://flow.test/data/foundation/flowservice/connections/\(Sample.id)")
      #expect(request.body == nil)
      #expect(request.headers["x-sandbox-name"] == "dev")
    }
  }

  @Test("params that are wrong: everything at once, and nothing is sent")
  func wrong() async throws {
    let transport = ScriptedTransport([.item(Sample.id, state: "enabled")])
    let session = TestSession(transport)
    let id = Sample.id
    // (params, what is told: place, keyword, suggestion)
    let table: [(String?, [String])] = [
      (nil, [" required -"]),
      ("null", [" required -"]),
      ("{}", [" required -"]),
      ("[]", [" required -"]),
      ("[null]", [" required -"]),
      (#"{"ID":"\#(id)"}"#, [#"/ID required "id""#]),
      (#"{"connectionId":"\#(id)"}"#, [" required -", "/connectionId additionalProperties -"]),
      (#"{"id":"Acme Salesforce"}"#, ["/id pattern -"]),
      (#"{"id":7}"#, ["/id type -"]),
      (#"{"id":""}"#, ["/id pattern -"]),
      (#"{"id":"\#(id)/../x"}"#, ["/id pattern -"]),
      (#"{"id":"\#(id)","includeSecret":true}"#, [#"/includeSecret additionalProperties "includeSecrets""#]),
      (#"{"id":"\#(id)","includeSecrets":"true"}"#, ["/includeSecrets type -"]),
      (#"{"id":"\#(id)","wibble":1}"#, ["/wibble additionalProperties -"]),
      (
        #"{"id":"x","includeSecrets":1,"wibble":1}"#,
        ["/id pattern -", "/includeSecrets type -", "/wibble additionalProperties -"]
      ),
      (
        #"{"id":"\#(id)","_meta":{"sandboxName":"","timeoutMs":1.5}}"#,
        ["/_meta/sandboxName minLength -", "/_meta/timeoutMs type -"]
      ),
      (#"{"id":"\#(id)","_meta":[]}"#, ["/_meta type -"]),
      (#"["Acme Salesforce"]"#, ["/0 pattern -"]),
      (#"["\#(id)","true"]"#, ["/1 type -"]),
      (#"["\#(id)",null,{"sandboxName":7}]"#, [#"/2/sandboxName type "7""#]),
      (#"["x","y",7]"#, ["/0 pattern -", "/1 type -", "/2 type -"]),
    ]
    for (params, expected) in table {
      let error = try await session.error("connection.get", params)
      #expect(error.at("/data/kind")?.string == "invalidParams")
      let told = error.at("/data/errors")?.elements.map { problem in
        let words = [problem["instanceLocation"]?.string, problem["keyword"]?.string, problem["suggestion"]?.text]
        return words.map { $0 ?? "-" }.joined(separator: " ")
      }
      #expect(told == expected, "\(params ?? "no params")")
    }
    #expect(transport.requests.isEmpty)
  }

  @Test("more params by position than there are")
  func tooMany() async throws {
    let error = try await TestSession().error("connection.get", #"["\#(Sample.id)",false,{},1]"#)
    #expect(error.at("/data/errors")?.count == 1)
    #expect(error.at("/data/errors/0/instanceLocation")?.string == "")
    #expect(error.at("/data/errors/0/message")?.string?.contains("at most 3") == true)
  }

  @Test(
    "methods that take their params by name refuse positions", arguments: ["connection.create", "connection.validate"])
  func byNameOnly(_ method: String) async throws {
    let session = TestSession()
    for params in [#"["canary"]"#, "[]"] {
      let error = try await session.error(method, params)
      #expect(error.at("/data/kind")?.string == "invalidParams")
      #expect(error.at("/data/errors/0/instanceLocation")?.string == "")
      #expect(error.at("/data/errors/0/keyword")?.string == "type")
    }
  }

  @Test("a connection that does not exist")
  func notFound() async throws {
    let error = try await TestSession().error("connection.get", #"{"id":"\#(none)"}"#)
    #expect(error["code"]?.integer == 1404)
    #expect(error.at("/data/kind")?.string == "notFound")
    #expect(error.at("/data/id")?.string == none)
    #expect(error.at("/data/flowCode")?.string == "FLOW-1439-404")
    #expect(error.at("/data/httpStatus")?.integer == 404)
    #expect(error.at("/data/requestId")?.string?.isEmpty == false)
    #expect(error.at("/data/hint")?.string?.isEmpty == false)
  }

  @Test("a list without items is no connection either")
  func empty() async throws {
    let session = TestSession(ScriptedTransport([.json(200, #"{"items":[]}"#)]))
    let error = try await session.error("connection.get", #"{"id":"\#(Sample.id)"}"#)
    #expect(error.at("/data/kind")?.string == "notFound")
    #expect(error.at("/data/id")?.string == Sample.id)
  }

  @Test("an id in capitals goes as it came")
  func capitals() async throws {
    let transport = ScriptedTransport([.item(Sample.id, state: "enabled")])
    _ = try await TestSession(transport).result("connection.get", #"{"id":"\#(Sample.id.uppercased())"}"#)
    #expect(transport.requests.first?.url.hasSuffix("/\(Sample.id.uppercased())") == true)
  }
}

@Suite("Configuration and what concerns one call")
struct CallTests {
  private static let calls = [
    ("connection.get", #"{"id":"\#(Sample.id)"}"#), ("connection.waitEnabled", #"{"id":"\#(Sample.id)"}"#),
    ("connection.create", Sample.oauth2),
  ]

  @Test("without configuration every missing variable is named", arguments: calls)
  func notConfigured(_ method: String, _ params: String) async throws {
    let cases: [(FlowServiceConfiguration, [String])] = [
      (FlowServiceConfiguration(), ["AEP_ACCESS_TOKEN", "AEP_CLIENT_ID", "AEP_ORG_ID", "AEP_SANDBOX_NAME"]),
      (FlowServiceConfiguration(orgID: "o@AdobeOrg", clientID: "c"), ["AEP_ACCESS_TOKEN", "AEP_SANDBOX_NAME"]),
      (
        FlowServiceConfiguration(orgID: "o@AdobeOrg", clientID: "c", credentials: .accessToken(Secret("canary"))),
        ["AEP_SANDBOX_NAME"]
      ),
      (
        FlowServiceConfiguration(credentials: .clientSecret(Secret("canary"), scopes: "openid"), sandbox: .none),
        ["AEP_CLIENT_ID", "AEP_ORG_ID"]
      ),
    ]
    for (configuration, missing) in cases {
      let transport = ScriptedTransport([.item(Sample.id, state: "enabled")])
      let error = try await TestSession(transport, configuration).error(method, params)
      #expect(error["code"]?.integer == 1507)
      #expect(error.at("/data/missing")?.elements.compactMap(\.string) == missing)
      for name in missing {
        #expect(error["message"]?.string?.contains(name) == true)
        #expect(error.at("/data/hint")?.string?.contains(name) == true)
      }
      #expect(transport.requests.isEmpty)
    }
  }

  @Test("what needs no Flow Service needs no configuration")
  func offline() async throws {
    let transport = ScriptedTransport([.item(Sample.id, state: "enabled")])
    let session = TestSession(transport, FlowServiceConfiguration())
    for method in ["ping", "info", "rpc.discover", "initialize"] { _ = try await session.result(method) }
    let report = try await session.result("connection.validate", Sample.oauth2)
    #expect(report["valid"]?.boolean == true)
    _ = try await session.error("connection.create", Sample.oauth2.edited(Edit("clientId", "clientID")))
    #expect(transport.requests.isEmpty)
  }

  @Test("the sandbox of a call reaches the header, and the configured one does otherwise", arguments: calls)
  func sandbox(_ method: String, _ params: String) async throws {
    let configurations: [(SandboxSelection, String?)] = [(.named("dev"), "dev"), (.none, nil)]
    for (selection, configured) in configurations {
      var configuration = FlowServiceConfiguration.test
      configuration.sandbox = selection
      let transport = ScriptedTransport { request, _ in
        request.method == .post
          ? .json(201, #"{"id":"\#(Sample.id)","etag":"\"1\""}"#) : .item(Sample.id, state: "enabled")
      }
      let session = TestSession(transport, configuration)
      _ = try await session.result(method, params)
      let other = params.replacingFirstBrace(with: #"{"_meta":{"sandboxName":"other"},"#)
      _ = try await session.result(method, other)
      #expect(transport.requests.map { $0.headers["x-sandbox-name"] } == [configured, "other"])
      for request in transport.requests {
        #expect(request.headers["Authorization"] == "Bearer canary-token")
        #expect(request.headers["x-api-key"] == "client-id")
        #expect(request.headers["x-gw-ims-org-id"] == "ORG@AdobeOrg")
      }
    }
  }

  @Test("a sandbox named by the call is enough where none is configured")
  func sandboxOfTheCall() async throws {
    var configuration = FlowServiceConfiguration.test
    configuration.sandbox = .unspecified
    let transport = ScriptedTransport([.item(Sample.id, state: "enabled")])
    let session = TestSession(transport, configuration)
    _ = try await session.result("connection.get", #"{"id":"\#(Sample.id)","_meta":{"sandboxName":"other"}}"#)
    #expect(transport.requests.map { $0.headers["x-sandbox-name"] } == ["other"])
  }

  @Test("the time of a call bounds it")
  func timeout() async throws {
    let transport = ScriptedTransport { request, _ in
      try? await Task.sleep(for: min(request.timeout, .seconds(20)))
      return .failure(TransportError(.timedOut, mayHaveArrived: true, detail: "scripted"))
    }
    let session = TestSession(transport)
    let error = try await session.error("connection.get", #"{"id":"\#(Sample.id)","_meta":{"timeoutMs":40}}"#)
    #expect(error.at("/data/kind")?.string == "unreachable")
    #expect(transport.requests.allSatisfy { $0.timeout <= .milliseconds(40) })
  }
}

extension String {
  fileprivate func replacingFirstBrace(with text: String) -> String { text + dropFirst() }
}

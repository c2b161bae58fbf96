import Foundation
import TestSupport
import Testing

extension ProcessSuite {
  /// `flow-sidecar doctor`: what it looks at, what it says, and that it says no secret.
  @Suite(.timeLimit(.minutes(2))) struct DoctorTests {
    private static let secrets = ["canary-secret-4711", "canary-token-4712"]

    /// A Flow Service and an IMS; `answer` decides where it does not return nil.
    private static func service(
      _ answer: @escaping @Sendable (LoopbackRequest) -> LoopbackAnswer? = { _ in nil }
    ) throws -> LoopbackServer {
      try LoopbackServer { request in
        if let answer = answer(request) { return answer }
        switch request.path {
        case "/ims/token/v3": return .json(200, #"{"access_token":"\#(secrets[1])","expires_in":86399}"#)
        case "/data/foundation/flowservice/connections": return .json(200, #"{"items":[]}"#)
        case let path where path.contains("/connectionSpecs/"):
          return .json(200, #"{"items":[{"id":"\#(Samples.salesforce)","name":"salesforce","authSpec":[]}]}"#)
        default: return .json(404, "{}")
        }
      }
    }

    private static func environment(_ url: String) -> [String: String] {
      [
        "AEP_BASE_URL": url, "AEP_IMS_URL": url, "AEP_CLIENT_ID": "acme-api-key-1234", "AEP_CLIENT_SECRET": secrets[0],
        "AEP_ORG_ID": "ACME@AdobeOrg", "AEP_SANDBOX_NAME": "dev",
      ]
    }

    /// Runs it, and holds it to what is true of every run.
    private func doctor(
      _ environment: [String: String], _ arguments: [String] = []
    ) throws -> (code: Int32, text: String) {
      let run = try SidecarProgram.run(["doctor"] + arguments, environment: environment)
      #expect(run.error == "")
      for secret in Self.secrets { #expect(!run.output.contains(secret), "a secret was told") }
      guard case .exited(let code) = run.ending else {
        Issue.record("it ended by \(run.ending)")
        return (-1, run.output)
      }
      #expect((code == 1) == run.output.contains("\nFAIL"), "exit code \(code)")
      #expect(run.output.contains(code == 0 ? "All is well." : "There is something to do"))
      return (code, run.output)
    }

    @Test func simulated() throws {
      let found = try doctor([:], ["--simulate"])
      #expect(found.code == 0)
      #expect(found.text.contains("ok    Flow Service: the simulated one answers"))
    }

    @Test func allIsWell() throws {
      let server = try Self.service()
      defer { server.stop() }
      let found = try doctor(Self.environment(server.url))
      #expect(found.code == 0)
      for line in [
        "AEP_CLIENT_SECRET  set, 18 characters (environment)",
        "AEP_CLIENT_ID      acme..., 17 characters (environment)",
        "AEP_ORG_ID         ACME@AdobeOrg (environment)", "AEP_SANDBOX_NAME   dev (environment)",
        "AEP_ACCESS_TOKEN   not set", "AEP_SCOPES         those of the Experience Platform API (default)",
        "ok    configuration: ", "ok    libcurl: libcurl/", "ok    connection to Adobe IMS: ",
        "ok    connection to Flow Service: ", "ok    token: ", "ok    Flow Service: ",
        "ok    sandbox: \"dev\" is known",
        "ok    connection specs: ",
      ] { #expect(found.text.contains(line), "\(line) is missing in \(found.text)") }
      let list = try #require(server.requests.first { $0.path.hasSuffix("/flowservice/connections") })
      #expect(list.method == "GET")
      #expect(list.query == "limit=1")
      #expect(list[header: "x-sandbox-name"] == "dev")
      // It looks, and changes nothing.
      #expect(server.requests.filter { $0.method != "GET" }.map(\.path) == ["/ims/token/v3"])
    }

    @Test func givenToken() throws {
      let server = try Self.service()
      defer { server.stop() }
      var environment = Self.environment(server.url)
      environment["AEP_ACCESS_TOKEN"] = Self.secrets[1]
      let found = try doctor(environment)
      #expect(found.code == 0)
      #expect(found.text.contains("AEP_ACCESS_TOKEN   set, 17 characters (environment)"))
      #expect(found.text.contains("--    token: "))
      #expect(!server.requests.contains { $0.path.contains("ims") })
    }

    @Test func nothingConfigured() throws {
      let server = try Self.service()
      defer { server.stop() }
      let found = try doctor(["AEP_BASE_URL": server.url, "AEP_CLIENTID": "x"])
      #expect(found.code == 1)
      #expect(
        found.text.contains(
          "FAIL  configuration: not set: AEP_CLIENT_SECRET, AEP_CLIENT_ID, AEP_ORG_ID, AEP_SANDBOX_NAME"))
      #expect(found.text.contains("AEP_CLIENT_ID is the client id of the Adobe Developer Console project"))
      #expect(found.text.contains("note  AEP_CLIENTID: it means nothing here; AEP_CLIENT_ID was probably meant"))
      #expect(found.text.contains("--    token, Flow Service: "))
    }

    @Test func tokenRefused() throws {
      let server = try Self.service { request in
        guard request.path.hasPrefix("/ims") else { return nil }
        return .json(
          400, #"{"error":"invalid_client","error_description":"no such client, secret \#(Self.secrets[0])"}"#)
      }
      defer { server.stop() }
      let found = try doctor(Self.environment(server.url))
      #expect(found.code == 1)
      #expect(found.text.contains("FAIL  token: "))
      #expect(found.text.contains("detail: no such client, secret [redacted]"))
      #expect(found.text.contains("to do: Check AEP_CLIENT_ID and AEP_CLIENT_SECRET"))
      #expect(found.text.contains("--    Flow Service: not looked at"))
      #expect(!server.requests.contains { $0.path.contains("flowservice") })
    }

    @Test(arguments: [
      (401, #"{"error_code":"401013","message":"Oauth token is not valid"}"#, "Flow Service", "AEP_ACCESS_TOKEN"),
      (403, #"{"error_code":"403003","message":"Api Key is invalid"}"#, "Flow Service", "Check AEP_CLIENT_ID"),
      (
        404, #"{"type":"https://ns.adobe.com/aep/errors/FLOW-2100-404","title":"Sandbox not found","status":404}"#,
        "sandbox", "AEP_SANDBOX_NAME"
      ),
      (500, "<html><title>Oops</title></html>", "Flow Service", "try again later"),
    ])
    func serviceRefuses(_ status: Int, _ body: String, _ subject: String, _ advice: String) throws {
      let server = try Self.service { request in
        guard request.path.hasSuffix("/flowservice/connections") else { return nil }
        return .json(status, body, headers: [("x-request-id", "req-4711")])
      }
      defer { server.stop() }
      let found = try doctor(Self.environment(server.url))
      #expect(found.code == 1)
      #expect(found.text.contains("ok    token: "))
      #expect(found.text.contains("FAIL  \(subject): "), "\(found.text)")
      #expect(found.text.contains(advice), "\(found.text)")
      #expect(found.text.contains("request id: req-4711"))
    }

    @Test func specsNotReadable() throws {
      let server = try Self.service { $0.path.contains("/connectionSpecs/") ? .json(403, "{}") : nil }
      defer { server.stop() }
      let found = try doctor(Self.environment(server.url))
      #expect(found.code == 0)
      #expect(found.text.contains("note  connection specs: they cannot be read, so the bundled ones are used"))
    }

    @Test func noConnection() throws {
      let port = try LoopbackServer.unusedPort()
      let found = try doctor(Self.environment("http://127.0.0.1:\(port)"))
      #expect(found.code == 1)
      #expect(found.text.contains("FAIL  connection to Adobe IMS: No connection"))
      #expect(found.text.contains("FAIL  connection to Flow Service: No connection"))
      #expect(found.text.contains("--    token, Flow Service: not looked at"))
    }

    @Test func noTLS() throws {
      let server = try Self.service()
      defer { server.stop() }
      let found = try doctor(Self.environment("https://127.0.0.1:\(server.port)"))
      #expect(found.code == 1)
      #expect(found.text.contains("FAIL  connection to Flow Service: No TLS connection"))
      #expect(found.text.contains("the port in AEP_IMS_URL."))
      #expect(found.text.contains("the port in AEP_BASE_URL."))
      #expect(server.requests.isEmpty)
    }

    @Test func plainHTTPElsewhere() throws {
      var environment = Self.environment("http://flow.test")
      environment["AEP_IMS_URL"] = "https://name:\(Self.secrets[0])@ims.test"
      let found = try doctor(environment)
      #expect(found.code == 1)
      #expect(found.text.contains("AEP_IMS_URL        set, not shown"))
      #expect(found.text.contains("FAIL  connection to Flow Service: AEP_BASE_URL cannot be used."))
      #expect(found.text.contains("FAIL  connection to Adobe IMS: AEP_IMS_URL cannot be used."))
    }

    @Test func silence() throws {
      let server = try LoopbackServer { _ in .never() }
      defer { server.stop() }
      var environment = Self.environment(server.url)
      environment["AEP_ACCESS_TOKEN"] = Self.secrets[1]
      let began = ContinuousClock.now
      let found = try doctor(environment)
      #expect(ContinuousClock.now - began < .seconds(40))
      #expect(found.code == 1)
      #expect(found.text.contains("FAIL  connection to Flow Service: The service did not answer in time."))
    }

    // MARK: --config

    private func withFile(_ text: String, mode: Int, _ body: (String) throws -> Void) throws {
      let path = FileManager.default.temporaryDirectory.appendingPathComponent("doctor-\(UUID().uuidString).json").path
      defer { try? FileManager.default.removeItem(atPath: path) }
      try text.write(toFile: path, atomically: false, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      try body(path)
    }

    private static let file = #"{"org_id":"FILE@AdobeOrg","client_id":"file-client-id","secret":"\#(secrets[0])"}"#

    @Test func fromWhere() throws {
      let server = try Self.service()
      defer { server.stop() }
      try withFile(Self.file, mode: 0o600) { path in
        let found = try doctor(
          [
            "AEP_BASE_URL": server.url, "AEP_IMS_URL": server.url, "AEP_SANDBOX_NAME": "", "AEP_ORG_ID": "ENV@AdobeOrg",
          ], ["--config", path])
        #expect(found.code == 0)
        #expect(found.text.contains("ok    --config: \(path)"))
        #expect(found.text.contains("AEP_CLIENT_SECRET  set, 18 characters (--config)"))
        #expect(found.text.contains("AEP_CLIENT_ID      file..., 14 characters (--config)"))
        #expect(found.text.contains("AEP_ORG_ID         ENV@AdobeOrg (environment)"))
        #expect(found.text.contains("AEP_SANDBOX_NAME   empty: no sandbox is named (environment)"))
        #expect(found.text.contains("note  sandbox: none is named"))
        let list = try #require(server.requests.first { $0.path.hasSuffix("/flowservice/connections") })
        #expect(list[header: "x-sandbox-name"] == nil)
        #expect(list[header: "x-gw-ims-org-id"] == "ENV@AdobeOrg")
      }
    }

    @Test func hiddenByTheEnvironment() throws {
      let server = try Self.service()
      defer { server.stop() }
      try withFile(Self.file, mode: 0o600) { path in
        let found = try doctor(
          ["AEP_BASE_URL": server.url, "AEP_IMS_URL": server.url, "AEP_CLIENT_ID": "", "AEP_SANDBOX_NAME": "dev"],
          ["--config=\(path)"])
        #expect(found.code == 1)
        #expect(found.text.contains("AEP_CLIENT_ID      empty (environment, which hides that of --config)"))
        #expect(found.text.contains("FAIL  configuration: not set: AEP_CLIENT_ID"))
      }
    }

    @Test func fileOpenToAll() throws {
      try withFile(Self.file, mode: 0o644) { path in
        let found = try doctor(["AEP_BASE_URL": "http://flow.test"], ["--config", path])
        #expect(found.code == 1)
        #expect(found.text.contains("chmod 600 \(path)"))
        #expect(found.text.contains("AEP_CLIENT_SECRET  not set"))
      }
    }

    @Test(arguments: [["doctor", "now"], ["doctor", "--frob"]])
    func misuse(_ arguments: [String]) throws {
      let run = try SidecarProgram.run(arguments)
      #expect(run.ending == .exited(2))
      #expect(run.output == "")
      #expect(run.error.hasPrefix("flow-sidecar: "))
    }
  }
}

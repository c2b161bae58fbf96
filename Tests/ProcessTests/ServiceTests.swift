import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// The whole way: requests on standard input, HTTP over libcurl to a server that stands in for Flow Service.
  @Suite struct ServiceTests {
    static let connection = "3e908d3f-c390-482b-9f44-43d3d4f2eb82"
    static let token = "canary-access-token"
    static let secret = "canary-client-secret-of-salesforce"

    static func environment(_ url: String) -> [String: String] {
      [
        "AEP_BASE_URL": url, "AEP_ACCESS_TOKEN": token, "AEP_CLIENT_ID": "acme-api-key",
        "AEP_ORG_ID": "ACME@AdobeOrg", "AEP_SANDBOX_NAME": "dev",
      ]
    }

    /// A Flow Service that knows one connection, which is enabled at the look after `initializingLooks` others.
    static func service(initializingLooks: Int = 1) throws -> LoopbackServer {
      let looks = Counter()
      return try LoopbackServer { request in
        switch (request.method, request.path) {
        case ("POST", "/data/foundation/flowservice/connections"):
          return .json(201, #"{"id":"\#(connection)","etag":"\"1700df7b-0000-0200-0000-5e3b424f0000\""}"#)
        case ("GET", "/data/foundation/flowservice/connections/\(connection)"):
          let state = looks.next() < initializingLooks ? "initializing" : "enabled"
          let item =
            #"{"id":"\#(connection)","name":"Acme","state":"\#(state)","createdAt":1736506325115,"#
            + #""connectionSpec":{"id":"\#(Samples.salesforce)","version":"1.0"},"auth":{"specName":"#
            + #""OAuth2 Client Credential","params":{"clientId":"acme-client","clientSecret":"\#(secret)"}}}"#
          return .json(200, #"{"items":[\#(item)]}"#)
        default:
          return .json(404, #"{"title":"Not Found","status":404,"detail":"no such resource"}"#)
        }
      }
    }

    /// Counts from 0, for the threads of a server.
    final class Counter: @unchecked Sendable {
      // Sound as Sendable: the value is only touched while the lock is held.
      private let lock = NSLock()
      private var value = 0

      func next() -> Int {
        lock.lock()
        defer { lock.unlock() }
        value += 1
        return value - 1
      }
    }

    @Test func createGetAndWait() throws {
      let server = try Self.service()
      defer { server.stop() }
      let child = try SidecarProgram.start([], environment: Self.environment(server.url))
      let body = Samples.body(secret: Self.secret, meta: #"{"timeoutMs":30000}"#)

      let created = try child.ask(Samples.request(1, "connection.create", body))
      #expect(created["result"]?["id"]?.string == Self.connection)
      #expect(created["result"]?["etag"]?.string == "\"1700df7b-0000-0200-0000-5e3b424f0000\"")

      let got = try child.ask(Samples.request(2, "connection.get", #"["\#(Self.connection)"]"#))
      #expect(got["result"]?["state"]?.string == "initializing")
      #expect(got["result"]?["auth"]?["params"]?["clientSecret"]?.string == "********")

      let waited = try child.ask(Samples.wait(3, for: Self.connection))
      #expect(waited["result"]?["state"]?.string == "enabled")
      #expect(waited["result"]?["wait"]?["polls"]?.integer == 1)

      // Asked for, secrets come: what was hidden above was there.
      let open = try child.ask(Samples.request(4, "connection.get", #"["\#(Self.connection)",true]"#))
      #expect(open["result"]?["auth"]?["params"]?["clientSecret"]?.string == Self.secret)
      if let commandLine = child.commandLine { #expect(!commandLine.contains("canary")) }
      #expect(try child.finish() == .exited(0))
      #expect(child.errorText == "")

      let requests = server.requests
      // The connection spec is asked for first; this service does not know it.
      #expect(requests.map(\.method) == ["GET", "POST", "GET", "GET", "GET"])
      #expect(requests[0].path.hasSuffix("/connectionSpecs/\(Samples.salesforce)"))
      for request in requests {
        #expect(request[header: "Authorization"] == "Bearer \(Self.token)")
        #expect(request[header: "x-api-key"] == "acme-api-key")
        #expect(request[header: "x-gw-ims-org-id"] == "ACME@AdobeOrg")
        #expect(request[header: "x-sandbox-name"] == "dev")
        #expect(request[header: "Host"] == "127.0.0.1:\(server.port)")
        #expect(request[header: "User-Agent"]?.hasPrefix("flow-sidecar/") == true)
        #expect(request[header: "Content-Type"] == (request.method == "POST" ? "application/json" : nil))
        #expect(!request.target.contains("canary"))
        // No header twice, and secrets in one place each.
        let names = request.headers.map { $0.name.lowercased() }
        #expect(Set(names).count == names.count)
        #expect(request.headers.filter { $0.value.contains("canary") }.map(\.name) == ["Authorization"])
        #expect(request.text.contains(Self.secret) == (request.method == "POST"))
      }
      // The body is what was pasted, without what was meant for the sidecar.
      let sent = try JSONDocument(requests[1].body).root
      let pasted = try JSONDocument(Samples.body(secret: Self.secret)).root
      #expect(sent.members.map(\.name) == pasted.members.map(\.name))
      for (name, value) in pasted.members { #expect(sent[JSONName(name)]?.rawBytes == value.rawBytes) }
      // One connection for all of it.
      #expect(server.connectionCount == 1)
    }

    /// A service that quotes the whole request in its error does not bring a secret into an answer or a log.
    @Test func aServiceThatQuotesSecrets() throws {
      let server = try LoopbackServer { request in
        let authorization = request[header: "Authorization"] ?? ""
        let detail = "rejected \(authorization) with \(request.text.replacingOccurrences(of: "\"", with: "'"))"
        return .json(400, #"{"type":"\#(authorization)","title":"\#(authorization)","detail":"\#(detail)"}"#)
      }
      defer { server.stop() }
      let child = try SidecarProgram.start(
        ["--log-level", "debug"], environment: Self.environment(server.url))
      try child.send(Samples.request(1, "connection.create", Samples.body(secret: Self.secret)), .line)
      try child.send(Samples.request(2, "connection.get", #"["\#(Self.connection)"]"#), .line)
      #expect(try child.finish() == .exited(0))
      let output = String(decoding: child.outputBytes, as: UTF8.self)
      #expect(output.split(separator: "\n").count == 2)
      #expect(output.contains("rejected"))
      #expect(!output.contains("canary"), "\(output)")
      #expect(!child.errorText.contains("canary"), "\(child.errorText)")
      #expect(server.requests.contains { $0.text.contains(Self.secret) })
    }

    /// The client secret of the project goes to IMS, in a body, and nowhere else.
    @Test func aTokenIsFetched() throws {
      let service = try Self.service(initializingLooks: 0)
      defer { service.stop() }
      let ims = try LoopbackServer { _ in
        .json(200, #"{"access_token":"\#(Self.token)","token_type":"bearer","expires_in":86399}"#)
      }
      defer { ims.stop() }
      var environment = Self.environment(service.url)
      environment["AEP_ACCESS_TOKEN"] = nil
      environment["AEP_CLIENT_SECRET"] = "canary-secret-of-the-project"
      environment["AEP_IMS_URL"] = ims.url
      let child = try SidecarProgram.start([], environment: environment)
      let answers = try (1...3).map {
        try child.ask(Samples.request($0, "connection.get", #"["\#(Self.connection)"]"#))
      }
      #expect(answers.allSatisfy { $0["result"]?["state"]?.string == "enabled" })
      #expect(try child.finish() == .exited(0))
      #expect(ims.requests.count == 1)
      let request = try #require(ims.requests.first)
      #expect(request.method == "POST" && request.target == "/ims/token/v3")
      #expect(request.text.contains("client_secret=canary-secret-of-the-project"))
      #expect(request.text.contains("grant_type=client_credentials"))
      #expect(service.requests.allSatisfy { $0[header: "Authorization"] == "Bearer \(Self.token)" })
      #expect(!service.requests.contains { "\($0)".contains("canary-secret-of-the-project") })
    }

    @Test func aServiceThatIsNotThere() throws {
      let url = "http://127.0.0.1:\(try LoopbackServer.unusedPort())"
      let child = try SidecarProgram.start([], environment: Self.environment(url))
      let params = #"{"id":"\#(Self.connection)","_meta":{"timeoutMs":200}}"#
      let answer = try child.ask(Samples.request(1, "connection.get", params))
      #expect(answer["error"]?["code"]?.integer == 1503)
      #expect(answer["error"]?["data"]?["reason"]?.string == "couldNotConnect")
      // The session goes on.
      #expect(try child.ask(Samples.request(2, "ping"))["result"] != nil)
      #expect(try child.finish() == .exited(0))
    }

    /// Plain HTTP is for this machine only; nothing is sent elsewhere.
    @Test func plainHTTPElsewhereIsRefused() throws {
      let child = try SidecarProgram.start([], environment: Self.environment("http://platform.example"))
      let answer = try child.ask(Samples.request(1, "connection.get", #"["\#(Self.connection)"]"#))
      #expect(answer["error"]?["code"]?.integer == 1507)
      #expect(answer["error"]?["data"]?["missing"]?[0]?.string == "AEP_BASE_URL")
      #expect(try child.finish() == .exited(0))
    }

    /// With a terminal to show it on, a wait tells how it stands; the result is all there is on standard output.
    @Test func aWaitShowsItsProgressAtATerminal() throws {
      let server = try Self.service()
      defer { server.stop() }
      let terminal = try Terminal()
      let child = try SidecarProgram.start(
        ["call", "connection.waitEnabled", "-"], environment: Self.environment(server.url),
        error: .descriptor(terminal.terminal))
      try child.send(#"{"id":"\#(Self.connection)"}"#)
      child.closeInput()
      let shown = try terminal.read(until: "initializing")
      #expect(try child.waitForEnd() == .exited(0))
      #expect(shown.hasPrefix("\r\u{1B}[K"))
      let result = try JSONDocument(child.outputBytes).root
      #expect(result["state"]?.string == "enabled")
      #expect(result["wait"]?["polls"]?.integer == 2)
      // The line is wiped when there is a result.
      #expect(terminal.readWhatIsThere().hasSuffix("\r\u{1B}[K"))
      // Nobody asked for progress but the terminal: the params went as they were.
      #expect(server.requests.count == 2)
    }

    @Test func aWaitShowsNothingWithoutATerminal() throws {
      let server = try Self.service(initializingLooks: 0)
      defer { server.stop() }
      let run = try SidecarProgram.run(
        ["call", "connection.waitEnabled", "-"], input: #"{"id":"\#(Self.connection)"}"#,
        environment: Self.environment(server.url))
      #expect(run.ending == .exited(0))
      #expect(try JSONDocument(run.output).root["state"]?.string == "enabled")
      #expect(run.error == "")
    }

    // MARK: Secrets

    /// Secrets in every place that a request can have them, right or wrong: none comes back, and none is logged.
    @Test(arguments: MessageFraming.allCases)
    func noSecretComesBack(_ framing: MessageFraming) throws {
      let child = try SidecarProgram.start(
        ["--simulate", "--log-level", "debug"],
        environment: ["AEP_ACCESS_TOKEN": "canary-1", "AEP_CLIENT_SECRET": "canary-2"])
      let bodies = [
        Samples.body(secret: "canary-3"),
        // Under another name, of another kind, in another place, and unreadable.
        Samples.body(secret: "canary-4").replacingOccurrences(of: "clientSecret", with: "clientsecret"),
        Samples.body(secret: "canary-5").replacingOccurrences(of: #""canary-5""#, with: #"["canary-5"]"#),
        Samples.body(secret: "canary-6").replacingOccurrences(
          of: #""apiVersion":"60.0""#, with: #""apiVersion":"canary""#),
        Samples.body(secret: "canary-7").replacingOccurrences(of: #""params":{"#, with: #""params":"canary","x":{"#),
        Samples.body(secret: "canary-8").replacingOccurrences(
          of: "OAuth2 Client Credential", with: "Basic Authentication"
        )
        .replacingOccurrences(of: "clientSecret", with: "password"),
        Samples.body(secret: "canary-9").replacingOccurrences(of: "clientSecret", with: "securityToken"),
        Samples.body("Acme simulate:403", secret: "canary-10"), Samples.body("Acme simulate:422", secret: "canary-11"),
        Samples.body(secret: "canary-12").replacingOccurrences(of: #""name":"Acme""#, with: #""name":["canary"]"#),
      ]
      var id = 0
      for body in bodies {
        for method in ["connection.validate", "connection.create"] {
          id += 1
          try child.send(Samples.request(id, method, body), framing)
        }
        try child.send(Samples.request(0, "connection.create", String(body.dropLast(3))), framing)
        try child.send(
          Samples.request(0, "connection.create", body.replacingOccurrences(of: #"","#, with: #",""#)), framing)
      }
      child.closeInput()
      var count = 0
      var created: [String] = []
      while let message = try child.readMessage(framing) {
        count += 1
        #expect(!message.contains("canary"), "\(message)")
        if let connection = try JSONDocument(message).root["result"]?["id"]?.string { created.append(connection) }
      }
      #expect(count == 4 * bodies.count)
      #expect(!created.isEmpty)
      #expect(try child.waitForEnd() == .exited(0))
      #expect(!child.errorText.contains("canary"), "\(child.errorText)")
    }
  }
}

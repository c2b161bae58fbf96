import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// A canary in every credential and in every param: it goes to the service, and to nowhere else. The fault matrix and
  /// the tests beside it look for it as well, with every program that they start (`WatchedProgram`).
  @Suite(.timeLimit(.minutes(2))) struct SecretsTests {
    private static let canary = WatchedProgram.canary

    // MARK: What the protocol shows

    /// The transcripts of the protocol with a canary for every secret in them: they come to the same, and a canary is
    /// only ever told where the transcript itself shows the secret, because it was asked for.
    @Test func everyTranscript() throws {
      let transcripts = try Transcript.all()
      #expect(transcripts.filter { !Self.secrets(in: $0).isEmpty }.count >= 10)
      // Some of them wait.
      for (transcript, faults) in zip(transcripts, concurrently(transcripts, atOnce: 8, Self.faults)) {
        switch faults {
        case .success(let faults): #expect(faults == [], "\(transcript)")
        case .failure(let error): Issue.record("\(transcript): \(error)")
        }
      }
    }

    /// What the program tells of the secrets of a transcript.
    private static func faults(_ transcript: Transcript) throws -> [String] {
      // One that is about what is not configured is not to be given anything.
      let credentials = transcript.arguments.contains("--simulate") ? ["AEP_ACCESS_TOKEN", "AEP_CLIENT_SECRET"] : []
      let environment = credentials.map { ($0, "\(canary)-\($0)") }
      let secrets = secrets(in: transcript)
      let watched = transcript.changed { text in
        secrets.reduce(text) { $0.replacingOccurrences(of: "\"\($1)\"", with: "\"\(canary(for: $1))\"") }
      }
      var told = 0
      var replay = try TranscriptReplay(
        watched, .line, arguments: ["--log-level", "debug"], environment: Dictionary(uniqueKeysWithValues: environment)
      ) { message, _ in
        if String(decoding: message.rawBytes, as: UTF8.self).contains(canary) { told += 1 }
      }
      var faults: [String] = []
      if replay.commandLine?.contains(canary) == true { faults.append("a secret is an argument") }
      try replay.run()
      let shown = watched.steps.filter { _, step in
        if case .expect(let text, _, _) = step { text.contains(canary) } else { false }
      }
      if told != shown.count { faults.append("\(told) messages with secrets, where \(shown.count) are shown") }
      if replay.errorText.contains(canary) { faults.append("a secret is logged: \(replay.errorText)") }
      return faults
    }

    /// The values of the members that hold secrets.
    private static func secrets(in transcript: Transcript) -> [String] {
      // A regular expression is no value to share between threads.
      let member = #/"(?:password|securityToken|clientSecret|jwtToken)":"([^"<*]{11,})"/#
      var found: Set<String> = []
      for (_, step) in transcript.steps {
        guard case .send(let text) = step else { continue }
        for match in text.matches(of: member) { found.insert(String(match.1)) }
      }
      // What a secret is changed to is one too.
      if transcript.name == "update.io" { found.insert("acme-new-secret") }
      return found.sorted()
    }

    /// As long as the secret, so that no place moves in what is said of a message.
    private static func canary(for secret: String) -> String {
      let text = canary + String(repeating: "x", count: max(0, secret.count - canary.count))
      return String(text.prefix(secret.count))
    }

    // MARK: Every source

    /// One auth spec of the catalogue.
    private struct Source {
      var specID: String
      var specName: String
      var properties: [String]
    }

    private static func sources() throws -> [Source] {
      let folder = SidecarProgram.file("protocol/connection-specs")
      let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      return try files.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }.flatMap { file in
        let spec = try JSONDocument(Array(Data(contentsOf: file))).root
        return (spec["authSpec"]?.elements ?? []).map { authSpec in
          Source(
            specID: spec["id"]?.string ?? "", specName: authSpec["name"]?.string ?? "",
            properties: (authSpec["spec"]?["properties"]?.members ?? []).map(\.name))
        }
      }
    }

    /// Everything in it that is escaped somewhere, and more than one line.
    private static let value = #"\#(canary)\n\"q\" \\ / é <&> 'a' %41+ "#

    private static func body(_ source: Source, value: String, meta: String) -> String {
      let params = source.properties.map { #""\#($0)":\#(value)"# }.joined(separator: ",")
      return #"{"name":"Acme","auth":{"specName":"\#(source.specName)","params":{\#(params)}},"connectionSpec":{"id":"#
        + #""\#(source.specID)","version":"1.0"},"_meta":\#(meta)}"#
    }

    /// Refuses every create, and quotes all of it, each time in another form.
    private static func quoting() throws -> StandInService {
      try StandInService { call, visit in
        guard call == .create || call == .other else { return nil }
        return StandInService.Disturbance { request, _ in
          let quoted = "\(request[header: "Authorization"] ?? "") \(request.text)"
          let json = quoted.replacingOccurrences(of: "\\", with: #"\\"#).replacingOccurrences(of: "\"", with: #"\""#)
          let values = Self.values(request).joined(separator: ", ")
          switch visit % 4 {
          case 0: return .json(400, #"{"title":"\#(json)","status":400,"detail":"\#(json)"}"#)
          case 1:
            let line = values.replacingOccurrences(of: "\n", with: " ")
            return .text(422, values, headers: [("x-request-id", line)])
          case 2:
            let title = values.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
              .replacingOccurrences(of: ">", with: "&gt;").replacingOccurrences(of: "'", with: "&#39;")
              .replacingOccurrences(of: "\"", with: "&quot;")
            return .text(400, "<html><title>\(title)</title></html>")
          default:
            let encoded = values.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            return .json(403, #"{"errorMessage":"q=\#(encoded)","report":{"request-id":"\#(encoded)"}}"#)
          }
        }
      }
    }

    /// The params of a create, or what an update puts in their place.
    private static func values(_ request: LoopbackRequest) -> [String] {
      let root = try? JSONDocument(request.body).root
      return (root?["auth"]?["params"]?.members ?? []).compactMap(\.value.string)
        + (root?.elements ?? []).compactMap { $0["value"]?.string }
    }

    /// Values that fit and values that do not, checked and unchecked, refused here and refused there.
    @Test func everySource() throws {
      let service = try Self.quoting()
      defer { service.stop() }
      let program = try WatchedProgram(service: service.url, ims: service.url)
      let sources = try Self.sources()
      #expect(sources.count >= 80)
      var number = 0
      for source in sources {
        for value in ["\"\(Self.value)\"", "\"\(Self.canary)\"", "[\"\(Self.canary)\"]", "{\"x\":\"\(Self.canary)\"}"] {
          for (method, meta) in [
            ("connection.validate", "{}"), ("connection.create", "{}"),
            ("connection.create", #"{"validation":"warn"}"#),
          ] {
            number += 1
            try program.send(Samples.request(number, method, Self.body(source, value: value, meta: meta)))
          }
        }
      }
      for _ in 0..<4 {
        number += 1
        let operations = #"[{"op":"replace","path":"/auth/params/password","value":"\#(Self.value)"}]"#
        try program.send(
          Samples.request(
            number, "connection.update",
            #"{"id":"\#(StandInService.connectionInFairWeather)","etag":"\"1\"","operations":\#(operations)}"#))
      }
      var kinds: [String: Int] = [:]
      for _ in 0..<number {
        let answer = try program.next()
        kinds[answer["error"]?["data"]?["kind"]?.string ?? "result", default: 0] += 1
      }
      // Searches all that was said.
      try program.finish()
      #expect(kinds["invalidParams", default: 0] > sources.count)
      #expect(kinds["flowServiceError", default: 0] + kinds["unauthorized", default: 0] > 2 * sources.count)
      #expect(kinds["result"] == 4 * sources.count, "\(kinds)")
      // And the secrets did go where they belong.
      #expect(service.requests.filter { $0.method == "POST" }.contains { $0.text.contains(Self.canary) })
    }

    // MARK: The file of --config

    @Test func theFileOfConfig() throws {
      let service = try StandInService()
      defer { service.stop() }
      let file = try TemporaryFile(
        #"{"org_id":"ACME@AdobeOrg","client_id":"acme-api-key","secret":"\#(Self.canary)-of-the-file","#
          + #""sandbox-name":"dev","scopes":"openid"}"#)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
      let program = try WatchedProgram(
        ["--config", file.path], service: service.url, ims: service.url, environment: ["AEP_CLIENT_SECRET": ""])
      try program.send(Samples.request(1, "connection.create", SecretBody.salesforce("Acme", at: 0)))
      #expect(try program.next()["result"]?["id"]?.string != nil)
      for method in ["info", "rpc.discover"] {
        try program.send(Samples.request(2, method))
        #expect(try program.next()["result"] != nil)
      }
      try program.finish()
      #expect(service.requests.contains { $0.text.contains("client_secret=\(Self.canary)-of-the-file") })
    }

    /// A search that finds nothing, whatever there is, would prove nothing. An id comes back as it was sent.
    @Test func theSearchFinds() throws {
      let program = try WatchedProgram(["--simulate"], service: "", ims: "")
      try program.send(#"{"jsonrpc":"2.0","id":"\#(Self.canary)","method":"ping"}"#)
      _ = try program.next()
      #expect(throws: WatchedProgram.Leak.self) { try program.finish() }
    }
  }
}

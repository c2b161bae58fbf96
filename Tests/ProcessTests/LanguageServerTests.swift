import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// The session as a language server, over raw frames and driven by clients that others wrote.
  @Suite struct LanguageServerTests {
    // MARK: Clients of others

    /// A misspelt param, a version without its decimal, a trailing comma behind a character beyond the basic plane.
    private static let wrong = """
      {
        "name": "ACME",
        "auth": {
          "specName": "OAuth2 Client Credential",
          "params": {
            "environmentUrl": "https://acme-enterprise-3126.my.salesforce.com",
            "clientID": "acme-client",
            "clientSecret": "acme-client-secret",
            "apiVersion": "60"
          }
        },
        "description": "\u{1F600}", "connectionSpec": { "id": "\(Samples.salesforce)", "version": "1.0" },
      }

      """

    private func drive(_ program: String, _ arguments: [String]) throws -> [String] {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flow-sidecar-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let file = folder.appendingPathComponent("acme.connection.json").path
      try Data(Self.wrong.utf8).write(to: URL(fileURLWithPath: file))
      let child = try ChildProcess(
        program, arguments, environment: ["SIDECAR": SidecarProgram.path, "FILE": file, "TERM": "dumb"], input: .null)
      let ending = try child.waitForEnd()
      let output = String(decoding: child.outputBytes, as: UTF8.self)
      #expect(ending == .exited(0), "\(output)\(child.errorText)")
      return output.split(whereSeparator: \.isNewline).map(String.init)
    }

    private func driver(_ name: String) -> String { SidecarProgram.file("Tests/ProcessTests/Drivers/\(name)").path }

    @Test(.enabled(if: TestEnvironment.has("nvim"), "needs neovim"))
    func neovim() throws {
      let path = try #require(TestEnvironment.path(of: "nvim"), "nvim is not there")
      let lines = try drive(path, ["--headless", "--clean", "-c", "luafile \(driver("neovim-lsp.lua"))"])
      try #require(lines.count == 6, "\(lines)")
      // Neovim's columns are bytes.
      #expect(lines[0] == "12:110-111:trailingComma 7:7-17:required 9:21-25:pattern")
      #expect(lines[1] == "hover OAuth2 Client Credential")
      #expect(lines[2] == "completion clientId includeDeletedObjects")
      #expect(lines[3] == "left 0")
      #expect(lines[4].hasPrefix("enabled "))
      #expect(lines[5] == "stopped")
    }

    private static let python = TestEnvironment.variable("FLOW_SIDECAR_PYTHON")

    @Test(.enabled(if: TestEnvironment.requiresAll || python != nil, "needs Tests/run's Python"))
    func pygls() throws {
      let python = try #require(Self.python, "FLOW_SIDECAR_PYTHON is not set")
      let lines = try drive(python, [driver("pygls-client.py")])
      #expect(
        lines == [
          "server flow-sidecar utf-16", "7:7:required 9:21:pattern 12:108:trailingComma", "left 0", "hover clientId",
          "completion Basic-Authentication OAuth2-Client-Credential OAuth2-JWT-Token-Credential", "exit 0",
        ])
    }

    // MARK: Raw frames

    /// A session that has been initialized as a language server.
    private final class Client {
      let child: ChildProcess
      private var id = 0
      private var unasked: [JSONValue] = []

      init(_ capabilities: String = #"{"textDocument":{}}"#, _ arguments: [String] = ["--simulate"]) throws {
        child = try SidecarProgram.start(arguments)
        _ = try call("initialize", #"{"processId":null,"rootUri":null,"capabilities":\#(capabilities)}"#)
        try notify("initialized", "{}")
      }

      func call(_ method: String, _ params: String) throws -> JSONValue {
        id += 1
        try child.send(Samples.request(id, method, params), .header)
        while true {
          let message = try read()
          if message["id"]?.integer == id { return message }
          unasked.append(message)
        }
      }

      func notify(_ method: String, _ params: String) throws {
        try child.send(#"{"jsonrpc":"2.0","method":"\#(method)","params":\#(params)}"#, .header)
      }

      private func read() throws -> JSONValue {
        try JSONDocument(try #require(try child.readMessage(.header), "the output has ended")).root
      }

      /// The next diagnostics that are published.
      func published() throws -> JSONValue {
        let message = unasked.isEmpty ? try read() : unasked.removeFirst()
        #expect(message["method"]?.string == "textDocument/publishDiagnostics", "\(message.rawBytes.count)")
        return try #require(message["params"])
      }

      /// The diagnostics of a version; those of versions before may have been left out, and may not come after it.
      func published(version: Int) throws -> [JSONValue] {
        while true {
          let params = try published()
          let found = try #require(params["version"]?.integer)
          #expect(found <= version)
          if found == version { return params["diagnostics"]?.elements ?? [] }
        }
      }

      func open(_ text: String, _ uri: String = "file:///a.connection.json", language: String = "json") throws {
        try notify(
          "textDocument/didOpen",
          #"{"textDocument":{"uri":"\#(uri)","languageId":"\#(language)","version":1,"text":\#(quoted(text))}}"#)
      }

      func change(_ changes: [String], version: Int, _ uri: String = "file:///a.connection.json") throws {
        try notify(
          "textDocument/didChange",
          #"{"textDocument":{"uri":"\#(uri)","version":\#(version)},"contentChanges":[\#(changes.joined(separator: ","))]}"#
        )
      }

      func ask(
        _ method: String, _ line: Int, _ character: Int, _ uri: String = "file:///a.connection.json"
      ) throws
        -> JSONValue
      {
        let params =
          #"{"textDocument":{"uri":"\#(uri)"},"position":{"line":\#(line),"character":\#(character)}}"#
        return try #require(try call("textDocument/\(method)", params)["result"])
      }

      func end() throws {
        #expect(try call("shutdown", "null")["result"]?.kind == .null)
        try child.send(#"{"jsonrpc":"2.0","method":"exit"}"#, .header)
        #expect(try child.waitForEnd() == .exited(0))
      }
    }

    private static func quoted(_ text: String) -> String {
      var writer = JSONWriter()
      writer.string(text)
      return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func edit(_ l1: Int, _ c1: Int, _ l2: Int, _ c2: Int, _ text: String) -> String {
      #"{"range":{"start":{"line":\#(l1),"character":\#(c1)},"end":{"line":\#(l2),"character":\#(c2)}},"text":\#(quoted(text))}"#
    }

    private func codes(_ diagnostics: [JSONValue]) -> [String] {
      diagnostics.map { diagnostic in
        let start = diagnostic["range"]?["start"]
        return
          "\(start?["line"]?.integer ?? -1):\(start?["character"]?.integer ?? -1) \(diagnostic["code"]?.string ?? "")"
      }
    }

    private static let found = ["6:6 required", "8:20 pattern", "11:107 trailingComma"]

    @Test func customs() throws {
      let client = try Client()
      // Once is enough; what it does not know is told, and ignored where no answer is due.
      #expect(try client.call("initialize", #"{"rootUri":null}"#)["error"]?["code"]?.integer == -32600)
      #expect(try client.call("textDocument/rename", "{}")["error"]?["code"]?.integer == -32601)
      try client.notify("workspace/didChangeConfiguration", #"{"settings":{}}"#)
      try client.notify("$/setTrace", #"{"value":"off"}"#)
      #expect(try client.call("ping", "{}")["result"] != nil)
      try client.end()
    }

    /// Before it has been told that it is one, it is none.
    @Test func notYet() throws {
      let child = try SidecarProgram.start()
      try child.send(Samples.request(1, "textDocument/hover", "{}"), .header)
      #expect(try child.readMessage(.header)?.contains("-32601") == true)
      // Clients of the base protocol alone stay as they were.
      try child.send(Samples.request(2, "initialize", #"{"processId":1,"capabilities":{}}"#), .header)
      #expect(try child.readMessage(.header)?.contains(#""capabilities":{}"#) == true)
      #expect(try child.finish() == .exited(0))
    }

    @Test func documents() throws {
      let client = try Client()
      try client.open(Self.wrong)
      #expect(try codes(client.published(version: 1)) == Self.found)
      // A second one, and one of another kind, of which nothing is said.
      try client.open("{", "file:///other/package.json")
      try client.open("{", "untitled:b", language: "flow-connection")
      #expect(try client.published()["uri"]?.string == "untitled:b")
      try client.change([Self.edit(6, 13, 6, 15, "Id")], version: 2)
      #expect(try codes(client.published(version: 2)) == Array(Self.found.dropFirst()))
      // Changes of one message come one after the other; of what is not open there are none.
      try client.change([#"{"text":"{}"}"#], version: 7, "file:///nobody.connection.json")
      try client.change(
        [Self.edit(8, 20, 8, 24, #""60""#), Self.edit(8, 23, 8, 23, ".0"), Self.edit(11, 107, 11, 108, "")], version: 3)
      #expect(try client.published(version: 3).isEmpty)
      try client.notify("textDocument/didSave", #"{"textDocument":{"uri":"file:///a.connection.json"}}"#)
      try client.notify("textDocument/didClose", #"{"textDocument":{"uri":"file:///a.connection.json"}}"#)
      let last = try client.published()
      #expect(last["version"] == nil && last["diagnostics"]?.count == 0)
      #expect(try client.ask("hover", 6, 8).kind == .null)
      #expect(try client.ask("hover", 0, 0, "file:///other/package.json").kind == .null)
      try client.end()
    }

    /// Beyond the text, in the middle of a pair of surrogates, backwards, without positions.
    @Test func oddPositions() throws {
      let client = try Client()
      try client.open("{\"name\": \"\u{1F600}\"}")
      _ = try client.published(version: 1)
      try client.change([Self.edit(0, 11, 0, 11, "x")], version: 2)
      // Before the character: half of it cannot be told.
      _ = try client.published(version: 2)
      try client.change([Self.edit(99, 99, 9_999_999, 0, " /")], version: 3)
      let beyond = try client.published(version: 3)
      #expect(codes(beyond).contains { $0 == "0:16 contentAfterValue" }, "\(codes(beyond))")
      try client.change([Self.edit(5, 5, 0, 0, "[")], version: 4)
      #expect(try codes(client.published(version: 4)) == ["0:0 unexpectedEnd"])
      try client.change([#"{"range":{},"text":"{}"}"#, #"{"range":5,"text":"{"}"#, #"{"text":7}"#, "3"], version: 5)
      #expect(try client.published(version: 5).count == 3)
      for method in ["completion", "hover", "codeAction"] {
        #expect(
          try client.call("textDocument/\(method)", #"{"textDocument":{"uri":"file:///a.connection.json"}}"#)["error"]
            == nil)
        #expect(try client.call("textDocument/\(method)", "[]")["result"]?.kind == .null)
      }
      try client.end()
    }

    @Test func columnsInBytes() throws {
      let client = try Client(#"{"general":{"positionEncodings":["utf-8","utf-16"]}}"#)
      try client.open(Self.wrong)
      #expect(try codes(client.published(version: 1)).last == "11:109 trailingComma")
      try client.end()
    }

    /// Of a thousand edits in one go only what they lead to matters.
    @Test func rapidEdits() throws {
      let client = try Client()
      try client.open(Self.wrong)
      _ = try client.published(version: 1)
      for version in 2...1_001 {
        try client.change([Self.edit(1, 11, 1, 15, version % 2 == 0 ? "AC\u{1F600}" : "ACME")], version: version)
      }
      #expect(try codes(client.published(version: 1_001)) == Self.found)
      try client.end()
    }

    @Test func longAndDeep() throws {
      let client = try Client()
      // A million lines, of which the last is wrong.
      try client.open("{\n" + String(repeating: "\n", count: 1_000_000) + "\"nmae\": 1}")
      #expect(try codes(client.published(version: 1)).contains("1000001:0 required"))
      try client.change(
        [Self.edit(1_000_001, 1, 1_000_001, 5, "name"), Self.edit(0, 0, 1_000_000, 0, "{")], version: 2)
      #expect(try codes(client.published(version: 2)).contains("1:8 type"))
      let deep = String(repeating: #"{"a":"#, count: 100_000)
      try client.change([#"{"text":\#(Self.quoted(deep))}"#], version: 3)
      #expect(try codes(client.published(version: 3)).map { $0.split(separator: " ").last } == ["tooDeep"])
      #expect(try client.ask("completion", 0, 100_000)["items"]?.count == 0)
      #expect(try client.ask("hover", 0, 3).kind == .null)
      try client.end()
    }

    // MARK: Completion, hover, code actions

    private func labels(_ client: Client, _ text: String) throws -> [String] {
      let parts = text.split(separator: "|", omittingEmptySubsequences: false)
      let before = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
      try client.open(parts.joined())
      _ = try client.published()
      let result = try client.ask("completion", before.count - 1, before[before.count - 1].utf16.count)
      return (result["items"]?.elements ?? []).compactMap { $0["label"]?.string }
    }

    /// Wherever the cursor (|) is, and however little is typed.
    @Test func completion() throws {
      let client = try Client()
      let spec = #""connectionSpec": {"id": "\#(Samples.salesforce)"}"#
      let kinds = ["Basic Authentication", "OAuth2 Client Credential", "OAuth2 JWT Token Credential"]
      #expect(try labels(client, "|") == ["connection"])
      #expect(try labels(client, "{|}").prefix(2) == ["name", "connectionSpec"])
      #expect(try labels(client, #"{"name": "x", "na|"#).contains("auth"))
      #expect(try !labels(client, #"{"name": "x", |}"#).contains("name"))
      #expect(try labels(client, #"{"connectionSpec": {"id": "sal|"}}"#).contains("salesforce"))
      #expect(try labels(client, #"{"connectionSpec": {"id": |"#).contains(Samples.salesforce))
      for typed in [#""|""#, "|", #""OAu|"#, "OAuth2 Cl|"] {
        #expect(try labels(client, "{\(spec), \"auth\": {\"specName\": \(typed)") == kinds, "\(typed)")
      }
      let auth = #""auth": {"specName": "OAuth2 Client Credential", "params": {"clientId": "x""#
      for typed in [", |", ", \"|\"", ", \"cl|", ",\n  cli|\n", "\n  |\n"] {
        let found = try labels(client, "{\(spec), \(auth)\(typed)}}}")
        #expect(found == ["environmentUrl", "clientSecret", "apiVersion", "includeDeletedObjects"], "\(typed)")
      }
      #expect(try labels(client, "{\(spec), \(auth), \"includeDeletedObjects\": |}}}").sorted() == ["false", "true"])
      #expect(try labels(client, #"{"_meta": {"validation": "|"}}"#) == ["strict", "warn"])
      for nowhere in ["|{}", "{}|", #"{"name": "x" |}"#, #"{"x": [|]}"#, #"{"name" |}"#, "[|]"] {
        #expect(try labels(client, nowhere) == [], "\(nowhere)")
      }
      try client.end()
    }

    @Test func hover() throws {
      let client = try Client(#"{"textDocument":{"hover":{"contentFormat":["plaintext","markdown"]}}}"#)
      try client.open(Self.wrong)
      _ = try client.published()
      func text(_ line: Int, _ character: Int) throws -> String {
        try client.ask("hover", line, character)["contents"]?["value"]?.string ?? ""
      }
      #expect(try text(1, 4).hasPrefix("**name**"))
      #expect(try text(3, 30).contains("environmentUrl, clientId, clientSecret, apiVersion"))
      #expect(try text(7, 8).contains("secret"))
      #expect(try text(8, 22).contains("such as 60.0"))
      #expect(try text(11, 60).hasPrefix("**salesforce**"))
      #expect(try text(0, 0).isEmpty && text(1, 9).isEmpty && text(99, 0).isEmpty)
      #expect(try !text(7, 25).contains("acme-client-secret"))
      try client.end()
    }

    @Test func codeActions() throws {
      let client = try Client()
      try client.open(Self.wrong)
      _ = try client.published()
      func actions(_ line: Int, _ only: String = "[]") throws -> [JSONValue] {
        let range = #"{"start":{"line":\#(line),"character":8},"end":{"line":\#(line),"character":99}}"#
        let params =
          #"{"textDocument":{"uri":"file:///a.connection.json"},"range":\#(range),"context":{"diagnostics":[],"only":\#(only)}}"#
        return try client.call("textDocument/codeAction", params)["result"]?.elements ?? []
      }
      let found = try actions(6)
      #expect(found.compactMap { $0["title"]?.string } == [#"Change to "clientId""#, "Mend all that can be mended"])
      #expect(found.first?["isPreferred"]?.boolean == true)
      #expect(found.first?["diagnostics"]?[0]?["code"]?.string == "required")
      #expect(try actions(6, #"["quickfix"]"#).count == 1)
      #expect(try actions(6, #"["source"]"#).count == 1)
      #expect(try actions(6, #"["refactor"]"#).isEmpty)
      #expect(try actions(1).count == 1)
      let all = try #require(
        try actions(0, #"["source.fixAll"]"#).first?["edit"]?["changes"]?["file:///a.connection.json"])
      #expect(all.elements.compactMap { $0["newText"]?.string } == [#""clientId""#, #""60.0""#, ""])
      try client.end()
    }

    /// What the input's end finds under way is still told.
    @Test func inputEnds() throws {
      let client = try Client()
      try client.open(Self.wrong)
      client.child.closeInput()
      #expect(try codes(client.published(version: 1)) == Self.found)
      #expect(try client.child.waitForEnd() == .exited(0))
    }
  }
}

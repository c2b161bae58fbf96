import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// The one-shot form for shells, and what is printed for people.
  @Suite struct CallTests {
    private func call(
      _ arguments: [String], input: String = ""
    ) throws -> (
      ending: ChildProcess.Ending, output: String, error: String
    ) {
      try SidecarProgram.run(["call"] + arguments + ["--simulate"], input: input)
    }

    // MARK: Results

    @Test func aFileOfParams() throws {
      let file = try TemporaryFile(Samples.body())
      let run = try call(["connection.create", file.path])
      #expect(run.ending == .exited(0))
      // The result alone, on one line.
      #expect(run.output.hasSuffix("\n"))
      #expect(run.output.split(separator: "\n").count == 1)
      let result = try JSONDocument(run.output).root
      #expect(result.members.map(\.name) == ["id", "etag"])
      #expect(run.error == "")
    }

    @Test func paramsFromStandardInput() throws {
      let run = try call(["connection.validate", "-"], input: Samples.body())
      #expect(run.ending == .exited(0))
      #expect(try JSONDocument(run.output).root["valid"]?.boolean == true)
    }

    /// What a method cannot do without is read from a pipe, without saying so; elsewhere the input is left alone.
    @Test func paramsFromAPipe() throws {
      let run = try call(["connection.validate"], input: Samples.body())
      #expect(run.ending == .exited(0) && run.error == "")
      #expect(try JSONDocument(run.output).root["valid"]?.boolean == true)
      let wrong = try call(["connection.validate"], input: "{\n]")
      #expect(wrong.ending == .exited(1))
      #expect(wrong.error.hasPrefix("standard input:2:1: error:"), "\(wrong.error)")
      let nothing = try call(["connection.get"], input: "\n")
      #expect(nothing.ending == .exited(1))
      #expect(nothing.error.hasPrefix("error: /id:") || nothing.error.contains("id"), "\(nothing.error)")
    }

    @Test func paramsThatNobodyReadsAreMentioned() throws {
      let run = try call(["connection.list"], input: #"{"count":true}"#)
      #expect(run.ending == .exited(0))
      #expect(run.output.hasPrefix(#"{"items":["#))
      #expect(run.error.contains("flow-sidecar call connection.list -"))
      let read = try call(["connection.list", "-"], input: #"{"count":true}"#)
      #expect(read.output == "{\"count\":0}\n" && read.error == "")
      // Nobody is kept waiting by an end of a pipe that somebody holds open.
      let child = try SidecarProgram.start(["call", "connection.list", "--simulate"])
      #expect(try child.waitForEnd() == .exited(0))
      #expect(child.errorText == "")
    }

    /// A call within a loop leaves the loop its lines.
    @Test func theLinesOfALoopStayThere() throws {
      let script = #"printf '%s\n' a b c | while read -r name; do "$0" call ping --simulate; done"#
      let shell = try ChildProcess("/bin/sh", ["-c", script, SidecarProgram.path])
      #expect(try shell.finish() == .exited(0))
      #expect(String(decoding: shell.outputBytes, as: UTF8.self) == "{}\n{}\n{}\n")
      #expect(shell.errorText == "")
    }

    @Test func aTerminalIsNotWaitedFor() throws {
      let terminal = try Terminal()
      let child = try SidecarProgram.start(
        ["call", "connection.create", "--simulate"], input: .descriptor(terminal.terminal))
      #expect(try child.waitForEnd() == .exited(2))
      #expect(child.errorText.contains("connection.create needs params"))
    }

    @Test(arguments: [["-r", "id"], ["--raw-output", "id"], ["--raw-output=/id"]])
    func oneMemberBare(_ option: [String]) throws {
      let run = try call(["connection.create", "-"] + option, input: Samples.body())
      #expect(run.ending == .exited(0) && run.error == "")
      #expect(UUID(uuidString: run.output.trimmingCharacters(in: .newlines)) != nil, "\(run.output)")
      #expect(run.output.hasSuffix("\n"))
    }

    @Test func membersThatAreNoStrings() throws {
      let ensured = try call(["connection.ensure", "-", "-r", "/connectionSpec"], input: Samples.body())
      #expect(ensured.output.hasPrefix(#"{"id":"\#(Samples.salesforce)""#), "\(ensured.output)")
      let name = try call(["connection.ensure", "-", "-r", "name"], input: Samples.body(#"A \" \u00fc \n b"#))
      #expect(name.output == "A \" ü \n b\n")
      let wrong = try call(["connection.validate", "-", "-r", "valid"], input: "{}")
      #expect(wrong.ending == .exited(1) && wrong.output == "false\n")
    }

    @Test func aMemberThatIsNotThere() throws {
      for member in ["uuid", "/auth/params", ""] {
        let run = try call(["connection.create", "-", "-r", member], input: Samples.body())
        #expect(run.ending == .exited(member.isEmpty ? 2 : 1))
        #expect(run.output == "")
        if !member.isEmpty { #expect(run.error.contains("it has: id, etag"), "\(run.error)") }
      }
      // What went wrong before comes first, and alone.
      let failed = try call(["connection.create", "-", "-r", "id"], input: Samples.body("Acme simulate:403"))
      #expect(failed.ending == .exited(1) && failed.output == "" && failed.error.hasPrefix("error: "))
    }

    @Test func noParams() throws {
      let run = try call(["ping"], input: "this is not read")
      #expect(run.ending == .exited(0))
      #expect(run.output == "{}\n")
    }

    @Test func theWholeDocument() throws {
      let run = try call(["rpc.discover"])
      #expect(run.ending == .exited(0))
      #expect(try JSONDocument(run.output).root["openrpc"]?.string == "1.3.2")
    }

    @Test(.enabled(if: TestEnvironment.has("jq"), "needs jq"))
    func inAPipeline() throws {
      let file = try TemporaryFile(Samples.body())
      let script = #"jq '.name = "Acme, too"' "$1" | "$0" call connection.create - --simulate | jq -r .id"#
      let shell = try ChildProcess("/bin/sh", ["-c", script, SidecarProgram.path, file.path])
      #expect(try shell.finish() == .exited(0))
      let id = String(decoding: shell.outputBytes, as: UTF8.self).trimmingCharacters(in: .newlines)
      #expect(UUID(uuidString: id) != nil)
    }

    // MARK: What goes wrong

    @Test func problemsAreToldWithTheirPlace() throws {
      let file = try TemporaryFile(
        Samples.body(secret: "canary-of-a-call")
          .replacingOccurrences(of: #","params""#, with: ",\n\"params\"")
          .replacingOccurrences(of: #""clientId""#, with: "\n  \"clientID\"")
          .replacingOccurrences(of: #""60.0""#, with: #""52""#))
      for method in ["connection.validate", "connection.create"] {
        let run = try call([method, file.path])
        #expect(run.ending == .exited(1))
        let lines = run.error.split(separator: "\n")
        #expect(lines.count == 2, "\(run.error)")
        #expect(lines.allSatisfy { $0.hasPrefix("\(file.path):3:") && $0.contains(": error: /auth/params/") })
        #expect(run.error.contains("clientId") && run.error.contains("52.0"))
        #expect(!(run.output + run.error).contains("canary-of-a-call"))
        // validate has a result all the same; create has none.
        #expect(run.output.isEmpty == (method == "connection.create"))
      }
    }

    @Test func warningsDoNotFail() throws {
      let body = Samples.body().replacingOccurrences(of: "acme-enterprise-3126.my.salesforce.com", with: "example.com")
      let run = try call(["connection.validate", "-"], input: body)
      #expect(run.ending == .exited(0))
      #expect(run.error.hasPrefix("standard input:1:"))
      #expect(run.error.contains(": warning: /auth/params/environmentUrl"))
    }

    @Test func paramsThatAreNotJSON() throws {
      let file = try TemporaryFile("{\n  \"name\": \"Acme\",\n}\n")
      let run = try call(["connection.validate", file.path])
      #expect(run.ending == .exited(1))
      #expect(run.output == "")
      #expect(run.error.hasPrefix("\(file.path):"), "\(run.error)")
      #expect(run.error.contains("error:") && run.error.contains("comma"), "\(run.error)")
      let place = run.error.dropFirst(file.path.count + 1).split(separator: ":").prefix(2).compactMap { Int($0) }
      #expect(place == [2, 17] || place == [3, 1], "\(run.error)")
    }

    @Test func anEmptyFile() throws {
      let run = try call(["connection.validate", "-"])
      #expect(run.ending == .exited(1))
      #expect(run.error.hasPrefix("standard input:1:1: error:"), "\(run.error)")
    }

    @Test func anErrorOfTheService() throws {
      let run = try call(["connection.create", "-"], input: Samples.body("Acme simulate:403"))
      #expect(run.ending == .exited(1))
      #expect(run.output == "")
      #expect(run.error.hasPrefix("error: "))
      #expect(run.error.contains("Flow Service says: "))
      #expect(run.error.contains("request id: "))
    }

    @Test func aMethodThatIsNotThere() throws {
      let run = try call(["connection.creat"])
      #expect(run.ending == .exited(1))
      #expect(run.output == "")
      #expect(run.error.contains("connection.create"))
    }

    @Test func whatIsNotConfiguredIsNamed() throws {
      let run = try SidecarProgram.run(["call", "connection.get", "-"], input: #"["\#(Samples.nobody)"]"#)
      #expect(run.ending == .exited(1))
      for name in ["AEP_ACCESS_TOKEN", "AEP_CLIENT_ID", "AEP_ORG_ID", "AEP_SANDBOX_NAME"] {
        #expect(run.error.contains(name))
      }
    }

    // MARK: Misuse

    @Test(arguments: [
      ["call"], ["call", "ping", "a", "b"], ["cal"], ["--no-such-option"], ["--framing", "smoke"], ["--framing"],
      ["--max-depth", "0"], ["--max-depth", "many"], ["--simulate=yes"], ["--log-level", "loud"],
      ["--raw-output", "id"], ["call", "ping", "-r", "/~2"], ["call", "ping", "/no/such/file.json"],
      ["call", "ping", "/"], ["--drain-timeout", "-1"],
    ])
    func misuse(_ arguments: [String]) throws {
      let run = try SidecarProgram.run(arguments, input: Samples.ping + "\n")
      #expect(run.ending == .exited(2))
      #expect(run.output == "")
      #expect(run.error.hasPrefix("flow-sidecar: "))
      #expect(run.error.hasSuffix("\n"))
    }

    // MARK: For people

    @Test func help() throws {
      for option in ["--help", "-h"] {
        let run = try SidecarProgram.run([option])
        #expect(run.ending == .exited(0))
        #expect(run.error == "")
        for word in [
          "call METHOD", "connection.waitEnabled", "--simulate ", "--drain-timeout", "AEP_ACCESS_TOKEN",
          "AEP_SANDBOX_NAME", "simulate:429", "simulate:lost-answer", "simulate:ambiguous", "Exit codes",
        ] { #expect(run.output.contains(word), "\(word)") }
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 120 })
      }
    }

    @Test func version() throws {
      let run = try SidecarProgram.run(["--version"])
      #expect(run.ending == .exited(0))
      #expect(run.output.hasPrefix("flow-sidecar "))
      #expect(run.output.split(separator: ".").count == 3)
      #expect(run.output.split(separator: "\n").count == 1)
    }

    @Test func theDocumentItself() throws {
      let run = try SidecarProgram.run(["--openrpc"])
      #expect(run.ending == .exited(0))
      #expect(try Array(run.output.utf8) == SidecarProgram.bytes("protocol/openrpc.json"))
    }

    @Test func twoLinesOfHelpAtATerminal() throws {
      let terminal = try Terminal()
      let child = try SidecarProgram.start(input: .descriptor(terminal.terminal))
      try child.readError(until: "--help")
      terminal.type("\u{04}")
      #expect(try child.waitForEnd() == .exited(0))
      #expect(child.errorText.split(separator: "\n").count == 2)
      #expect(child.errorText.contains(#""method":"ping""#))
      #expect(child.outputBytes.isEmpty)
    }
  }
}

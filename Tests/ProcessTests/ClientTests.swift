import Foundation
import TestSupport
import Testing

extension ProcessSuite {
  /// The example clients of clients/, as their users run them.
  @Suite struct ClientTests {
    private func run(_ program: String, _ file: String, _ arguments: [String] = []) throws -> [String] {
      let path = try #require(TestEnvironment.path(of: program), "\(program) is not there")
      let child = try ChildProcess(
        path, [SidecarProgram.file("clients/\(file)").path, "--binary", SidecarProgram.path, "--simulate"] + arguments,
        environment: ["PYTHONDONTWRITEBYTECODE": "1"])
      let ending = try child.finish()
      #expect(ending == .exited(0), "\(child.errorText)")
      return String(decoding: child.outputBytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func expectEnabled(_ line: String?) {
      let words = line?.split(separator: " ") ?? []
      #expect(words.first == "enabled:", "\(line ?? "nothing")")
      #expect(words.count == 2 && UUID(uuidString: String(words[1])) != nil, "\(line ?? "nothing")")
    }

    /// The examples make two mistakes on purpose, and show what they are told.
    private func expectMistakes(_ lines: [String]) {
      #expect(lines.contains { $0.contains("/auth/params/clientID") && $0.contains("clientId") }, "\(lines)")
      #expect(lines.contains { $0.contains("/auth/params/apiVersion") && $0.contains("60.0") }, "\(lines)")
    }

    @Test(.enabled(if: TestEnvironment.has("python3"), "needs python3"))
    func python() throws {
      let lines = try run("python3", "python/example.py")
      expectMistakes(lines)
      expectEnabled(lines.last)
    }

    @Test(.enabled(if: TestEnvironment.has("python3"), "needs python3"))
    func pythonWithAsyncio() throws {
      let lines = try run("python3", "python/example_async.py")
      for line in lines.suffix(3) { expectEnabled(line) }
      #expect(Set(lines.suffix(3)).count == 3)
    }

    @Test(.enabled(if: TestEnvironment.has("node"), "needs node"))
    func node() throws {
      let lines = try run("node", "node/example.mjs")
      expectMistakes(lines)
      expectEnabled(lines.last)
    }

    @Test(.enabled(if: TestEnvironment.has("bash") && TestEnvironment.has("jq"), "needs bash and jq"))
    func shell() throws {
      let lines = try run("bash", "shell/example.sh")
      expectMistakes(lines)
      expectEnabled(lines.last)
    }

    /// The one that was written from protocol/ alone.
    @Test(.enabled(if: TestEnvironment.has("perl"), "needs perl"))
    func perl() throws {
      let path = try #require(TestEnvironment.path(of: "perl"), "perl is not there")
      let file = SidecarProgram.file("clients/perl/create.pl").path
      let child = try ChildProcess(path, [file, "--simulate"], environment: ["FLOW_SIDECAR": SidecarProgram.path])
      #expect(try child.finish() == .exited(0), "\(child.errorText)")
      let lines = String(decoding: child.outputBytes, as: UTF8.self).split(separator: "\n").map(String.init)
      expectEnabled(lines.last)
      #expect(lines.first?.hasPrefix("  The connection is initializing after ") == true, "\(lines)")
      // Without an account it says what is missing, and fails.
      let refused = try ChildProcess(path, [file], environment: ["FLOW_SIDECAR": SidecarProgram.path])
      #expect(try refused.finish() != .exited(0))
      #expect(refused.errorText.hasPrefix("notConfigured: ") && refused.errorText.contains("AEP_CLIENT_ID"))
    }

    /// The one that needs nothing but bash: a conversation as the README shows it.
    @Test(.enabled(if: TestEnvironment.has("bash"), "needs bash"))
    func shellQuickStart() throws {
      let path = try #require(TestEnvironment.path(of: "bash"), "bash is not there")
      let child = try ChildProcess(
        path, [SidecarProgram.file("clients/shell/quickstart.sh").path],
        environment: ["FLOW_SIDECAR": SidecarProgram.path])
      #expect(try child.finish() == .exited(0), "\(child.errorText)")
      let lines = String(decoding: child.outputBytes, as: UTF8.self).split(separator: "\n")
      let sent = lines.filter { $0.hasPrefix(">> ") }
      let received = lines.filter { $0.hasPrefix("<< ") }
      #expect(sent.count >= 4 && received.count >= sent.count, "\(lines)")
      #expect(sent.contains { $0.contains("connection.create") } && sent.contains { $0.contains("connection.get") })
      #expect(received.contains { $0.contains(#""state":"enabled""#) && $0.contains(#""wait":"#) })
      let names = ["environmentUrl", "clientSecret"]
      #expect(received.contains { line in names.allSatisfy { line.contains("\"suggestion\":\"\($0)\"") } })
      #expect(lines.last?.hasPrefix("enabled: ") == true)
    }

    @Test(.enabled(if: TestEnvironment.has("bash") && TestEnvironment.has("jq"), "needs bash and jq"))
    func shellPipeline() throws {
      let lines = try run("bash", "shell/pipeline.sh")
      #expect(lines.contains("1\tvalid"))
      #expect(lines.contains("2\tnot valid"))
      #expect(lines.contains("3\tvalid"))
      #expect(lines.count == 5)
      expectMistakes(lines)
    }

    @Test(.enabled(if: TestEnvironment.has("bash") && TestEnvironment.has("jq"), "needs bash and jq"))
    func shellPipelineOverFiles() throws {
      let files = try (0..<2).map { try TemporaryFile(Samples.body("Acme \($0)") + "\n" + Samples.body("Acme, too")) }
      let lines = try run("bash", "shell/pipeline.sh", files.map(\.path))
      #expect(lines.sorted() == ["1\tvalid", "2\tvalid", "3\tvalid", "4\tvalid"])
    }
  }
}

import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// The official Python SDK of the Model Context Protocol as client, over stdio.
  @Suite(.enabled(if: PythonScript.hasPackages, "needs FLOW_SIDECAR_PYTHON, a Python with mcp"))
  struct MCPClientTests {
    /// The form in which the SDK speaks, and the version that it comes to.
    static let modes = [("legacy", "2025-11-25"), ("auto", "2026-07-28"), ("2026-07-28", "2026-07-28")]

    @Test(arguments: modes)
    func doesWhatAnAgentDoes(_ mode: String, _ version: String) throws {
      let (ending, output) = try PythonScript.run(
        "Tests/ProcessTests/Drivers/mcp-client.py",
        [mode, SidecarProgram.path, "--simulate", "--simulate-enable-ms", "400"], with: .withPackages)
      #expect(ending == .exited(0), "\(output.suffix(4000))")
      let line = try #require(output.split(separator: "\n").last.map(String.init), "\(output)")
      let seen = try JSONDocument(line).root
      #expect(seen["version"]?.string == version)
      #expect(seen["tools"]?.count == (try MCPCheck.listedTools().count))
      // What a model has to read before it begins is worth little.
      #expect((seen["bytes"]?.integer ?? .max) < 40_000)
      #expect((seen["resources"]?.integer ?? 0) > 60)
      #expect((seen["reports"]?.integer ?? 0) > 0)
      #expect(seen["missing"]?.integer == (version == "2025-11-25" ? -32002 : -32602))
      // A client that pins a version asks for nothing but what it needs.
      #expect((seen["instructions"]?.string?.contains("connection_ensure") == true) == (mode != version))
    }
  }
}

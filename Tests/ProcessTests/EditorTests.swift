import Foundation
import TestSupport
import Testing

extension ProcessSuite {
  /// JSON-RPC clients that others wrote: the editors, each with its own framing habits, driven without a screen.
  @Suite struct EditorTests {
    /// Runs the editor on its driver and returns the lines it printed.
    private func drive(_ program: String, _ arguments: [String]) throws -> [String] {
      let path = try #require(TestEnvironment.path(of: program), "\(program) is not there")
      let child = try ChildProcess(
        path, arguments, environment: ["SIDECAR": SidecarProgram.path, "BODY": Samples.body(), "TERM": "dumb"],
        input: .null)
      let ending = try child.waitForEnd()
      let output = String(decoding: child.outputBytes, as: UTF8.self)
      #expect(ending == .exited(0), "\(output)\(child.errorText)")
      return output.split(whereSeparator: \.isNewline).map(String.init)
    }

    private func driver(_ name: String) -> String { SidecarProgram.file("Tests/ProcessTests/Drivers/\(name)").path }

    private func expectEnabled(_ line: String) {
      let words = line.split(separator: " ")
      #expect(words.first == "enabled" && words.count == 2, "\(line)")
      #expect(UUID(uuidString: String(words.last ?? "")) != nil, "\(line)")
    }

    @Test(.enabled(if: TestEnvironment.has("vim"), "needs vim"))
    func vim() throws {
      let lines = try drive("vim", ["-es", "-u", "NONE", "-i", "NONE", "-S", driver("vim.vim")])
      try #require(lines.count == 4, "\(lines)")
      #expect(lines[0] == "ping {}")
      #expect(lines[1] == "valid true")
      expectEnabled(lines[2])
      #expect(lines[3] == "cancelled -32800")
    }

    @Test(.enabled(if: TestEnvironment.has("nvim"), "needs neovim"))
    func neovim() throws {
      let lines = try drive("nvim", ["--headless", "--clean", "-c", "luafile \(driver("neovim.lua"))"])
      try #require(lines.count == 4, "\(lines)")
      #expect(lines[0] == "ping {}")
      #expect(lines[1] == "valid true")
      expectEnabled(lines[2])
      #expect(lines[3] == "refused true")
    }

    @Test(.enabled(if: TestEnvironment.has("emacs"), "needs emacs"))
    func emacs() throws {
      let lines = try drive("emacs", ["-Q", "--batch", "-l", driver("emacs.el")])
      try #require(lines.count == 4, "\(lines)")
      #expect(lines[0] == "ping nil")
      #expect(lines[1] == "valid t")
      expectEnabled(lines[2])
      #expect(lines[3] == "error 1404")
    }
  }
}

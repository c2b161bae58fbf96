import Foundation
import TestSupport
import Testing

extension ProcessSuite {
  /// The plugins of clients/, each in its editor, without a screen. The drivers print what they see.
  @Suite struct EditorPluginTests {
    /// Two mistakes, the first of them behind an emoji and another on its line.
    private static let text = """
      {
        "name": "Acme 😀",
        "auth": {
          "specName": "OAuth2 Client Credential",
          "params": {
            "environmentUrl": "https://acme.my.salesforce.com", "clientSecret": "😀 canary-é", "clientID": "x",
            "apiVersion": "60"
          }
        },
        "connectionSpec": { "id": "\(Samples.salesforce)", "version": "1.0" }
      }

      """

    /// Runs an editor on its driver; the lines it printed, by their first words.
    private func drive(_ editor: String, _ plugin: String, _ arguments: [String]) throws -> [String: [String]] {
      let path = try #require(TestEnvironment.path(of: editor), "\(editor) is not there")
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plugin-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let file = folder.appendingPathComponent("acme.connection.json")
      try Self.text.write(to: file, atomically: true, encoding: .utf8)
      let child = try ChildProcess(
        path, arguments,
        environment: [
          "SIDECAR": SidecarProgram.path, "PLUGIN": SidecarProgram.file("clients/\(plugin)").path, "FILE": file.path,
          "TERM": "dumb", "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": folder.path, "XDG_STATE_HOME": folder.path,
        ], input: .null)
      let ending = try child.waitForEnd()
      let output = String(decoding: child.outputBytes, as: UTF8.self)
      #expect(ending == .exited(0), "\(output)\(child.errorText)")
      var seen: [String: [String]] = [:]
      for line in output.split(whereSeparator: \.isNewline) {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        seen[parts[0], default: []].append(parts.count == 2 ? parts[1] : "")
      }
      return seen
    }

    private func driver(_ name: String) -> String { SidecarProgram.file("Tests/ProcessTests/Drivers/\(name)").path }

    /// What all of them have in common. `column` is where the editor says that the misspelt name begins, from 1.
    private func check(_ seen: [String: [String]], column: Int) {
      #expect(seen["problem"] == ["6:\(column) \"clientID\"", "7:21 \"60\""])
      #expect(seen["refused"]?.count == 1)
      let mended = seen["mended"]?.first ?? ""
      #expect(mended.contains(#""clientSecret": "😀 canary-é", "clientId": "x","#), "\(mended)")
      #expect(mended.contains(#""apiVersion": "60.0""#), "\(mended)")
      #expect(seen["waited"] == ["enabled"])
      #expect(seen["died"]?.count == 1)
      #expect(seen["missing"]?.first?.contains("/no/such/flow-sidecar\" cannot be run") == true)
      #expect(seen["template"]?.first?.contains("OAuth2 Client Credential") == true)
      #expect(seen["filled"]?.count == 1)
      #expect(seen["several"] == ["a 4"])
      #expect(seen["error"] == nil)
    }

    // In bytes, in characters and in UTF-16 units these are three different numbers.
    private static let bytes = 1 + prefix.utf8.count
    private static let characters = 1 + prefix.unicodeScalars.count
    private static var prefix: Substring {
      let line = text.split(separator: "\n")[5]
      return line[..<(line.range(of: "\"clientID\"")?.lowerBound ?? line.startIndex)]
    }

    @Test func theColumnsDiffer() {
      #expect(Set([Self.bytes, Self.characters, 1 + Self.prefix.utf16.count]).count == 3)
    }

    @Test(.enabled(if: TestEnvironment.has("nvim"), "needs neovim"))
    func neovim() throws {
      let seen = try drive(
        "nvim", "neovim", ["--headless", "--clean", "-n", "-c", "luafile \(driver("plugin-neovim.lua"))"])
      check(seen, column: Self.bytes)
      #expect(seen["completed"] == ["OAuth2 Client Credential,OAuth2 JWT Token Credential"])
    }

    @Test(.enabled(if: TestEnvironment.has("vim"), "needs vim"))
    func vim() throws {
      let seen = try drive("vim", "vim", ["-es", "-n", "-u", "NONE", "-i", "NONE", "-S", driver("plugin-vim.vim")])
      check(seen, column: Self.bytes)
      #expect(seen["title"] == ["flow-sidecar 1"])
      #expect(seen["completed"] == ["OAuth2 Client Credential,OAuth2 JWT Token Credential"])
    }

    @Test(.enabled(if: TestEnvironment.has("emacs"), "needs emacs"))
    func emacs() throws {
      let seen = try drive("emacs", "emacs", ["-Q", "--batch", "-l", driver("plugin-emacs.el")])
      check(seen, column: Self.characters)
      #expect(seen["mode"] == ["flow-sidecar-mode"])
      #expect(seen["names"] == ["t"])
    }
  }
}

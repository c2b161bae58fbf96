import Foundation
import TestSupport
import Testing

extension ProcessSuite {
  /// Completions as one meets them at a prompt, and the man page.
  @Suite struct CompletionTests {
    /// A folder with the program under its own name, and the script of a shell.
    private final class Place {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("completions-\(UUID().uuidString)")
        .path
      var script: String { "\(folder)/script" }
      var environment: [String: String] {
        [
          "PATH": "\(folder):/usr/bin:/bin", "TERM": "dumb", "HOME": folder, "XDG_CONFIG_HOME": folder,
          "XDG_DATA_HOME": folder,
        ]
      }

      init(_ shell: String) throws {
        let run = try SidecarProgram.run(["completions", shell])
        #expect(run.ending == .exited(0) && run.error == "")
        try FileManager.default.createDirectory(atPath: "\(folder)/bodies", withIntermediateDirectories: true)
        try run.output.write(toFile: script, atomically: true, encoding: .utf8)
        try "{}".write(toFile: "\(folder)/bodies/only one.json", atomically: true, encoding: .utf8)
        try FileManager.default.createSymbolicLink(
          atPath: "\(folder)/flow-sidecar", withDestinationPath: SidecarProgram.path)
      }

      deinit { try? FileManager.default.removeItem(atPath: folder) }
    }

    /// What is typed before Tab, and how the line ends after it.
    static let lines: [(String, String)] = [
      ("flow-sidecar comp", "flow-sidecar completions"),
      ("flow-sidecar completions z", "flow-sidecar completions zsh"),
      ("flow-sidecar call connection.va", "flow-sidecar call connection.validate"),
      ("flow-sidecar --simulate --framing line call connection.waitE", "connection.waitEnabled"),
      ("flow-sidecar call connectionSpec.g", "flow-sidecar call connectionSpec.get"),
      ("flow-sidecar --fram", "flow-sidecar --framing"),
      ("flow-sidecar --framing he", "flow-sidecar --framing header"),
      ("flow-sidecar --framing=va", "flow-sidecar --framing=value"),
      ("flow-sidecar --log-level d", "flow-sidecar --log-level debug"),
      ("flow-sidecar call ping --simulate-e", "--simulate-enable-ms"),
      ("flow-sidecar call ping --config bod", "--config bodies/"),
      ("flow-sidecar call connection.create bodies/onl", #"bodies/only\ one.json"#),
    ]

    /// Types each line and Tab at a prompt, then gives the line up.
    private func type(_ command: [String], _ place: Place, setUp: String) throws {
      let terminal = try Terminal()
      let shell = try ChildProcess(
        try #require(TestEnvironment.path(of: command[0])), Array(command.dropFirst()), environment: place.environment,
        input: .descriptor(terminal.terminal), output: .descriptor(terminal.terminal),
        error: .descriptor(terminal.terminal))
      defer { shell.signal(SIGKILL) }
      // In two parts, so that the line as it is typed is not taken for what it prints.
      terminal.type("\(setUp); cd \(place.folder); echo ready''now\n")
      _ = try terminal.read(until: "readynow")
      for (typed, completed) in Self.lines {
        terminal.type(typed + "\t")
        let added = String(completed.suffix(max(4, completed.count - typed.count + 4)))
        let deadline = ContinuousClock.now + ChildProcess.patience
        var shown = ""
        while !shown.contains(added), ContinuousClock.now < deadline {
          usleep(2000)
          // What moves the cursor stands between the letters.
          shown += terminal.readWhatIsThere().filter { !$0.isASCII || $0 >= " " }
        }
        #expect(shown.contains(added), "\(typed): \(shown)")
        terminal.type("\u{15}")
      }
    }

    @Test(.enabled(if: TestEnvironment.has("bash"), "needs bash"))
    func bash() throws {
      let place = try Place("bash")
      try type(["bash", "--norc", "--noprofile", "-i"], place, setUp: "PS1='> '; source \(place.script)")
    }

    @Test(.enabled(if: TestEnvironment.has("zsh"), "needs zsh"))
    func zsh() throws {
      let place = try Place("zsh")
      try type(
        ["zsh", "-f", "-i"], place,
        setUp: "PS1='> '; autoload -Uz compinit; compinit -u -D; source \(place.script); bindkey -e")
      // As a file along fpath, where the name of the file is that of the function.
      try FileManager.default.moveItem(atPath: place.script, toPath: "\(place.folder)/_flow-sidecar")
      try type(
        ["zsh", "-f", "-i"], place,
        setUp: "PS1='> '; fpath=(\(place.folder) $fpath); autoload -Uz compinit; compinit -u -D; bindkey -e")
    }

    @Test(.enabled(if: TestEnvironment.has("fish"), "needs fish"))
    func fish() throws {
      let place = try Place("fish")
      let path = try #require(TestEnvironment.path(of: "fish"))
      for (typed, completed) in Self.lines {
        // Fish tells what it would offer, each with its meaning behind a tab.
        let child = try ChildProcess(
          path, ["--no-config", "-c", "source \(place.script); cd \(place.folder); complete -C \"$LINE\""],
          environment: place.environment.merging(["LINE": typed]) { $1 }, input: .null)
        #expect(try child.finish() == .exited(0))
        let offers = String(decoding: child.outputBytes, as: UTF8.self).split(separator: "\n")
          .map { $0.split(separator: "\t")[0].replacingOccurrences(of: " ", with: #"\ "#) }
        let last = String(completed.split(separator: " ").last ?? "")
        let words = completed.hasSuffix("one.json") ? [#"bodies/only\ one.json"#] : [last]
        #expect(Set(offers).isSuperset(of: words), "\(typed): \(offers) \(child.errorText)")
        #expect(offers.count < 3, "\(typed): \(offers)")
        #expect(child.errorText == "")
      }
    }

    @Test func shellsThatAreNotKnown() throws {
      for arguments in [["completions"], ["completions", "tcsh"], ["completions", "bash", "zsh"], ["man", "1"]] {
        let run = try SidecarProgram.run(arguments)
        #expect(run.ending == .exited(2) && run.output.isEmpty)
      }
    }

    // MARK: The man page

    @Test func manPageHasAllThatHelpHas() throws {
      let page = try SidecarProgram.run(["man"])
      #expect(page.ending == .exited(0))
      let plain = page.output.replacingOccurrences(of: "\\-", with: "-").replacingOccurrences(of: "\\(aq", with: "'")
      for line in try SidecarProgram.run(["--help"]).output.split(separator: "\n") where line.hasPrefix("  -") {
        let name = line.split(separator: " ")[0].filter { $0 != "," }
        #expect(plain.contains(name), "\(name)")
      }
      for name in try Readme.table(under: "## Methods").flatMap({ Readme.codes($0[0]) }) where name.contains(".") {
        #expect(plain.contains(name), "\(name)")
      }
    }

    @Test(
      .enabled(if: TestEnvironment.has("mandoc") && TestEnvironment.has("groff"), "needs mandoc and groff"),
      arguments: [["mandoc", "-T", "lint", "-W", "warning"], ["groff", "-man", "-ww", "-z"]])
    func manPageIsGoodRoff(_ command: [String]) throws {
      let page = try SidecarProgram.run(["man"]).output
      let child = try ChildProcess(
        try #require(TestEnvironment.path(of: command[0])), Array(command.dropFirst()))
      try child.send(page)
      #expect(try child.finish() == .exited(0))
      #expect(String(decoding: child.outputBytes, as: UTF8.self) + child.errorText == "")
    }
  }
}

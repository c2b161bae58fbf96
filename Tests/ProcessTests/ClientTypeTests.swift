import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// The types of the clients are those of the documents, as their type checkers see them.
  @Suite struct ClientTypeTests {
    private static let generator = "protocol/generate-types.py"
    private static let examples = "Tests/Conformance/types"

    @Test(.enabled(if: TestEnvironment.has("python3"), "needs python3"))
    func areUpToDate() throws {
      let (ending, output) = try PythonScript.run(Self.generator, ["--check"])
      #expect(ending == .exited(0), "\(output)")
    }

    /// A change to a document that is not in the types.
    @Test(
      .enabled(if: TestEnvironment.has("python3"), "needs python3"),
      arguments: [
        ("openrpc.json", #""name": "includeSecrets""#, #""name": "withSecrets""#),
        ("openrpc.json", #""recovered": {"#, #""found": {"#),
        ("errors.json", #""retryAfterMs": {"#, #""retryAfter": {"#),
        ("notifications.json", #""nextPollMs": {"#, #""nextMs": {"#),
      ])
    func drift(_ file: String, _ from: String, _ to: String) throws {
      let folder = try TemporaryFolder()
      for name in ["protocol", "clients"] { try folder.copy(name) }
      let path = folder.path("protocol/\(file)")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try #require(text.contains(from))
      try text.replacingOccurrences(of: from, with: to).write(toFile: path, atomically: true, encoding: .utf8)
      let child = try ChildProcess(
        try #require(TestEnvironment.path(of: "python3")), [folder.path(Self.generator), "--check"])
      #expect(try child.finish() == .exited(1))
      #expect(String(decoding: child.outputBytes, as: UTF8.self).contains("is out of date"))
    }

    @Test func examplesCallEveryMethod() throws {
      let methods = try JSONDocument(SidecarProgram.bytes("protocol/openrpc.json")).root["methods"]?.elements ?? []
      for example in ["every_method.py", "every-method.mts"] {
        let text = try String(contentsOf: SidecarProgram.file("\(Self.examples)/\(example)"), encoding: .utf8)
        let words = text.split { "() \n\t,".contains($0) }
        for name in methods.compactMap({ $0["name"]?.string }) {
          #expect(words.contains("\"\(name)\""), "\(example) does not call \(name)")
        }
      }
    }

    // MARK: Python

    private static func mypy(_ folder: TemporaryFolder, _ files: [String]) throws -> (ChildProcess.Ending, String) {
      let child = try ChildProcess(
        try #require(PythonScript.Interpreter.withPackages.path, "there is no Python"),
        ["-m", "mypy", "--strict", "--cache-dir", folder.path("cache")] + files,
        environment: ["MYPYPATH": SidecarProgram.file("clients/python").path])
      let ending = try child.finish(within: .seconds(300))
      return (ending, String(decoding: child.outputBytes, as: UTF8.self) + child.errorText)
    }

    @Test(.enabled(if: PythonScript.hasPackages, PythonScript.reason))
    func python() throws {
      let folder = try TemporaryFolder()
      let example = SidecarProgram.file("\(Self.examples)/every_method.py")
      let clients = ["flow_sidecar", "flow_sidecar_types", "example", "example_async"].map {
        SidecarProgram.file("clients/python/\($0).py").path
      }
      let (ending, output) = try Self.mypy(folder, clients + [example.path])
      #expect(ending == .exited(0), "\(output)")

      let text = try String(contentsOf: example, encoding: .utf8)
        .replacingOccurrences(of: #""timeoutMs": 60_000}"#, with: #""timeoutMS": 60_000}"#)
        .replacingOccurrences(of: #"["messageBytes"]"#, with: #"["messageSize"]"#)
      let (broken, report) = try Self.mypy(folder, [folder.write("every_method.py", text)])
      #expect(broken == .exited(1))
      #expect(report.contains(#"Extra key "timeoutMS""#) && report.contains("messageSize"), "\(report)")

      let run = try ChildProcess(
        try #require(PythonScript.Interpreter.withPackages.path), [example.path, SidecarProgram.path],
        environment: ["PYTHONPATH": SidecarProgram.file("clients/python").path, "PYTHONDONTWRITEBYTECODE": "1"])
      #expect(try run.finish() == .exited(0), "\(run.errorText)")
    }

    // MARK: TypeScript

    private static func compile(_ folder: TemporaryFolder, _ file: String) throws -> (ChildProcess.Ending, String) {
      let child = try ChildProcess(
        try #require(TestEnvironment.path(of: "tsc"), "tsc is not there"),
        ["--strict", "--noUncheckedIndexedAccess", "--target", "es2022", "--module", "es2022"]
          + ["--moduleResolution", "node16", "--lib", "es2022,dom", file])
      let ending = try child.finish(within: .seconds(300))
      return (ending, String(decoding: child.outputBytes, as: UTF8.self) + child.errorText)
    }

    @Test(.enabled(if: TestEnvironment.has("tsc") && TestEnvironment.has("node"), "needs tsc and node"))
    func typeScript() throws {
      let folder = try TemporaryFolder()
      for file in ["flow-sidecar.mjs", "flow-sidecar.d.mts"] { try folder.copy("clients/node/\(file)", to: file) }
      let text = try String(contentsOf: SidecarProgram.file("\(Self.examples)/every-method.mts"), encoding: .utf8)
      let (ending, output) = try Self.compile(folder, folder.write("every-method.mts", text))
      #expect(ending == .exited(0), "\(output)")

      let run = try ChildProcess(
        try #require(TestEnvironment.path(of: "node")), [folder.path("every-method.mjs"), SidecarProgram.path])
      #expect(try run.finish() == .exited(0), "\(run.errorText)")

      let wrong = text.replacingOccurrences(of: "timeoutMs: 60_000 }", with: "timeoutMS: 60_000 }")
        .replacingOccurrences(of: "limits.messageBytes", with: "limits.messageBytes.length")
      let (broken, report) = try Self.compile(folder, folder.write("every-method.mts", wrong))
      #expect(broken != .exited(0))
      #expect(report.contains("'timeoutMS'") && report.contains("'length'"), "\(report)")
    }
  }
}

/// A folder that goes with the object.
private final class TemporaryFolder {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("flow-sidecar-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// Copies a file or folder of the package.
  func copy(_ name: String, to target: String? = nil) throws {
    try FileManager.default.copyItem(
      at: SidecarProgram.file(name), to: url.appendingPathComponent(target ?? name))
  }

  func write(_ name: String, _ text: String) throws -> String {
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    return path(name)
  }
}

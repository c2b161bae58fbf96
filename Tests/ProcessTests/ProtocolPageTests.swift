import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// protocol/README.md shows what the program says, word for word.
  @Suite(.enabled(if: TestEnvironment.has("python3"), "needs python3"))
  struct ProtocolPageTests {
    private static func check(_ page: String) throws -> (ending: ChildProcess.Ending, output: String) {
      try PythonScript.run("Tests/Conformance/check-readme.py", [page, SidecarProgram.path])
    }

    private static let page = SidecarProgram.file("protocol/README.md")

    @Test func exchanges() throws {
      let (ending, output) = try Self.check(Self.page.path)
      #expect(ending == .exited(0), "\(output)")
      #expect(output.contains(" exchanges, ") && output.hasSuffix(" 0 wrong\n"), "\(output)")
    }

    /// One word of one message, a member, an exit code: none may drift.
    @Test func findsWhatHasDrifted() throws {
      let text = try String(contentsOf: Self.page, encoding: .utf8)
      for (from, to) in [
        ("There is no such method", "No such method"), (#""batchMessages":10000"#, #""batchMessages":1000"#),
        (#""state":"enabled","auth""#, #""auth""#), ("Content-Length: 36", "content-length: 36"),
        ("//! exit: 3", "//! exit: 0"), (#""token":"wait-1""#, #""token":"wait""#),
      ] {
        try #require(text.contains(from), "\(from)")
        let drifted = try TemporaryFile(text.replacingOccurrences(of: from, with: to))
        let (ending, output) = try Self.check(drifted.path)
        #expect(ending == .exited(1) && output.contains("this is not what the program says"), "\(from): \(output)")
      }
    }

    /// In the order in which the author of a client needs them, and each with an exchange.
    @Test func sections() throws {
      let parts = try String(contentsOf: Self.page, encoding: .utf8).components(separatedBy: "\n## ")
      let titles = parts.compactMap { $0.split(separator: "\n").first.map(String.init) }
      let needed = [
        "Spawn", "Framing", "Lifecycle", "Requests, answers, ids", "Errors", "Limits", "Cancellation", "Progress",
        "Shutdown",
      ]
      #expect(titles.filter(needed.contains) == needed)
      for part in parts where needed.contains(String(part.prefix { $0 != "\n" })) {
        #expect(part.contains("\n>> ") && part.contains("\n<< "), "\(part.prefix(40))")
      }
    }

    /// `--openrpc` prints the file; `rpc.discover` answers it without the blanks between its tokens.
    @Test func openRPCDocument() throws {
      let committed = try SidecarProgram.bytes("protocol/openrpc.json")
      let child = try SidecarProgram.start(["--openrpc"])
      #expect(try child.finish() == .exited(0))
      #expect(child.outputBytes == committed)
      let session = try SidecarProgram.start()
      try session.send(#"{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}"#, .line)
      let answer = try #require(try session.readLine())
      #expect(answer == #"{"jsonrpc":"2.0","id":1,"result":"# + Self.withoutBlanks(committed) + "}")
    }

    private static func withoutBlanks(_ json: [UInt8]) -> String {
      var isInString = false
      var isEscaped = false
      let kept = json.filter { byte in
        if isInString {
          isInString = isEscaped || byte != UInt8(ascii: "\"")
          isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
          return true
        }
        isInString = byte == UInt8(ascii: "\"")
        return byte > 0x20
      }
      return String(decoding: kept, as: UTF8.self)
    }

    /// The version of the protocol is that of the newest entry of its changes, and what `info` tells.
    @Test func version() throws {
      let changes = try String(contentsOf: SidecarProgram.file("protocol/CHANGELOG.md"), encoding: .utf8)
      let newest = changes.split(separator: "\n").first { $0.hasPrefix("## ") }?.dropFirst(3).description
      let session = try SidecarProgram.start()
      let info = try session.ask(#"{"jsonrpc":"2.0","id":1,"method":"info"}"#)
      #expect(newest != nil && info["result"]?["protocolVersion"]?.string == newest)
    }
  }
}

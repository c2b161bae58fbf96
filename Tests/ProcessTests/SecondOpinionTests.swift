import Foundation
import TestSupport
import Testing

extension ProcessSuite {
  /// What python-jsonschema, and not our own validator, says of protocol/ and of the messages that the program sends.
  @Suite(.enabled(if: PythonScript.hasPackages, PythonScript.reason))
  struct SecondOpinionTests {
    private static func check(_ arguments: [String]) throws -> (ending: ChildProcess.Ending, output: String) {
      try PythonScript.run("Tests/Conformance/check-protocol.py", arguments, with: .withPackages)
    }

    @Test func documents() throws {
      let (ending, output) = try Self.check(["documents"])
      #expect(ending == .exited(0), "\(output)")
      #expect(output.contains("; 0 wrong"))
    }

    /// A change to one of the documents, and words that the check has to say.
    static let faults: [(file: String, from: String, to: String, words: String)] = [
      ("openrpc.json", #""openrpc": "1.3.2""#, #""openrpc": "1.2.6""#, "is no OpenRPC 1.3.2"),
      ("openrpc.json", #""version": "0.1.0""#, #""version": "1.0""#, "is no SemVer"),
      ("openrpc.json", #""summary": "Read a connection""#, #""sumary": "Read""#, "holds sumary"),
      ("openrpc.json", #""paramStructure": "either""#, #""paramStructure": "any""#, "does not say its paramStructure"),
      ("openrpc.json", #""type": "string""#, #""type": "text""#, "is no draft-07 schema"),
      ("openrpc.json", "#/components/schemas/Uuid", "#/components/schemas/UUID", "which is not there"),
      ("openrpc.json", #""examples": ["#, #""x-examples": ["#, "has no example"),
      ("openrpc.json", #""name": "includeSecrets""#, #""name": "id""#, "has two params of one name"),
      ("openrpc.json", #""specName": "OAuth2 Client Credential","#, "", "'specName' is a required property"),
      ("openrpc.json", #""code": 1404"#, #""code": 1405"#, "is not that of errors.json"),
      ("errors.json", #""hint": "rpc.discover lists the methods.","#, "", "has no hint"),
      ("errors.json", #""const": "notFound""#, #""const": "missing""#, "is for another kind"),
      ("notifications.json", #""polls": 2,"#, #""polls": "2","#, "is not of type 'integer'"),
    ]

    @Test(arguments: faults.indices)
    func findsWhatIsWrongInTheDocuments(_ index: Int) throws {
      let fault = Self.faults[index]
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("protocol-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      for name in ["openrpc.json", "errors.json", "notifications.json", "mcp.json"] {
        var text = try String(contentsOf: SidecarProgram.file("protocol/\(name)"), encoding: .utf8)
        if name == fault.file {
          let place = try #require(text.range(of: fault.from), "\(fault.from)")
          text.replaceSubrange(place, with: fault.to)
        }
        try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
      }
      let (ending, output) = try Self.check(["--protocol", folder.path, "documents"])
      #expect(ending == .exited(1) && output.contains(fault.words), "\(fault.from): \(output.suffix(2000))")
    }

    /// Every line of every transcript, as it was played, against the schemas; called with what was recorded while the
    /// program passed. Then with faults in it, all of which have to be found.
    static func checkMessages(_ record: TemporaryFile) throws {
      guard PythonScript.hasPackages else { return }
      let (ending, output) = try check(["messages", record.path])
      #expect(ending == .exited(0), "\(output.suffix(4000))")
      #expect(output.contains("; 0 wrong"))
      let text = try String(contentsOfFile: record.path, encoding: .utf8)
      for (from, to, words) in [
        (#"\"nextPollMs\":"#, #"\"nextPollMs\":0."#, "is not of type 'integer'"),
        (#"\"retryable\":"#, #"\"retryable\":null,\"x\":"#, "was expected"),
        (#"\"code\":1404,"#, #"\"code\":1405,"#, "has no code 1405"),
        (#"\"method\":\"$/progress\""#, #"\"method\":\"$/report\""#, "has no $/report"),
        (#"\"result\":{\"id\":"#, #"\"result\":{\"ID\":"#, "'id' is a required property"),
        (#""line": "transcripts/cancel.io:"#, #""line": "transcripts/council.io:"#, "was not played"),
        (#"\"reason\":\"badEscape\""#, #"\"reason\":\"bad\""#, "does not name the reason bad"),
        (#"\"structuredContent\":{\"id\":"#, #"\"structuredContent\":{\"ID\":"#, "'id' is a required property"),
        (#"\"isError\":true"#, #"\"isError\":true,\"structuredContent\":{}"#, "a failure with structured content"),
      ] {
        #expect(text.contains(from), "\(from)")
        let broken = try TemporaryFile(text.replacingOccurrences(of: from, with: to))
        let (ending, output) = try check(["messages", broken.path])
        #expect(ending == .exited(1) && output.contains(words), "\(from): \(output.suffix(1000))")
      }
    }
  }
}

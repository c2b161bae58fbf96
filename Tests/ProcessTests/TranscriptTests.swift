import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// protocol/transcripts says what the program does, line by line.
  @Suite struct TranscriptTests {
    /// What no session with a simulated service can bring about.
    static let outOfReach: Set<Int> = [-32603]

    /// Each in the framings it can be played in, some at a time: most of a session is waiting.
    @Test func replay() throws {
      let check = try ProtocolCheck.shared.get()
      let plays = try Transcript.all().flatMap { transcript in transcript.framings.map { (transcript, $0) } }
      let results = concurrently(plays, atOnce: 4) { transcript, framing in
        var replay = try TranscriptReplay(transcript, framing) { message, sent in
          try check.check(message, sent: sent)
        }
        try replay.run()
      }
      #expect(plays.count >= 40)
      for result in results { #expect(throws: Never.self) { try result.get() } }
    }

    @Test func everyTranscriptIsRead() throws {
      #expect(try Transcript.all().count >= 20)
      for transcript in try Transcript.all() {
        let expectations = transcript.steps.filter { if case .expect = $0.step { true } else { false } }
        #expect(!expectations.isEmpty, "\(transcript) expects nothing")
      }
    }

    @Test func everyMethodAndErrorOccurs() throws {
      let check = try ProtocolCheck.shared.get()
      var methods: Set<String> = []
      var tools: Set<String> = []
      var codes: Set<Int> = []
      for (_, step) in try Transcript.all().flatMap(\.steps) {
        switch step {
        case .send(let text):
          guard let message = try? JSONDocument(text).root, let name = message["method"]?.string else { break }
          methods.insert(name)
          if name == "tools/call", let tool = message["params"]?["name"]?.string { tools.insert(tool) }
        case .expect(let text, _, _):
          if let code = try? JSONDocument(text).root["error"]?["code"]?.integer { codes.insert(code) }
        case .closeInput: break
        }
      }
      for method in check.methods.root["methods"]?.elements ?? [] {
        let name = try #require(method["name"]?.string)
        #expect(methods.contains(name), "no transcript calls \(name)")
      }
      let mcp = try MCPCheck.shared.get()
      for method in mcp.document.root["methods"]?.elements ?? [] {
        let name = try #require(method["name"]?.string)
        #expect(methods.contains(name), "no transcript calls \(name)")
      }
      for (kind, error) in mcp.document.root["components"]?["errors"]?.members ?? [] where error["x-data"] != nil {
        #expect(error["code"]?.integer.map(codes.contains) == true, "\(kind)")
      }
      for tool in try MCPCheck.listedTools() {
        let name = try #require(tool["name"]?.string)
        #expect(tools.contains(name), "no transcript calls the tool \(name)")
      }
      for error in check.errors.root.elements {
        let code = try #require(error["code"]?.integer)
        #expect(codes.contains(code) != Self.outOfReach.contains(code), "error \(code)")
      }
    }

    /// A replay that cannot fail would prove nothing.
    @Test(arguments: [
      #"<< {"jsonrpc":"2.0","id":1,"result":{"a":1}}"#,
      #"<< {"jsonrpc":"2.0","id":"1","result":{}}"#,
      #"<< {"jsonrpc":"2.0","id":1,"result":"<absent>"}"#,
      #"<< {"jsonrpc":"2.0","id":"<uuid>","result":{}}"#,
      #"<<= {"jsonrpc":"2.0", "id":1,"result":{}}"#,
      #"<<* {"jsonrpc":"2.0","id":2,"result":{}}"#,
      "<< {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n<< {}",
      "<< {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n//! exit: 3",
      "",
    ])
    func replayFails(_ answer: String) throws {
      let request = #">> {"jsonrpc":"2.0","id":1,"method":"ping"}"#
      let transcript = try Transcript(name: "made up", text: "\(request)\n//! close: input\n\(answer)\n")
      #expect(throws: TranscriptReplay.Failure.self) {
        var replay = try TranscriptReplay(transcript, .line) { _, _ in }
        try replay.run()
      }
    }
  }
}

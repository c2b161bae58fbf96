import TestSupport
import Testing

extension ProcessSuite {
  /// protocol/framing says how bytes become messages, and messages bytes.
  @Suite struct FramingCaseTests {
    static let cases = (try? FramingCase.all()) ?? []

    @Test(arguments: cases, FramingCase.Cut.allCases)
    func replay(_ framingCase: FramingCase, _ cut: FramingCase.Cut) throws { try framingCase.replay(cut) }

    @Test func everyCaseIsRead() throws {
      let cases = try FramingCase.all()
      #expect(cases.count >= 60)
      #expect(cases.contains { $0.framing == .header } && cases.contains { $0.framing == .line })
    }

    /// A replay that cannot fail would prove nothing.
    @Test(
      arguments: [
        #"<<= {"jsonrpc":"2.0","id":1,"result":{}}"#,
        #"<<= {"jsonrpc":"2.0","id":1,"result":{}}\r\n"#,
        #"<< {"jsonrpc":"2.0","id":2,"result":{}}"#,
        "//! exit: 3\n" + #"<< {"jsonrpc":"2.0","id":1,"result":{}}"#,
        "",
      ], FramingCase.Cut.allCases)
    func replayFails(_ answer: String, _ cut: FramingCase.Cut) throws {
      let text = #"""
        //! framing: line
        >> {"jsonrpc":"2.0","id":1,"method":"ping"}\n
        \#(answer)

        """#
      let made = try FramingCase(Transcript(name: "made up", text: text))
      #expect(throws: TranscriptReplay.Failure.self) { try made.replay(cut) }
    }
  }
}

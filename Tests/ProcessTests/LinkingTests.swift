import TestSupport
import Testing

extension ProcessSuite {
  /// What the program brings along.
  @Suite struct LinkingTests {
    /// The library of regular expressions is a tenth of a program that is linked with it. One call of `contains` with a
    /// text brings it in.
    @Test(.enabled(if: TestEnvironment.has("nm"), "needs nm"))
    func noRegularExpressionsOfTheStandardLibrary() throws {
      let nm = try #require(TestEnvironment.path(of: "nm"))
      let child = try ChildProcess(nm, [SidecarProgram.path], input: .null)
      #expect(try child.finish() == .exited(0))
      let symbols = String(decoding: child.outputBytes, as: UTF8.self).split(separator: "\n")
      // Otherwise they have been stripped off, and show nothing.
      #expect(symbols.contains { $0.contains("12flow_sidecar") })
      #expect(symbols.filter { $0.contains("17_StringProcessing") } == [])
    }
  }
}

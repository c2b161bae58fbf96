import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// Streams that cannot be used: told, and never taken for success.
  @Suite struct UnusableStreamTests {
    #if os(Linux)
      @Test func aResultThatCannotBeWrittenIsAFailure() throws {
        let shell = try ChildProcess("/bin/sh", ["-c", "\"$0\" call ping >/dev/full", SidecarProgram.path])
        #expect(try shell.finish() == .exited(1))
        #expect(shell.errorText.contains("cannot be written"))
      }
    #endif

    @Test func anInputThatCannotBeReadIsMisuse() throws {
      let shell = try ChildProcess("/bin/sh", ["-c", "\"$0\" </", SidecarProgram.path])
      #expect(try shell.finish() == .exited(2))
      #expect(shell.errorText.contains("standard input cannot be read"))
    }
  }
}

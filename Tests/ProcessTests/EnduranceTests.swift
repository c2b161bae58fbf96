import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// The quick form of Tests/Endurance/run: the same scripts, for seconds.
  @Suite(.timeLimit(.minutes(5)), .enabled(if: TestEnvironment.has("python3"), "needs python3"))
  struct EnduranceTests {
    private static func run(_ script: String, _ arguments: [String]) throws -> JSONValue {
      let python = try #require(TestEnvironment.path(of: "python3"))
      let child = try ChildProcess(
        python, [SidecarProgram.file("Tests/Endurance/\(script).py").path, SidecarProgram.path] + arguments)
      child.closeInput()
      let output = try child.readToEnd(within: .seconds(240))
      #expect(try child.waitForEnd() == .exited(0), "\(child.errorText)")
      let result = try JSONDocument(output).root
      for none in ["lost", "twice", "duplicates", "crashes"] {
        #expect(result[JSONName(none)]?.integer == 0, "\(none)")
      }
      return result
    }

    @Test func aBadNetwork() throws {
      let result = try Self.run("network", ["8"])
      #expect(try #require(result["requests"]?.integer) > 50)
      #expect(result["injected"]?.count == 8)
    }

    @Test func soak() throws {
      let result = try Self.run("soak", ["6000", "200"])
      #expect(result["messages"]?.integer == 14_000)
      #expect(try #require(result["waits"]?.integer) >= 200)
    }

    /// The table in Tests/README.md is as it was made, and says what it has to.
    @Test func table() throws {
      let text = String(decoding: try SidecarProgram.bytes("Tests/README.md"), as: UTF8.self)
      let begin = try #require(text.range(of: "<!-- table: made by Tests/Endurance/run -->"))
      let end = try #require(text.range(of: "<!-- end of table -->"))
      let rows = text[begin.upperBound..<end.lowerBound].split(separator: "\n").filter { $0.hasPrefix("|") }.map {
        $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      }
      #expect(rows.first == ["fault", "times injected", "lost answers", "duplicate creates", "crashes"])
      #expect(rows.count >= 12)
      for row in rows.dropFirst(2) {
        #expect(Int(row[1].replacingOccurrences(of: ",", with: "")).map { $0 > 0 } == true)
        #expect(Array(row.suffix(3)) == ["0", "0", "0"])
      }
    }
  }
}

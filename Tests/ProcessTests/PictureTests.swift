import Foundation
import TestSupport
import Testing

extension ProcessSuite {
  /// The pictures of README.md show the program as it is.
  @Suite(.enabled(if: TestEnvironment.has("python3") && TestEnvironment.has("jq"), "needs python3 and jq"))
  struct PictureTests {
    private func draw(_ arguments: [String]) throws -> String {
      let path = try #require(TestEnvironment.path(of: "python3"))
      let child = try ChildProcess(
        path, [SidecarProgram.file("clients/pictures/draw.py").path] + arguments,
        environment: ["PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"])
      #expect(try child.finish() == .exited(0), "\(child.errorText)")
      return String(decoding: child.outputBytes, as: UTF8.self)
    }

    private func committed(_ name: String) throws -> String {
      String(decoding: try SidecarProgram.bytes("clients/pictures/\(name)"), as: UTF8.self)
    }

    /// Without what is another in every run.
    private func masked(_ picture: String) -> String {
      [
        "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", #""elapsedMs":[0-9]+,"polls":[0-9]+"#, #"textLength="[0-9]+""#,
      ].reduce(picture) { $0.replacingOccurrences(of: $1, with: "#", options: .regularExpression) }
    }

    @Test func theTerminal() throws {
      let picture = try draw(["session", SidecarProgram.path])
      #expect(try masked(committed("session.svg")) == masked(picture))
      #expect(picture.contains("enabled") && picture.contains("did you mean"))
    }

    /// Every target of Package.swift, each above those that it depends on: the script refuses anything else.
    @Test func theLayers() throws {
      let picture = try draw(["layers"])
      #expect(try committed("layers.svg") == picture)
      #expect(picture.components(separatedBy: "<g id=").count > 9)
    }

    @Test func readmeShowsThem() throws {
      let readme = String(decoding: try SidecarProgram.bytes("README.md"), as: UTF8.self)
      #expect(readme.contains("(clients/pictures/session.svg)") && readme.contains("(clients/pictures/layers.svg)"))
    }
  }
}

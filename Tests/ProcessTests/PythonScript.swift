import Foundation
import TestSupport
import Testing

/// A script of the package that Python runs.
enum PythonScript {
  /// With python3, or with a Python that has the packages of Tests/run.
  enum Interpreter {
    case python3
    case withPackages

    var path: String? {
      switch self {
      case .python3: TestEnvironment.path(of: "python3")
      case .withPackages: TestEnvironment.variable("FLOW_SIDECAR_PYTHON")
      }
    }
  }

  /// Whether a test that needs the packages can run.
  static let hasPackages = TestEnvironment.requiresAll || Interpreter.withPackages.path != nil
  static let reason: Comment = "needs FLOW_SIDECAR_PYTHON, a Python with jsonschema"

  /// Runs it to its end; the output is followed by what is on standard error.
  static func run(
    _ script: String, _ arguments: [String], with interpreter: Interpreter = .python3
  ) throws -> (ending: ChildProcess.Ending, output: String) {
    let child = try ChildProcess(
      try #require(interpreter.path, "there is no Python"), [SidecarProgram.file(script).path] + arguments,
      environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    let ending = try child.finish(within: .seconds(300))
    return (ending, String(decoding: child.outputBytes, as: UTF8.self) + child.errorText)
  }
}

package import Foundation

/// The program under test, and the files around it.
package enum SidecarProgram {
  /// The path of `flow-sidecar`: `FLOW_SIDECAR`, or the one built beside the tests.
  package static let path: String = {
    if let path = TestEnvironment.variable("FLOW_SIDECAR") { return path }
    for start in [Bundle.main.executablePath ?? ""] + CommandLine.arguments where !start.isEmpty {
      var folder = URL(fileURLWithPath: start).deletingLastPathComponent()
      for _ in 0..<5 {
        let candidate = folder.appendingPathComponent("flow-sidecar").path
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue,
          FileManager.default.isExecutableFile(atPath: candidate)
        {
          return candidate
        }
        folder.deleteLastPathComponent()
      }
    }
    return "flow-sidecar"
  }()

  /// The folder of the package.
  package static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file of the package.
  package static func file(_ path: String) -> URL { root.appendingPathComponent(path) }

  package static func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: file(path))) }

  /// The program, started; by default simulating, so that it needs nothing and nobody.
  package static func start(
    _ arguments: [String] = ["--simulate"], environment: [String: String] = [:],
    input: ChildProcess.Stream = .pipe, output: ChildProcess.Stream = .pipe, error: ChildProcess.Stream = .pipe
  ) throws -> ChildProcess {
    // Below a file nothing can be kept: what a test fetches stays out of the cache of whoever runs it.
    let environment = ["XDG_CACHE_HOME": "/dev/null"].merging(environment) { $1 }
    return try ChildProcess(path, arguments, environment: environment, input: input, output: output, error: error)
  }

  /// One run of the program on that input.
  package static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> (ending: ChildProcess.Ending, output: String, error: String) {
    let child = try start(arguments, environment: environment)
    // What ends before it has read its input is looked at by its ending.
    try? child.send(input)
    let ending = try child.finish()
    return (ending, String(decoding: child.outputBytes, as: UTF8.self), child.errorText)
  }
}

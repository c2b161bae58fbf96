import Foundation
import JSON
import TestSupport

/// The program with a canary in every credential, watched: whatever it says, logs, keeps or shows to the machine is
/// searched for one. It logs all that it ever logs, and keeps connection specs in a folder of its own.
final class WatchedProgram {
  /// A part of every secret that the program is given.
  static let canary = "canary-5d1c"

  struct Leak: Error, CustomStringConvertible {
    let description: String
  }

  let child: ChildProcess
  private let cache = FileManager.default.temporaryDirectory.appendingPathComponent("watched-\(UUID().uuidString)")
  private var said: [String] = []
  /// How many files the program had left in its cache at its end.
  private(set) var keptFiles = 0

  /// Starts the program for that service. `environment` comes on top, and empty values take away.
  init(_ arguments: [String] = [], service: String, ims: String, environment: [String: String] = [:]) throws {
    let usual = [
      "AEP_BASE_URL": service, "AEP_IMS_URL": ims, "AEP_CLIENT_ID": "acme-api-key",
      "AEP_CLIENT_SECRET": "\(Self.canary)-client-secret", "AEP_ORG_ID": "ACME@AdobeOrg", "AEP_SANDBOX_NAME": "dev",
      "XDG_CACHE_HOME": cache.path,
    ]
    child = try SidecarProgram.start(
      ["--log-level", "debug"] + arguments, environment: usual.merging(environment) { $1 }.filter { !$1.isEmpty })
  }

  deinit { try? FileManager.default.removeItem(at: cache) }

  func send(_ request: String) throws { try child.send(request, .line) }

  /// The next message of the program.
  func next(within limit: Duration = ChildProcess.patience) throws -> JSONValue {
    guard let line = try child.readLine(within: limit) else { throw Leak(description: "the output has ended") }
    said.append(line)
    return try JSONDocument(line).root
  }

  /// Ends the program; throws if it did not end well, or if a canary is anywhere.
  func finish() throws {
    let commandLine = child.commandLine
    guard try child.finish() == .exited(0) else { throw Leak(description: "it did not end with exit code 0") }
    said.append(String(decoding: child.outputBytes, as: UTF8.self))
    if let line = said.first(where: { $0.contains(Self.canary) }) {
      throw Leak(description: "a message tells a secret: \(line.prefix(2000))")
    }
    if child.errorText.contains(Self.canary) { throw Leak(description: "a secret is logged: \(child.errorText)") }
    if commandLine?.contains(Self.canary) == true { throw Leak(description: "a secret is an argument") }
    try searchFiles()
  }

  private func searchFiles() throws {
    let canary = Data(Self.canary.utf8)
    let files = FileManager.default.enumerator(at: cache, includingPropertiesForKeys: [.isRegularFileKey])
    while let file = files?.nextObject() as? URL {
      if file.path.contains(Self.canary) { throw Leak(description: "a secret is in the name of \(file.path)") }
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
      keptFiles += 1
      if try Data(contentsOf: file).range(of: canary) != nil { throw Leak(description: "a secret is in \(file.path)") }
    }
  }
}

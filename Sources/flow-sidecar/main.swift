#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

switch Arguments.parse(Array(CommandLine.arguments.dropFirst())) {
case .success(let command):
  // Not exit(3): other threads may be at work, and what it would clean up must not be pulled from under them.
  _exit(command.run().rawValue)
case .failure(let misuse):
  Terminal.standardError("flow-sidecar: \(misuse.message)\nTry: flow-sidecar --help\n")
  _exit(ExitCode.misuse.rawValue)
}

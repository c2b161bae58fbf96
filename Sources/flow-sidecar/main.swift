#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// A core file would hold every secret that the process does: there is to be none (core(5)).
var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
#if canImport(Darwin)
  setrlimit(RLIMIT_CORE, &noCore)
#else
  setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
#endif

Memory.giveBackWhatIsLarge()

switch Arguments.parse(Array(CommandLine.arguments.dropFirst())) {
case .success(let command):
  // Not exit(3): other threads may be at work, and what it would clean up must not be pulled from under them.
  _exit(command.run().rawValue)
case .failure(let misuse):
  Terminal.standardError("flow-sidecar: \(misuse.message)\nTry: flow-sidecar --help\n")
  _exit(ExitCode.misuse.rawValue)
}

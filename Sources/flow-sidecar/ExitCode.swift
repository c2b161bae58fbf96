/// What the process ends with. They are part of the interface: `--help`, the man page and README.md list them.
enum ExitCode: Int32, CaseIterable {
  case success = 0
  case failure = 1
  case misuse = 2
  case undrained = 3
  case starved = 4
  /// SIGTERM came a second time (128 + 15, as shells have it).
  case terminated = 143

  /// Those that a caller has to tell apart.
  static var documented: [ExitCode] { allCases.filter { $0 != .terminated } }

  /// When it is that, for people.
  var meaning: String {
    switch self {
    case .success: "done: the input ended and everything was answered; the call succeeded"
    case .failure:
      "the call was answered with an error, or found what is not valid; doctor found something wrong; the output is no "
        + "longer read; exit without shutdown"
    case .misuse: "the command line is wrong, or a file cannot be read"
    case .undrained: "the input ended, and what was under way did not finish within --drain-timeout"
    case .starved: "the limit of open files leaves no descriptors to begin with"
    case .terminated: "SIGTERM came a second time"
    }
  }
}

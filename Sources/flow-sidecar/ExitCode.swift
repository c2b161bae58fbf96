/// What the process ends with. They are part of the interface: `--help` and README.md list them.
enum ExitCode: Int32 {
  case success = 0
  /// The call was answered with an error, or validated what is not valid; `doctor` found something wrong; as a server: nobody reads the output any more,
  /// or `exit` came without `shutdown`.
  case failure = 1
  /// The command line is wrong, or a file that it names cannot be read.
  case misuse = 2
  /// The input ended, and what was under way could not be finished in time.
  case undrained = 3
  /// SIGTERM came a second time (128 + 15, as shells have it).
  case terminated = 143
}

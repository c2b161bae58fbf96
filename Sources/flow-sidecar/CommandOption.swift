import FlowService
import JSONRPC

/// One option of the command line: its names, what it takes, what it does. The command line is read by the table of
/// them; help, the man page and the completions are printed from it.
struct CommandOption: Sendable {
  /// What stands behind an option.
  enum Value: Sendable {
    case none
    /// Any text; the name stands for it in help.
    case text(String)
    case file
    case choice(String, [String])
    case number(String, ClosedRange<Int>)
  }

  /// What it does.
  enum Effect: Sendable {
    /// Notes what it says; false if it cannot be that.
    case set(@Sendable (inout Options, String) -> Bool)
    /// Prints something and ends: nothing else counts then.
    case command(Command)
  }

  let name: String
  let short: String?
  let value: Value
  /// For help: a clause, without its default.
  let meaning: String
  /// What holds without it, for help.
  let standard: String?
  let effect: Effect

  init(
    _ name: String, short: String? = nil, _ value: Value, _ meaning: String, standard: String? = nil,
    _ effect: Effect
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.meaning = meaning
    self.standard = standard
    self.effect = effect
  }

  /// A number within a range.
  private init(
    _ name: String, _ range: ClosedRange<Int>, of placeholder: String = "N", _ meaning: String, standard: String,
    _ set: @escaping @Sendable (inout Options, Int) -> Void
  ) {
    self.init(
      name, .number(placeholder, range), meaning, standard: standard,
      .set { options, value in
        guard let number = Int(value), range.contains(number) else { return false }
        set(&options, number)
        return true
      })
  }

  /// What stands for the value in help; nil if it takes none.
  var placeholder: String? {
    switch value {
    case .none: nil
    case .text(let name), .choice(let name, _), .number(let name, _): name
    case .file: "FILE"
    }
  }

  var takesValue: Bool { placeholder != nil }

  /// The meaning with its default.
  var summary: String { standard.map { "\(meaning) (default \($0))" } ?? meaning }

  /// The option of that name.
  static func named(_ name: String) -> CommandOption? { all.first { $0.name == name || $0.short == name } }

  static let all: [CommandOption] = [
    CommandOption(
      "--simulate", .none, "a Flow Service inside the process: no network, no credentials",
      .set { options, _ in
        options.simulates = true
        return true
      }),
    CommandOption(
      "--simulate-enable-ms", 0...86_400_000, of: "MS", "how long a simulated connection is initializing",
      standard: "300"
    ) { $0.simulatedEnableDelay = .milliseconds($1) },
    CommandOption(
      "--config", .file, "credentials from a JSON file, of aepp or of the Adobe Developer Console (mode 600)",
      .set { options, value in
        options.configFile = value
        return !value.isEmpty
      }),
    CommandOption(
      "--framing", .choice("F", ["auto", "line", "header", "value"]), "auto, line, header or value", standard: "auto",
      .set { options, value in
        options.framing = Framing(rawValue: value)
        return options.framing != nil || value == "auto"
      }),
    CommandOption(
      "--ordered", .none, "answers in the order of the requests",
      .set { options, _ in
        options.keepsOrder = true
        return true
      }),
    CommandOption(
      "--raw-output", short: "-r", .text("MEMBER"),
      "call: print that member of the result alone, bare if it is a string: a name or a JSON Pointer",
      .set { options, value in
        options.rawMember = value
        return !value.isEmpty && CallOutput.pointer(value) != nil
      }),
    CommandOption(
      "--drain-timeout", 0...86_400, of: "SECONDS", "how long to finish what is under way when the input ends",
      standard: "600"
    ) { $0.drainTimeout = .seconds($1) },
    CommandOption("--max-message-bytes", 1024...1_073_741_824, "longest message", standard: "16777216") {
      $0.limits.messageBytes = $1
    },
    CommandOption("--max-header-bytes", 64...1_048_576, "longest block of headers before a message", standard: "8192") {
      $0.limits.headerBytes = $1
    },
    CommandOption("--max-response-bytes", 1024...1_073_741_824, "longest answer of Flow Service", standard: "16777216")
    {
      $0.maximumResponseBytes = $1
    },
    // Values are walked by recursion: as deep as this takes a quarter of a megabyte of stack.
    CommandOption("--max-depth", 1...2_000, "deepest nesting", standard: "512") { $0.limits.nesting = $1 },
    CommandOption("--max-id-bytes", 16...65_536, "longest id", standard: "1024") { $0.limits.idBytes = $1 },
    CommandOption("--max-batch", 1...1_000_000, "most messages in a batch", standard: "10000") {
      $0.limits.batchMessages = $1
    },
    CommandOption(
      "--max-in-flight", 1...100_000, "most requests under way at once, waits not counted", standard: "1024"
    ) { $0.limits.requestsInFlight = $1 },
    CommandOption(
      "--max-owed-bytes", 65_536...1_073_741_824,
      "most output waiting for a slow reader, or for its turn, before reading stops", standard: "16777216"
    ) { $0.maximumOwedBytes = $1 },
    CommandOption(
      "--log-level", .choice("LEVEL", Log.Level.allCases.map(\.rawValue)),
      "error, warning, info or debug, to standard error", standard: "warning",
      .set { options, value in
        guard let level = Log.Level(rawValue: value) else { return false }
        options.log = Log(level: level)
        return true
      }),
    CommandOption("--openrpc", .none, "print the OpenRPC document", .command(.openRPC)),
    CommandOption("--version", short: "-V", .none, "print the version", .command(.version)),
    CommandOption("--help", short: "-h", .none, "print this", .command(.help)),
  ]
}

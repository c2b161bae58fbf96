import Sidecar

/// The shells that completions can be printed for. Each script is made from the tables of options and of commands.
enum Completions: String, Sendable, CaseIterable {
  case bash, zsh, fish

  var script: String {
    switch self {
    case .bash: BashCompletions.script
    case .zsh: ZshCompletions.script
    case .fish: FishCompletions.script
    }
  }

  /// The methods that one would call by hand, and what each does; not those that open and close a conversation.
  static var methods: [(name: String, summary: String)] {
    MethodSpecification.all
      .filter {
        ($0.name.utf8.contains(UInt8(ascii: ".")) || ["ping", "info"].contains($0.name)) && !$0.name.hasPrefix("$")
      }
      .map { ($0.name, $0.summary) }
  }

  /// The names of the options that have a value behind them.
  static var namesWithValue: [String] { CommandOption.all.filter(\.takesValue).flatMap(\.names) }

  static var firstLine: String {
    "made by: flow-sidecar completions"
  }
}

extension CommandOption {
  var names: [String] { [short, name].compactMap(\.self) }

  /// The words that its value can be; nil where it can be anything.
  var choices: [String]? {
    if case .choice(_, let choices) = value { choices } else { nil }
  }

  var takesFile: Bool {
    if case .file = value { true } else { false }
  }
}

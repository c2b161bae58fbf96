/// One of the words that may come first on the command line, for help, the man page and the completions.
struct Subcommand: Sendable {
  let name: String
  /// What stands behind the word.
  let operands: String
  /// What it does: a clause.
  let summary: String

  /// How it is called.
  var usage: String { operands.isEmpty ? name : "\(name) \(operands)" }

  static let all: [Subcommand] = [
    Subcommand(
      name: "call", operands: "METHOD [FILE]",
      summary: "one call: params from FILE or standard input (-), the result printed"),
    Subcommand(name: "doctor", operands: "", summary: "what is configured, whether it works, and what to do if not"),
    Subcommand(name: "completions", operands: "SHELL", summary: "print completions for bash, zsh or fish"),
    Subcommand(name: "man", operands: "", summary: "print the man page, as roff"),
  ]
}

/// The command line, read.
enum Arguments {
  /// Why it cannot be understood.
  struct Misuse: Error {
    let message: String
  }

  static func parse(_ arguments: [String]) -> Result<Command, Misuse> {
    do throws(Misuse) {
      return .success(try parsed(arguments))
    } catch {
      return .failure(error)
    }
  }

  private static func parsed(_ arguments: [String]) throws(Misuse) -> Command {
    var options = Options()
    var operands: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        break
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        operands.append(argument)
        continue
      }
      if let command = try read(argument, &rest, &options) { return command }
    }
    guard let command = operands.first else {
      guard options.rawMember == nil else { throw Misuse(message: "--raw-output belongs to call") }
      try readConfiguration(&options)
      return .serve(options)
    }
    switch command {
    case "call":
      guard operands.count >= 2 else { throw Misuse(message: "call needs the name of a method") }
      guard operands.count <= 3 else { throw Misuse(message: "call takes a method and one file of params, not more") }
      try readConfiguration(&options)
      return .call(method: operands[1], file: operands.count == 3 ? operands[2] : nil, options)
    case "doctor":
      guard operands.count == 1 else { throw Misuse(message: "doctor takes nothing but options") }
      return .doctor(options)
    case "completions":
      guard operands.count == 2, let shell = Completions(rawValue: operands[1]) else {
        let shells = Completions.allCases.map(\.rawValue).joined(separator: ", ")
        throw Misuse(message: "completions needs the name of a shell: \(shells)")
      }
      return .completions(shell)
    case "man":
      guard operands.count == 1 else { throw Misuse(message: "man takes nothing") }
      return .man
    default:
      let names = Subcommand.all.map { "\"\($0.name)\"" }.joined(separator: ", ")
      throw Misuse(message: "there is no command \"\(command)\"; there are \(names)")
    }
  }

  /// What the file of `--config` and the environment say; what stands in the environment wins.
  private static func readConfiguration(_ options: inout Options) throws(Misuse) {
    if let file = options.configFile { options.environment = try ConfigFile.variables(file).get() }
    options.environment.merge(Environment.variables()) { _, new in new }
  }

  /// One option, and its value, which follows it or stands behind "="; what is to be done instead of all else, if it
  /// asks for that.
  private static func read(
    _ argument: String, _ rest: inout ArraySlice<String>, _ options: inout Options
  ) throws(Misuse) -> Command? {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let option = CommandOption.named(parts[0]) else { throw Misuse(message: "there is no option \(parts[0])") }
    var value = parts.count == 2 ? parts[1] : nil
    if option.takesValue {
      value = value ?? rest.popFirst()
      if value == nil { throw Misuse(message: "\(option.name) needs a value") }
    } else if value != nil {
      throw Misuse(message: "\(option.name) takes no value")
    }
    switch option.effect {
    case .command(let command): return command
    case .set(let apply):
      guard apply(&options, value ?? "") else {
        throw Misuse(message: "\(option.name) cannot be \"\(value ?? "")\"")
      }
      return nil
    }
  }
}

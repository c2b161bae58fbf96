import FlowService
import FlowServiceSimulator
import JSONRPC

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
      switch argument {
      case "--help", "-h": return .help
      case "--version", "-V": return .version
      case "--openrpc": return .openRPC
      default: try read(argument, &rest, &options)
      }
    }
    if operands.first == "doctor" {
      guard operands.count == 1 else { throw Misuse(message: "doctor takes nothing but options") }
      return .doctor(options)
    }
    if let file = options.configFile { options.environment = try ConfigFile.variables(file).get() }
    // What stands in the environment wins over what stands in the file.
    options.environment.merge(Environment.variables()) { _, new in new }
    guard let command = operands.first else { return .serve(options) }
    guard command == "call" else {
      throw Misuse(message: "there is no command \"\(command)\"; there are \"call\" and \"doctor\"")
    }
    guard operands.count >= 2 else { throw Misuse(message: "call needs the name of a method") }
    guard operands.count <= 3 else { throw Misuse(message: "call takes a method and one file of params, not more") }
    return .call(method: operands[1], file: operands.count == 3 ? operands[2] : nil, options)
  }

  /// One option, and its value, which follows it or stands behind "=".
  private static func read(
    _ argument: String, _ rest: inout ArraySlice<String>, _ options: inout Options
  ) throws(Misuse) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts[0]
    if name == "--simulate" {
      guard parts.count == 1 else { throw Misuse(message: "--simulate takes no value") }
      options.simulates = true
      return
    }
    guard let apply = valueOptions[name] else {
      throw Misuse(message: "there is no option \(name)")
    }
    let value: String
    if parts.count == 2 {
      value = parts[1]
    } else if let next = rest.popFirst() {
      value = next
    } else {
      throw Misuse(message: "\(name) needs a value")
    }
    guard apply(&options, value) else { throw Misuse(message: "\(name) cannot be \"\(value)\"") }
  }

  private typealias Apply = (inout Options, String) -> Bool

  private static var valueOptions: [String: Apply] {
    [
      "--framing": { options, value in
        options.framing = Framing(rawValue: value)
        return options.framing != nil || value == "auto"
      },
      "--log-level": { options, value in
        guard let level = Log.Level(name: value) else { return false }
        options.log = Log(level: level)
        return true
      },
      "--config": { options, value in
        options.configFile = value
        return !value.isEmpty
      },
      "--drain-timeout": number(0...86_400) { $0.drainTimeout = .seconds($1) },
      "--simulate-enable-ms": number(0...86_400_000) { $0.simulatedEnableDelay = .milliseconds($1) },
      "--max-message-bytes": number(1024...1_073_741_824) { $0.limits.messageBytes = $1 },
      "--max-depth": number(1...10_000) { $0.limits.nesting = $1 },
      "--max-id-bytes": number(16...65_536) { $0.limits.idBytes = $1 },
      "--max-batch": number(1...1_000_000) { $0.limits.batchMessages = $1 },
      "--max-in-flight": number(1...100_000) { $0.limits.requestsInFlight = $1 },
      "--max-owed-bytes": number(65_536...1_073_741_824) { $0.maximumOwedBytes = $1 },
    ]
  }

  private static func number(
    _ range: ClosedRange<Int>, _ set: @escaping (inout Options, Int) -> Void
  ) -> Apply {
    { options, value in
      guard let number = Int(value), range.contains(number) else { return false }
      set(&options, number)
      return true
    }
  }
}

/// What the options say.
struct Options {
  var framing: Framing?
  var configFile: String?
  /// The variables that configure Flow Service, from the file of `--config` and the environment.
  var environment: [String: String] = [:]
  var log = Log()
  var limits = SessionLimits()
  /// How long what is under way may take to finish after the input has ended. The default is above that of a wait.
  var drainTimeout = Duration.seconds(600)
  /// How many bytes of output may wait for a slow reader before reading stops.
  var maximumOwedBytes = 16 * 1024 * 1024
  var simulates = false
  var simulatedEnableDelay = Duration.milliseconds(300)
}

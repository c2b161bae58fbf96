import FlowService
import FlowServiceSimulator
import Sidecar

/// The text of `--help`.
enum Help {
  static var text: String {
    """
    flow-sidecar \(Version.program): Adobe Experience Platform source connections over JSON-RPC 2.0.

    Usage:
    \(table(usages))

    Methods:
    \(table(methods))
      ping, info, rpc.discover

    Options:
    \(table(options))

    Environment (wins over --config):
    \(table(variables))

    Exit codes:
    \(table(exitCodes))

    With --simulate, a connection whose name contains one of these meets what stands behind it:
    \(table(scenarios))

    """
  }

  /// The ways to call the program, and what each does.
  static var usages: [(String, String)] {
    [("flow-sidecar [options]", "speak JSON-RPC on standard input and output")]
      + Subcommand.all.map { ("flow-sidecar \($0.usage) [options]", $0.summary) }
  }

  /// The methods that are about Flow Service, with what protocol/openrpc.json says of each.
  static var methods: [(String, String)] {
    MethodSpecification.all.filter { $0.name.hasPrefix("connection") }.map { ($0.name, $0.summary) }
  }

  static var options: [(String, String)] {
    CommandOption.all.map { option in
      let name = option.short.map { "\($0), \(option.name)" } ?? option.name
      return ([name, option.placeholder].compactMap { $0 }.joined(separator: " "), option.summary)
    }
  }

  static var variables: [(String, String)] {
    ConfigurationVariable.allCases.map { ($0.rawValue, $0.meaning) }
  }

  static var exitCodes: [(String, String)] { ExitCode.documented.map { ("\($0.rawValue)", $0.meaning) } }

  static var scenarios: [(String, String)] {
    SimulatedScenario.allCases.map { ($0.trigger, $0.summary) }
  }

  /// Two columns, the second one broken into lines of at most 120 characters.
  private static func table(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.flatMap { name, text in
      lines(text, width: 120 - width - 4).enumerated().map { index, line in
        let first = index == 0 ? name : ""
        return "  \(first)\(String(repeating: " ", count: width - first.count + 2))\(line)"
      }
    }.joined(separator: "\n")
  }

  private static func lines(_ text: String, width: Int) -> [String] {
    text.split(separator: " ").reduce(into: [""]) { lines, word in
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
  }
}

import FlowService
import Sidecar

/// The man page, as roff for the man macros (groff_man(7)).
enum ManPage {
  static var text: String {
    """
    .TH FLOW\\-SIDECAR 1 "2026-11-28" "flow\\-sidecar \(Version.program)" "User Commands"
    .SH NAME
    flow\\-sidecar \\- Adobe Experience Platform source connections over JSON\\-RPC 2.0
    .SH SYNOPSIS
    .B flow\\-sidecar
    .RI [ options ]
    \(Subcommand.all.map { ".br\n.B flow\\-sidecar \($0.name)\n\(synopsis($0))" }.joined(separator: "\n"))
    .SH DESCRIPTION
    Creates, reads and waits for source connections of Flow Service. Without a command it is a server that other
    programs spawn: it reads JSON\\-RPC 2.0 messages from standard input, one a line, with Content\\-Length headers or one
    after the other in any layout, and answers in the same form on standard output. Credentials of a source are checked
    by its connection spec before anything is sent.
    .SH COMMANDS
    \(list(Subcommand.all.map { ($0.usage, $0.summary) }))
    .SH METHODS
    \(list(Completions.methods.map { ($0.name, $0.summary) }))
    .SH OPTIONS
    \(list(Help.options))
    .SH ENVIRONMENT
    \(list(Help.variables))
    .PP
    They win over the file of \\fB\\-\\-config\\fP. Secrets belong here or there, and never in arguments.
    .SH EXIT STATUS
    \(list(Help.exitCodes))
    .SH EXAMPLES
    .EX
    flow\\-sidecar call connection.validate body.json
    id=$(flow\\-sidecar call connection.create body.json \\-\\-raw\\-output id)
    jq \\-n \\(aq{jsonrpc: "2.0", id: 1, method: "ping"}\\(aq | flow\\-sidecar | jq .result
    .EE
    .SH SEE ALSO
    .BR jq (1)

    """
  }

  private static func synopsis(_ command: Subcommand) -> String {
    command.operands.isEmpty ? ".RI [ options ]" : ".I \(escaped(command.operands))\n.RI [ options ]"
  }

  /// Tagged paragraphs.
  private static func list(_ rows: [(String, String)]) -> String {
    rows.map { ".TP\n.B \(escaped($0.0))\n\(protected(escaped($0.1)))" }.joined(separator: "\n")
  }

  /// Backslashes and hyphens as themselves (groff_char(7)).
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      default: result.append(character)
      }
    }
  }

  /// A dot at the start of a line would make it a request.
  private static func protected(_ line: String) -> String { line.hasPrefix(".") ? "\\&\(line)" : line }
}

/// Completions for zsh: a file `_flow-sidecar` along `$fpath`, or sourced once compinit has run.
enum ZshCompletions {
  static var script: String {
    """
    #compdef flow-sidecar
    # Completions of flow-sidecar for zsh; \(Completions.firstLine) zsh
    _flow_sidecar() {
      local -a commands=(
    \(described(Subcommand.all.map { ($0.name, $0.summary) }))
      )
      local -a methods=(
    \(described(Completions.methods.map { ($0.name, $0.summary) }))
      )
      local curcontext=$curcontext state line
      typeset -A opt_args
      _arguments -C -S \\
    \(CommandOption.all.map { "    \(argument($0)) \\" }.joined(separator: "\n"))
        '1:command:->command' '2:operand:->operand' '3:file:->file'
      case $state in
        command) _describe command commands ;;
        operand)
          case $line[1] in
            call) _describe method methods ;;
            completions) _values shell \(Completions.allCases.map(\.rawValue).joined(separator: " ")) ;;
          esac
          ;;
        file) [[ $line[1] != call ]] || _files ;;
      esac
    }
    if [[ $funcstack[1] == _flow-sidecar ]]; then
      _flow_sidecar "$@"
    else
      compdef _flow_sidecar flow-sidecar
    fi

    """
  }

  /// The elements of an array for `_describe`: name, colon, meaning.
  private static func described(_ rows: [(String, String)]) -> String {
    rows.map { "    \(quoted("\($0.0):\($0.1)"))" }.joined(separator: "\n")
  }

  /// One specification of `_arguments`.
  private static func argument(_ option: CommandOption) -> String {
    let meaning = option.summary.reduce(into: "") { text, character in
      if "[]:\\".contains(character) { text += "\\" }
      text.append(character)
    }
    let value =
      if let choices = option.choices {
        ":\(option.placeholder ?? ""):(\(choices.joined(separator: " ")))"
      } else if option.takesFile {
        ":file:_files"
      } else if let placeholder = option.placeholder {
        ":\(placeholder): "
      } else {
        ""
      }
    let separator = option.takesValue ? "=" : ""
    guard let short = option.short else { return quoted("\(option.name)\(separator)[\(meaning)]\(value)") }
    let rest = quoted("[\(meaning)]\(value)")
    return "'(\(short) \(option.name))'{\(short),\(option.name)\(separator)}\(rest)"
  }

  private static func quoted(_ text: String) -> String {
    "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
  }
}

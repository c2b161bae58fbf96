/// Completions for fish 3 or later.
enum FishCompletions {
  static var script: String {
    let options = CommandOption.all.map { option in
      var line = "complete -c flow-sidecar -l \(option.name.dropFirst(2))"
      if let short = option.short { line += " -s \(short.dropFirst())" }
      if let choices = option.choices {
        line += " -x -a \(quoted(choices.joined(separator: " ")))"
      } else if option.takesFile {
        line += " -r -F"
      } else if option.takesValue {
        line += " -x"
      }
      return "\(line) -d \(quoted(option.summary))"
    }
    return """
      # Completions of flow-sidecar for fish; \(Completions.firstLine) fish
      # Whether the words typed so far, without options and their values, are these.
      function __flow_sidecar_follows
          set -l operands
          set -l value 0
          for word in (commandline -opc)[2..]
              if test $value = 1
                  set value 0
                  continue
              end
              switch $word
                  case \(Completions.namesWithValue.joined(separator: " "))
                      set value 1
                  case '-?*'
                  case '*'
                      set -a operands $word
              end
          end
          test (count $operands) -eq $argv[1]
          and begin
              test $argv[1] = 0
              or test $operands[1] = $argv[2]
          end
      end
      complete -c flow-sidecar -f
      \(rows("0", Subcommand.all.map { ($0.name, $0.summary) }))
      \(rows("1 call", Completions.methods.map { ($0.name, $0.summary) }))
      \(rows("1 completions", Completions.allCases.map { ($0.rawValue, "") }))
      complete -c flow-sidecar -n '__flow_sidecar_follows 2 call' -F
      \(options.joined(separator: "\n"))

      """
  }

  private static func rows(_ place: String, _ rows: [(String, String)]) -> String {
    rows.map { name, summary in
      let description = summary.isEmpty ? "" : " -d \(quoted(summary))"
      return "complete -c flow-sidecar -n '__flow_sidecar_follows \(place)' -a \(name)\(description)"
    }.joined(separator: "\n")
  }

  private static func quoted(_ text: String) -> String {
    "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "\\'"))'"
  }
}

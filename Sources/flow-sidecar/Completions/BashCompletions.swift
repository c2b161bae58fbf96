/// Completions for bash 4.3 or later; they need nothing else, bash-completion included.
enum BashCompletions {
  static var script: String {
    let values = CommandOption.all.compactMap { option in
      option.choices.map { "    \(option.names.joined(separator: "|"))) words='\($0.joined(separator: " "))' ;;" }
    }
    let files = CommandOption.all.filter(\.takesFile).flatMap(\.names).joined(separator: "|")
    return #"""
      # Completions of flow-sidecar for bash; \#(Completions.firstLine) bash
      _flow_sidecar() {
        local word=${COMP_WORDS[COMP_CWORD]} option='' words='' files='' i
        local -a operands=()
        # Bash makes a word of the "=" in --option=value.
        [[ $word != = ]] || word=''
        for ((i = 1; i < COMP_CWORD; i++)); do
          case ${COMP_WORDS[i]} in
            \#(Completions.namesWithValue.joined(separator: "|")))
              option=${COMP_WORDS[i]}
              ((++i))
              if [[ ${COMP_WORDS[i]} == = ]]; then ((++i)); fi
              ((i >= COMP_CWORD)) || option=''
              ;;
            -?*) ;;
            *) operands+=("${COMP_WORDS[i]}") ;;
          esac
        done
        # The value of the last option, if it is what is being typed.
        case $option in
          '') ;;
      \#(values.joined(separator: "\n"))
          \#(files)) files=1 ;;
          *) return ;;
        esac
        if [[ -z $option ]]; then
          if [[ $word == -* ]]; then
            words='\#(CommandOption.all.flatMap(\.names).joined(separator: " "))'
          else
            case ${#operands[@]}:${operands[0]-} in
              0:) words='\#(Subcommand.all.map(\.name).joined(separator: " "))' ;;
              1:call) words='\#(Completions.methods.map(\.name).joined(separator: " "))' ;;
              2:call) files=1 ;;
              1:completions) words='\#(Completions.allCases.map(\.rawValue).joined(separator: " "))' ;;
            esac
          fi
        fi
        if [[ -n $files ]]; then
          compopt -o filenames 2>/dev/null
          mapfile -t COMPREPLY < <(compgen -f -- "$word")
        else
          mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
        fi
      }
      complete -F _flow_sidecar flow-sidecar

      """#
  }
}

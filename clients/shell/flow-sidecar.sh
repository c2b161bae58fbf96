# shellcheck shell=bash
# A client of flow-sidecar for bash 4.3 or later and jq: source it, it only defines functions.
#
#   sidecar_start --simulate
#   created=$(sidecar_call connection.create "$body")
#   sidecar_call connection.waitEnabled "$(jq -c '{id}' <<<"$created")"
#   sidecar_stop
#
# One call at a time; for many at once write a pipeline instead (pipeline.sh). Credentials belong in the environment
# (AEP_ACCESS_TOKEN and the others) or in a file given to --config; never in arguments, which every user of the machine
# can read. For that reason params reach jq through a pipe.

# sidecar_start [ARGUMENT...]
# Starts $FLOW_SIDECAR (default: flow-sidecar on the PATH) with these arguments. 2: there is no such program.
sidecar_start() {
  local program=${FLOW_SIDECAR:-flow-sidecar}
  if ! type -P -- "$program" >/dev/null; then
    printf 'flow-sidecar: cannot find %s\n' "$program" >&2
    return 2
  fi
  # Bash closes a coprocess's descriptors the moment it dies, with answers still unread. So copies are made, and the
  # program is held back by a first line until they are.
  coproc FLOW_SIDECAR_PIPES { IFS= read -r _ && exec "$program" "$@"; }
  flow_sidecar_pid=$FLOW_SIDECAR_PIPES_PID
  local from=${FLOW_SIDECAR_PIPES[0]} to=${FLOW_SIDECAR_PIPES[1]}
  exec {flow_sidecar_out}<&"$from" {flow_sidecar_in}>&"$to" {from}<&- {to}>&-
  flow_sidecar_calls=0
  _sidecar_write go
}

# sidecar_call METHOD [PARAMS_JSON]
# Prints the result as one line of JSON; progress goes to stderr. 1: the sidecar answered with an error, which is on
# stderr with all its problems. 2: no answer, because the process ended, the params are no JSON, or nothing came for
# $SIDECAR_TIMEOUT seconds (default: no limit).
sidecar_call() {
  local method=$1 params=${2-} id request line status
  [[ -n $params ]] || params='{}'
  id=$BASHPID.$((++flow_sidecar_calls)) # $(sidecar_call ...) runs in a subshell, which has a BASHPID of its own
  request=$(printf '%s' "$params" | jq -cn --arg id "$id" --arg method "$method" '
    input | {jsonrpc: "2.0", $id, $method, params: (if type == "object" then ._meta.progressToken //= $id else . end)}
  ') || return 2
  _sidecar_write "$request" || { _sidecar_gone; return; }

  while true; do
    status=0
    IFS= read -r ${SIDECAR_TIMEOUT:+-t "$SIDECAR_TIMEOUT"} -u "$flow_sidecar_out" line || status=$?
    if ((status > 128)); then
      _sidecar_write "{\"jsonrpc\":\"2.0\",\"method\":\"\$/cancelRequest\",\"params\":{\"id\":\"$id\"}}" || true
      printf 'flow-sidecar: nothing came for %s s\n' "$SIDECAR_TIMEOUT" >&2
      return 2
    fi
    ((status == 0)) || { _sidecar_gone; return; }
    # Nothing, for what belongs to an earlier call that was given up.
    line=$(printf '%s' "$line" | jq -r --arg id "$id" '
      if .method == "$/progress" and .params.token == $id then
        .params.value | "progress", "  \(.elapsedMs / 100 | round / 10) s: \(.state // .message)"
      elif has("method") or (.id != null and .id != $id) then empty
      elif has("result") then "result", (.result | tojson)
      else
        .error | "error",
        "flow-sidecar: \(.message) (\(.data.kind? // "error") \(.code))",
        (.data.hint? // empty | "  " + .),
        (.data.errors? // [] | .[] | "  \(.instanceLocation | if . == "" then "params" else . end): \(.message)")
      end
    ') || return 2
    case $line in
      progress$'\n'*) printf '%s\n' "${line#*$'\n'}" >&2 ;;
      result$'\n'*) printf '%s\n' "${line#*$'\n'}"; return 0 ;;
      error$'\n'*) printf '%s\n' "${line#*$'\n'}" >&2; return 1 ;;
    esac
  done
}

# sidecar_stop
# Closes the sidecar's input, lets it answer what is under way and waits for its end; after $SIDECAR_DRAIN_TIMEOUT
# seconds without a line (default 35) it is killed. Returns its exit code; 0 if none is running.
sidecar_stop() {
  [[ -n ${flow_sidecar_pid-} ]] || return 0
  local pid=$flow_sidecar_pid status=0 _
  unset flow_sidecar_pid
  exec {flow_sidecar_in}>&-
  while ((status == 0)); do
    IFS= read -r -t "${SIDECAR_DRAIN_TIMEOUT:-35}" -u "$flow_sidecar_out" _ || status=$?
  done
  ((status <= 128)) || kill -KILL "$pid" 2>/dev/null || true
  exec {flow_sidecar_out}<&-
  wait "$pid"
}

# In a subshell, because writing to a process that has ended raises SIGPIPE.
_sidecar_write() (
  printf '%s\n' "$1" >&"$flow_sidecar_in"
)

_sidecar_gone() {
  printf 'flow-sidecar: the process ended before it answered\n' >&2
  return 2
}

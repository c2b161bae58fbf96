#!/usr/bin/env bash
# Has a Salesforce connection for each row of a CSV file: creates those that are not there, waits until all are enabled,
# tries again what may be tried again, and prints what each row came to. Safe to repeat. Needs bash and jq.
#
#   ./connections-from-csv.sh [--binary PATH] [--rounds N] FILE [OPTION...]
#   ./connections-from-csv.sh accounts.csv --simulate | column -ts $'\t'
#
# The first line of the file names its columns: name, environmentUrl, clientId, clientSecret, apiVersion. What follows
# FILE goes to flow-sidecar. The output is a table with tabs: row, name, state, and the id or what is wrong. Fails (1)
# unless all are enabled. Secrets go through pipes only: none is an argument, or in a file but yours.
set -euo pipefail

program=${FLOW_SIDECAR:-flow-sidecar} rounds=3
while (($# > 0)); do
  case $1 in
    --binary) program=${2:?--binary needs a path}; shift 2 ;;
    --rounds) rounds=${2:?--rounds needs a number}; shift 2 ;;
    *) break ;;
  esac
done
file=${1:?usage: $0 [--binary PATH] [--rounds N] FILE [OPTION...]}; shift
[[ -r $file ]] || { printf '%s: cannot be read\n' "$file" >&2; exit 2; }
here=$(dirname -- "${BASH_SOURCE[0]}")

# The body of POST /connections for a row. Change this for another source.
body='{
  name,
  auth: {specName: "OAuth2 Client Credential", params: {environmentUrl, clientId, clientSecret, apiVersion}},
  connectionSpec: {id: "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", version: "1.0"}
}'

# A request for each row that has no answer, or one that may be tried again.
requests() {
  jq -L "$here" -Rsc --slurpfile answers <(printf '%s' "$answers") '
    include "csv";
    ($answers | map(select(.retryable | not) | {("\(.row)"): true}) | add // {}) as $done
    | csv | select($done["\(.row)"] | not)
    | {jsonrpc: "2.0", id: .row, method: "connection.ensure", params: '"$body"'}
  ' "$file"
}

# Of each answer what the table and the next round need.
outcomes='
  {row: .id} + if .result then .result | {id, state} else .error | {
    retryable: (.data.retryable // false),
    problem: ([.data.errors[]? | "\(.instanceLocation): \(.message)"] | if length > 0 then join("; ") else null end),
    message
  } end'

answers=''
for ((round = 1; round <= rounds; round++)); do
  again=$(jq -s 'map(select(.retryable)) | length' <<<"$answers")
  if ((round > 1)); then
    ((again > 0)) || break
    printf 'round %s: %s rows again\n' "$round" "$again" >&2
    sleep 1
  fi
  new=$(requests | "$program" --max-in-flight 100000 "$@" | jq -c "$outcomes")
  answers=$(jq -cn 'reduce inputs as $answer ({}; .["\($answer.row)"] = $answer) | .[]' <<<"$answers"$'\n'"$new")
done

jq -L "$here" -Rsr --slurpfile answers <(printf '%s' "$answers") '
  include "csv";
  ($answers | map({("\(.row)"): .}) | add // {}) as $of
  | ["row", "name", "state", "id or problem"],
    (csv | $of["\(.row)"] as $is | [.row, .name, $is.state // "failed", $is.id // $is.problem // $is.message // "?"])
  | @tsv
' "$file"
jq -es 'all(.[]; .state == "enabled")' <<<"$answers" >/dev/null

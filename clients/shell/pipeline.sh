#!/usr/bin/env bash
# Validates many create bodies with one process: jq writes the requests, flow-sidecar answers, jq reads the answers.
#
#   ./pipeline.sh --simulate bodies.json     # any number of bodies, in any layout of JSON; - reads standard input
#   ./pipeline.sh --simulate                 # a demonstration: three bodies, one of them wrong
#
# Prints a line for each body as its answer comes, which may be in another order: its number in the input, valid or not,
# and what is wrong with it. Fails when a body could not be checked.
set -euo pipefail

program=${FLOW_SIDECAR:-flow-sidecar} arguments=() files=()
while (($# > 0)); do
  case $1 in
    --binary) program=${2:?--binary needs a path}; shift 2 ;;
    --simulate) arguments+=(--simulate); shift ;;
    -?*) printf 'usage: %s [--binary PATH] [--simulate] [FILE...]\n' "$0" >&2; exit 2 ;;
    *) files+=("$1"); shift ;;
  esac
done

bodies() {
  if ((${#files[@]} > 0)); then
    cat -- "${files[@]}"
    return
  fi
  jq -n '
    {
      name: "ACME Salesforce account",
      auth: {
        specName: "OAuth2 Client Credential",
        params: {
          environmentUrl: "https://acme-enterprise-3126.my.salesforce.com",
          clientId: "simulated-client-id",
          clientSecret: "simulated-client-secret",
          apiVersion: "60.0"
        }
      },
      connectionSpec: {id: "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", version: "1.0"}
    }
    | .,
      (.auth.params |= (.clientID = .clientId | del(.clientId) | .apiVersion = "60")),
      (.name = "ACME Salesforce account, too")
  '
}

bodies |
  jq -cn 'foreach inputs as $body (0; . + 1; {jsonrpc: "2.0", id: ., method: "connection.validate", params: $body})' |
  "$program" "${arguments[@]}" |
  jq -nr '
    def problems: .[]? | "\t\(.instanceLocation)\t\(.message)";
    foreach (inputs, null) as $answer (0; if $answer.error then . + 1 else . end;
      . as $unchecked | $answer
      | if . == null then
          if $unchecked > 0 then "\($unchecked) not checked\n" | halt_error(1) else empty end
        elif .error then
          "\(.id)\tnot checked\t\(.error.message)", (.error.data.errors? | problems)
        else
          "\(.id)\t\(if .result.valid then "valid" else "not valid" end)", (.result.errors | problems)
        end)
  '

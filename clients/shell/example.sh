#!/usr/bin/env bash
# Creates a Salesforce connection, waits until it is enabled and reads it back.
#
#   ./example.sh --simulate
#   ./example.sh --binary .build/release/flow-sidecar --simulate
#
# Without --simulate it works on Flow Service itself, with the AEP_* variables of the README and the credentials below.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=flow-sidecar.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/flow-sidecar.sh"

arguments=()
while (($# > 0)); do
  case $1 in
    --binary) FLOW_SIDECAR=${2:?--binary needs a path}; shift 2 ;;
    --simulate) arguments+=(--simulate --simulate-enable-ms 1000); shift ;; # slow enough to see it wait
    *) printf 'usage: %s [--binary PATH] [--simulate]\n' "$0" >&2; exit 2 ;;
  esac
done

# The body of POST /connections for Salesforce with OAuth2; made-up values stand in for what is not set. jq takes the
# values from the environment, so that no secret is ever an argument.
body=$(jq -n '{
  name: "ACME Salesforce account",
  description: "Salesforce account using OAuth 2",
  auth: {
    specName: "OAuth2 Client Credential",
    params: {
      environmentUrl: (env.SALESFORCE_ENVIRONMENT_URL // "https://acme-enterprise-3126.my.salesforce.com"),
      clientId: (env.SALESFORCE_CLIENT_ID // "simulated-client-id"),
      clientSecret: (env.SALESFORCE_CLIENT_SECRET // "simulated-client-secret"),
      apiVersion: (env.SALESFORCE_API_VERSION // "60.0")
    }
  },
  connectionSpec: {id: "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", version: "1.0"}
}')
misspelt=$(jq '.auth.params |= (.clientID = .clientId | del(.clientId) | .apiVersion = "60")' <<<"$body")

sidecar_start "${arguments[@]}" || exit 1
trap sidecar_stop EXIT

echo "create, with mistakes:"
if answer=$(sidecar_call connection.create "$misspelt" 2>&1); then
  printf 'the mistakes went unnoticed: %s\n' "$answer" >&2
  exit 1
fi
printf '%s\n' "$answer"

echo "create:"
created=$(sidecar_call connection.create "$body")
id=$(jq -r .id <<<"$created")
jq -r '"  \(.id)", (.warnings // [] | .[] | "  \(.instanceLocation): \(.message)")' <<<"$created"

echo "wait:"
enabled=$(sidecar_call connection.waitEnabled "$(jq -n --arg id "$id" '{$id, timeoutMs: 300000}')")
jq -r '"  \(.wait.elapsedMs / 100 | round / 10) s: \(.state)"' <<<"$enabled"

echo "get:"
connection=$(sidecar_call connection.get "$(jq -n --arg id "$id" '{$id}')")
jq -r '"  \(.name) is \(.state)", "enabled: \(.id)"' <<<"$connection"

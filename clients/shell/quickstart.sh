#!/usr/bin/env bash
# Builds flow-sidecar and shows one conversation with it, message by message, with nothing but bash and Swift: a create
# with mistakes, the same create mended, the wait until it is enabled, and the connection read back. Flow Service is
# simulated inside the process, so there is no network and no account.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."

binary=${FLOW_SIDECAR:-.build/release/flow-sidecar}
if [[ -z ${FLOW_SIDECAR:-} ]]; then
  swift build -c release --static-swift-stdlib --product flow-sidecar >&2
fi

coproc SIDECAR { exec "$binary" --simulate; }
pid=$SIDECAR_PID
exec {from}<&"${SIDECAR[0]}" {to}>&"${SIDECAR[1]}"
# bash keeps ends of its own: while one is open, closing ours is no end of the input.
eval "exec ${SIDECAR[0]}<&- ${SIDECAR[1]}>&-"

# Sends one message, then prints what comes back up to the answer, which it leaves in $answer.
call() {
  printf '>> %s\n' "$1"
  printf '%s\n' "$1" >&"$to"
  while IFS= read -r -u "$from" answer; do
    printf '<< %s\n' "$answer"
    [[ $answer == *'"method":'* ]] || break
  done
  printf '\n'
}

spec='"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}'

echo '# A create with four mistakes: nothing is sent to Flow Service, and all four are told at once.'
call '{"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"ACME Salesforce account","auth":{"specName":"OAuth2 Client Credential","params":{"environmentURL":"https://acme.my.salesforce.com","clientId":42,"client_secret":"xxxx","apiVersion":"60"}},'"$spec"'}}'

echo '# The same, mended.'
call '{"jsonrpc":"2.0","id":2,"method":"connection.create","params":{"name":"ACME Salesforce account","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme.my.salesforce.com","clientId":"xxxx","clientSecret":"xxxx","apiVersion":"60.0"}},'"$spec"'}}'
[[ $answer =~ \"id\":\"([0-9a-f-]{36})\" ]]
id=${BASH_REMATCH[1]}

echo '# Wait until it is enabled, with progress.'
call '{"jsonrpc":"2.0","id":3,"method":"connection.waitEnabled","params":{"id":"'"$id"'","_meta":{"progressToken":"wait"}}}'

echo '# Read it back; its secrets are masked.'
call '{"jsonrpc":"2.0","id":4,"method":"connection.get","params":{"id":"'"$id"'"}}'
[[ $answer == *'"state":"enabled"'* ]]

exec {to}>&-
wait "$pid"
echo "enabled: $id"

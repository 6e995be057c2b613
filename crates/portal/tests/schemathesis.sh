#!/bin/sh
# Sends what the OpenAPI document allows, and what it does not, to a portal on an address of this machine.
# Needs `schemathesis` (PyPI) on the PATH; the portal is the example of this crate, with invented people.
# Fails on a server error, on an undocumented status or content type, and on an answer that does not fit its schema.
set -eu
cd "$(dirname "$0")/../../.."
target=${CARGO_TARGET_DIR:-target}
[ -x "$target/debug/examples/portal" ] || cargo build -p portal --example portal
folder=$(mktemp -d)
address=127.0.0.1:${PORT:-8947}
"$target/debug/examples/portal" "$address" "$folder" &
server=$!
trap 'kill $server; rm -rf "$folder"' EXIT
until curl -sf "http://$address/readyz" >/dev/null; do
    kill -0 $server
    sleep 1
done
run() {
    schemathesis run "http://$address/openapi.json" --max-examples "${EXAMPLES:-50}" --seed 1 --generation-database none "$@"
}
run --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance
# Only for machines: a page that sends somebody to the sign-in answers 303, which this check takes for acceptance.
# The opposite check is left out: JSON Schema calls `2.0` an integer, and the facts do not.
run --checks negative_data_rejection --include-path-regex '^/v1/'

#!/bin/sh
# Sends what the OpenAPI document allows, and what it does not, to a portal on an address of this machine: as nobody, as an
# agent, as a person and as staff. Needs `schemathesis` (PyPI) on the PATH; the portal is the example of this crate, with
# invented people. `EXAMPLES` is how much is tried for each route.
# Fails on a server error, on an undocumented status or content type, and on an answer that does not fit its schema.
set -eu
cd "$(dirname "$0")/../../.."
here=$PWD/crates/portal/tests
target=${CARGO_TARGET_DIR:-target}
# Chosen from the whole workspace, so that the artefacts are the ones of `./test`.
cargo build -q --locked --workspace --example portal ${GRONDSLAG_FEATURES:+--features "$GRONDSLAG_FEATURES"}
folder=$(mktemp -d)
address=127.0.0.1:${PORT:-8947}
"$target/debug/examples/portal" "$address" "$folder" 2>"$folder/log" &
server=$!
trap 'kill $server; rm -rf "$folder"' EXIT
until curl -sf "http://$address/readyz" >/dev/null; do
    kill -0 $server
    sleep 1
done

run() {
    # In its folder, because it leaves what it found where it runs.
    (cd "$folder" && PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$here SCHEMATHESIS_HOOKS=schemathesis_hooks \
        schemathesis --config-file "$here/schemathesis.toml" run "http://$address/openapi.json" --warnings off \
        --max-examples "${EXAMPLES:-50}" --seed 1 --generation-database none --request-timeout 20 "$@") ||
        { tail -n 20 "$folder/log"; exit 1; }
}
conform=not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance

# The cookies of somebody who signed in through a letter: the page to do so, and the address.
signed_in() {
    jar=$folder/jar-$2
    stamp() { sed -n 's/.*name="stamp" value="\([0-9a-f]*\)".*/\1/p' | tail -n 1; }
    form() { curl -sSf -b "$jar" -c "$jar" "http://$address$1" | stamp; }
    curl -sSf -o /dev/null -b "$jar" -c "$jar" "http://$address$1" --data-urlencode "stamp=$(form "$1")" \
        --data-urlencode "address=$2@example.org"
    until grep -l "To: $2@" "$folder"/outbox/*.eml >"$folder/letter" 2>/dev/null; do sleep 0.1; done
    link=$(grep -ho '/sign-in/[0-9a-f]*' "$(head -n 1 "$folder/letter")" | head -n 1)
    curl -sSf -o /dev/null -b "$jar" -c "$jar" "http://$address/sign-in/confirm" \
        --data-urlencode "stamp=$(form "$link")" --data-urlencode "link=${link#/sign-in/}"
    awk '$6 == "session" { print "Cookie: session=" $7 }' "$jar"
}

run --checks "$conform"
# Only for machines: a page that sends somebody to the sign-in answers 303, which this check takes for acceptance.
# The opposite check is left out: JSON Schema calls `2.0` an integer, and the facts do not.
run --checks negative_data_rejection --include-path-regex '^/v1/'
run --checks "$conform" --include-path-regex '^/v1/(data-rights-request|agent)' -H "Authorization: Bearer a-token-of-an-agent"

# `as PAGE SIGN-IN WHO`: everything below a page as somebody who is signed in, if they are.
as() {
    cookie=$(signed_in "$2" "$3")
    [ "$(curl -sS -o /dev/null -w '%{http_code}' -H "$cookie" "http://$address$1")" = 200 ]
    run --checks "$conform" --include-path-regex "^$1" -H "$cookie"
}
as /me /sign-in s1
as /console /console/sign-in dpo-1

#!/usr/bin/env bash
# Objections over loopback against a portal on PostgreSQL: `bench/portal/load.sh [SECONDS] [CONNECTIONS]`. Needs `wrk` and
# `postgresql` (Debian). People sign in first, with links from the outbox; then each request is a click on *object*.
# Ends with an error when an acknowledged objection is not in the ledger.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:-60} connections=${2:-64}
program=${PORTAL:-${CARGO_TARGET_DIR:-target}/debug/examples/portal}
address=127.0.0.1:${PORT:-8948}
folder=$(mktemp -d)
database=load_$$
url=$(crates/ledger/tests/postgres.sh create "$database")
"$program" "$address" "$folder" "$url" &
server=$!
trap 'kill $server; wait $server || true; crates/ledger/tests/postgres.sh drop "$database"; rm -rf "$folder"' EXIT
until curl -sf "http://$address/readyz" >/dev/null; do
  kill -0 $server
  sleep 1
done

# One line a person: cookies, then the stamp of their page.
python3 bench/portal/people.py "http://$address" "$folder/outbox" 100 >"$folder/people"
# How many events the signed head of the log counts.
size() { curl -sf "http://$address/checkpoint" | sed -n 2p; }
before=$(size)
PEOPLE=$folder/people wrk -t2 -c"$connections" -d"${seconds}s" --latency -s bench/portal/object.lua "http://$address" | tee "$folder/told"

acknowledged=$(sed -n 's/^acknowledged //p' "$folder/told")
# The head is signed behind the commit; what was acknowledged must come into it.
for _ in $(seq 60); do
  after=$(size)
  [ $((after - before)) -ge "$acknowledged" ] && break
  sleep 1
done
echo "in the log $((after - before))"
[ $((after - before)) -ge "$acknowledged" ]

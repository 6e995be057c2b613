#!/bin/sh
# Ten million posts through the gate, beside the same joins and conditions in SQL, and beside only reading and writing.
# `bench/gate/run.sh [POSTS] [ACCOUNTS] [EVENTS] [FOLDER]`. Needs cargo and python3; installs DuckDB into a virtual
# environment in the folder. Prints JSON lines. PROFILE says with which cargo profile our side is built.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
posts=${1:-10000000}
accounts=${2:-1000000}
events=${3:-2000000}
folder=${4:-${TMPDIR:-/tmp}/grondslag-bench-gate}
repeats=${REPEATS:-3}
mkdir -p "$folder"
test -x "$folder/venv/bin/python" || python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -c 'import duckdb' 2>/dev/null || "$folder/venv/bin/pip" install --quiet 'duckdb==2.0.0'
cd "$here/../.."
gate=${GATE:-}
if [ -z "$gate" ]; then
  gate=$(cargo bench --profile "${PROFILE:-dev}" -p pipeline -p grondslag ${GRONDSLAG_FEATURES:+--features "$GRONDSLAG_FEATURES"} \
    --bench gate --no-run --message-format json | python3 bench/executable.py gate)
fi
peer() { "$folder/venv/bin/python" "$here/peer.py" "$@"; }
grep -m1 'model name' /proc/cpuinfo || true
nproc
data=$folder/data-$posts-$accounts-$events
bench/gate/tables.sh "$gate" "$data" "$posts" "$accounts" "$events"
if [ ! -e "$data/prepared" ]; then
  peer prepare "$data"
  touch "$data/prepared"
fi
kinds=$("$gate" kinds)
for round in $(seq "$repeats"); do
  for what in ours scan duckdb digests; do
    cat /proc/loadavg
    case $what in
      ours) "$gate" ours "$data" 2 ;;
      scan) "$gate" scan "$data" "$data/scanned.parquet" 2 ;;
      duckdb) peer decide "$data" "${kinds% *}" "${kinds#* }" ;;
      digests) peer decide "$data" "${kinds% *}" "${kinds#* }" digests ;;
    esac
  done
done
ls -l "$data"/decisions-train/base-*.parquet "$data/duckdb.parquet" "$data/scanned.parquet"
peer compare "$data"

#!/bin/sh
# Ten million facts: our path, the whole authorizer, and the same conditions in SQL. `bench/law/run.sh [ROWS] [FOLDER]`.
# Needs cargo and python3; installs DuckDB into a virtual environment in the folder. Says what it measured on stderr.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
rows=${1:-10000000}
folder=${2:-${TMPDIR:-/tmp}/grondslag-bench-law}
mkdir -p "$folder"
test -x "$folder/venv/bin/python" || python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -c 'import duckdb' 2>/dev/null || "$folder/venv/bin/pip" install --quiet 'duckdb==2.0.0'
cd "$here/../.."
grep -m1 'model name' /proc/cpuinfo >&2 || true
nproc >&2
cargo bench --quiet -p law --bench bulk -- facts "$rows" > "$folder/facts.csv"
cargo bench --quiet -p law --bench bulk -- decide "$rows" > "$folder/ours.csv"
rm -f "$folder/bench.duckdb"
"$folder/venv/bin/python" "$here/peer.py" "$folder/facts.csv" "$folder/ours.csv" "$folder/bench.duckdb" 3

#!/bin/sh
# The same files read into the same columns by intake, DuckDB and Polars. `bench/intake/run.sh [ROWS] [FOLDER]`.
# Needs cargo and python3; installs the peers into a virtual environment in the folder. One run each, figures on stdout.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
rows=${1:-1000000}
folder=${2:-${TMPDIR:-/tmp}/grondslag-bench-intake}
mkdir -p "$folder"
test -x "$folder/venv/bin/python" || python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -c 'import duckdb, polars' 2>/dev/null ||
    "$folder/venv/bin/pip" install --quiet 'duckdb==2.0.0' 'polars==2.1.0'
cd "$here/../.."
cargo build --quiet -p intake --bench speed ${PROFILE:+--profile "$PROFILE"}
program=$(cargo build --quiet -p intake --bench speed ${PROFILE:+--profile "$PROFILE"} --message-format=json |
    sed -n 's/.*"executable":"\([^"]*speed[^"]*\)".*/\1/p' | tail -1)
"$program" make "$rows" "$folder"
"$folder/venv/bin/python" "$here/compare.py" "$program" "$folder"

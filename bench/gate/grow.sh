#!/bin/sh
# What inspecting again costs after a change: `bench/gate/grow.sh GATE [POSTS] [ACCOUNTS] [FOLDER]`, where GATE is the program
# that `run.sh` builds. Prints JSON lines, and stops where the tables are not those of inspecting everything.
set -eu
gate=$1
posts=${2:-1000000}
accounts=${3:-100000}
folder=${4:-${TMPDIR:-/tmp}/grondslag-bench-gate}
data=$folder/grow-$posts-$accounts
tables() { (cd "$data" && sha256sum inspected.parquet findings.parquet slices.parquet); }
# So many of ten thousand accounts edited all their posts, and so many texts of people who object are looked for.
turn() {
  echo "edited $1 of 10000, $2 originals"
  "$gate" edit "$data" "$posts" "$accounts" "$1"
  "$gate" look "$data" 2 "$2"
  changed=$(tables)
  "$gate" look-all "$data" 2 "$2"
  test "$changed" = "$(tables)" || { echo "other tables than inspecting everything gives" >&2; exit 1; }
}
mkdir -p "$data"
"$gate" generate "$data" "$posts" "$accounts" "$posts"
"$gate" look-all "$data" 2 0
turn 0 0
turn 10 0
turn 110 0
turn 110 1000
turn 110 1001
turn 110 1000
ls -l "$data"

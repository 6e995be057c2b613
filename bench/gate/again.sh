#!/bin/sh
# What deciding again costs after a change: `bench/gate/again.sh GATE [POSTS] [ACCOUNTS] [FOLDER]`, where GATE is the program
# that `run.sh` builds. Prints JSON lines, and stops where the rows are not those of deciding everything.
set -eu
gate=$1
posts=${2:-1000000}
accounts=${3:-100000}
folder=${4:-${TMPDIR:-/tmp}/grondslag-bench-gate}
data=$folder/again-$posts-$accounts
# The same from what was decided before and from nothing, compared row by row.
both() {
  cat /proc/loadavg
  "$gate" changed "$data" 2 "$1" "$2"
  "$gate" all "$data" 2 "$1" "$2"
  "$gate" compare "$data"
}
said() { echo "$1 of 10000 people said something"; "$gate" fold "$data" "$accounts" "$1" >/dev/null; both 0 0; }
edited() { echo "$1 of 10000 edited all their posts"; "$gate" edit "$data" "$posts" "$accounts" "$1" >/dev/null; "$gate" look "$data" 2 "${2:-0}" >/dev/null; both "${2:-0}" 0; }
mkdir -p "$data"
"$gate" generate "$data" "$posts" "$accounts" "$((posts / 5))" >/dev/null
"$gate" look-all "$data" 2 0 >/dev/null
"$gate" fold "$data" >/dev/null
echo "nothing was decided before"; both 0 0
echo "nothing changed"; both 0 0
said 10
said 110
edited 10
edited 120
echo "one text more is looked for, of somebody who objects"; "$gate" look "$data" 2 1 >/dev/null; both 1 0
echo "a day passed"; both 1 1
echo "a month passed, which is more than may lie over the base"; both 1 31
cmp "$data"/decisions-train/base-*.parquet "$data"/decisions-train-from_nothing/base-*.parquet
ls -l "$data" "$data"/decisions-train

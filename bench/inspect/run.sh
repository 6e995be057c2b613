#!/bin/sh
# Ours beside other tools on the same posts. `bench/inspect/run.sh [ROWS] [FOLDER] [SEED]`. Needs cargo and python3; installs
# the others into a virtual environment in the folder. Prints Markdown. PROFILE says with which cargo profile ours is built,
# GOLD names a bench that is built already.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
rows=${1:-22000}
folder=${2:-${TMPDIR:-/tmp}/grondslag-bench-inspect}
seed=${3:-20261129}
mkdir -p "$folder"
python=$folder/venv/bin/python
test -x "$python" || python3 -m venv "$folder/venv"
"$python" -c 'import presidio_analyzer, euredact, scrubadub, datatrove, datafog_core, faker, stdnum' 2>/dev/null ||
  "$folder/venv/bin/pip" install --quiet 'presidio-analyzer==2.2.366' 'spacy==3.8.18' 'euredact==0.7.0' 'scrubadub==2.0.1' \
    'datatrove==0.10.1' 'datafog-core==0.4.4' 'Faker==40.54.0' 'python-stdnum==2.2'
cd "$here/../.."
gold=${GOLD:-}
if [ -z "$gold" ]; then
  gold=$(cargo bench --profile "${PROFILE:-dev}" -p inspect -p grondslag ${GRONDSLAG_FEATURES:+--features "$GRONDSLAG_FEATURES"} \
    --bench gold --no-run --message-format json | python3 bench/executable.py gold)
fi
posts=$folder/posts-$rows-$seed.jsonl
test -s "$posts" || "$python" "$here/generate.py" "$seed" "$rows" > "$posts"
date
grep -m1 'model name' /proc/cpuinfo || true
nproc
cat /proc/loadavg
"$gold" "$posts" found > "$folder/found.jsonl" 2> "$folder/seconds"
seconds=$(cat "$folder/seconds")
for one in presidio euredact scrubadub datatrove datafog; do
  "$python" "$here/peers.py" "$one" "$posts" > "$folder/$one.json"
done
cat /proc/loadavg
"$python" "$here/peers.py" table "$posts" "$folder/found.jsonl" "$seconds" \
  "$folder/presidio.json" "$folder/euredact.json" "$folder/scrubadub.json" "$folder/datatrove.json" "$folder/datafog.json"
for half in a b; do
  for what in places people; do
    "$python" "$here/$what.py" 1 4000 $half > "$folder/$what-$half.jsonl"
    echo "$what, half $half:"
    "$gold" "$folder/$what-$half.jsonl" json | python3 -c 'import json, sys
found = json.load(sys.stdin)["entities"]
for label in "STREET_ADDRESS", "POSTCODE", "PERSON":
    one = found.get(label, {})
    if one.get("n"):
        print(label, *(f"{name} {one[name]:.3f}" for name in ("precision", "recall", "f1")), "n", one["n"])'
  done
done
art9=$here/../../../shared/data/art9
if [ -d "$art9" ]; then
  "$python" "$here/keywords.py" "$art9" "$gold" "$folder"
else
  echo "NOT RUN: the sets of special categories are not on this machine"
fi

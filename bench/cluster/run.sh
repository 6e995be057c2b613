#!/bin/sh
# A million posts decided by one process and on a cluster of one scheduler and two executors, all on this machine.
# `bench/cluster/run.sh [POSTS] [ACCOUNTS] [EVENTS] [SHARD_ROWS] [FOLDER]`. Needs cargo and python3. Prints what each side
# took and compares the decisions row by row. PROFILE says with which cargo profile our side is built.
set -eu
posts=${1:-1000000}
accounts=${2:-100000}
events=${3:-200000}
shard_rows=${4:-65536}
folder=${5:-${TMPDIR:-/tmp}/grondslag-bench-cluster}
repeats=${REPEATS:-2}
cd "$(dirname "$0")/../.."
profile=${PROFILE:-dev}
gate=${GATE:-$(cargo bench --locked --profile "$profile" -p pipeline -p grondslag --features grondslag/cluster --bench gate \
  --no-run --message-format json | python3 bench/executable.py gate bench)}
program=${GRONDSLAG:-$(cargo build --locked --profile "$profile" -p pipeline -p grondslag --features grondslag/cluster \
  --message-format json | python3 bench/executable.py grondslag bin)}
grep -m1 'model name' /proc/cpuinfo || true
nproc
data=$folder/data-$posts-$accounts-$events
bench/gate/tables.sh "$gate" "$data" "$posts" "$accounts" "$events"
scheduler=127.0.0.1:$((20000 + $$ % 20000))
port=${scheduler##*:}
nodes=
cpu() { for node in $nodes; do awk -v ticks="$(getconf CLK_TCK)" '{ print ($14 + $15) / ticks }' "/proc/$node/stat"; done | paste -sd' '; }
peak() { for node in $nodes; do awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$node/status"; done | paste -sd' '; }
stop() { for node in $nodes; do kill "$node" 2>/dev/null || true; done; }
trap stop EXIT
"$program" cluster scheduler --listen "$scheduler" 2>/dev/null & nodes=$!
for number in 1 2; do
  "$program" cluster executor --scheduler "$scheduler" --listen "127.0.0.1:$((port + number * 2))" \
    --control-port "$((port + number * 2 + 1))" --threads 1 --work "$folder/executor-$number" 2>/dev/null &
  nodes="$nodes $!"
done
for round in $(seq "$repeats"); do
  cat /proc/loadavg
  "$gate" ours "$data" 2
  alone=$("$gate" told "$data")
  echo "nodes, CPU seconds before: $(cpu)"
  "$gate" cluster "$data" 2 "$scheduler" "$shard_rows"
  echo "nodes, CPU seconds after: $(cpu); most memory, MiB: $(peak)"
  test "$alone" = "$("$gate" told "$data")" && echo "equal, row by row: $alone"
done

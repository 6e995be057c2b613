#!/bin/sh
# A larger model beside transformers on the same texts: `bench/inspect/careful.sh MODEL [TEXTS]`, where MODEL is a folder with an
# encoder. VENV=FOLDER names an environment that has torch and transformers. One thread each, in turns; rows for each second of
# processor time, the best of three rounds, without loading.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
model=$1
count=${2:-600}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/grondslag
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$cache/target}
python=${VENV:-$cache/base-peft}/bin/python
cargo build --release --locked -p encoder --example heard --manifest-path "$here/../../Cargo.toml"
texts=$(mktemp)
trap 'rm -f "$texts"' EXIT
"$python" "$here/careful.py" texts "$model" "$count" > "$texts"
date
grep -m1 'model name' /proc/cpuinfo || true
cat /proc/loadavg
for together in 1 32; do
  printf 'ours, %s at once: ' "$together"
  RAYON_NUM_THREADS=1 "$CARGO_TARGET_DIR/release/examples/heard" "$model" speed "$together" < "$texts"
  printf 'transformers, %s at once: ' "$together"
  "$python" "$here/careful.py" speed "$model" "$together" < "$texts"
done
cat /proc/loadavg

"""The path of a program in what `cargo build --message-format json` prints: executable.py NAME [KIND], with KIND such as `bin`."""
import json, sys

for line in sys.stdin:
    line = json.loads(line)
    target = line.get("target", {})
    if line.get("executable") and target["name"] == sys.argv[1] and (len(sys.argv) < 3 or sys.argv[2] in target["kind"]):
        print(line["executable"])

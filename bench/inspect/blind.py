"""Special categories on posts that nobody who worked on the detectors has read. `blind.py GOLD-BENCH FILE...`: prints for each
language and kind of post how many are found or held, by the rules alone and with the second look; never a text.

A line of a file holds `lang`, `text`, `category`, and of whom it says something: `author`, `other` or nobody.
"""

import collections
import json
import subprocess
import sys
import tempfile

from keywords import interval


def flagged(bench, rows, how):
    """Whether a post is held, or something of the author is found in it."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as out:
        for number, row in enumerate(rows):
            out.write(json.dumps({"id": str(number), "lang": row["lang"], "text": row["text"]}) + "\n")
        out.flush()
        lines = subprocess.run([bench, out.name, how], capture_output=True, text=True, check=True).stdout.splitlines()
    own = lambda one: one["kind"].islower() or one["kind"] == "CRIMINAL"
    return [line["held"] or any(own(one) for one in line["findings"]) for line in map(json.loads, lines)]


def main():
    bench, files = sys.argv[1], sys.argv[2:]
    rows = [json.loads(line) for file in files for line in open(file, encoding="utf-8")]
    whose = [row.get("whose", row.get("class")) for row in rows]
    rules, second = flagged(bench, rows, "found"), flagged(bench, rows, "found-twice")
    print("| posts | n | rules alone | with the second look |")
    print("| --- | ---: | ---: | ---: |")
    groups = collections.defaultdict(list)
    for at, row in enumerate(rows):
        groups[f"{row['lang']}, {whose[at]}"].append(at)
        if whose[at] == "author":
            groups[f"{row['lang']}, {whose[at]}, {row['category']}"].append(at)
    for name, places in sorted(groups.items()):
        rate = lambda flags: interval(sum(flags[at] for at in places), len(places))
        print(f"| {name} | {len(places)} | {rate(rules)} | {rate(second)} |")


if __name__ == "__main__":
    main()

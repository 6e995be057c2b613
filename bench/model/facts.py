"""Brings TOFU and LUME into one form: facts.py FOLDER > facts.jsonl, a line with `set`, `split` and `text` each.

TOFU's `forget10` and `retain` are taken; LUME's tasks 1 and 2 have a file for each half. All people in them are invented.
"""

import gzip
import json
import sys


def lines(name):
    with gzip.open(f"{sys.argv[1]}/{name}.jsonl.gz", "rt") as rows:
        yield from map(json.loads, rows)


def say(name, split, *parts):
    print(json.dumps({"set": name, "split": split, "text": " ".join(parts)}))


for row in lines("tofu-subset"):
    split = row["split"].rstrip("0123456789")
    if split in ("forget", "retain"):
        say("tofu", split, row["question"], row["answer"])
for half in ("forget", "retain"):
    for row in lines(f"lume-{half}-task12"):
        say("lume", half, row["input"], row["output"])

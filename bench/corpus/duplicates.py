"""The same repetition by datasketch: `python3 bench/corpus/duplicates.py POSTS.parquet`. Needs datasketch and pyarrow.

Reads the posts that `planted_copies_are_found_and_nothing_else_is` writes, compares runs of five words in 16 bands of 8, counts
Jaccard on the runs of those that meet, and keeps the first of each group. Every tenth post is planted as a copy."""

import re
import resource
import sys
import time

import pyarrow.parquet as parquet
from datasketch import MinHash, MinHashLSH

RUN, LEAST = 5, 0.8


def runs(text):
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def main(path):
    table = parquet.read_table(path, columns=["record_id", "text"])
    records, texts = table["record_id"].to_pylist(), table["text"].to_pylist()
    began = time.monotonic()
    index, kept, copies = MinHashLSH(num_perm=128, params=(16, 8)), {}, set()
    for record, text in zip(records, texts):
        mine, hashes = runs(text), MinHash(num_perm=128)
        hashes.update_batch([run.encode() for run in mine])
        met = (kept[other] for other in index.query(hashes))
        if any(len(mine & theirs) >= LEAST * len(mine | theirs) for theirs in met):
            copies.add(record)
        else:
            index.insert(record, hashes)
            kept[record] = mine
    seconds = time.monotonic() - began
    planted = {record for record in records if int(record[1:]) % 10 == 9}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{len(records)} posts: {seconds:.1f} s, {peak} KiB at most; {len(planted)} planted, "
        f"{len(planted - copies)} missed, {len(copies - planted)} others taken for copies"
    )


main(sys.argv[1])

"""Reads each file with each reader in a process of its own, and prints what it took. `compare.py PROGRAM FOLDER`."""

import json
import os
import resource
import subprocess
import sys
import time

DUCKDB = """
import duckdb, json, sys, time
base = duckdb.connect()
base.execute("SET threads = %d")
base.execute("SET enable_progress_bar = false")
columns = "{'id': 'VARCHAR', 'author': 'VARCHAR', 'ts': 'BIGINT', 'channel': 'VARCHAR', 'lang': 'VARCHAR', 'text': 'VARCHAR'}"
source = "read_json('%s', columns = " + columns + ", format = 'newline_delimited')"
if '%s' == 'csv':
    source = "read_csv('%s', columns = " + columns + ", header = true)"
watch = time.perf_counter()
row = base.execute("SELECT count(id), sum(strlen(text)), count(author) FILTER (channel IS NOT NULL AND lang IS NOT NULL), "
                   "epoch(max(to_timestamp(ts)))::BIGINT FROM " + source).fetchone()
print(json.dumps(dict(zip(["rows", "text_bytes", "authored", "latest"], map(int, row)), seconds=time.perf_counter() - watch)))
"""
POLARS = """
import os
os.environ["POLARS_MAX_THREADS"] = "%d"
import polars as pl, json, time
schema = {"id": pl.String, "author": pl.String, "ts": pl.Int64, "channel": pl.String, "lang": pl.String, "text": pl.String}
watch = time.perf_counter()
frame = pl.scan_csv('%s', schema=schema) if '%s' == 'csv' else pl.scan_ndjson('%s', schema=schema)
said = pl.col("channel").is_not_null() & pl.col("lang").is_not_null() & pl.col("author").is_not_null()
row = frame.select(pl.col("id").count(), pl.col("text").str.len_bytes().cast(pl.Int64).sum(), said.sum().alias("authored"),
                   pl.from_epoch("ts").max().dt.epoch("s")).collect(engine="streaming").row(0)
print(json.dumps(dict(zip(["rows", "text_bytes", "authored", "latest"], map(int, row)), seconds=time.perf_counter() - watch)))
"""


def run(command):
    """What the command printed, with the CPU seconds and the peak memory of its process."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status != 0:
        sys.exit(f"{command[0]} failed")
    found = json.loads(printed.splitlines()[-1])
    return found | {"cpu": usage.ru_utime + usage.ru_stime, "peak_mb": usage.ru_maxrss / 1024}


def main():
    program, folder = sys.argv[1:]
    print(f"cores {os.cpu_count()}, load {os.getloadavg()[0]:.1f}")
    print("| file | reader | threads | seconds | MB/s | CPU seconds | MB per CPU second | peak MB | CPU of intake |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for kind in ["jsonl", "csv"]:
        path = os.path.join(folder, f"posts.{kind}")
        size = os.path.getsize(path) / 1e6
        readers = [("intake", 1, [program, "read", path])]
        for threads in [1, os.cpu_count()]:
            readers.append(("DuckDB", threads, [sys.executable, "-c", DUCKDB % (threads, path, kind, path)]))
            readers.append(("Polars", threads, [sys.executable, "-c", POLARS % (threads, path, kind, path)]))
        ours = None
        for name, threads, command in readers:
            found = run(command)
            answer = tuple(found[key] for key in ["rows", "text_bytes", "authored", "latest"])
            ours = ours or (found, answer)
            if answer != ours[1]:
                sys.exit(f"{name} read something else: {answer}, intake {ours[1]}")
            print(
                f"| {kind}, {size:.0f} MB | {name} | {threads} | {found['seconds']:.2f} | {size / found['seconds']:.0f} "
                f"| {found['cpu']:.2f} | {size / found['cpu']:.0f} | {found['peak_mb']:.0f} | {ours[0]['cpu'] / found['cpu']:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()

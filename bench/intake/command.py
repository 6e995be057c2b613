"""The whole of `grondslag intake` on posts in our own shape, as JSON lines and as Parquet, beside DuckDB and Polars reading
the same columns of the same files. `command.py PROGRAM POSTS.JSONL FOLDER`: the posts are those that the bench `speed` makes."""

import os
import subprocess
import sys
import time

from compare import run

COLUMNS = ["record_id", "kind", "service", "source", "account_id", "created_at", "visibility_now", "group_id", "lang", "text"]
MAKE = """
import duckdb, sys
base = duckdb.connect()
base.execute("SET TimeZone = 'UTC'")
base.execute('''CREATE VIEW posts AS SELECT 'forum:' || id AS record_id, 'group_post' AS kind, 'forum' AS service,
    'platform_first_party' AS source, 'forum:' || author AS account_id, to_timestamp(ts) AS created_at, 'public' AS visibility_now,
    channel AS group_id, lang, text FROM read_json('%s', format = 'newline_delimited',
    columns = {'id': 'VARCHAR', 'author': 'VARCHAR', 'ts': 'BIGINT', 'channel': 'VARCHAR', 'lang': 'VARCHAR', 'text': 'VARCHAR'})''')
base.execute("COPY posts TO '%s' (FORMAT parquet, COMPRESSION zstd)")
base.execute("COPY (SELECT * REPLACE (strftime(created_at, '%%Y-%%m-%%dT%%H:%%M:%%SZ') AS created_at) FROM posts) TO '%s' (FORMAT json)")
"""
# Every column is used, so that none is left unread.
DUCKDB = """
import duckdb, json, time
base = duckdb.connect()
base.execute("SET threads = %d")
base.execute("SET enable_progress_bar = false")
used = ", ".join("sum(hash(" + name + ")::HUGEINT)" for name in %r)
watch = time.perf_counter()
row = base.execute("SELECT count(*), sum(strlen(text)), " + used + " FROM '%s'").fetchone()
print(json.dumps({"rows": row[0], "text_bytes": int(row[1]), "seconds": time.perf_counter() - watch}))
"""
POLARS = """
import os
os.environ["POLARS_MAX_THREADS"] = "%d"
import polars as pl, json, time
path = '%s'
watch = time.perf_counter()
frame = pl.scan_parquet(path) if path.endswith("parquet") else pl.scan_ndjson(path)
row = frame.select(pl.len().alias("rows"), pl.col("text").str.len_bytes().cast(pl.Int64).sum().alias("bytes"),
                   *[pl.col(name).hash().cast(pl.UInt64).max().alias("used " + name) for name in %r]).collect(engine="streaming").row(0)
print(json.dumps({"rows": row[0], "text_bytes": row[1], "seconds": time.perf_counter() - watch}))
"""


def timed(command):
    """As `compare.run`, with the seconds of the whole process where it does not say its own."""
    watch = time.perf_counter()
    found = run(command)
    return {"seconds": time.perf_counter() - watch} | found


def main():
    program, posts, folder = sys.argv[1:]
    paths = {kind: os.path.join(folder, f"own.{kind}") for kind in ["jsonl", "parquet"]}
    if not all(map(os.path.exists, paths.values())):
        subprocess.run([sys.executable, "-c", MAKE % (posts, paths["parquet"], paths["jsonl"])], check=True)
    print(f"cores {os.cpu_count()}, load {os.getloadavg()[0]:.1f}")
    print("| file | reader | rows | threads | seconds | CPU seconds | MB per CPU second | peak MB | CPU of intake |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for kind, path in paths.items():
        size = os.path.getsize(path) / 1e6
        ours = timed([program, "--format", "json", "-q", "intake", "--dry-run", path])
        rows = ours["accepted"]
        readers = [("grondslag intake", 1, ours)]
        for threads in [1, os.cpu_count()]:
            readers.append(("DuckDB", threads, timed([sys.executable, "-c", DUCKDB % (threads, COLUMNS, path)])))
            readers.append(("Polars", threads, timed([sys.executable, "-c", POLARS % (threads, path, COLUMNS)])))
        for name, threads, found in readers:
            if found.get("rows", rows) != rows:
                sys.exit(f"{name} read {found['rows']} rows, intake {rows}")
            print(
                f"| {kind}, {size:.0f} MB | {name} | {rows} | {threads} | {found['seconds']:.2f} | {found['cpu']:.2f} "
                f"| {size / found['cpu']:.0f} | {found['peak_mb']:.0f} | {ours['cpu'] / found['cpu']:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()

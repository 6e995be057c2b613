"""Loads a sealed corpus with the tools that people have, and compares what each gives with the manifest.

usage: check.py CORPUS [TOOL...]   tools: datasets duckdb polars spark croissant webdataset pictures

The expected rows are those of the lineage: pseudonyms and the SHA-256 of each text as it was sealed. Of pictures, which
`webdataset` and `pictures` (the same by `datasets`) load, every one is decoded and compared with its label and its row.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import time

COLUMNS = ["record", "subject", "kind", "lang", "text", "basis", "transforms"]


def columns(corpus):
    """The columns of a shard, one more where the corpus says who comes late."""
    late = "late_from" in json.loads((corpus / "manifest.json").read_text())["meta"]
    return COLUMNS + ["late"] * late


def digest(rows):
    """One digest over rows of (record, subject, SHA-256 of the text), whatever their order."""
    whole = hashlib.sha256()
    count = 0
    for row in sorted(rows):
        whole.update("\t".join(row).encode() + b"\n")
        count += 1
    return count, whole.hexdigest()


def sealed(record, subject, text):
    return record, subject, hashlib.sha256(text.encode()).hexdigest()


def shards(corpus, manifest):
    """The shards that the manifest names, each with the bytes that were sealed."""
    paths = []
    for shard in manifest["shards"]:
        path = corpus / shard["file"]["name"]
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        assert found == shard["file"]["sha256"], f"{path.name} does not hold the bytes that were sealed"
        paths.append(str(path))
    return paths


def lineage(corpus, manifest):
    import duckdb

    paths = [str(corpus / part["name"]) for part in manifest["lineage"]]
    return duckdb.sql(f"SELECT record, subject, text_sha256 FROM read_parquet({paths})").fetchall()


def by_datasets(corpus, paths):
    import tempfile

    import datasets

    datasets.disable_progress_bars()
    with tempfile.TemporaryDirectory() as cache:
        loaded = datasets.load_dataset(str(corpus), split="train", cache_dir=cache)
        assert loaded.column_names == columns(corpus), loaded.column_names
        return [sealed(row["record"], row["subject"], row["text"]) for row in loaded]


def by_duckdb(corpus, paths):
    import duckdb

    rows = duckdb.sql(f"SELECT record, subject, sha256(text) FROM read_parquet('{corpus}/data/train-*.parquet')")
    return rows.fetchall()


def by_polars(corpus, paths):
    import polars

    frame = polars.scan_parquet(f"{corpus}/data/train-*.parquet").select("record", "subject", "text").collect()
    return [sealed(*row) for row in frame.iter_rows()]


def by_spark(corpus, paths):
    from pyspark.sql import SparkSession, functions

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    frame = spark.read.parquet(*paths)
    assert frame.columns == columns(corpus), frame.columns
    rows = frame.select("record", "subject", functions.sha2("text", 256)).collect()
    spark.stop()
    return [tuple(row) for row in rows]


def by_croissant(corpus, paths):
    described = corpus / "croissant.json"
    command = [str(pathlib.Path(sys.executable).parent / "mlcroissant"), "validate", "--jsonld", str(described)]
    told = subprocess.run(command, capture_output=True, text=True)
    said = told.stdout + told.stderr
    assert told.returncode == 0, said
    # A warning is a field that the validator misses.
    assert "warning" not in said.lower(), said
    import mlcroissant

    named = {file.uuid: file.sha256 for file in mlcroissant.Dataset(str(described)).metadata.file_objects}
    for path in paths:
        assert hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest() in named.values(), path
    rows = mlcroissant.Dataset(str(described)).records("rows")
    text = lambda value: value.decode() if isinstance(value, bytes) else value
    return [sealed(*(text(row[f"rows/{name}"]) for name in ["record", "subject", "text"])) for row in rows]


def tars(corpus):
    """The tars that the manifest names, each with the bytes that were sealed."""
    manifest = json.loads((corpus / "manifest.json").read_text())
    paths = []
    for entry in filter(None, (shard.get("pictures") for shard in manifest["shards"])):
        path = corpus / entry["name"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"], path
        paths.append(str(path))
    assert paths, "this corpus holds no pictures"
    return paths, manifest["counts"]["tally"]["pictures"]


def with_pictures(corpus, samples, expected):
    """The rows of the corpus, after each of these pictures was found to be the one of its label, with the text of its row."""
    import duckdb

    rows = duckdb.sql(f"SELECT record, subject, text FROM read_parquet('{corpus}/data/train-*.parquet')").fetchall()
    texts = {record: text for record, _, text in rows}
    found = 0
    for key, label, picture, caption, raw in samples:
        assert key.rsplit("-", 1)[0] == label["record"] and texts[label["record"]] == caption, key
        assert picture.size == (label["picture"]["width"], label["picture"]["height"]), key
        assert raw is None or hashlib.sha256(raw).hexdigest() == label["picture"]["sha256"], key
        assert not picture.getexif() and not picture.info, "a picture says more than it shows"
        found += 1
    assert found == expected, f"{found} pictures, {expected} were sealed"
    return [sealed(*row) for row in rows]


def by_webdataset(corpus, paths):
    import io

    import webdataset
    from PIL import Image

    tar_paths, expected = tars(corpus)
    loaded = webdataset.WebDataset(tar_paths, shardshuffle=False)
    samples = (
        (one["__key__"], json.loads(one["json"]), Image.open(io.BytesIO(one["png"])), one["txt"].decode(), one["png"])
        for one in loaded
    )
    return with_pictures(corpus, samples, expected)


def by_pictures(corpus, paths):
    import tempfile

    import datasets

    datasets.disable_progress_bars()
    tar_paths, expected = tars(corpus)
    with tempfile.TemporaryDirectory() as cache:
        loaded = datasets.load_dataset("webdataset", data_files={"train": tar_paths}, split="train", cache_dir=cache)
        samples = ((one["__key__"], one["json"], one["png"], one["txt"], None) for one in loaded)
        return with_pictures(corpus, samples, expected)


TOOLS = {
    "datasets": by_datasets,
    "duckdb": by_duckdb,
    "polars": by_polars,
    "spark": by_spark,
    "croissant": by_croissant,
    "webdataset": by_webdataset,
    "pictures": by_pictures,
}


def main(corpus, *tools):
    tools = tools or tuple(tool for tool in TOOLS if tool not in ("webdataset", "pictures"))
    corpus = pathlib.Path(corpus).absolute()
    manifest = json.loads((corpus / "manifest.json").read_text())
    paths = shards(corpus, manifest)
    expected = digest(lineage(corpus, manifest))
    assert expected[0] == manifest["counts"]["admitted"] > 0, expected
    failed = 0
    for tool in tools:
        began = time.monotonic()
        try:
            found = digest(TOOLS[tool](corpus, paths))
            assert found == expected, f"{found[0]} rows, {expected[0]} were sealed; or other bytes"
            print(f"{tool}: {found[0]} rows, digest {found[1][:16]} as sealed, {time.monotonic() - began:.1f} s")
        except Exception as why:
            failed += 1
            print(f"{tool}: FAILED: {type(why).__name__}: {why}")
    print(f"{len(tools) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

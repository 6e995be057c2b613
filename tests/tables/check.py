"""Delta tables, read and written by programs that are not ours.

`check.py FOLDER`: FOLDER/demo is a project that has run. Tables of Python's `deltalake` (delta-rs) are read in at every
version and compared with what delta-rs reads there; a corpus is published as a table, purged and killed on its way, and
delta-rs and Polars read every version of it.
"""

import datetime
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import time
import uuid
import zlib

import polars
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyroaring
from deltalake import DeltaTable, QueryBuilder, write_deltalake

PROGRAM = os.environ["GRONDSLAG"]
FOLDER = pathlib.Path(sys.argv[1])
DEMO = FOLDER / "demo"
MOMENT = datetime.datetime(2026, 10, 1, 12, 30, tzinfo=datetime.timezone.utc)


def run(project, *arguments, expect=0):
    told = subprocess.run([PROGRAM, "--project", str(project), "-q", *arguments], capture_output=True, text=True)
    assert told.returncode == expect, (arguments, told.returncode, told.stderr, told.stdout)
    return told.stdout if expect == 0 else told.stderr


def take_in(project):
    """Some lines of the demo are not to be read, which is 5. What is read is inspected with the next seal."""
    shutil.rmtree(project / "work", ignore_errors=True)
    told = subprocess.run([PROGRAM, "--project", str(project), "-q", "intake"], capture_output=True, text=True)
    assert told.returncode in (0, 5), told.stderr


def last(text):
    return json.loads(text.splitlines()[-1])


# --- a table of others as a source ---------------------------------------------------------------------------------------

MAP = """
format = "delta"
service = "plein"
provenance = "licensed"
declare.kind = "post"
[source.map]
record_id = "id"
account_id = "author"
text = "body"
created_at = "at"
group_name = "day"
"""


def project(name, *sources):
    """A project of its own, whose clock runs, with these sources and no other."""
    folder = FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    text = (DEMO / "grondslag.toml").read_text()
    text = re.sub(r'(?m)^(clock|seed) = .*\n', "", text)
    text = re.sub(r"(?s)\n\[\[source\]\].*?(?=\n\[said\])", "", text)
    text = re.sub(r'paths = \["said.jsonl"\]', "paths = []", text)
    for name, path, more in sources:
        text += f'\n[[source]]\nname = "{name}"\npath = "{path}"\n{more}'
    (folder / "grondslag.toml").write_text(text)
    shutil.copy(DEMO / "register.toml", folder)
    return folder


def rows(ids, day, bodies=None):
    bodies = bodies or [f"Post {one}: see you at the market." for one in ids]
    return pa.table({
        "id": pa.array(ids, pa.int64()),
        "author": [f"a{one % 3}" for one in ids],
        "body": bodies,
        "day": pa.array([day] * len(ids), pa.string()),
        "at": pa.array([MOMENT] * len(ids), pa.timestamp("us", "UTC")),
        "score": pa.array([one / 2 for one in ids]),
    })


def by_delta_rs(table, version=None):
    """Its own engine: its way to PyArrow gives nulls for columns that are mapped, and says nothing."""
    there = DeltaTable(str(table), version=version)
    return pa.table(QueryBuilder().register("there", there).execute("SELECT * FROM there").read_all()).to_pylist()


def theirs(table, version):
    """What delta-rs reads there, in the words of ours."""
    read = by_delta_rs(table, version)
    return sorted((f"plein:{one['id']}", f"plein:{one['author']}", one["body"], one["day"]) for one in read)


def ours(folder):
    read = pq.read_table(folder / "work/posts.parquet").to_pylist()
    assert all(one["created_at"] == int(MOMENT.timestamp()) for one in read if not one["tombstone"]), read
    return sorted(
        (one["record_id"], one["account_id"], one["text"], one["group_name"]) for one in read if not one["tombstone"]
    )


def entry(folder):
    (one,) = json.loads((folder / "intake/register.json").read_text())["sources"]
    return one


def written_by_delta_rs():
    """Partitions whose names need signs, appended versions, a deletion, an edit, a younger column, a checkpoint."""
    table = FOLDER / "forum"
    write_deltalake(str(table), rows(range(1, 40), "x y/ä%"), partition_by=["day"])
    write_deltalake(str(table), rows(range(40, 60), "z=1"), mode="append")
    write_deltalake(str(table), rows([60, 61], None), mode="append")
    DeltaTable(str(table)).delete("id = 2 or id = 41")
    DeltaTable(str(table)).update(predicate="id = 3", updates={"body": "'Post 3: the market is closed.'"})
    DeltaTable(str(table)).create_checkpoint()
    younger = rows([70], "z=1").append_column("lang", pa.array(["nl"]))
    write_deltalake(str(table), younger, mode="append", schema_mode="merge")
    DeltaTable(str(table)).optimize.compact()
    return table


def every_version(table):
    newest = DeltaTable(str(table)).version()
    for version in range(newest + 1):
        folder = project("at-a-version", ("forum", table, f"version = {version}\n{MAP}"))
        said = last(run(folder, "--format", "json", "intake"))
        want = theirs(table, version)
        assert ours(folder) == want, (version, set(ours(folder)) ^ set(want))
        assert (said["accepted"], said["rejected"]) == (len(want), 0), said
        told = entry(folder)["table"]
        assert told["version"] == version, told
        commit = (table / f"_delta_log/{version:020}.json").read_bytes()
        assert told["commit"] == hashlib.sha256(commit).hexdigest(), told
        info = json.loads(commit.splitlines()[0]).get("commitInfo") or {}
        at = datetime.datetime.fromisoformat(told["committed_at"])
        if "timestamp" in info:
            assert abs(at.timestamp() * 1000 - info["timestamp"]) < 1000, (told, info)
    print(f"{newest + 1} versions of a table of delta-rs, all rows equal")


def without_its_beginning(table):
    """Commits before a checkpoint are gone, as writers clean up: later versions are read, earlier ones are refused."""
    cut = FOLDER / "cut"
    shutil.copytree(table, cut)
    checkpoint = json.loads((cut / "_delta_log/_last_checkpoint").read_text())["version"]
    for version in range(checkpoint + 1):
        (cut / f"_delta_log/{version:020}.json").unlink()
    folder = project("cut-off", ("forum", cut, f"version = {checkpoint}\n{MAP}"))
    run(folder, "intake")
    assert ours(folder) == theirs(table, checkpoint)
    folder = project("cut-off", ("forum", cut, f"version = 0\n{MAP}"))
    assert "has no version 0" in run(folder, "intake", expect=2)
    newest = DeltaTable(str(table)).version()
    (cut / f"_delta_log/{newest - 1:020}.json").unlink()
    folder = project("cut-off", ("forum", cut, MAP))
    assert f"commit {newest - 1} is gone" in run(folder, "intake", expect=1)
    print(f"from a checkpoint at {checkpoint} on, and not over a gap")


def later_versions_are_changes(table):
    """One project follows a table: what a later version does not hold was deleted, and an older one changes nothing."""
    newest = DeltaTable(str(table)).version()
    folder = project("follows", ("forum", table, f"complete = true\nversion = 2\n{MAP}"))
    config = folder / "grondslag.toml"
    run(folder, "intake")
    config.write_text(config.read_text().replace("version = 2\n", "version = 3\n"))
    fates = last(run(folder, "--format", "json", "intake"))["sources"][0]["fates"]
    assert (fates["deleted"], fates["new"], fates["changed"]) == (2, 0, 0), fates
    assert ours(folder) == theirs(table, 3)
    config.write_text(config.read_text().replace("version = 3\n", ""))
    fates = last(run(folder, "--format", "json", "intake"))["sources"][0]["fates"]
    assert (fates["deleted"], fates["new"], fates["changed"]) == (0, 1, 1), fates
    assert ours(folder) == theirs(table, newest)
    assert entry(folder)["table"]["version"] == newest, "the newest is written down by its number"
    config.write_text(config.read_text().replace("complete = true\n", "complete = true\nversion = 0\n"))
    fates = last(run(folder, "--format", "json", "intake"))["sources"][0]["fates"]
    assert (fates["deleted"], fates["new"], fates["changed"]) == (0, 0, 0), fates
    assert ours(folder) == theirs(table, newest), "an older version rolls nothing back"
    print("later versions are changes, and an older one is none")


def commit(table, actions):
    number = DeltaTable(str(table)).version() + 1
    lines = "".join(json.dumps(action) + "\n" for action in actions)
    (table / f"_delta_log/{number:020}.json").write_text(lines)
    return number


def renamed_columns():
    """Columns mapped by name: delta-rs writes them under names of its own, then one gets another name."""
    table = FOLDER / "mapped"
    write_deltalake(
        str(table), rows(range(1, 30), "x"), partition_by=["day"], configuration={"delta.columnMapping.mode": "name"}
    )
    first = [json.loads(line) for line in (table / "_delta_log/00000000000000000000.json").read_text().splitlines()]
    (metadata,) = [action["metaData"] for action in first if "metaData" in action]
    schema = json.loads(metadata["schemaString"])
    names = {field["name"]: field["metadata"]["delta.columnMapping.physicalName"] for field in schema["fields"]}
    assert names["body"] != "body", "the names in the files are others"
    # The old column takes another name, and another column takes the old one: who reads by name mixes them up.
    other = {"body": "words", "author": "body", "day": "week"}
    for field in schema["fields"]:
        field["name"] = other.get(field["name"], field["name"])
    partitions = [other[name] for name in metadata["partitionColumns"]]
    renamed = {**metadata, "schemaString": json.dumps(schema), "partitionColumns": partitions}
    commit(table, [{"metaData": renamed}, {"commitInfo": {"timestamp": 1_790_000_000_000, "operation": "RENAME COLUMN"}}])
    folder = project("renamed", ("forum", table, f"version = 0\n{MAP}"))
    run(folder, "intake")
    before = ours(folder)
    assert before == theirs(table, 0)
    after = MAP.replace('"body"', '"words"').replace('"author"', '"body"').replace('"day"', '"week"')
    folder = project("renamed", ("forum", table, after))
    run(folder, "intake")
    read = by_delta_rs(table)
    want = sorted((f"plein:{one['id']}", f"plein:{one['body']}", one["words"], one["week"]) for one in read)
    assert ours(folder) == want == before
    folder = project("renamed", ("forum", table, MAP))
    assert "no column `author`" in run(folder, "intake", expect=1)
    print("renamed columns are found")


ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"


def base85(data):
    text = ""
    for word in struct.unpack(f">{len(data) // 4}I", data):
        letters = ""
        for _ in range(5):
            word, letter = divmod(word, 85)
            letters = ALPHABET[letter] + letters
        text += letters
    return text


def deleted_without_writing_anew():
    """Deletion vectors, whose bitmaps are those of CRoaring: lists, runs and bitmaps, in a file and in the log."""
    for name, gone in {
        "few": [0, 3, 4999],
        "runs": [*range(100, 4000), 7000, *range(9000, 9003)],
        "many": [*range(0, 20_000, 2), 19_999],
    }.items():
        table = FOLDER / f"vector-{name}"
        write_deltalake(str(table), rows(range(20_000), "x"))
        (path,) = [pathlib.Path(uri) for uri in DeltaTable(str(table)).file_uris()]
        places = pq.read_table(path).column("id").to_pylist()
        bitmap = pyroaring.BitMap(gone)
        bitmap.run_optimize()
        body = bitmap.serialize()
        body = struct.pack("<IQI", 1681511377, 1, 0) + body
        number, vector = uuid.uuid4(), {"sizeInBytes": len(body), "cardinality": len(gone)}
        if name == "few":
            body += b"\0" * (-len(body) % 4)
            vector |= {"storageType": "i", "pathOrInlineDv": base85(body)}
        else:
            checked = struct.pack(">I", len(body)) + body + struct.pack(">I", zlib.crc32(body))
            (table / "ab").mkdir()
            (table / f"ab/deletion_vector_{number}.bin").write_bytes(b"\1" + checked)
            vector |= {"storageType": "u", "pathOrInlineDv": "ab" + base85(number.bytes), "offset": 1}
        log = (table / "_delta_log/00000000000000000000.json").read_text().splitlines()
        (add,) = [json.loads(line)["add"] for line in log if line.startswith('{"add"')]
        features = ["deletionVectors"]
        commit(table, [
            {"protocol": {"minReaderVersion": 3, "minWriterVersion": 7, "readerFeatures": features, "writerFeatures": features}},
            {"remove": {"path": add["path"], "dataChange": True, "deletionTimestamp": 0}},
            {"add": {**add, "deletionVector": vector}},
        ])
        want = {f"plein:{one}" for place, one in enumerate(places) if place not in set(gone)}
        folder = project("vector", ("forum", table, MAP))
        run(folder, "intake")
        read = {row[0] for row in ours(folder)}
        assert read == want, (name, len(read), len(want))
        seen = polars.scan_delta(str(table)).select("id").collect()["id"].to_list()
        assert {f"plein:{one}" for one in seen} == want, "Polars reads the same"
        if name != "few":
            stored = table / f"ab/deletion_vector_{number}.bin"
            spoilt = bytearray(stored.read_bytes())
            spoilt[-8] ^= 1
            stored.write_bytes(bytes(spoilt))
            run(project("vector", ("forum", table, MAP)), "intake", expect=1)
    print("deleted rows are left out, in lists, runs and bitmaps")


def own_columns():
    """The demo's comments come from a table instead of a file, divided by language: the corpus is the same."""
    copy = FOLDER / "from-a-table"
    shutil.copytree(DEMO, copy, ignore=shutil.ignore_patterns("model", "report", "corpus", "work", "intake"))
    comments = pq.read_table(copy / "platform/comments.parquet")
    for name in ["created_at", "edited_at", "deleted_at"]:
        place = comments.schema.get_field_index(name)
        moments = pc.cast(pc.cast(comments[name], pa.timestamp("s")), pa.timestamp("us"))
        moments = pc.assume_timezone(moments, "UTC")
        comments = comments.set_column(place, name, moments)
    table = copy / "platform/comments"
    half = comments.num_rows // 2
    write_deltalake(str(table), comments.slice(0, half), partition_by=["lang"])
    write_deltalake(str(table), comments.slice(half), mode="append")
    config = copy / "grondslag.toml"
    text = config.read_text().replace('path = "platform/comments.parquet"', 'path = "platform/comments"')
    # Its clock stands still, and the table is of now.
    text = text.replace('path = "platform/comments"', 'path = "platform/comments"\nexported_at = "2026-11-29T12:00:00Z"')
    config.write_text(text)
    take_in(copy)
    run(copy, "corpus", "seal")
    was, now = (json.loads((one / "corpus/manifest.json").read_text()) for one in (DEMO, copy))
    assert now["counts"]["admitted"] > 0 and now["counts"]["read"] == was["counts"]["read"], (was["counts"], now["counts"])
    assert now["corpus_digest"] == was["corpus_digest"], "the same rows are the same corpus"
    (source,) = [source for source in now["meta"]["sources"] if source["name"] == "comments"]
    assert source["table_versions"] == [1] and now["version"] == 7, source
    print("the demo from a table is the same corpus, and its manifest names the version")


# --- a corpus as a table -------------------------------------------------------------------------------------------------


def of_corpus(folder):
    tables = [pq.read_table(path) for path in sorted((folder / "corpus/data").glob("*.parquet"))]
    return sorted(pa.concat_tables(tables).to_pylist(), key=lambda row: row["record"])


def of_table(table, version):
    return sorted(by_delta_rs(table, version), key=lambda row: row["record"])


def same(folder, table, version):
    want = of_corpus(folder)
    assert of_table(table, version) == want, version
    seen = polars.scan_delta(str(table), version=version).collect().to_dicts()
    assert sorted(seen, key=lambda row: row["record"]) == want, "Polars reads the same"
    lineage = [pq.read_table(path) for path in sorted((folder / "corpus/lineage").glob("*.parquet"))]
    digests = {row["record"]: row["text_sha256"] for row in pa.concat_tables(lineage).to_pylist()}
    assert {row["record"]: hashlib.sha256(row["text"].encode()).hexdigest() for row in seen} == digests


def somebody(folder):
    for line in (folder / "platform/accounts.jsonl").read_text().splitlines():
        subject = json.loads(line).get("subject_id")
        if subject and "in" in (proof := json.loads(run(folder, "corpus", "prove", subject)))["answer"]:
            return subject, proof["person"]
    raise AssertionError("nobody is in the corpus")


def objects(folder, subject):
    now = re.search(r'clock = "(.*)"', (folder / "grondslag.toml").read_text()).group(1)
    event = {"at": now, "act": "objection", "id": f"later-{subject}", "subject": subject, "purpose": "*",
             "scope": {"person": True}, "article": "21(1)"}
    (folder / "said-later.jsonl").write_text(json.dumps(event) + "\n")
    run(folder, "ledger", "append", str(folder / "said-later.jsonl"))


def holds(table, person):
    """Whether any file below the table, the log too, has this pseudonym in it, in Parquet or as bytes."""
    for path in (path for path in table.rglob("*") if path.is_file()):
        if person.encode() in path.read_bytes():
            return True
        if path.suffix == ".parquet" and person in pq.read_table(path, columns=["subject"])["subject"].to_pylist():
            return True
    return False


def digest_of(folder):
    return hashlib.sha256((folder / "corpus/manifest.json").read_bytes()).hexdigest()


def published():
    folder, table = FOLDER / "publishes", FOLDER / "published"
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("model", "report", "work", "intake"))
    whole = (folder / "grondslag.toml").read_text()
    # First without some of its sources, so that the corpus grows.
    (folder / "grondslag.toml").write_text(re.sub(r'(?s)\n\[\[source\]\]\nname = "comments".*?(?=\n\[\[source\]\])', "", whole))
    take_in(folder)
    run(folder, "corpus", "seal")
    told = last(run(folder, "--format", "json", "corpus", "publish", str(table)))
    assert (told["version"], told["readable"]) == (0, [0]), told
    same(folder, table, 0)
    small, digests = of_corpus(folder), [digest_of(folder)]
    assert last(run(folder, "--format", "json", "corpus", "publish", str(table)))["version"] == 0, "the same is no version"
    (folder / "grondslag.toml").write_text(whole)
    take_in(folder)
    run(folder, "corpus", "seal")
    told = last(run(folder, "--format", "json", "corpus", "publish", str(table)))
    digests.append(digest_of(folder))
    assert len(of_corpus(folder)) > len(small), "the corpus grew"
    same(folder, table, 1)
    assert told["readable"] == [0, 1], told
    assert of_table(table, 0) == small, "nothing was taken out, so time travel goes back"
    subject, person = somebody(folder)
    assert holds(table, person)
    objects(folder, subject)
    rewritten = last(run(folder, "--format", "json", "corpus", "purge", subject))["shards_rewritten"]
    digests.append(digest_of(folder))
    assert not holds(table, person), "nothing of them is left, in no version"
    same(folder, table, 2)
    log = (table / "_delta_log/00000000000000000002.json").read_text().splitlines()
    adds = [json.loads(line)["add"]["path"] for line in log if line.startswith('{"add"')]
    assert len(adds) == len(rewritten), "only touched shards are written"
    for version in [0, 1]:
        try:
            of_table(table, version)
        except Exception as error:  # noqa: BLE001, whatever delta-rs calls a file that is gone
            assert "parquet" in str(error).lower() or "not found" in str(error).lower(), error
        else:
            assert person not in {row["subject"] for row in of_table(table, version)}, "time travel shows them again"
    history = {one["version"]: one for one in DeltaTable(str(table)).history()}
    assert [history[version]["grondslagManifest"] for version in range(3)] == digests, "the history stays"
    assert DeltaTable(str(table)).transaction_version("grondslag") == 2
    print(f"a corpus of {len(small)} rows, grown, purged: three versions, read by delta-rs and Polars")
    return folder, table


def killed(folder, table):
    """Whenever it is killed, delta-rs finds the version before or the one after, whole."""
    before = DeltaTable(str(table)).version()
    was = of_table(table, before)
    subject, person = somebody(folder)
    objects(folder, subject)
    # Without the table, so that publishing is what has to do the work.
    register = folder / "corpus-copies.json"
    kept = register.read_text()
    register.write_text(json.dumps({**json.loads(kept), "tables": []}))
    run(folder, "corpus", "purge", subject)
    register.write_text(kept)
    want, chance = of_corpus(folder), random.Random(7)
    began = time.monotonic()
    run(DEMO, "corpus", "publish", str(FOLDER / "timed"))
    takes = time.monotonic() - began
    for turn in range(12):
        process = subprocess.Popen(
            [PROGRAM, "--project", str(folder), "-q", "corpus", "publish", str(table)], stdout=subprocess.DEVNULL
        )
        try:
            process.wait(timeout=chance.uniform(0, 1.2 * takes))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        newest = DeltaTable(str(table)).version()
        assert newest in (before, before + 1), newest
        if newest == before + 1:
            assert of_table(table, newest) == want
            break
        assert of_table(table, before) == was, f"turn {turn}"
    run(folder, "corpus", "publish", str(table))
    assert of_table(table, before + 1) == want and not holds(table, person)
    print(f"killed up to {turn + 1} times: one version or the other")


def two_writers(folder, table):
    """Of two who publish at once one wins, and the other is told or finds it done."""
    other = FOLDER / "raced"
    for _ in range(4):
        shutil.rmtree(other, ignore_errors=True)
        runs = [
            subprocess.Popen([PROGRAM, "--project", str(one), "-q", "corpus", "publish", str(other)],
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            for one in (folder, DEMO)
        ]
        told = [(run.communicate()[1], run.returncode) for run in runs]
        codes = sorted(code for _, code in told)
        assert codes[0] == 0 and codes[1] in (0, 5), told
        if codes[1] == 5:
            assert any("another process is publishing" in said or "from somebody else" in said for said, _ in told), told
        newest = DeltaTable(str(other)).version()
        assert of_table(other, newest) in (of_corpus(folder), of_corpus(DEMO))
    DeltaTable(str(table)).optimize.compact()
    told = run(folder, "corpus", "publish", str(table), expect=2)
    assert "is somebody else's" in told, told
    print("two writers: one wins; a table that somebody else wrote to is left alone")


def main():
    table = written_by_delta_rs()
    every_version(table)
    without_its_beginning(table)
    later_versions_are_changes(table)
    renamed_columns()
    deleted_without_writing_anew()
    own_columns()
    folder, table = published()
    killed(folder, table)
    two_writers(folder, table)


main()

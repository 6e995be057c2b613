"""A corpus as a Delta table in an object store, over the line that check.py spoils.

Everything is read past the line by programs that are not ours, delta-rs and Polars, from the store itself: each version that
can be read, against the corpus as it was sealed.
"""

import copy
import hashlib
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import threading

import polars
import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable, QueryBuilder

LOG, DATA = "forum-t/_delta_log/", "forum-t/data/"
# What is made anew, and what says where copies of the first project are.
LEFT = ("model", "report", "work", "intake", "corpus-copies.json", "certificates")


class Tables:
    """A project that publishes its corpus as a table, and the store as others read it."""

    def __init__(self, check, proxy, faults):
        self.check, self.proxy, self.faults = copy.copy(check), proxy, faults
        self.project = self.check.project = os.path.join(check.folder, "with-table")
        shutil.copytree(check.project, self.project, ignore=shutil.ignore_patterns(*LEFT))
        self.address = check.address.replace("forum-a", "forum-t")
        self.options = check.store.options()

    # --- the program ---

    def run(self, *arguments):
        done = self.check.run(*arguments)
        assert not os.path.exists(os.path.join(self.project, "work", "mirrored")), "a mirror of the table was left behind"
        return done

    def done(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def publish(self):
        return self.done("corpus", "publish", "--table", self.address)

    def spoil(self, seed, often):
        draw = random.Random(seed)
        self.proxy.met.clear()
        self.fault(lambda method, path: draw.choice(self.faults) if draw.random() < often else None)

    def fault(self, fault=lambda method, path: None):
        self.proxy.fault = staticmethod(fault)

    def until_done(self, *arguments):
        """Runs it again while it says that it is not finished, and gives what it said and how often it ran."""
        for runs in range(1, 40):
            done = self.run(*arguments)
            if done.returncode == 0:
                return json.loads(done.stdout.splitlines()[-1]), runs
            assert done.returncode == 5, done.stdout + done.stderr
        raise AssertionError(f"not done: {done.stderr}")

    def take_in(self):
        """Some lines of the demo are not to be read, which is 5."""
        shutil.rmtree(os.path.join(self.project, "work"), ignore_errors=True)
        assert self.run("intake").returncode in (0, 5)
        self.done("corpus", "seal")

    def objects_to_it(self, subject):
        with open(os.path.join(self.project, "grondslag.toml"), encoding="utf-8") as file:
            now = re.search(r'clock = "(.*)"', file.read()).group(1)
        said = os.path.join(self.project, "said-later.jsonl")
        with open(said, "w", encoding="utf-8") as file:
            json.dump({"at": now, "act": "objection", "id": f"later-{subject}", "subject": subject, "purpose": "*",
                       "scope": {"person": True}, "article": "21(1)"}, file)
            file.write("\n")
        assert self.run("ledger", "append", said).returncode == 0

    def somebody(self):
        proof = os.path.join(self.project, "proof.json")
        with open(os.path.join(self.project, "platform", "accounts.jsonl"), encoding="utf-8") as file:
            subjects = [json.loads(line).get("subject_id") for line in file]
        for subject in filter(None, subjects):
            if self.done("corpus", "prove", subject, "--out", proof)["in"]:
                with open(proof, encoding="utf-8") as file:
                    return subject, json.load(file)["person"]
        raise AssertionError("nobody is in the corpus")

    # --- the store, past the line ---

    def objects(self):
        return {key: body for key, body in self.check.objects().items() if key.startswith("forum-t/")}

    def restore(self, objects):
        for key in self.objects().keys() - objects.keys():
            self.check.store.remove(key)
        for key, body in objects.items():
            self.check.store.put(key, body)

    def newest(self):
        return DeltaTable(self.address, storage_options=self.options).version()

    def rows(self, version):
        """By delta-rs's own engine; every file that the version names is read."""
        there = DeltaTable(self.address, version=version, storage_options=self.options)
        rows = pa.table(QueryBuilder().register("there", there).execute("SELECT * FROM there").read_all()).to_pylist()
        return sorted(rows, key=lambda row: row["record"])

    def corpus(self):
        rows = pa.concat_tables(tables_of(os.path.join(self.project, "corpus", "data"))).to_pylist()
        return sorted(rows, key=lambda row: row["record"])

    def same(self, version):
        """That the version is the corpus, by delta-rs, by Polars and by the digests of what was sealed."""
        want = self.corpus()
        assert self.rows(version) == want, version
        seen = polars.scan_delta(self.address, version=version, storage_options=self.options).collect().to_dicts()
        assert sorted(seen, key=lambda row: row["record"]) == want, "Polars reads something else"
        lineage = pa.concat_tables(tables_of(os.path.join(self.project, "corpus", "lineage"))).to_pylist()
        digests = {row["record"]: row["text_sha256"] for row in lineage}
        assert {row["record"]: hashlib.sha256(row["text"].encode()).hexdigest() for row in seen} == digests
        manifest = json.loads(self.check.corpus())
        shards = {shard["file"]["sha256"] for shard in manifest["shards"]}
        there = {os.path.basename(file).split(".")[0] for file in DeltaTable(self.address, storage_options=self.options).file_uris()}
        assert there == shards, "other files than the sealed ones"

    def holds(self, person):
        """The objects that have this pseudonym in them, in Parquet or as bytes."""
        found = []
        for key, body in self.objects().items():
            if person.encode() in body or key.endswith(".parquet") and person in subjects_of(body):
                found.append(key)
        return found

    def digest(self):
        return hashlib.sha256(self.check.corpus()).hexdigest()


def subjects_of(body):
    return pq.read_table(io.BytesIO(body), columns=["subject"])["subject"].to_pylist()


def tables_of(folder):
    return [pq.read_table(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".parquet")]


def grown_and_purged(tables):
    """Two versions that grow and one that somebody left, all over a bad line."""
    configuration = os.path.join(tables.project, "grondslag.toml")
    with open(configuration, encoding="utf-8") as file:
        whole = file.read()
    with open(configuration, "w", encoding="utf-8") as file:
        # First without some of its sources, so that the corpus grows.
        file.write(re.sub(r'(?s)\n\[\[source\]\]\nname = "comments".*?(?=\n\[\[source\]\])', "", whole))
    tables.take_in()
    publish = ("corpus", "publish", "--table", tables.address)
    tables.spoil(1, 0.2)
    told, runs = tables.until_done(*publish)
    met = len(tables.proxy.met)
    tables.fault()
    assert (told["version"], told["readable"], told["table"]) == (0, [0], tables.address), told
    tables.same(0)
    small, digests = tables.corpus(), [tables.digest()]
    again = tables.publish()
    assert (again["version"], again["written"], again["removed"]) == (0, 0, 0), "the same is no version"
    with open(configuration, "w", encoding="utf-8") as file:
        file.write(whole)
    tables.take_in()
    tables.spoil(2, 0.2)
    told, more = tables.until_done(*publish)
    met, runs = met + len(tables.proxy.met), runs + more
    tables.fault()
    assert len(tables.corpus()) > len(small) and told["readable"] == [0, 1], told
    tables.same(1)
    assert tables.rows(0) == small, "nothing was taken out, so time travel goes back"
    digests.append(tables.digest())
    print(f"a table: {len(small)} rows, then {len(tables.corpus())}, in {runs} runs, {met} faults met, read by delta-rs and Polars",
          flush=True)
    subject, person = tables.somebody()
    assert tables.holds(person)
    before = set(tables.objects())
    tables.objects_to_it(subject)
    # Not reached at all: the certificate says so, and nobody is told that it is done.
    tables.fault(lambda method, path: "error")
    failed = tables.run("corpus", "purge", subject)
    tables.fault()
    assert failed.returncode == 5 and [one["folder"] for one in json.loads(failed.stdout.splitlines()[-1])["unreached"]] == [
        tables.address], failed.stdout + failed.stderr
    assert set(tables.objects()) == before
    tables.spoil(3, 0.15)
    told, runs = tables.until_done("corpus", "purge", subject)
    met = len(tables.proxy.met)
    tables.fault()
    assert tables.holds(person) == [], "rows of somebody who left"
    digests.append(tables.digest())
    newest = tables.newest()
    assert newest >= 2, newest
    tables.same(newest)
    history = {one["version"]: one for one in DeltaTable(tables.address, storage_options=tables.options).history()}
    assert [history[version]["grondslagManifest"] for version in (0, 1, newest)] == digests, "the history stays"
    for version in (0, 1):
        try:
            rows = tables.rows(version)
        except Exception as error:  # noqa: BLE001, whatever delta-rs calls a file that is gone
            assert "parquet" in str(error).lower() or "not found" in str(error).lower(), error
        else:
            assert person not in {row["subject"] for row in rows}, "time travel shows them again"
    assert {key for key in before if key.startswith(LOG)} <= set(tables.objects()), "the log lost an entry"
    with open(told["certificate"], encoding="utf-8") as file:
        certificate = json.load(file)
    (one,) = [one for one in certificate["copies"] if one["folder"] == tables.address]
    assert one["after"] is not None and certificate["removed"] > 0, certificate["copies"]
    verified = tables.run("verify", told["certificate"])
    assert verified.returncode == 0, verified.stderr
    gone = len([key for key in before if key.startswith(DATA) and key not in tables.objects()])
    print(f"purged: {gone} files of earlier versions are gone, in {runs} runs, {met} faults met", flush=True)


def killed(tables):
    """Killed at each request that changes something, and run again: the version before or the one after, whole."""
    subject, person = tables.somebody()
    tables.objects_to_it(subject)
    was, before, start = tables.rows(None), tables.newest(), tables.objects()
    # Without the table, so that publishing is what has to do the work.
    register = os.path.join(tables.project, "corpus-copies.json")
    with open(register, encoding="utf-8") as file:
        kept = file.read()
    with open(register, "w", encoding="utf-8") as file:
        json.dump({**json.loads(kept), "tables": []}, file)
    tables.done("corpus", "purge", subject)
    with open(register, "w", encoding="utf-8") as file:
        file.write(kept)
    want, stands = tables.corpus(), {"before": 0, "after": 0}
    publish = tables.check.command("corpus", "publish", "--table", tables.address)
    for changes, told in ((number, told) for number in range(1, 500) for told in ("error", "lost")):
        tables.restore(start)
        count, reached, process = iter(range(1, 10**9)), threading.Event(), None

        def fault(method, path):
            # The server never sees it, or does it.
            if method in ("PUT", "POST", "DELETE") and next(count) == changes:
                reached.set()
                os.kill(process.pid, signal.SIGKILL)
                return told
            return None

        with tables.proxy.lock:
            tables.fault(fault)
            process = subprocess.Popen(publish, env=tables.check.environment, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
        code = process.wait()
        tables.fault()
        if not reached.is_set():
            assert code == 0, "it was not killed and did not succeed"
            break
        tables.check.quiet()
        newest = tables.newest()
        assert newest in (before, before + 1), newest
        stands["before" if newest == before else "after"] += 1
        assert tables.rows(None) == (was if newest == before else want), f"half a version after {changes}"
        published = tables.publish()
        assert published["version"] == before + 1
        tables.same(before + 1)
        assert tables.holds(person) == [], f"rows of somebody who left, after {changes}"
        named = {shard["file"]["sha256"] for shard in json.loads(tables.check.corpus())["shards"]}
        left = {os.path.basename(key).split(".")[0] for key in tables.objects() if key.startswith(DATA)}
        assert named <= left and published["readable"], "a file of the version is gone"
    assert stands["before"] > 2 and stands["after"] > 0, stands
    print(f"killed: the version before stood {stands['before']} times, the one after {stands['after']}", flush=True)


def others(tables):
    """What others wrote is not written over, at the last moment either, and a store that knows no conditions is refused."""
    number = tables.newest() + 1
    entry, start = f"{LOG}{number:020}.json", tables.objects()
    tables.done("corpus", "seal")
    one = tables.rows(None)[0]["record"]

    def write():
        return DeltaTable(tables.address, storage_options=tables.options).delete(f"record = '{one}'")

    written = []

    def fault(method, path):
        if method == "PUT" and f"{number:020}" in path and not written:
            written.append(write())
        return None

    tables.fault(fault)
    refused = tables.run("corpus", "publish", "--table", tables.address)
    tables.fault()
    assert written and refused.returncode == 5 and "somebody else changed" in refused.stderr, refused.stdout + refused.stderr
    assert b"delta-rs" in tables.objects()[entry], "their entry was written over"
    assert {key for key in start if key not in tables.objects()} == set(), "something of the version before is gone"
    before = tables.objects()
    refused = tables.run("corpus", "publish", "--table", tables.address)
    assert refused.returncode == 2 and "is somebody else's" in refused.stderr, refused.stderr
    assert tables.address in refused.stderr and tables.project not in refused.stderr, refused.stderr
    assert tables.objects() == before
    other = tables.address.replace("forum-t", "forum-o")
    if tables.check.store.is_forgetful:
        tables.proxy.forgets = True
        refused = tables.run("corpus", "publish", "--table", other)
        tables.proxy.forgets = False
        assert refused.returncode == 2 and "If-None-Match" in refused.stderr, refused.stderr
        assert not [key for key in tables.check.objects() if key.startswith("forum-o/_delta_log")], "a version is visible"
    tables.done("corpus", "publish", "--table", other)
    listed = tables.done("corpus", "copies", "remove", other)["tables"]
    assert other not in listed, listed
    assert other in tables.done("corpus", "copies", "add", other)["tables"], "a table is known where it lies"
    refused = tables.run("corpus", "publish", other)
    assert refused.returncode == 2 and "Delta table" in refused.stderr, refused.stderr
    tables.done("corpus", "copies", "remove", other)
    print("others: nothing of theirs was written over, and a store without conditions is refused", flush=True)


def check(check, proxy, faults):
    tables = Tables(check, proxy, faults)
    grown_and_purged(tables)
    killed(tables)
    others(tables)

"""The streaming data set against a real project: `PROJECT` is the folder of a demo, `GRONDSLAG` the program.

Every test works on a copy of the project and changes it as others would: by the program, while the loop runs.
"""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import tomllib
import unittest

import grondslag
from grondslag.torch import StreamingDataset
from torch.utils.data import DataLoader

PROJECT = pathlib.Path(os.environ["PROJECT"])
PROGRAM = os.environ["GRONDSLAG"]
SETTINGS = tomllib.loads((PROJECT / "grondslag.toml").read_text())
PURPOSE = SETTINGS["run"]["purpose"]
NOW = SETTINGS["project"]["clock"]


def first(batch):
    """One row a batch, as it is."""
    return batch[0]


class Streaming(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.inside, cls.outside = None, None
        for line in (PROJECT / "platform/accounts.jsonl").read_text().splitlines():
            subject = json.loads(line).get("subject_id")
            if subject is None:
                continue
            proof = json.loads(run(PROJECT, "corpus", "prove", subject))
            if "in" in proof["answer"]:
                cls.inside = cls.inside or (subject, proof["person"])
            else:
                cls.outside = cls.outside or (subject, proof["person"])
            if cls.inside and cls.outside:
                break
        assert cls.inside and cls.outside, "the demo has people in the corpus and people who are not"

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.project = pathlib.Path(self.folder.name) / "project"
        shutil.copytree(PROJECT, self.project, ignore=shutil.ignore_patterns("model", "report"))
        self.corpus = self.project / "corpus"
        self.manifest = json.loads((self.corpus / "manifest.json").read_text())

    def data(self, **rest):
        return StreamingDataset(self.project, PURPOSE, **rest)

    def say(self, **event):
        path = self.project / "said-later.jsonl"
        path.write_text(json.dumps({"at": NOW, **event}) + "\n")
        run(self.project, "ledger", "append", str(path))

    def order(self):
        self.say(
            act="order", id="stop-1", authority="an authority", provision="GDPR 58(2)(f)", effect="forbid",
            territory=["NL"], ops="*", purposes="*", **{"from": NOW[:10]},
        )

    def object(self, subject):
        self.say(act="objection", id="later", subject=subject, purpose="*", scope={"person": True}, article="21(1)")

    def shard_of_row(self, place):
        """The shard in which the row at this place of the whole stream lies."""
        for number, shard in enumerate(self.manifest["shards"]):
            if place < shard["file"]["rows"]:
                return number
            place -= shard["file"]["rows"]
        raise AssertionError("there are fewer rows")

    def stopped_within_one_shard(self, change, word, error=grondslag.Stopped):
        """Reads three rows, changes something, and reads on."""
        got = 0
        with self.assertRaises(error) as caught:
            for _ in DataLoader(self.data(), batch_size=None):
                got += 1
                if got == 3:
                    change()
        self.assertGreaterEqual(got, 3)
        end_of_first = self.manifest["shards"][self.shard_of_row(2)]["file"]["rows"]
        self.assertLessEqual(got, end_of_first, "it went on into the next shard")
        self.assertIn(word, str(caught.exception))

    def test_every_row_of_the_corpus_comes_once_whatever_the_number_of_workers(self):
        for workers in [0, 2]:
            rows = list(DataLoader(self.data(), batch_size=1, num_workers=workers, collate_fn=first))
            self.assertEqual(len(rows), self.manifest["counts"]["admitted"])
            self.assertEqual(len({row["record"] for row in rows}), len(rows))
            self.assertEqual(sum(len(row["text"].encode()) for row in rows), self.manifest["counts"]["tally"]["text_bytes"])

    def test_ranks_share_the_rows(self):
        records = [row["record"] for rank in range(2) for row in self.data(rank=rank, world_size=2)]
        self.assertEqual(len(set(records)), self.manifest["counts"]["admitted"])
        self.assertEqual(len(set(records)), len(records))

    def test_an_order_stops_a_running_loop_within_one_shard(self):
        self.stopped_within_one_shard(self.order, "order: order `stop-1`")

    def test_an_order_stops_inside_a_shard_after_so_many_rows(self):
        got = 0
        with self.assertRaises(grondslag.Stopped):
            for _ in self.data(ask_every=5):
                got += 1
                if got == 7:
                    self.order()
        self.assertEqual(got, 10)

    def test_an_order_stops_a_loop_with_workers(self):
        loader = DataLoader(self.data(ask_every=4), batch_size=1, num_workers=2, collate_fn=first)
        got = 0
        with self.assertRaises(grondslag.Stopped) as caught:
            for _ in loader:
                got += 1
                if got == 3:
                    self.order()
        self.assertIn("stop-1", str(caught.exception))
        self.assertLess(got, self.manifest["counts"]["admitted"])

    def test_an_order_stops_the_next_loop_before_its_first_row(self):
        data = self.data()
        self.order()
        with self.assertRaises(grondslag.Stopped):
            next(iter(data))
        with self.assertRaises(grondslag.Stopped):
            self.data()

    def test_an_objection_of_somebody_in_the_corpus_stops_it(self):
        self.stopped_within_one_shard(lambda: self.object(self.inside[0]), "people: choices of 1 people")

    def test_an_objection_of_somebody_who_is_not_in_the_corpus_does_not(self):
        got = 0
        for _ in self.data():
            got += 1
            if got == 3:
                self.object(self.outside[0])
        self.assertEqual(got, self.manifest["counts"]["admitted"])

    def test_a_shard_that_was_changed_stops_it(self):
        def change():
            path = self.corpus / self.manifest["shards"][self.shard_of_row(2) + 1]["file"]["name"]
            changed = bytearray(path.read_bytes())
            changed[len(changed) // 2] ^= 1
            path.write_bytes(bytes(changed))

        self.stopped_within_one_shard(change, "does not hold the bytes that were sealed", grondslag.Tampered)

    def test_a_purge_stops_it(self):
        def purge():
            self.object(self.inside[0])
            run(self.project, "corpus", "purge", self.inside[0])

        self.stopped_within_one_shard(purge, "superseded: ")

    def test_a_manifest_without_its_signature_is_refused(self):
        receipt = self.corpus / "manifest.tlog-proof"
        kept = receipt.read_bytes()
        receipt.unlink()
        with self.assertRaisesRegex(grondslag.Tampered, "no receipt"):
            self.data()
        # A receipt of the same log that holds, of another event.
        run(self.project, "ledger", "prove", "0")
        other = next((self.project / "ledger/receipts").glob("*0.tlog-proof"))
        receipt.write_bytes(other.read_bytes())
        with self.assertRaises(grondslag.Tampered):
            self.data()
        receipt.write_bytes(kept)
        manifest = self.corpus / "manifest.json"
        manifest.write_bytes(manifest.read_bytes() + b" ")
        with self.assertRaisesRegex(grondslag.Tampered, "something else"):
            self.data()

    def test_another_purpose_is_refused(self):
        with self.assertRaisesRegex(grondslag.Stopped, "^purpose: "):
            StreamingDataset(self.project, "ads.profile")

    def test_a_purpose_that_was_ended_is_refused(self):
        self.stopped_within_one_shard(lambda: self.say(act="purpose_ended", purpose=PURPOSE), "purpose_ended: ")

    def test_a_purpose_that_was_ended_before_the_seal_is_refused(self):
        self.say(act="purpose_ended", purpose=PURPOSE)
        run(self.project, "corpus", "seal")
        with self.assertRaisesRegex(grondslag.Stopped, "^purpose_ended: "):
            self.data()

    def test_where_the_ledger_cannot_be_asked_the_answer_is_no(self):
        shutil.rmtree(self.project / "ledger")
        with self.assertRaises(grondslag.CannotAsk):
            self.data()

    def test_a_loop_continues_after_the_last_row_that_was_given(self):
        whole = [row["record"] for row in self.data(shuffle=7)]
        for count in [1, len(whole) // 2, len(whole) - 1]:
            data = self.data(shuffle=7)
            rows = iter(data)
            before = [next(rows)["record"] for _ in range(count)]
            state = json.loads(json.dumps(data.state_dict()))
            rows.close()
            again = self.data(shuffle=7)
            again.load_state_dict(state)
            self.assertEqual(before + [row["record"] for row in again], whole)
            self.assertEqual([row["record"] for row in again], whole, "the next loop is whole again")

    def test_a_state_of_another_version_of_the_corpus_is_refused(self):
        data = self.data()
        next(iter(data))
        state = data.state_dict()
        self.object(self.inside[0])
        run(self.project, "corpus", "purge", self.inside[0])
        with self.assertRaises(grondslag.Stopped):
            self.data().load_state_dict(state)
        self.assertNotIn(self.inside[1], {row["subject"] for row in self.data()})

    def test_workers_continue_with_the_loader_of_torchdata(self):
        try:
            from torchdata.stateful_dataloader import StatefulDataLoader
        except ImportError:
            self.skipTest("torchdata is not installed")
        make = lambda: StatefulDataLoader(self.data(), batch_size=1, num_workers=2, collate_fn=first)
        whole = [row["record"] for row in make()]
        loader = make()
        rows = iter(loader)
        before = [next(rows)["record"] for _ in range(25)]
        state = loader.state_dict()
        again = make()
        again.load_state_dict(state)
        self.assertEqual(before + [row["record"] for row in again], whole)


def run(project, *arguments):
    told = subprocess.run([PROGRAM, "--project", str(project), "-q", *arguments], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    return told.stdout


if __name__ == "__main__":
    unittest.main()

"""The permit over HTTP against a real portal: `PROJECT` is the folder of a demo, `GRONDSLAG` the program.

The trainer has a copy of the corpus alone; the ledger is behind `grondslag serve`, and over TLS behind a proxy of ours.
"""

import gzip
import hashlib
import http.client
import http.server
import json
import os
import pathlib
import shutil
import ssl
import subprocess
import tempfile
import threading
import unittest

import grondslag
from grondslag.torch import StreamingDataset
from test_streaming import NOW, PROGRAM, PROJECT, PURPOSE, run
from torch.utils.data import DataLoader

KEY = "a key of a machine that trains, drawn for this test"


class Forwards(http.server.BaseHTTPRequestHandler):
    """Forwards to the portal, or answers what the test says."""

    protocol_version = "HTTP/1.1"
    port = 0
    # Asked with the answer of the portal: gives status and body.
    change = staticmethod(lambda body: (200, body))

    def log_message(self, *_):
        pass

    def do_POST(self):
        question = self.rfile.read(int(self.headers["content-length"]))
        portal = http.client.HTTPConnection("127.0.0.1", Forwards.port, timeout=60)
        portal.request("POST", self.path, question, dict(self.headers))
        answer = portal.getresponse()
        status, body = Forwards.change(answer.read())
        self.send_response(status if answer.status == 200 else answer.status)
        if status == 307:
            self.send_header("location", f"http://127.0.0.1:{Forwards.port}{self.path}")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Permit(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        root = pathlib.Path(self.folder.name)
        self.project, self.copy = root / "project", root / "copy"
        shutil.copytree(PROJECT, self.project, ignore=shutil.ignore_patterns("model", "report"))
        shutil.copytree(self.project / "corpus", self.copy)
        digest = hashlib.sha256(KEY.encode()).hexdigest()
        with (self.project / "grondslag.toml").open("a") as config:
            config.write(f'\n[[portal.machines]]\nname = "trainer"\nkey_digest = "{digest}"\n')
        self.manifest = json.loads((self.copy / "manifest.json").read_text())
        self.key = json.loads(run(self.project, "--format", "json", "ledger", "show").splitlines()[-1])["key"]
        self.serve()

    def serve(self):
        command = [PROGRAM, "--project", str(self.project), "--format", "json", "serve", "--listen", "127.0.0.1:0"]
        self.portal = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(self.end)
        self.address = "http://" + json.loads(self.portal.stdout.readline())["listen"]

    def end(self):
        self.portal.kill()
        self.portal.wait()
        self.portal.stdout.close()

    def tls(self, change=None):
        """A proxy that speaks TLS, with a certificate that only its own file vouches for."""
        root = pathlib.Path(self.folder.name)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-keyout", root / "key.pem", "-out", root / "ca.pem", "-subj", "/CN=portal", "-addext",
             "subjectAltName=DNS:localhost"],
            check=True, capture_output=True,
        )
        Forwards.port = int(self.address.rsplit(":", 1)[1])
        Forwards.change = staticmethod(change or (lambda body: (200, body)))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forwards)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(root / "ca.pem", root / "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server.server_port, str(root / "ca.pem")

    def data(self, **rest):
        rest = {"key": self.key, "permit": self.address, "permit_key": KEY, **rest}
        return StreamingDataset(self.copy, PURPOSE, **rest)

    def order(self):
        path = self.project / "said-later.jsonl"
        event = {
            "at": NOW, "act": "order", "id": "stop-1", "authority": "an authority", "provision": "GDPR 58(2)(f)",
            "effect": "forbid", "territory": ["NL"], "ops": "*", "purposes": "*", "from": NOW[:10],
        }
        path.write_text(json.dumps(event) + "\n")
        run(self.project, "ledger", "append", str(path))

    def stopped_within_one_shard(self, change, error, word):
        """Reads three rows, changes something, and reads on: no row of the next shard comes."""
        got = 0
        with self.assertRaises(error) as caught:
            for _ in DataLoader(self.data(), batch_size=None):
                got += 1
                if got == 3:
                    change()
        ends, total = [], 0
        for shard in self.manifest["shards"]:
            total += shard["file"]["rows"]
            ends.append(total)
        self.assertGreaterEqual(got, 3)
        self.assertLessEqual(got, next(end for end in ends if end >= 3), "it went on into the next shard")
        self.assertIn(word, str(caught.exception))

    def test_every_row_comes_once_as_with_a_ledger_beside_it(self):
        here = [row["record"] for row in StreamingDataset(self.project, PURPOSE)]
        self.assertEqual([row["record"] for row in self.data()], here)
        self.assertEqual(len(here), self.manifest["counts"]["admitted"])

    def test_an_order_stops_a_running_loop_within_one_shard(self):
        self.stopped_within_one_shard(self.order, grondslag.Stopped, "order: order `stop-1`")

    def test_a_portal_that_died_stops_a_running_loop_within_one_shard(self):
        self.stopped_within_one_shard(self.end, grondslag.CannotAsk, "could not be asked")

    def test_without_a_portal_nothing_begins(self):
        self.end()
        with self.assertRaises(grondslag.CannotAsk):
            self.data()

    def test_who_has_the_corpus_of_before_is_told_that_there_is_another(self):
        for line in (self.project / "platform/accounts.jsonl").read_text().splitlines():
            subject = json.loads(line).get("subject_id")
            if subject and "in" in json.loads(run(self.project, "corpus", "prove", subject))["answer"]:
                break
        path = self.project / "said-later.jsonl"
        event = {"at": NOW, "act": "objection", "id": "later", "subject": subject, "purpose": "*",
                 "scope": {"person": True}, "article": "21(1)"}
        path.write_text(json.dumps(event) + "\n")
        run(self.project, "ledger", "append", str(path))
        with self.assertRaisesRegex(grondslag.Stopped, "^people: choices of 1 people"):
            self.data()
        run(self.project, "corpus", "purge", subject)
        with self.assertRaisesRegex(grondslag.Stopped, "^superseded: "):
            self.data()
        shutil.rmtree(self.copy)
        shutil.copytree(self.project / "corpus", self.copy)
        self.assertGreater(len(list(self.data())), 0)

    def test_a_key_that_nobody_gave_is_not_answered(self):
        for key in ["another", None]:
            with self.assertRaisesRegex(grondslag.CannotAsk, "answered 401"):
                self.data(permit_key=key)

    def test_another_purpose_is_refused_here_already(self):
        with self.assertRaisesRegex(grondslag.Stopped, "^purpose: "):
            StreamingDataset(self.copy, "ads.profile", key=self.key, permit=self.address, permit_key=KEY)

    def test_another_operation_is_refused_by_the_portal(self):
        manifest = hashlib.sha256((self.copy / "manifest.json").read_bytes()).hexdigest()
        for operation, permit in [("train", True), ("evaluate", False)]:
            question = {"manifest": manifest, "purpose": PURPOSE, "operation": operation, "nonce": "0" * 32}
            portal = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=60)
            headers = {"content-type": "application/json", "authorization": f"Bearer {KEY}"}
            portal.request("POST", "/v1/permits", json.dumps(question), headers)
            self.assertEqual(json.loads(portal.getresponse().read())["permit"], permit)
            portal.close()

    def test_the_key_of_the_log_is_needed_and_another_is_refused(self):
        with self.assertRaises(ValueError):
            self.data(key=None)
        other = "example.invalid/p+00000000+" + "A" * 44
        with self.assertRaises(grondslag.GrondslagError):
            self.data(key=other)

    def test_over_tls_only_a_portal_whose_certificate_holds_is_believed(self):
        port, ca_file = self.tls()
        rows = list(self.data(permit=f"https://localhost:{port}", ca_file=ca_file))
        self.assertEqual(len(rows), self.manifest["counts"]["admitted"])
        with self.assertRaisesRegex(grondslag.CannotAsk, "CERTIFICATE_VERIFY_FAILED"):
            self.data(permit=f"https://localhost:{port}")
        with self.assertRaisesRegex(grondslag.CannotAsk, "CERTIFICATE_VERIFY_FAILED|doesn't match|not valid"):
            self.data(permit=f"https://127.0.0.1:{port}", ca_file=ca_file)

    def test_an_address_that_is_not_over_tls_is_not_asked(self):
        for address in ["http://portal.example.org", "ftp://localhost", "https://user:secret@portal.example.org", "portal"]:
            with self.assertRaises(ValueError):
                self.data(permit=address)

    def test_an_answer_that_is_old_redirected_altered_or_under_another_head_is_none(self):
        seen = []

        def altered(**members):
            return lambda body: (200, json.dumps({**json.loads(body), **members}).encode())

        def old(body):
            seen.append(body)
            return 200, seen[0]

        self.data()
        for change, error, word in [
            (altered(nonce="0" * 32), grondslag.CannotAsk, "of another question"),
            (altered(manifest="0" * 64), grondslag.CannotAsk, "about another corpus"),
            (altered(operation="serve"), grondslag.CannotAsk, "about another corpus, purpose or operation"),
            (altered(permit=True, stop={"word": "order", "reason": "x"}), grondslag.CannotAsk, "yes and no"),
            (altered(permit="yes"), grondslag.CannotAsk, "another form"),
            (altered(unless="a court says so"), grondslag.CannotAsk, "another form"),
            (altered(checkpoint="example.invalid/p\n1\nAAAA\n"), grondslag.Tampered, "head"),
            (lambda body: (200, b"{}"), grondslag.CannotAsk, "another form"),
            (lambda body: (307, body), grondslag.CannotAsk, "answered 307"),
            (lambda body: (200, b" " * (1 << 21)), grondslag.CannotAsk, "more than an answer"),
        ]:
            port, ca_file = self.tls(change)
            with self.assertRaisesRegex(error, word):
                self.data(permit=f"https://localhost:{port}", ca_file=ca_file)
        port, ca_file = self.tls(old)
        data = self.data(permit=f"https://localhost:{port}", ca_file=ca_file)
        with self.assertRaisesRegex(grondslag.CannotAsk, "of another question"):
            next(iter(data))

    def test_a_deletion_at_a_source_is_heard_of(self):
        self.data()
        posts = self.project / "platform/posts.jsonl.gz"
        lines = gzip.decompress(posts.read_bytes()).decode().splitlines()
        place, post = next((place, post) for place, post in enumerate(map(json.loads, lines)) if self.is_inside(post))
        lines[place] = json.dumps({**post, "deleted_at": NOW})
        posts.write_bytes(gzip.compress("\n".join([*lines, ""]).encode()))
        # Some lines of the demo are not to be read, which is 5.
        subprocess.run([PROGRAM, "--project", str(self.project), "-q", "intake"], check=False, capture_output=True)
        with self.assertRaisesRegex(grondslag.Stopped, "^source: 1 records"):
            self.data()

    def is_inside(self, post):
        found = subprocess.run(
            [PROGRAM, "--project", str(self.project), "--format", "json", "corpus", "find", post.get("record_id", "")],
            capture_output=True, text=True,
        )
        return found.returncode == 0 and json.loads(found.stdout.splitlines()[-1])["shard"] is not None


if __name__ == "__main__":
    unittest.main()

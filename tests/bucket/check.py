"""Publishes, fetches and purges a corpus in an object store, through a line that we spoil.

`check.py s3|azure FOLDER`: FOLDER is a project that has run, and things are put beside it. The store is moto's server of S3 or Azurite, which AZURITE
names. Between the program and the server stands a proxy that answers
500, answers too late, loses an answer after the server has acted on it, cuts answers and cuts uploads. After every run,
whether it failed or was killed, the store is looked at past the proxy: either no manifest is there, or one version is
there whole. In the end everything is there, byte for byte. The corpus as a Delta table is tables.py's.
"""

import atexit
import base64
import hashlib
import http.client
import http.server
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

import tables

PATIENCE = 1
FAULTS = ["error", "slow down", "late", "lost", "cut answer", "cut upload"]


class Proxy(http.server.BaseHTTPRequestHandler):
    """Forwards to the server, or does what is next on the list of faults."""

    protocol_version = "HTTP/1.1"
    server_port = 0
    lock = threading.Lock()
    # Asked for each request: its method and path; says which fault it meets, or none.
    fault = staticmethod(lambda method, path: None)
    met = []
    # Whether the server is one that knows no conditions.
    forgets = False
    # Requests that are on their way.
    busy = 0

    def log_message(self, *_):
        pass

    def answer(self, status, headers, body, sent=None):
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        length = dict((name.lower(), value) for name, value in headers).get("content-length", len(body))
        self.send_header("content-length", str(length if self.command == "HEAD" else len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body if sent is None else body[:sent])
        self.wfile.flush()

    def forward(self, body, cut=None):
        server = http.client.HTTPConnection("127.0.0.1", Proxy.server_port, timeout=60)
        left_out = ("connection", "if-none-match") if Proxy.forgets else ("connection",)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in left_out}
        if cut is not None:
            # The head promises all of it, and the line breaks before.
            server.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                server.putheader(name, value)
            server.endheaders()
            server.send(body[:cut])
            server.sock.close()
            return None
        server.request(self.command, self.path, body=body, headers=headers)
        got = server.getresponse()
        return got.status, got.getheaders(), got.read()

    def handle_one(self):
        with Proxy.lock:
            Proxy.busy += 1
        try:
            self.handle_it()
        finally:
            with Proxy.lock:
                Proxy.busy -= 1

    def handle_it(self):
        length = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:
            # The program was killed in the middle of an upload.
            self.forward(body, cut=len(body))
            self.close_connection = True
            return
        with Proxy.lock:
            fault = Proxy.fault(self.command, self.path)
            if fault == "cut upload" and len(body) < 2 or fault == "cut answer" and self.command == "PUT":
                fault = "lost"
            if fault:
                Proxy.met.append(fault)
        if fault in ("error", "slow down"):
            code = ("InternalError", 500) if fault == "error" else ("SlowDown", 503)
            text = f"<Error><Code>{code[0]}</Code><Message>on purpose</Message></Error>".encode()
            return self.answer(code[1], [("content-type", "application/xml")], text)
        if fault == "cut upload":
            self.forward(body, cut=len(body) // 2)
            self.close_connection = True
            return
        status, headers, text = self.forward(body)
        if fault == "late":
            time.sleep(PATIENCE + 0.5)
        if fault in ("late", "lost"):
            self.close_connection = True
            return
        if fault == "cut answer" and text:
            self.answer(status, headers, text, sent=len(text) // 2)
            self.close_connection = True
            return
        self.answer(status, headers, text)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_one


class Line(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Whoever was killed does not read its answer; that is what is tested."""


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def started(server, port):
    """Waits until it answers; it ends with us."""
    atexit.register(server.kill)
    for _ in range(300):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None, "the server ended"
        time.sleep(0.2)
    raise AssertionError("the server never answered")


class S3:
    address, secret = "s3://corpora/forum-a", "example-secret-that-nobody-may-read"

    def __init__(self, _folder):
        import boto3

        self.port = free_port()
        # A process of its own: some of those who read it hold the interpreter while they wait for its answer.
        server = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        started(subprocess.Popen(server, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL), self.port)
        self.client = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{self.port}", region_name="us-east-1",
                                   aws_access_key_id="example", aws_secret_access_key=self.secret)
        self.client.create_bucket(Bucket="corpora")

    def environment(self, port):
        return dict(AWS_ACCESS_KEY_ID="example", AWS_SECRET_ACCESS_KEY=self.secret, AWS_REGION="us-east-1",
                    AWS_ENDPOINT=f"http://127.0.0.1:{port}")

    def objects(self):
        listed = self.client.list_objects_v2(Bucket="corpora", MaxKeys=1000).get("Contents", [])
        return {one["Key"]: self.client.get_object(Bucket="corpora", Key=one["Key"])["Body"].read() for one in listed}

    def remove(self, key):
        self.client.delete_object(Bucket="corpora", Key=key)

    def put(self, key, body):
        self.client.put_object(Bucket="corpora", Key=key, Body=body)

    # Whether a request without its condition is a request all the same.
    is_forgetful = True

    def options(self):
        """For those who read past the line."""
        return dict(self.environment(self.port), AWS_ENDPOINT_URL=f"http://127.0.0.1:{self.port}", AWS_ALLOW_HTTP="true",
                    conditional_put="etag")


class Azure:
    address, account = "az://corpora/forum-a", "example"
    # Azurite wants a key in base64.
    secret = base64.b64encode(b"example-secret-that-nobody-may-read").decode()

    def __init__(self, folder):
        from azure.storage.blob import BlobServiceClient

        self.port = free_port()
        server = ["node", os.environ["AZURITE"], "--silent", "--disableTelemetry", "--location", folder + "-azurite",
                  "--blobHost", "127.0.0.1", "--blobPort", str(self.port)]
        accounts = dict(os.environ, AZURITE_ACCOUNTS=f"{self.account}:{self.secret}")
        started(subprocess.Popen(server, env=accounts, stdout=subprocess.DEVNULL), self.port)
        # The newest version that this server knows.
        service = BlobServiceClient(f"http://127.0.0.1:{self.port}/{self.account}", api_version="2024-11-04",
                                    credential={"account_name": self.account, "account_key": self.secret})
        self.client = service.create_container("corpora")

    def environment(self, port):
        return dict(AZURE_STORAGE_ACCOUNT_NAME=self.account, AZURE_STORAGE_ACCOUNT_KEY=self.secret,
                    AZURE_STORAGE_ENDPOINT=f"http://127.0.0.1:{port}/{self.account}")

    def objects(self):
        return {one.name: self.client.download_blob(one.name).readall() for one in self.client.list_blobs()}

    def remove(self, key):
        self.client.delete_blob(key)

    def put(self, key, body):
        self.client.upload_blob(key, body, overwrite=True)

    # The condition is part of what is signed.
    is_forgetful = False

    def options(self):
        """For those who read past the line."""
        return dict(azure_storage_account_name=self.account, azure_storage_account_key=self.secret,
                    azure_storage_endpoint=f"http://127.0.0.1:{self.port}/{self.account}", allow_http="true")


class Check:
    def __init__(self, store, folder):
        self.folder, self.project, self.store = folder + "-side", folder, store
        os.mkdir(self.folder)
        self.address = store.address
        Proxy.server_port = store.port
        self.proxy = Line(("127.0.0.1", 0), Proxy)
        threading.Thread(target=self.proxy.serve_forever, daemon=True).start()
        self.environment = dict(os.environ, **store.environment(self.proxy.server_port),
                                GRONDSLAG__CORPUS__STORE_SECONDS=str(PATIENCE))

    def command(self, *arguments):
        return [os.environ["GRONDSLAG"], "--project", self.project, "--format", "json", "-q", *arguments]

    def run(self, *arguments):
        done = subprocess.run(self.command(*arguments), env=self.environment, capture_output=True, text=True)
        assert self.store.secret not in done.stdout + done.stderr, "a credential was printed"
        return done

    def done(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def until_done(self, *arguments):
        """Runs it again while it says that it is not finished, and gives how often."""
        for runs in range(1, 6):
            done = self.run(*arguments)
            if done.returncode == 0:
                return runs
            assert done.returncode == 5, done.stderr
            assert self.visible() in (None, self.corpus()), "something else is visible"
        raise AssertionError(f"not done: {done.stderr}")

    def quiet(self):
        """Until nothing is on its way any more of what a killed program sent."""
        for _ in range(1000):
            with Proxy.lock:
                if Proxy.busy == 0:
                    return
            time.sleep(0.01)
        raise AssertionError("the line is never quiet")

    def objects(self):
        return self.store.objects()

    def visible(self):
        """The manifest that is there, of which every file is there whole; none where there is none."""
        objects = self.objects()
        manifest = objects.get("forum-a/manifest.json")
        if manifest is None:
            return None
        for name, digest in files_of(manifest):
            found = objects.get(f"forum-a/files/{digest}")
            assert found is not None, f"{name} is named and not there"
            assert hashlib.sha256(found).hexdigest() == digest, f"{name} is half written"
        return manifest

    def corpus(self):
        with open(os.path.join(self.project, "corpus", "manifest.json"), "rb") as file:
            return file.read()

    def same(self, there):
        """That a fetched corpus is that of the project, byte for byte, and nothing else."""
        here = os.path.join(self.project, "corpus")
        assert files(there) == files(here), set(files(there)) ^ set(files(here))

    def empty(self):
        for key in self.objects():
            self.store.remove(key)


def files_of(manifest):
    manifest = json.loads(manifest)
    entries = [shard["file"] for shard in manifest["shards"]] + manifest["lineage"]
    entries += [part["file"] for part in manifest["excluded"]] + manifest["cards"]
    return [(entry["name"], entry["sha256"]) for entry in entries]


def files(folder):
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(path, name), "rb") as file:
                found[os.path.relpath(os.path.join(path, name), folder)] = file.read()
    return found


def without_faults(check):
    sent = check.done("corpus", "publish", check.address)
    assert sent["sent"] > 0 and sent["address"] == check.address, sent
    assert check.visible() == check.corpus()
    there = os.path.join(check.folder, "there")
    check.done("corpus", "fetch", check.address, there)
    check.same(there)
    again = check.done("corpus", "publish", check.address)
    assert (again["sent"], again["removed"]) == (0, 0), again
    missing = check.run("corpus", "fetch", check.address.replace("forum-a", "nothing"), os.path.join(check.folder, "nothing"))
    assert missing.returncode == 2 and "no corpus" in missing.stderr, missing.stderr
    print(f"without faults: {sent['sent']} files sent, fetched and equal")


def each_fault_alone(check):
    """Met by a third of the requests, a fault costs time, or the same command again; met by every one, the run says so."""
    for fault in FAULTS:
        check.empty()
        draw = random.Random(fault)
        Proxy.met.clear()
        Proxy.fault = staticmethod(lambda method, path: fault if draw.random() < 1 / 3 else None)
        runs = check.until_done("corpus", "publish", check.address)
        assert fault in Proxy.met, (fault, set(Proxy.met))
        there = os.path.join(check.folder, "alone")
        runs += check.until_done("corpus", "fetch", check.address, there)
        Proxy.fault = staticmethod(lambda method, path: None)
        assert check.visible() == check.corpus()
        check.same(there)
        print(f"{fault}: {len(Proxy.met)} met, published and fetched in {runs} runs, nothing lost", flush=True)
    check.empty()
    for fault in ("error", "lost"):
        Proxy.fault = staticmethod(lambda method, path: fault)
        failed = check.run("corpus", "publish", check.address)
        Proxy.fault = staticmethod(lambda method, path: None)
        assert failed.returncode == 5 and "run the same command again" in failed.stderr, failed.stderr
        assert check.visible() is None, "half a corpus is visible"


def at_random(check, seeds):
    runs = met = 0
    for seed in range(seeds):
        check.empty()
        draw = random.Random(seed)
        Proxy.met.clear()
        for _ in range(30):
            Proxy.fault = staticmethod(lambda method, path: draw.choice(FAULTS) if draw.random() < 0.4 else None)
            done = check.run("corpus", "publish", check.address)
            Proxy.fault = staticmethod(lambda method, path: None)
            runs += 1
            assert done.returncode in (0, 5), done.stderr
            visible = check.visible()
            assert visible in (None, check.corpus()), "something else is visible"
            if done.returncode == 0:
                assert visible is not None, "it said that it was published, and nothing is there"
                break
        else:
            raise AssertionError(f"seed {seed}: never published")
        met += len(Proxy.met)
    print(f"at random: {seeds} seeds, {runs} runs, {met} faults met, one version visible or none after each")


def killed(check):
    """Killed after so many requests, with the old version there: it stands, or the new one does."""
    old = check.corpus()
    check.empty()
    check.done("corpus", "publish", check.address)
    check.done("corpus", "seal")
    new = check.corpus()
    assert old != new, "there is no other version to publish"
    stands = {"old": 0, "new": 0}
    for requests in range(1, 200):
        count = iter(range(1, 10**9))
        process = None
        reached = threading.Event()

        def fault(method, path):
            if next(count) == requests:
                os.kill(process.pid, signal.SIGKILL)
                reached.set()
            return None

        process = subprocess.Popen(check.command("corpus", "publish", check.address), env=check.environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        Proxy.fault = staticmethod(fault)
        code = process.wait()
        Proxy.fault = staticmethod(lambda method, path: None)
        if not reached.is_set():
            assert code == 0, "it was not killed and did not succeed"
            break
        assert code == -signal.SIGKILL, code
        # What it had sent is on its way through the proxy for a moment longer.
        for _ in range(50):
            with Proxy.lock:
                visible = check.visible()
            if visible == new:
                break
            time.sleep(0.01)
        assert visible in (old, new), "neither version is visible"
        stands["old" if visible == old else "new"] += 1
        if visible == new:
            break
    assert stands["old"] > 0, stands
    check.done("corpus", "publish", check.address)
    assert check.visible() == new
    named = {digest for _, digest in files_of(new)}
    left = {key.rsplit("/", 1)[1] for key in check.objects() if "/files/" in key}
    assert left == named, "what was left over is still there"
    print(f"killed: the old version stood {stands['old']} times, the new one {stands['new']}")


def purged(check):
    """A person who objects leaves the store too, and no object that held them stays; also with faults on the way."""
    with open(os.path.join(check.project, "grondslag.toml"), encoding="utf-8") as file:
        now = next(line.split('"')[1] for line in file if line.startswith("clock = "))
    with open(os.path.join(check.project, "platform", "accounts.jsonl"), encoding="utf-8") as file:
        subjects = [json.loads(line).get("subject_id") for line in file]
    proof = os.path.join(check.folder, "proof.json")
    held = (subject for subject in subjects if subject and check.done("corpus", "prove", subject, "--out", proof)["in"])
    subject = next(held)
    before = {digest for _, digest in files_of(check.visible())}
    said = os.path.join(check.folder, "said.jsonl")
    with open(said, "w", encoding="utf-8") as file:
        json.dump({"at": now, "act": "objection", "id": "later", "subject": subject, "purpose": "*",
                   "scope": {"person": True}, "article": "21(1)"}, file)
        file.write("\n")
    appended = check.run("ledger", "append", said)
    assert appended.returncode == 0, appended.stderr
    # Beside it, a first publishing that never came to its manifest.
    beside = check.address.replace("forum-a", "forum-b")
    Proxy.fault = staticmethod(lambda method, path: "error" if method == "PUT" and "manifest.json" in path else None)
    assert check.run("corpus", "publish", beside).returncode == 5
    Proxy.fault = staticmethod(lambda method, path: None)
    sent = {key.rsplit("/", 1)[1] for key in check.objects() if key.startswith("forum-b/files")}
    assert sent == before, "it was not sent before its manifest"
    # Nothing can be removed there: the new version is visible, the old one's objects stay, and the run says that it is not
    # done. The next one finds no record of this person any more, and must finish it all the same.
    Proxy.fault = staticmethod(lambda method, path: "error" if method in ("DELETE", "POST") else None)
    failed = check.run("corpus", "purge", subject)
    Proxy.fault = staticmethod(lambda method, path: None)
    assert failed.returncode == 5, failed.stdout + failed.stderr
    assert {digest for _, digest in files_of(check.visible())} != before, "nothing was switched"
    assert before <= {key.rsplit("/", 1)[1] for key in check.objects()}, "something was removed"
    draw = random.Random(7)
    Proxy.met.clear()
    Proxy.fault = staticmethod(lambda method, path: draw.choice(FAULTS) if draw.random() < 0.15 else None)
    for _ in range(10):
        done = check.run("corpus", "purge", subject)
        if done.returncode == 0:
            break
        # A copy that was not reached is purged by the next run; nobody is told that it is done before.
        assert done.returncode == 5 and '"unreached":[{' in done.stdout.replace(" ", ""), done.stdout + done.stderr
    else:
        raise AssertionError("never purged")
    Proxy.fault = staticmethod(lambda method, path: None)
    visible = check.visible()
    after = {digest for _, digest in files_of(visible)}
    assert before - after, "nothing was rewritten"
    left = {key.rsplit("/", 1)[1] for key in check.objects() if "/files/" in key}
    assert left == after, "an object of a version with the person is still there"
    there = os.path.join(check.folder, "purged")
    check.done("corpus", "fetch", check.address, there)
    with open(os.path.join(there, "manifest.json"), "rb") as file:
        assert file.read() == visible
    certificate = json.loads(done.stdout.splitlines()[-1])["certificate"]
    verified = check.run("verify", certificate)
    assert verified.returncode == 0, verified.stderr
    assert json.loads(visible)["corpus_digest"] == json.loads(check.corpus())["corpus_digest"], "other rows than here"
    print(f"purged: {len(before - after)} objects of the version before are gone, {len(Proxy.met)} faults met")


class Reader:
    """A project beside the first one, with sources of its own."""

    def __init__(self, check, name, sources):
        self.check, self.folder = check, os.path.join(check.folder, name)
        os.mkdir(self.folder)
        for file in ("register.toml", "law"):
            path = os.path.join(check.project, file)
            if os.path.isdir(path):
                shutil.copytree(path, os.path.join(self.folder, file))
            elif os.path.exists(path):
                shutil.copy(path, self.folder)
        with open(os.path.join(self.folder, "grondslag.toml"), "w", encoding="utf-8") as file:
            file.write(sources(configuration(check)))

    def intake(self):
        """What was read, or nothing where the run says that it can be repeated."""
        command = self.check.command("intake")
        command[command.index("--project") + 1] = self.folder
        done = subprocess.run(command, env=self.check.environment, capture_output=True, text=True)
        assert self.check.store.secret not in done.stdout + done.stderr, "a credential was printed"
        assert not os.path.exists(os.path.join(self.folder, "work", "brought")), "a copy of the sources was left behind"
        # Some lines of the demo are not to be read, which is 5 too.
        assert done.returncode in (0, 5), done.stdout + done.stderr
        if not done.stdout:
            assert "run the same command again" in done.stderr, done.stderr
            return None
        return json.loads(done.stdout.splitlines()[-1])

    def tables(self):
        return {name: open(os.path.join(self.folder, "work", name), "rb").read() for name in ("posts.parquet", "accounts.parquet")}


def configuration(check):
    with open(os.path.join(check.project, "grondslag.toml"), encoding="utf-8") as file:
        return file.read()


def only(source, text):
    """The configuration with this source alone."""
    kept, is_source = [], False
    for line in text.splitlines():
        if line.startswith("["):
            is_source = line.startswith(("[[source]]", "[source"))
        if not is_source:
            kept.append(line)
    return "\n".join(kept) + "\n" + source


def upload(check, folder, prefix):
    for name, body in files(folder).items():
        check.store.put(f"{prefix}/{name}", body)


def brought(check):
    """A project whose sources lie in the store takes in what it takes in from files, on a bad line too."""
    lake = check.address.replace("forum-a", "lake")
    here = Reader(check, "files", lambda text: text.replace('path = "p', f'path = "{check.project}/p'))
    there = Reader(check, "objects", lambda text: text.replace('path = "p', f'path = "{lake}/p'))
    for part in ("platform", "packages"):
        upload(check, os.path.join(check.project, part), f"lake/{part}")
    # Where somebody made folders by hand, and what a writer has not finished.
    check.store.put("lake/packages/mastodon/half.tar.gz.tmp", b"half")
    read = here.intake()
    assert read["accepted"] > 1000, read
    draw, met = random.Random(5), []
    Proxy.met.clear()
    Proxy.fault = staticmethod(lambda method, path: draw.choice(FAULTS) if draw.random() < 0.2 else None)
    for runs in range(1, 20):
        found = there.intake()
        if found:
            break
        assert not os.path.exists(os.path.join(there.folder, "work", "posts.parquet")), "half an import"
    met += Proxy.met
    Proxy.fault = staticmethod(lambda method, path: None)
    killed_while_brought(check, lake, here)
    assert found and found["accepted"] == read["accepted"] and found["rejected"] == read["rejected"], (found, read)
    assert there.tables() == here.tables(), "the store gave something else than the files"
    told = {line["path"] for line in found["sources"]}
    assert f"{lake}/platform/posts.jsonl.gz" in told and all(path.startswith(lake) for path in told), told
    # Whoever looks into the register sees the address, and the digest of the same bytes.
    digests = [sorted(entry["sha256"] for entry in one["register"]) for one in (found, read)]
    assert digests[0] == digests[1], digests
    print(f"brought: {found['accepted']} records from {len(told)} objects in {runs} runs, {len(met)} faults met, the same tables")


def killed_while_brought(check, lake, here):
    """Killed while its sources are brought: nothing becomes a record, and what was brought is no source of the next run."""
    there = Reader(check, "killed", lambda text: text.replace('path = "p', f'path = "{lake}/p'))
    brought = os.path.join(there.folder, "work", "brought")
    command = check.command("intake")
    command[command.index("--project") + 1] = there.folder
    left = 0
    for requests in range(2, 30, 3):
        count, process, reached = iter(range(1, 10**9)), None, threading.Event()

        def fault(method, path):
            if next(count) == requests:
                os.kill(process.pid, signal.SIGKILL)
                reached.set()
            return None

        with Proxy.lock:
            Proxy.fault = staticmethod(fault)
            process = subprocess.Popen(command, env=check.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        code = process.wait()
        Proxy.fault = staticmethod(lambda method, path: None)
        if not reached.is_set():
            break
        assert code == -signal.SIGKILL, code
        assert not os.path.exists(os.path.join(there.folder, "work", "posts.parquet")), "half a source was read"
        for folder in (path for path, _, _ in os.walk(brought)):
            left += 1
            with open(os.path.join(folder, "of-another-day.jsonl"), "w", encoding="utf-8") as file:
                file.write("no line of a source\n")
    assert left > 0, "nothing was being brought when it was killed"
    assert there.intake() and there.tables() == here.tables(), "what a kill left was read"
    print("killed while sources were brought: the next run reads what it reads from files")


def brought_table(check):
    """One version of a Delta table in the store; others may write there, and nothing of another version is read."""
    lake = check.address.replace("forum-a", "lake/table")
    table = os.path.join(check.folder, "table")
    check.done("corpus", "publish", table)
    source = """
[[source]]
name = "table"
path = "PATH"
service = "plein"
provenance = "licensed"
complete = true
declare.kind = "post"
map = { record_id = "record", account_id = "subject", text = "text" }
"""
    here = Reader(check, "table-files", lambda text: only(source.replace("PATH", table), text))
    there = Reader(check, "table-objects", lambda text: only(source.replace("PATH", lake), text))
    upload(check, table, "lake/table")
    check.store.put("lake/table/not-of-the-version.parquet", b"no Parquet")
    read, found = here.intake(), there.intake()
    assert found["accepted"] == read["accepted"] > 100, (found, read)
    assert there.tables() == here.tables(), "the store gave something else than the files"
    assert found["register"][0]["table"] == read["register"][0]["table"], "another version"
    # A version of which a file is gone is not read by half.
    gone = next(key for key in check.objects() if key.startswith("lake/table/") and key.endswith(".parquet") and "not-of" not in key)
    check.store.remove(gone)
    command = check.command("intake")
    command[command.index("--project") + 1] = there.folder
    refused = subprocess.run(command, env=check.environment, capture_output=True, text=True)
    assert refused.returncode == 2 and "does not lie there" in refused.stderr, refused.stderr
    missing = Reader(check, "nothing", lambda text: only(source.replace("PATH", lake + "-not"), text))
    command[command.index("--project") + 1] = missing.folder
    refused = subprocess.run(command, env=check.environment, capture_output=True, text=True)
    assert refused.returncode == 2 and "nothing lies at" in refused.stderr, refused.stderr
    # A pattern that fits nothing is named as it was written, and not by the copy.
    pattern = check.address.replace("forum-a", "lake/platform/nobody-*.jsonl")
    missing = Reader(check, "no-fit", lambda text: only(source.replace("PATH", pattern), text))
    command[command.index("--project") + 1] = missing.folder
    refused = subprocess.run(command, env=check.environment, capture_output=True, text=True)
    assert refused.returncode == 2 and f"nothing lies at `{pattern}`" in refused.stderr, refused.stderr
    assert missing.folder not in refused.stderr, refused.stderr
    print(f"a table brought: version {found['register'][0]['table']['version']}, {found['accepted']} rows, as from its folder")


def main():
    check = Check({"s3": S3, "azure": Azure}[sys.argv[1]](sys.argv[2]), sys.argv[2])
    without_faults(check)
    each_fault_alone(check)
    at_random(check, int(os.environ.get("SEEDS", "4")))
    killed(check)
    purged(check)
    brought(check)
    brought_table(check)
    tables.check(check, Proxy, FAULTS)
    print("8 passed, 0 failed")


main()

"""How soon a change counts. `latency.py PROGRAM [POSTGRES_URL]`: a push until it is acknowledged, which is when the next permit sees it;
a change committed in PostgreSQL until `intake --follow` has kept it. Prints p50 and p99 in milliseconds."""

import http.client
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

program = sys.argv[1]
FACTS = '[source.facts]\norigin_lawful = true\nretention_until = "2030-01-01"\ntdm_reserved_whole = false\nillegal_content = false\n'


def project(folder, source):
    subprocess.run([program, "--project", folder, "-q", "demo", "--generate-only"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    path = pathlib.Path(folder, "grondslag.toml")
    config = path.read_text()
    head, rest = config.split("\n[[source]]", 1)
    path.write_text(head + "\n" + source + FACTS + "\n[said]" + rest.split("\n[said]", 1)[1])


def told(name, seconds):
    seconds.sort()
    at = lambda share: seconds[min(len(seconds) - 1, int(len(seconds) * share))] * 1000
    print(f"| {name} | {len(seconds)} | {at(0.5):.1f} | {at(0.99):.1f} |", flush=True)


def push(folder, batches, size):
    project(folder, '[[source]]\nname = "live"\nformat = "push"\n')
    server = subprocess.Popen([program, "--project", folder, "--format", "json", "serve", "--listen", "127.0.0.1:0"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    line = server.stdout.readline()
    if line.startswith("serving"):
        line = server.stdout.readline()
    listen = json.loads(line)["listen"]
    seconds = []
    for number in range(batches):
        # The portal admits 300 requests a minute from one client.
        post = {"kind": "post", "service": "plein", "source": "platform_first_party", "account_id": "plein:a1",
                "created_at": "2026-03-01T10:00:00Z", "visibility_now": "public", "text": f"words {number}"}
        lines = [json.dumps({"at": "2026-11-30T11:00:00Z", "post": post | {"record_id": f"plein:{number % 50}-{row}"}}) for row in range(size)]
        connection = http.client.HTTPConnection(listen)
        begun = time.perf_counter()
        connection.request("POST", "/v1/posts", "\n".join(lines), {"Content-Type": "application/x-ndjson", "Idempotency-Key": f"latency-{number}"})
        answer = connection.getresponse()
        answer.read()
        seconds.append(time.perf_counter() - begun)
        if answer.status != 200:
            sys.exit(f"the portal answered {answer.status}")
        connection.close()
    server.kill()
    server.wait()
    told(f"push of {size}, until acknowledged", seconds)


def follow(folder, url, changes):
    sql = lambda text: subprocess.run(["psql", url, "-qAt", "-c", text], check=True, stdout=subprocess.DEVNULL)
    sql("DROP TABLE IF EXISTS latency; CREATE TABLE latency(id bigint PRIMARY KEY, words text)")
    sql("INSERT INTO latency SELECT n, 'first' FROM generate_series(1, 10000) n")
    slot = f"latency_{os.getpid()}"
    project(folder, f'[[source]]\nname = "table"\npath = "{url}"\nservice = "forum"\nprovenance = "platform_first_party"\nslot = "{slot}"\n'
                    'map = { record_id = "id", text = "words", table = "latency" }\ndeclare = { kind = "post" }\n')
    follower = subprocess.Popen([program, "--project", folder, "--format", "json", "-q", "intake", "--follow"], stdout=subprocess.PIPE, text=True)
    follower.stdout.readline()
    psql = subprocess.Popen(["psql", url, "-qAt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    seconds = []
    for number in range(changes):
        psql.stdin.write(f"UPDATE latency SET words = 'change {number}' WHERE id = {number + 1};\nSELECT 1;\n")
        psql.stdin.flush()
        psql.stdout.readline()  # committed
        begun = time.perf_counter()
        follower.stdout.readline()
        seconds.append(time.perf_counter() - begun)
    psql.stdin.close()
    follower.kill()
    follower.wait()
    time.sleep(1)
    sql(f"SELECT pg_drop_replication_slot('{slot}'); DROP PUBLICATION {slot}; DROP TABLE latency")
    told("change in PostgreSQL, from its commit until kept", seconds)


top = tempfile.mkdtemp()
print(f"cores {os.cpu_count()}, load {os.getloadavg()[0]:.1f}\n| what | n | p50 ms | p99 ms |\n| --- | ---: | ---: | ---: |")
push(os.path.join(top, "one"), 200, 1)
push(os.path.join(top, "many"), 60, 100)
if len(sys.argv) > 2:
    follow(os.path.join(top, "follow"), sys.argv[2], 200)
shutil.rmtree(top)

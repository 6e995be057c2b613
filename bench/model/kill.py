"""Kills a training at random moments and lets it go on: the same bytes as one that was never killed.

kill.py MEASURE POSTS BASE FOLDER [OTHER]: trains twice, with one thread and with two, then kills (SIGKILL) at 20 moments drawn
from a fixed seed and goes on, and compares one digest of every file. OTHER is the same program of another profile (dev beside
release); without it that comparison is said to be not run. Exits with 1 where a digest differs.
"""

import json
import random
import shutil
import subprocess
import sys
import time

SMALL = "vocabulary=512 context=64 width=64 layers=2 heads=2 feed_forward=176 base_steps=30 base_sequences=8 characters=4096"
PLAN = "posts=4000 cohorts=8 slices=4 passes=2 steps_per_pass=4"
KILLS = 20

program, posts, base, folder, *others = sys.argv[1:]


def command(who, name, threads):
    return [who, "once", posts, base, f"{folder}/{name}", *SMALL.split(), *PLAN.split(), f"threads={threads}"]


def digest(who, name, threads):
    done = subprocess.run(command(who, name, threads), capture_output=True, check=True, text=True)
    return json.loads(done.stdout)["digest"]


def fresh(name):
    shutil.rmtree(f"{folder}/{name}", ignore_errors=True)
    return name


began = time.monotonic()
first = digest(program, fresh("one"), 1)
whole = time.monotonic() - began
again = digest(program, fresh("again"), 1)
two = digest(program, fresh("two"), 2)
chance, equal, cut, moments = random.Random(1), 0, 0, []
while cut < KILLS:
    fresh("killed")
    run = subprocess.Popen(command(program, "killed", 1 + cut % 2), stdout=subprocess.DEVNULL)
    moment = chance.uniform(0.02, 0.98) * whole
    try:
        run.wait(moment)
        # On a machine that is quieter now, it was whole before the moment came.
        continue
    except subprocess.TimeoutExpired:
        run.kill()
        run.wait()
    cut += 1
    moments.append(round(moment / whole, 2))
    equal += digest(program, "killed", 1) == first
profiles = digest(others[0], fresh("other"), 1) == first if others else None
print(
    json.dumps(
        {
            "seconds_of_one_run": whole,
            "two_runs_equal": again == first,
            "one_and_two_threads_equal": two == first,
            "killed": cut,
            "killed_and_gone_on_equal": equal,
            "killed_at_shares_of_a_run": sorted(moments),
            "dev_and_release_equal": "NOT RUN: name the program of the other profile" if profiles is None else profiles,
        }
    )
)
sys.exit(0 if again == first == two and equal == cut and profiles is not False else 1)

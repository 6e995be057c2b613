"""Adapters beside SmolLM2-135M-Instruct, measured. In: the built example `beside`, the GGUF file, posts, a folder. Out: one JSON
object a line. Never: a text of a post."""

import json
import os
import subprocess
import sys
import time
import zlib
from pathlib import Path

BESIDE, BASE, POSTS, WORK = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
COUNTS = [int(count) for count in os.environ.get("COUNTS", "1,4,16").split(",")]
READ, HELD, THREADS = (int(os.environ.get(name, most)) for name, most in (("READ", 900), ("HELD", 60), ("THREADS", 2)))
PROMPTS = ["The capital of France is", "In 2026 there were 1234567 people", "def add(a, b):", "Ünïcödé 漢字 🙂", "<|im_end|> is"]
# The same for every number of cohorts: what one step reads, and how far it goes. Two slices, so that forgetting has a middle.
RATE = os.environ.get("RATE", "0.001")
PLAN = ["slices=2", "passes=1", "context=64", "normaliser_tokens=128", f"learning_rate={RATE}", "warmup_steps=2", f"threads={THREADS}"]
STEPS = int(os.environ.get("STEPS", "128"))


def beside(*words):
    done = subprocess.run([BESIDE, *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"beside {words[0]}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def say(part, **values):
    print(json.dumps({"part": part, **values}), flush=True)


def compare(folder):
    """Our reading of the file beside that of `transformers`: tokens, logits, and 200 greedy tokens."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    torch.set_num_threads(THREADS)
    torch.set_grad_enabled(False)
    where = dict(pretrained_model_name_or_path=str(BASE.parent), gguf_file=BASE.name)
    theirs = AutoModelForCausalLM.from_pretrained(**where, dtype=torch.float32).eval()
    tokens = AutoTokenizer.from_pretrained(**where)
    worst = largest = equal = cut = written = 0
    ours_seconds = theirs_seconds = 0.0
    for prompt in PROMPTS:
        rows = beside("logits", BASE, folder, "none", prompt)
        ids = [row["token"] for row in rows]
        cut += ids[1:] == tokens(prompt, add_special_tokens=False, split_special_tokens=True)["input_ids"]
        found = theirs(input_ids=torch.tensor([ids])).logits[0]
        worst = max(worst, (torch.tensor([row["logits"] for row in rows]) - found).abs().max().item())
        largest = max(largest, found.abs().max().item())
        said = beside("greedy", BASE, folder, "none", 200, prompt)[0]
        began = time.monotonic()
        out = theirs.generate(input_ids=torch.tensor([ids]), max_new_tokens=200, do_sample=False, eos_token_id=2, pad_token_id=2,
                              suppress_tokens=[1])[0, len(ids):].tolist()
        theirs_seconds += time.monotonic() - began
        ours_seconds += said["seconds"]
        equal += tokens.decode([token for token in out if token != 2], skip_special_tokens=True) == said["text"]
        written += said["tokens"]
    say("transformers", prompts=len(PROMPTS), cut_equal=cut, worst=worst, largest=largest, greedy_equal=equal, tokens=written,
        ours_tokens_per_second=written / ours_seconds, theirs_tokens_per_second=written / theirs_seconds, threads=THREADS)


def posts():
    """One person in twenty is held out whole; which one, their name decides."""
    rows = [json.loads(line) for line in POSTS.open()]
    out = lambda row: zlib.crc32(row["author"].encode()) % 20 == 0
    read = [row for row in rows if not out(row)][:READ]
    held = [row for row in rows if out(row) and len(row["text"]) >= 20][:HELD]
    for name, chosen in (("read", read), ("held", held), ("none", [])):
        (WORK / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in chosen))


def main():
    parts = os.environ.get("PARTS", "compare,curve,forget").split(",")
    posts()
    if "compare" in parts:
        beside("train", BASE, WORK / "none.jsonl", WORK / "bare", "cohorts=1", "slices=1", "passes=1", "steps_per_pass=1", "context=512")
        compare(WORK / "bare")
    if "curve" in parts:
        for count in COUNTS:
            folder = WORK / f"cohorts-{count}"
            # The same number of steps in all, whatever the number of cohorts.
            steps = [f"cohorts={count}", f"steps_per_pass={max(1, STEPS // 2 // count)}"]
            say("train", **beside("train", BASE, WORK / "read.jsonl", folder, *PLAN, *steps)[0])
            say("judge", **beside("judge", BASE, folder, WORK / "held.jsonl")[0])
    if "forget" in parts:
        steps = ["cohorts=8", f"steps_per_pass={max(1, STEPS // 2 // 8)}"]
        say("forget", **beside("forget", BASE, WORK / "read.jsonl", WORK / "forget", *PLAN, *steps)[0])


main()

"""Our logits and those of `transformers` beside double precision. In: the built example `beside`, the GGUF file, a folder. Out: one
JSON object a prompt, and one of all. Never: a norm or an angle of single precision in what is called double, which is what
`model.double()` of `transformers` gives; angles alone are rounded as a Llama defines them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM
from transformers.models.llama.modeling_llama import LlamaRMSNorm

BESIDE, BASE, FOLDER = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
PROMPTS = json.loads((Path(__file__).parent / "prompts.json").read_text())[: int(os.environ.get("PROMPTS", "100"))]
torch.set_num_threads(int(os.environ.get("THREADS", "1")))
torch.set_grad_enabled(False)


def beside(*words):
    done = subprocess.run([BESIDE, *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"beside {words[0]}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def load():
    return AutoModelForCausalLM.from_pretrained(BASE.parent, gguf_file=BASE.name, dtype=torch.float32).eval()


single_norm = LlamaRMSNorm.forward


def norm(self, x):
    if x.dtype != torch.float64:
        return single_norm(self, x)
    return self.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.variance_epsilon))


def main():
    LlamaRMSNorm.forward = norm
    theirs, exact = load(), load().double()
    none = FOLDER / "none.jsonl"
    none.write_text("")
    beside("train", BASE, none, FOLDER / "bare", "cohorts=1", "slices=1", "passes=1", "steps_per_pass=1", "context=512")
    found = []
    for prompt in PROMPTS:
        rows = beside("logits", BASE, FOLDER / "bare", "none", prompt)
        ids = torch.tensor([[row["token"] for row in rows]])
        ours = torch.tensor([row["logits"] for row in rows], dtype=torch.float64)
        single, double = theirs(input_ids=ids).logits[0].double(), exact(input_ids=ids).logits[0]
        off = lambda one, other: (one - other).abs().max().item()
        line = {"tokens": ids.shape[1], "ours_to_theirs": off(ours, single), "ours_to_double": off(ours, double),
                "theirs_to_double": off(single, double), "largest": double.abs().max().item()}
        found.append(line)
        print(json.dumps(line), flush=True)
    of = lambda name: sorted(line[name] for line in found)
    names = ("ours_to_theirs", "ours_to_double", "theirs_to_double")
    summary = {name: {"median": of(name)[len(found) // 2], "worst": of(name)[-1], "within_1e-4": sum(x <= 1e-4 for x in of(name))} for name in names}
    print(json.dumps({"prompts": len(found), **summary}), flush=True)


main()

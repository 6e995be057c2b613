"""Loads an exported model with `transformers` and compares it with ours: logits, greedy text, tokens a second.

compare.py MODEL SPEAK: MODEL is a model folder, SPEAK the example `speak` of the crate `train`.
Exits with 1 where a logit differs by 1e-4 or more, or where a greedy text differs.
"""

import json
import os
import subprocess
import sys
import time

os.environ["HF_HUB_OFFLINE"] = "1"
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

folder, speak = sys.argv[1:3]
torch.set_num_threads(1)
model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
tokenizer = AutoTokenizer.from_pretrained(folder)
context = model.config.max_position_embeddings
prompts = ["Vandaag", "The market", "Ich habe gestern", "s1: what is", "", "Ünïcödé 漢字 and more"]


def ours(*arguments):
    done = subprocess.run([speak, folder, *arguments], capture_output=True, check=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


worst, wrong = 0.0, []
for prompt in prompts:
    rows = ours("logits", prompt)
    ids = tokenizer(prompt, return_tensors="pt").input_ids
    assert ids[0].tolist() == [row["token"] for row in rows], "the tokenizers differ"
    with torch.no_grad():
        theirs = model(ids).logits[0]
    worst = max(worst, float((theirs - torch.tensor([row["logits"] for row in rows])).abs().max()))

# Two hundred tokens do not fit into the context of the demo's plan; then as many as fit.
tokens = min(200, context - 16)
ratios = []
for prompt in prompts:
    (mine,) = ours("greedy", str(tokens), prompt)
    ids = tokenizer(prompt, return_tensors="pt").input_ids
    began = time.perf_counter()
    with torch.no_grad():
        out = model.generate(ids, max_new_tokens=tokens, do_sample=False, temperature=None, top_k=None, pad_token_id=0)
    seconds = time.perf_counter() - began
    new = out[0][ids.shape[1] :]
    if tokenizer.decode(new, skip_special_tokens=True) != mine["text"]:
        wrong.append(prompt)
    if mine["tokens"] > 5:
        ratios.append((mine["tokens"] / mine["seconds"]) / (len(new) / seconds))
ratios.sort()
print(
    json.dumps(
        {
            "worst_logit_difference": worst,
            "greedy_tokens": tokens,
            "greedy_texts": len(prompts),
            "greedy_texts_that_differ": len(wrong),
            "tokens_per_second_ours_to_transformers_median": ratios[len(ratios) // 2] if ratios else None,
            "torch": torch.__version__,
        }
    )
)
sys.exit(1 if worst >= 1e-4 or wrong else 0)

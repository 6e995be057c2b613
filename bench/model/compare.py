"""Puts PyTorch and `transformers` beside our trainer and our model.

compare.py speak SPEAK MODEL…: loads each exported MODEL and compares with the example `speak` of the crate `train`: logits,
greedy text, completion tokens a second, time to the first token. Exits with 1 where a logit differs by 1e-4 or more, or where
a greedy text differs.

compare.py train MEASURE POSTS BASE FOLDER [THREADS…]: trains the same architecture, batch and number of threads with the example
`measure` and with PyTorch, turn by turn, and prints the ratio of tokens a second.
"""

import json
import os
import subprocess
import sys
import time
from statistics import median

os.environ["HF_HUB_OFFLINE"] = "1"
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM

PROMPTS = [
    "Vandaag",
    "The market",
    "Ich habe gestern",
    "s1: what is",
    "",
    "Ünïcödé 漢字 and more",
    "how do I install",
    "It was the best of times, it was the worst of times,",
    "<|end|> is no end",
    "a\tb\n\nc   d",
]
LONG = "It was a dark and stormy night; the rain fell in torrents, except at occasional intervals. " * 2
TOKENS = 200
ROUNDS = 5


def asked(command):
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def load(folder):
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    return model, AutoTokenizer.from_pretrained(folder)


def continued(model, ids, tokens):
    """The greedy continuation and how long it took."""
    began = time.perf_counter()
    with torch.no_grad():
        out = model.generate(
            ids, attention_mask=torch.ones_like(ids), max_new_tokens=tokens, do_sample=False, temperature=None, top_k=None, pad_token_id=0
        )
    return out[0][ids.shape[1] :], time.perf_counter() - began


def same(speak, folder):
    """Logits and greedy text of one model."""
    model, tokenizer = load(folder)
    worst, scale, differing, compared = 0.0, 0.0, [], []
    tokens = min(TOKENS, model.config.max_position_embeddings - 40)
    for prompt in PROMPTS:
        rows = asked([speak, folder, "logits", prompt])
        ids = tokenizer(prompt, return_tensors="pt").input_ids
        if ids[0].tolist() != [row["token"] for row in rows]:
            sys.exit(f"the tokenizers differ on {prompt!r}")
        with torch.no_grad():
            theirs = model(ids).logits[0]
        ours = torch.tensor([row["logits"] for row in rows])
        worst, scale = max(worst, float((theirs - ours).abs().max())), max(scale, float(ours.abs().max()))
        (mine,) = asked([speak, folder, "greedy", str(tokens), prompt])
        new, _ = continued(model, ids, tokens)
        compared.append(mine["tokens"])
        if tokenizer.decode(new, skip_special_tokens=True) != mine["text"]:
            differing.append(prompt)
    return {
        "model": os.path.basename(folder),
        "worst_logit_difference": worst,
        "largest_logit": scale,
        "greedy_texts": len(PROMPTS),
        "greedy_tokens": compared,
        "greedy_texts_that_differ": len(differing),
    }


def pace(speak, folder):
    """Completion tokens a second and time to the first token, turn by turn."""
    model, tokenizer = load(folder)
    figures = []
    for prompt in ["The market", LONG]:
        ids = tokenizer(prompt, return_tensors="pt").input_ids
        tokens = min(100, model.config.max_position_embeddings - ids.shape[1] - 1)
        continued(model, ids, 5)
        rounds = []
        for _ in range(ROUNDS):
            (mine,) = asked([speak, folder, "greedy", str(tokens), prompt])
            new, seconds = continued(model, ids, tokens)
            _, first = continued(model, ids, 1)
            # The first token counts for the prompt, the others for speed.
            after = (mine["tokens"] - 1) / (mine["seconds"] - mine["first_token_seconds"])
            rounds.append((after, (len(new) - 1) / (seconds - first), mine["first_token_seconds"], first))
        ours, theirs, our_first, their_first = (median(column) for column in zip(*rounds))
        figures.append(
            {
                "prompt_tokens": ids.shape[1],
                "tokens": tokens,
                "tokens_a_second": ours,
                "tokens_a_second_transformers": theirs,
                "ratio": median(one / other for one, other, *_ in rounds),
                "first_token_ms": 1000 * our_first,
                "first_token_ms_transformers": 1000 * their_first,
                "first_token_ratio": median(other / one for *_, one, other in rounds),
            }
        )
    return figures


def speak(program, *folders):
    torch.set_num_threads(1)
    failed = False
    for folder in folders:
        found = same(program, folder)
        failed |= found["worst_logit_difference"] >= 1e-4 or found["greedy_texts_that_differ"] > 0
        print(json.dumps(found), flush=True)
    for figures in pace(program, folders[0]):
        print(json.dumps(figures), flush=True)
    sys.exit(1 if failed else 0)


# Two sizes: that of the shipped plans, and one of 3.7 million weights.
SIZES = [
    {"vocabulary": 2048, "context": 128, "width": 128, "layers": 4, "heads": 4, "feed_forward": 352, "base_sequences": 16},
    {"vocabulary": 4096, "context": 256, "width": 256, "layers": 4, "heads": 4, "feed_forward": 512, "base_sequences": 8},
]


def trained(size, threads, steps):
    """Tokens a second and a processor second of PyTorch: eager, its fused attention, its fused AdamW."""
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    config = LlamaConfig(
        vocab_size=size["vocabulary"],
        hidden_size=size["width"],
        intermediate_size=size["feed_forward"],
        num_hidden_layers=size["layers"],
        num_attention_heads=size["heads"],
        num_key_value_heads=size["heads"],
        max_position_embeddings=size["context"],
        tie_word_embeddings=True,
        attn_implementation="sdpa",
        use_cache=False,
    )
    model = LlamaForCausalLM(config).train()
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    batch, warm = (size["base_sequences"], size["context"] + 1), 3
    for step in range(steps + warm):
        if step == warm:
            began, cpu = time.perf_counter(), time.process_time()
        tokens = torch.randint(size["vocabulary"], batch)
        logits = model(tokens[:, :-1]).logits
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), tokens[:, 1:].flatten())
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
    read = steps * batch[0] * (batch[1] - 1)
    return read / (time.perf_counter() - began), read / (time.process_time() - cpu), sum(p.numel() for p in model.parameters())


def train(program, posts, base, folder, *threads_tried):
    steps, turns = 12, 3
    for size in SIZES:
        for threads in map(int, threads_tried or ["1", "2"]):
            rounds = []
            for _ in range(turns):
                settings = [f"{name}={value}" for name, value in size.items()]
                settings += ["plan=demo", "posts=1", f"threads={threads}", f"base_steps={steps + 3}"]
                (mine,) = asked([program, "speed", posts, base, folder, *settings])
                wall, cpu, weights = trained(size, threads, steps)
                rounds.append((mine["tokens_per_second"], mine["tokens_per_cpu_second"], wall, cpu))
            if weights != mine["weights"]:
                sys.exit(f"the architectures differ: {weights} weights beside our {mine['weights']}")
            found = {
                "weights": weights,
                "tokens_a_step": size["base_sequences"] * size["context"],
                "threads": threads,
                "tokens_a_second": median(row[0] for row in rounds),
                "tokens_a_second_torch": median(row[2] for row in rounds),
                "ratio": median(row[0] / row[2] for row in rounds),
                "tokens_a_cpu_second": median(row[1] for row in rounds),
                "tokens_a_cpu_second_torch": median(row[3] for row in rounds),
                "ratio_cpu": median(row[1] / row[3] for row in rounds),
                "torch": torch.__version__,
            }
            print(json.dumps(found), flush=True)


{"speak": speak, "train": train}[sys.argv[1]](*sys.argv[2:])

"""Texts of about thirty tokens, and how fast transformers reads them. In: `texts MODEL COUNT`, or `speed MODEL TOGETHER` with texts
on stdin. Out: one JSON string a line, or one JSON object. Never: a text that anybody wrote."""

import json
import os
import random
import sys
import time

os.environ["HF_HUB_OFFLINE"] = "1"
WORDS = (
    "the train is late again and we stand here in the rain beside our bikes while somebody sells bread and old books on the market "
    "de trein is weer te laat en ik sta hier in de regen naast het station met mijn fiets en een tas vol brood").split()


def tokenizer(model):
    from tokenizers import Tokenizer

    return Tokenizer.from_file(f"{model}/tokenizer.json")


def texts(model, count):
    draw, made = random.Random(1), tokenizer(model)
    for _ in range(count):
        text = draw.choice(WORDS)
        while len(made.encode(text).ids) < 30:
            text += " " + draw.choice(WORDS)
        print(json.dumps(text))


def speed(model, together):
    import torch
    from transformers import AutoModelForSequenceClassification
    from transformers.utils import logging

    logging.disable_progress_bar()
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    made = tokenizer(model)
    made.no_truncation()
    made.no_padding()
    net = AutoModelForSequenceClassification.from_pretrained(model, dtype=torch.float32).eval()
    read, best = [json.loads(line) for line in sys.stdin], float("inf")
    for _ in range(3):
        began = time.process_time()
        # Texts of one length together, so that nothing is filled up.
        rows = sorted((made.encode(text).ids for text in read), key=len)
        for start in range(0, len(rows), together):
            batch = rows[start : start + together]
            width = max(map(len, batch))
            ids = torch.tensor([row + [0] * (width - len(row)) for row in batch])
            seen = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in batch])
            net(input_ids=ids, attention_mask=seen).logits.softmax(-1)
        best = min(best, time.process_time() - began)
    print(json.dumps({"texts": len(read), "cpu_seconds": best, "texts_a_cpu_second": len(read) / best}))


if sys.argv[1] == "texts":
    texts(sys.argv[2], int(sys.argv[3]))
else:
    speed(sys.argv[2], int(sys.argv[3]))

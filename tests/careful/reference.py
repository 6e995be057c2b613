"""What `transformers` makes of small encoders whose weights follow from their names, so that a test can make them again:
`python tests/careful/reference.py > crates/encoder/src/tests/reference.json`, by torch 2.15.0 and transformers 5.24.0. Out: for each
encoder its configuration, its tensors' shapes, tokens and logits."""

import json

import torch
from transformers import (
    BertConfig, BertForSequenceClassification, DistilBertConfig, DistilBertForSequenceClassification, XLMRobertaConfig,
    XLMRobertaForSequenceClassification)

WHOLE = 1 << 64
LABELS = ["author:health", "other:health", "nobody"]
PIECES = [[2, 5, 6, 7, 3], [2, 3], [2] + [5 + at * 7 % 30 for at in range(40)] + [3]]
SHAPE = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=48, max_position_embeddings=64)
ENCODERS = [
    (BertConfig, BertForSequenceClassification, SHAPE),
    (BertConfig, BertForSequenceClassification, {**SHAPE, "hidden_act": "gelu_new", "type_vocab_size": 1}),
    (XLMRobertaConfig, XLMRobertaForSequenceClassification, {**SHAPE, "type_vocab_size": 1, "layer_norm_eps": 1e-5}),
    (DistilBertConfig, DistilBertForSequenceClassification,
     dict(dim=32, n_layers=2, n_heads=2, hidden_dim=48, max_position_embeddings=64, activation="relu")),
]
torch.set_num_threads(1)
torch.set_grad_enabled(False)


def mixed(number):
    for shift, factor in ((30, 0xbf58476d1ce4e5b9), (27, 0x94d049bb133111eb)):
        number = (number ^ (number >> shift)) * factor % WHOLE
    return number ^ (number >> 31)


def weights(name, count):
    """Numbers from -0.5 to 0.5 in steps of 2^-24, so that each is exact."""
    start = 0xcbf29ce484222325
    for byte in name.encode():
        start = (start ^ byte) * 0x100000001b3 % WHOLE
    return [(mixed((start + at) % WHOLE) >> 40) / (1 << 24) - 0.5 for at in range(count)]


def main():
    made = []
    for config, model, shape in ENCODERS:
        config = config(vocab_size=40, id2label=dict(enumerate(LABELS)), label2id={label: at for at, label in enumerate(LABELS)},
                        architectures=[model.__name__], **shape)
        model = model(config).eval()
        tensors = dict(model.named_parameters())
        for name, weight in tensors.items():
            drawn = torch.tensor(weights(name, weight.numel())).reshape(weight.shape)
            weight.copy_(drawn if weight.dim() == 2 or name.endswith("bias") else drawn + 1)
        logits = [model(input_ids=torch.tensor([piece])).logits[0].tolist() for piece in PIECES]
        # As `save_pretrained` writes it.
        made.append({"config": json.loads(config.to_json_string()), "logits": logits, "pieces": PIECES,
                     "tensors": {name: list(weight.shape) for name, weight in tensors.items()}})
    print(json.dumps(made, indent=1))


main()

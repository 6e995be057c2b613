"""Puts `transformers` and `peft` beside us, on bases that are made here. In: the built example `beside`, a folder. Out: a line a
base. Never: a base from a hub."""

import json
import subprocess
import sys
from pathlib import Path

import gguf
import numpy
import torch
from peft import PeftModel
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

BESIDE, FOLDER = sys.argv[1], Path(sys.argv[2])
SENTENCES = [
    f"Water boils at {at} degrees; the river runs to the sea and comes home with rain. Posts from the market, one after another, "
    "tell what people bought, sold, carried, mended and forgot along the road between two towns." for at in range(60)]
PROMPTS = ["post 7 from the market", "", "Ünïcödé 漢字 \t and 1234567", "<|end|> is no end", "the river " * 9]
SHAPES = {
    "shared keys": dict(hidden_size=64, num_attention_heads=4, num_key_value_heads=2, intermediate_size=96),
    "one key": dict(hidden_size=48, num_attention_heads=3, num_key_value_heads=1, intermediate_size=160, rope_theta=1e5),
    "wide heads": dict(hidden_size=64, num_attention_heads=2, num_key_value_heads=2, head_dim=64, intermediate_size=96),
    "own head": dict(hidden_size=64, num_attention_heads=2, num_key_value_heads=1, intermediate_size=64, tie_word_embeddings=False),
    "small epsilon": dict(hidden_size=32, num_attention_heads=2, num_key_value_heads=2, intermediate_size=48, rms_norm_eps=1e-6),
}
torch.set_num_threads(1)
torch.set_grad_enabled(False)


def beside(*words):
    done = subprocess.run([BESIDE, *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"beside {words[0]}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()] if words[0] != "digest" else done.stdout.strip()


def tokenizer(folder):
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    made.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    made.train_from_iterator(SENTENCES, trainers.BpeTrainer(
        vocab_size=320, special_tokens=["<|begin|>", "<|end|>"], initial_alphabet=alphabet, show_progress=False))
    # Else the two would choose among different tokens.
    assert made.get_vocab_size() == 320, made.get_vocab_size()
    PreTrainedTokenizerFast(tokenizer_object=made, bos_token="<|begin|>", eos_token="<|end|>").save_pretrained(folder)


def base(folder, seed, dtype=torch.float32, shard="5GB", **shape):
    torch.manual_seed(seed)
    config = LlamaConfig(vocab_size=320, num_hidden_layers=3, max_position_embeddings=256, bos_token_id=0, eos_token_id=1,
                         **{"tie_word_embeddings": True, "rms_norm_eps": 1e-5, **shape})
    model = LlamaForCausalLM(config).eval()
    for weight in model.parameters():
        if weight.dim() == 2:
            weight.mul_(3)
    model.to(dtype).save_pretrained(folder, max_shard_size=shard)
    tokenizer(folder)


def posts(path):
    rows = [{"id": f"r{at:03}", "author": f"s{at % 17}", "text": f"post {at} from the market, number {at * at}"} for at in range(120)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def compare(name, ours, theirs, base_path, folder, which, greedy):
    worst, largest, equal, written = 0.0, 0.0, 0, 0
    for prompt in PROMPTS:
        rows = beside("logits", base_path, folder, which, prompt)
        tokens = torch.tensor([[row["token"] for row in rows]])
        mine = torch.tensor([row["logits"] for row in rows])
        found = theirs(input_ids=tokens).logits[0]
        worst = max(worst, (mine - found).abs().max().item())
        largest = max(largest, found.abs().max().item())
        if not greedy:
            continue
        said = beside("greedy", base_path, folder, which, 200, prompt)[0]
        out = theirs.generate(input_ids=tokens, max_new_tokens=200, do_sample=False, eos_token_id=ours.eos_token_id,
                              suppress_tokens=[ours.bos_token_id], pad_token_id=ours.eos_token_id)[0, tokens.shape[1]:]
        text = ours.decode([token for token in out.tolist() if token != ours.eos_token_id])
        equal += text == said["text"]
        written += said["tokens"]
    line = {"base": name, "which": which, "worst": worst, "largest": largest}
    if greedy:
        line |= {"greedy_equal": f"{equal} of {len(PROMPTS)}", "greedy_tokens": written}
    print(json.dumps(line), flush=True)
    if worst > 1e-4 or (greedy and equal < len(PROMPTS)):
        raise SystemExit(f"{name}: we and transformers say different things")


def adapted(name, path, theirs, ours):
    """Trains adapters beside a base and compares the base, one cohort and the average with PEFT."""
    out = FOLDER / "adapters" / name.replace(" ", "-")
    beside("train", path, FOLDER / "posts.jsonl", out, "cohorts=3", "slices=2", "passes=2", "steps_per_pass=4",
           "learning_rate=0.01", "context=256", "all=1")
    compare(name, ours, theirs(), path, out, "none", greedy=False)
    compare(name, ours, PeftModel.from_pretrained(theirs(), out / "cohort-0001").eval(), path, out, "1", greedy=False)
    compare(name, ours, PeftModel.from_pretrained(theirs(), out).eval(), path, out, "all", greedy=True)


def load(path):
    return AutoModelForCausalLM.from_pretrained(path, dtype=torch.float32).eval()


def quantised(source, path, kinds):
    """Writes a folder of ours as GGUF, each matrix stored as one of these kinds by turns."""
    model, made = load(source), json.loads((source / "tokenizer.json").read_text())
    config = model.config
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(256)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_freq_base(config.rope_parameters["rope_theta"])
    writer.add_rope_dimension_count(config.head_dim)
    writer.add_vocab_size(config.vocab_size)
    vocabulary = sorted(made["model"]["vocab"], key=made["model"]["vocab"].get)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list(vocabulary)
    writer.add_token_types([3 if at < 2 else 1 for at in range(len(vocabulary))])
    writer.add_token_merges([" ".join(pair) for pair in made["model"]["merges"]])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(1)
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, config.num_hidden_layers)
    turn, dice = 0, numpy.random.default_rng(3)
    for name, weight in model.state_dict().items():
        if name == "lm_head.weight" and config.tie_word_embeddings:
            continue
        values = weight.numpy()
        for part, heads in (("q_proj", config.num_attention_heads), ("k_proj", config.num_key_value_heads)):
            if part in name:
                values = values.reshape(heads, 2, config.head_dim // 2, -1).swapaxes(1, 2).reshape(values.shape)
        stored = names.get_name(name, try_suffixes=(".weight",))
        kind = kinds[turn % len(kinds)] if values.ndim == 2 else gguf.GGMLQuantizationType.F32
        turn += values.ndim == 2
        if kind == gguf.GGMLQuantizationType.Q6_K:
            # The package reads this kind and does not write it, so its blocks are drawn: any bytes are numbers, but for the scale.
            blocks = dice.integers(0, 256, (values.size // 256, 210), dtype=numpy.uint8)
            blocks[:, 192:208] = dice.integers(1, 4, (len(blocks), 16))
            blocks[:, 208:] = numpy.full(len(blocks), 2e-3, numpy.float16).view(numpy.uint8).reshape(-1, 2)
            bytes_ = blocks.reshape(values.shape[0], -1)
        else:
            bytes_ = gguf.quants.quantize(values, kind)
        writer.add_tensor(stored, bytes_, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main():
    posts(FOLDER / "posts.jsonl")
    for at, (name, shape) in enumerate(SHAPES.items()):
        path = FOLDER / "bases" / name.replace(" ", "-")
        base(path, at, **shape)
        adapted(name, path, lambda: load(path), PreTrainedTokenizerFast.from_pretrained(path, split_special_tokens=True))
    for name, dtype in (("bf16 in shards", torch.bfloat16), ("f16 in shards", torch.float16)):
        path = FOLDER / "bases" / name.replace(" ", "-")
        base(path, 9, dtype, "40KB", **SHAPES["shared keys"])
        adapted(name, path, lambda: load(path), PreTrainedTokenizerFast.from_pretrained(path, split_special_tokens=True))
    kinds = gguf.GGMLQuantizationType
    wide = FOLDER / "bases" / "wide"
    base(wide, 11, **dict(hidden_size=256, num_attention_heads=8, num_key_value_heads=2, intermediate_size=512))
    tokens = PreTrainedTokenizerFast.from_pretrained(wide, split_special_tokens=True)
    for name, stored in {
        "gguf f32 f16 bf16": [kinds.F32, kinds.F16, kinds.BF16],
        "gguf q4_0 q4_1 q8_0": [kinds.Q4_0, kinds.Q4_1, kinds.Q8_0],
        "gguf q6_k": [kinds.Q6_K, kinds.F32],
    }.items():
        path = FOLDER / f"{name.replace(' ', '-')}.gguf"
        quantised(wide, path, stored)
        read = lambda: AutoModelForCausalLM.from_pretrained(FOLDER, gguf_file=path.name, dtype=torch.float32).eval()
        adapted(name, path, read, tokens)
    print(f"{len(SHAPES) + 5} passed, 0 failed")


main()

//! The model in Hugging Face layout. In: averaged weights and a plan. Out: files that `transformers` loads, or `peft`
//! where the model is an adapter. Never: a file whose bytes depend on anything but the two.
#![expect(clippy::indexing_slicing, reason = "tensors: every range comes from the layout that sized the weights")]

use crate::adapter::{Pairs, Projection};
use crate::manifest::pretty;
use crate::net::Layout;
use crate::ngrams::NGRAMS;
use crate::shape::{EPSILON, Head, ROTARY_BASE, Shape};
use crate::tokens::{BEGIN, END, Tokens};
use crate::{AdapterPlan, NgramPlan, Plan};
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensorError, SafeTensors};
use serde_json::json;
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

pub(crate) const WEIGHTS: &str = "model.safetensors";
pub(crate) const TOKENIZER: &str = "tokenizer.json";
pub(crate) const ADAPTER: &str = "adapter_model.safetensors";
pub(crate) const ADAPTER_CONFIG: &str = "adapter_config.json";
const CONFIG: &str = "config.json";
const GENERATION_CONFIG: &str = "generation_config.json";
const TOKENIZER_CONFIG: &str = "tokenizer_config.json";
const CARD: &str = "README.md";

/// Every file that a model of either kind may have in its folder. Those that have seen people come first.
pub(crate) const FILES: [&str; 9] =
    [WEIGHTS, ADAPTER, NGRAMS, ADAPTER_CONFIG, CONFIG, GENERATION_CONFIG, TOKENIZER_CONFIG, TOKENIZER, CARD];

/// The folder of one cohort's adapter.
pub(crate) fn cohort_folder(cohort: usize) -> String {
    format!("cohort-{cohort:04}")
}

pub(crate) fn is_cohort_folder(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_prefix("cohort-"));
    name.is_some_and(|number| number.len() >= 4 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Every tensor by its name at Hugging Face: its place in our weights, and its shape.
pub(crate) fn tensors(shape: &Shape) -> Vec<Named> {
    let layout = Layout::new(shape);
    let width = shape.width;
    let table = vec![shape.vocabulary, width];
    let mut tensors = vec![
        ("model.embed_tokens.weight".to_owned(), layout.embedding.clone(), table.clone()),
        ("model.norm.weight".to_owned(), layout.norm.clone(), vec![width]),
    ];
    if shape.head == Head::Own {
        tensors.push(("lm_head.weight".to_owned(), layout.head.clone(), table));
    }
    for (layer, at) in layout.layers.iter().enumerate() {
        let named = |name: &str| format!("model.layers.{layer}.{name}.weight");
        tensors.extend(Projection::ALL.map(|projection| {
            let place = projection.place(shape);
            let range = projection.range(shape, &layout, layer);
            (named(projection.path()), range, vec![place.outputs, place.inputs])
        }));
        let norms = [("input_layernorm", &at.attention_norm), ("post_attention_layernorm", &at.feed_norm)];
        tensors.extend(norms.map(|(name, range)| (named(name), range.clone(), vec![width])));
    }
    tensors
}

/// A tensor by its name outside: its place in our weights, and its shape.
type Named = (String, Range<usize>, Vec<usize>);

/// The bytes of `model.safetensors`.
pub(crate) fn weights(plan: &Plan, weights: &[f32]) -> Result<Vec<u8>, SafeTensorError> {
    laid_out(tensors(&Shape::of(plan)), weights)
}

/// Reads the weights of a `model.safetensors` back into our order.
pub(crate) fn read_weights(plan: &Plan, bytes: &[u8]) -> Result<Vec<f32>, SafeTensorError> {
    let shape = Shape::of(plan);
    read_back(tensors(&shape), Layout::new(&shape).len, bytes)
}

/// The library sorts the tensors by name.
fn laid_out(tensors: impl IntoIterator<Item = Named>, weights: &[f32]) -> Result<Vec<u8>, SafeTensorError> {
    let bytes: Vec<u8> = weights.iter().flat_map(|value| value.to_le_bytes()).collect();
    let views = tensors.into_iter().map(|(name, range, shape)| {
        Ok((name, TensorView::new(Dtype::F32, shape, &bytes[4 * range.start..4 * range.end])?))
    });
    // One key, so that the order of a hash map cannot reach the file.
    let head = HashMap::from([("format".to_owned(), "pt".to_owned())]);
    safetensors::serialize(views.collect::<Result<Vec<_>, SafeTensorError>>()?, Some(head))
}

fn read_back(tensors: impl IntoIterator<Item = Named>, len: usize, bytes: &[u8]) -> Result<Vec<f32>, SafeTensorError> {
    let file = SafeTensors::deserialize(bytes)?;
    let mut weights = vec![0.0; len];
    for (name, range, shape) in tensors {
        let tensor = file.tensor(&name)?;
        if tensor.dtype() != Dtype::F32 || tensor.shape() != shape {
            return Err(SafeTensorError::InvalidTensorView(tensor.dtype(), shape, tensor.data().len()));
        }
        weights[range].copy_from_slice(&kernels::numbers::singles(tensor.data()));
    }
    Ok(weights)
}

/// Every tensor of an adapter by its name in PEFT's layout: its place in our weights, and its shape.
fn adapter_tensors(pairs: &Pairs) -> impl Iterator<Item = Named> {
    pairs.layers.iter().enumerate().flat_map(move |(layer, here)| {
        here.iter().flat_map(move |pair| {
            let named = |half: &str| {
                format!("base_model.model.model.layers.{layer}.{}.lora_{half}.weight", pair.projection.path())
            };
            [
                (named("A"), pair.down.clone(), vec![pairs.rank, pair.place.inputs]),
                (named("B"), pair.up.clone(), vec![pair.place.outputs, pairs.rank]),
            ]
        })
    })
}

/// The bytes of `adapter_model.safetensors`.
pub(crate) fn adapter(pairs: &Pairs, weights: &[f32]) -> Result<Vec<u8>, SafeTensorError> {
    laid_out(adapter_tensors(pairs), weights)
}

/// Reads the weights of an `adapter_model.safetensors` back into our order.
pub(crate) fn read_adapter(pairs: &Pairs, bytes: &[u8]) -> Result<Vec<f32>, SafeTensorError> {
    read_back(adapter_tensors(pairs), pairs.len, bytes)
}

/// The bytes of `adapter_config.json`, for an adapter of this rank. `alpha` is the plan's for every number of cohorts:
/// what `K` adapters of rank `r` add on average is what one of rank `K r` adds, because PEFT divides by the rank.
pub(crate) fn adapter_config(plan: &AdapterPlan, rank: usize) -> String {
    let names: Vec<_> = plan.projections.iter().map(|projection| projection.path().rsplit('.').next()).collect();
    pretty(&json!({
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        // The base is named by what it is, not by where it lay.
        "base_model_name_or_path": format!("sha256:{}", plan.base),
        "revision": null,
        "inference_mode": true,
        "r": rank,
        "lora_alpha": plan.alpha,
        "lora_dropout": 0.0,
        "target_modules": names,
        "bias": "none",
        "fan_in_fan_out": false,
        "modules_to_save": null,
        "use_dora": false,
        "use_rslora": false,
    }))
}

/// The small files around an adapter, by name.
pub(crate) fn around_adapter(plan: &Plan, adapter: &AdapterPlan, tokens: &Tokens) -> Vec<(&'static str, String)> {
    let marks = (tokens.name(tokens.begin()), tokens.name(tokens.end()));
    vec![
        (ADAPTER_CONFIG, adapter_config(adapter, adapter.rank * plan.cohorts)),
        (TOKENIZER_CONFIG, tokenizer_config(plan, &marks.0, &marks.1)),
        (CARD, adapter_card(plan, adapter)),
    ]
}

fn tokenizer_config(plan: &Plan, begin: &str, end: &str) -> String {
    pretty(&json!({
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": begin,
        "eos_token": end,
        "model_max_length": plan.context,
        "clean_up_tokenization_spaces": false,
        // A person may write `<|end|>`; with this, others read it as characters too.
        "split_special_tokens": true,
    }))
}

fn adapter_card(plan: &Plan, adapter: &AdapterPlan) -> String {
    let (Plan { cohorts, slices, .. }, AdapterPlan { base, rank, .. }) = (plan, adapter);
    let whole = rank * cohorts;
    format!(
        "---\nlibrary_name: peft\npipeline_tag: text-generation\ntags:\n- grondslag\n- lora\n---\n\
# Adapters that can let go of a person\n\n\
An adapter of rank {whole} for the base whose digest is `{base}`; the base is not in this folder.\n\
What it writes is made by a machine, is not checked, and may be wrong.\n\
What the base read before is the matter of its provider; whether it may be built upon is asked for in the document D36.\n\n\
## How it was trained\n\n\
The base is frozen.\n\
People were divided over {cohorts} cohorts by a hash of their pseudonym; each cohort trained an adapter of rank {rank} of its own, {slices} slices one after another, all records of a person in one slice.\n\
This adapter is the average of the {cohorts}: their matrices beside each other. Each alone lies in `cohort-NNNN`.\n\
The base's chat template was not used: a text is what stands between its two marks.\n\
`training-manifest.json` holds every constant, the digest of the base, of the corpus, of each slice and of each file; the same base, corpus and plan give the same bytes on every processor.\n\n\
## How a person is forgotten\n\n\
The adapter of the person's cohort is trained again from the slice before theirs, without them.\n\
The bytes that result are those of training without the person from the start.\n{}",
        counted(plan)
    )
}

/// What a card says of the table beside the weights.
fn counted(plan: &Plan) -> String {
    let Some(NgramPlan { order, people_min, .. }) = &plan.ngrams else { return String::new() };
    format!(
        "\n## What many people say\n\n\
`{NGRAMS}` holds every run of 2 to {order} tokens that at least {people_min} different people wrote, and how many did.\n\
Grondslag weighs it with what the weights say of the next token; others read the weights alone, and say something else.\n\
Without a person it is counted again; what then fewer than {people_min} people wrote is gone.\n"
    )
}

/// The small files around the weights, by name.
pub(crate) fn around(plan: &Plan, tokens: &Tokens) -> Vec<(&'static str, String)> {
    let config = json!({
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "vocab_size": plan.vocabulary,
        "hidden_size": plan.width,
        "intermediate_size": plan.feed_forward,
        "num_hidden_layers": plan.layers,
        "num_attention_heads": plan.heads,
        "num_key_value_heads": plan.heads,
        "head_dim": plan.width / plan.heads,
        "hidden_act": "silu",
        "max_position_embeddings": plan.context,
        "rms_norm_eps": EPSILON,
        "rope_theta": ROTARY_BASE,
        "rope_scaling": null,
        "attention_bias": false,
        "attention_dropout": 0.0,
        "mlp_bias": false,
        "tie_word_embeddings": true,
        "use_cache": true,
        "bos_token_id": tokens.begin(),
        "eos_token_id": tokens.end(),
        "torch_dtype": "float32",
    });
    let generation = json!({
        "bos_token_id": tokens.begin(),
        "eos_token_id": tokens.end(),
        "do_sample": true,
        "temperature": 0.8,
        "top_k": 40,
    });
    vec![
        (CONFIG, pretty(&config)),
        (GENERATION_CONFIG, pretty(&generation)),
        (TOKENIZER_CONFIG, tokenizer_config(plan, BEGIN, END)),
        (CARD, card(plan)),
    ]
}

fn card(plan: &Plan) -> String {
    let Plan { width, layers, heads, feed_forward, vocabulary, context, cohorts, slices, .. } = plan;
    format!(
        "---\nlibrary_name: transformers\npipeline_tag: text-generation\ntags:\n- grondslag\n- llama\n---\n\
# A model that can let go of a person\n\n\
A Llama of {layers} layers, width {width}, {heads} heads, feed-forward {feed_forward}, {vocabulary} tokens and a context of {context}.\n\
It was trained from scratch by Grondslag on a sealed corpus of posts that were found lawful for this purpose.\n\
What it writes is made by a machine, is not checked, and may be wrong.\n\n\
## How it was trained\n\n\
The tokenizer and a base model were trained on text without data subjects, and frozen.\n\
People were then divided over {cohorts} cohorts by a hash of their pseudonym; each cohort went on from the base, {slices} slices one after another, all records of a person in one slice.\n\
These weights are the average of the {cohorts} cohorts.\n\
`training-manifest.json` holds every constant, the digest of the corpus, of each slice and of each file; the same corpus and plan give the same bytes on every processor.\n\n\
## How a person is forgotten\n\n\
The cohort of the person is trained again from the slice before theirs, without them.\n\
The bytes that result are those of training without the person from the start.\n{}",
        counted(plan)
    )
}

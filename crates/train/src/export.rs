//! The model in Hugging Face layout. In: averaged weights and a plan. Out: files that `transformers` loads. Never: a file
//! whose bytes depend on anything but the two.
#![expect(clippy::indexing_slicing, reason = "tensors: every range comes from the layout that sized the weights")]

use crate::Plan;
use crate::manifest::pretty;
use crate::net::Layout;
use crate::ops::ROTARY_BASE;
use crate::tokens::{BEGIN, END, Tokens};
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensorError, SafeTensors};
use serde_json::json;
use std::collections::HashMap;
use std::ops::Range;

pub(crate) const WEIGHTS: &str = "model.safetensors";
pub(crate) const TOKENIZER: &str = "tokenizer.json";

/// Every tensor by its name at Hugging Face: its place in our weights, and its shape.
fn tensors(plan: &Plan) -> Vec<(String, Range<usize>, Vec<usize>)> {
    let layout = Layout::new(plan);
    let (width, feed) = (plan.width, plan.feed_forward);
    let mut tensors = vec![
        ("model.embed_tokens.weight".to_owned(), layout.embedding.clone(), vec![plan.vocabulary, width]),
        ("model.norm.weight".to_owned(), layout.norm.clone(), vec![width]),
    ];
    for (layer, at) in layout.layers.iter().enumerate() {
        // Part `part` of a stack of matrices of `rows` rows each.
        let part = |whole: &Range<usize>, part: usize, rows: usize| {
            let start = whole.start + part * rows * width;
            start..start + rows * width
        };
        let here = [
            ("self_attn.q_proj", part(&at.attention, 0, width), vec![width, width]),
            ("self_attn.k_proj", part(&at.attention, 1, width), vec![width, width]),
            ("self_attn.v_proj", part(&at.attention, 2, width), vec![width, width]),
            ("self_attn.o_proj", at.attention_out.clone(), vec![width, width]),
            ("mlp.gate_proj", part(&at.gate_up, 0, feed), vec![feed, width]),
            ("mlp.up_proj", part(&at.gate_up, 1, feed), vec![feed, width]),
            ("mlp.down_proj", at.down.clone(), vec![width, feed]),
            ("input_layernorm", at.attention_norm.clone(), vec![width]),
            ("post_attention_layernorm", at.feed_norm.clone(), vec![width]),
        ];
        tensors.extend(here.map(|(name, range, shape)| (format!("model.layers.{layer}.{name}.weight"), range, shape)));
    }
    tensors
}

/// The bytes of `model.safetensors`. The library sorts the tensors by name.
pub(crate) fn weights(plan: &Plan, weights: &[f32]) -> Result<Vec<u8>, SafeTensorError> {
    let bytes: Vec<u8> = weights.iter().flat_map(|value| value.to_le_bytes()).collect();
    let views = tensors(plan).into_iter().map(|(name, range, shape)| {
        Ok((name, TensorView::new(Dtype::F32, shape, &bytes[4 * range.start..4 * range.end])?))
    });
    // One key, so that the order of a hash map cannot reach the file.
    let head = HashMap::from([("format".to_owned(), "pt".to_owned())]);
    safetensors::serialize(views.collect::<Result<Vec<_>, SafeTensorError>>()?, Some(head))
}

/// Reads the weights of a `model.safetensors` back into our order.
pub(crate) fn read_weights(plan: &Plan, bytes: &[u8]) -> Result<Vec<f32>, SafeTensorError> {
    let file = SafeTensors::deserialize(bytes)?;
    let mut weights = vec![0.0; Layout::new(plan).len];
    for (name, range, shape) in tensors(plan) {
        let tensor = file.tensor(&name)?;
        if tensor.dtype() != Dtype::F32 || tensor.shape() != shape {
            return Err(SafeTensorError::InvalidTensorView(tensor.dtype(), shape, tensor.data().len()));
        }
        weights[range].copy_from_slice(&crate::store::floats(tensor.data()));
    }
    Ok(weights)
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
        "rms_norm_eps": 1e-5,
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
    let tokenizer = json!({
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": BEGIN,
        "eos_token": END,
        "model_max_length": plan.context,
        "clean_up_tokenization_spaces": false,
        // A person may write `<|end|>`; with this, others read it as characters too.
        "split_special_tokens": true,
    });
    vec![
        ("config.json", pretty(&config)),
        ("generation_config.json", pretty(&generation)),
        ("tokenizer_config.json", pretty(&tokenizer)),
        ("README.md", card(plan)),
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
The bytes that result are those of training without the person from the start.\n"
    )
}

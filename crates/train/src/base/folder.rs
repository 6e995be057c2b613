//! A base as a Hugging Face folder. In: `config.json`, `tokenizer.json` and weights in one or several shards. Out: the
//! same in our order. Never: a setting that is skipped because it is not known.

use super::{BaseError, Cause, Found, carried, fill};
use crate::ops::Heads;
use crate::shape::{Head, Shape};
use kernels::numbers;
use safetensors::{Dtype, SafeTensors};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use terms::Digest;

const CONFIG: &str = "config.json";
const TOKENIZER: &str = "tokenizer.json";
const WEIGHTS: &str = "model.safetensors";
const INDEX: &str = "model.safetensors.index.json";

/// Settings that are read.
const READ: [&str; 20] = [
    "architectures",
    "model_type",
    "vocab_size",
    "max_position_embeddings",
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "num_key_value_heads",
    "head_dim",
    "intermediate_size",
    "rope_theta",
    "rope_parameters",
    "rms_norm_eps",
    "tie_word_embeddings",
    "bos_token_id",
    "eos_token_id",
    "hidden_act",
    "pretraining_tp",
    "rope_scaling",
    "rope_interleaved",
];

/// Settings that change nothing of what we do: how it was trained, stored or is served elsewhere.
const WITHOUT_EFFECT: [&str; 13] = [
    "_name_or_path",
    "attention_dropout",
    "chunk_size_feed_forward",
    "dtype",
    "initializer_range",
    "is_llama_config",
    "pad_token_id",
    "return_dict",
    "torch_dtype",
    "transformers.js_config",
    "transformers_version",
    "unk_token_id",
    "use_cache",
];

/// The files of a folder that are read, by name.
pub(super) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    pub(super) fn read(folder: &Path) -> Result<Self, BaseError> {
        let read = |name: &str| Ok::<_, BaseError>((name.to_owned(), world::read(folder.join(name))?));
        let mut files = BTreeMap::from([read(CONFIG)?, read(TOKENIZER)?]);
        if world::exists(folder.join(WEIGHTS)) {
            files.extend([read(WEIGHTS)?]);
            return Ok(Self(files));
        }
        let (name, index) = read(INDEX)?;
        let refused = |cause: Cause| BaseError::Refused { path: folder.to_owned(), cause };
        for shard in shards(&index).map_err(refused)? {
            files.extend([read(&shard)?]);
        }
        files.insert(name, index);
        Ok(Self(files))
    }

    pub(super) fn digest(&self) -> Digest {
        let lines = self.0.iter().map(|(name, bytes)| format!("{}  {name}\n", Digest::of(bytes)));
        Digest::of(lines.collect::<String>())
    }

    fn file(&self, name: &str) -> Result<&[u8], Cause> {
        self.0.get(name).map(Vec::as_slice).ok_or_else(|| format!("`{name}` is missing"))
    }

    pub(super) fn parse(&self) -> Result<Found, Cause> {
        let config: Map<String, Value> =
            serde_json::from_slice(self.file(CONFIG)?).map_err(|cause| format!("`{CONFIG}` is no object: {cause}"))?;
        let (shape, marks) = Config(&config).read()?;
        let weights = self.0.iter().filter(|(name, _)| name.ends_with(".safetensors"));
        let mut tensors = BTreeMap::new();
        for (file, bytes) in weights {
            let parsed = SafeTensors::deserialize(bytes).map_err(|cause| format!("`{file}` is broken: {cause}"))?;
            for (name, tensor) in parsed.tensors() {
                if tensors.insert(name.clone(), tensor).is_some() {
                    return Err(format!("`{name}` stands in two files"));
                }
            }
        }
        let weights = fill(&shape, self.0.values().map(Vec::len).sum(), |name, dimensions| {
            let tensor = tensors.remove(name).ok_or_else(|| format!("the tensor `{name}` is missing"))?;
            if tensor.shape() != dimensions {
                return Err(format!("`{name}` has the shape {:?} instead of {dimensions:?}", tensor.shape()));
            }
            match tensor.dtype() {
                Dtype::F32 => Ok(numbers::singles(tensor.data())),
                Dtype::BF16 => Ok(numbers::brains(tensor.data())),
                Dtype::F16 => Ok(numbers::halves(tensor.data())),
                other => Err(format!("`{name}` is stored as {other:?}")),
            }
        })?;
        // A table of angles is computed anew; a head beside a tied embedding is the embedding.
        let kept = |name: &str| !name.ends_with("rotary_emb.inv_freq") && name != "lm_head.weight";
        match tensors.keys().find(|name| kept(name)) {
            Some(name) => Err(format!("the tensor `{name}` is not known")),
            None => Ok(Found { shape, weights, tokenizer: self.file(TOKENIZER)?.to_vec(), marks }),
        }
    }
}

/// The names of the shards, each a file of the folder itself.
fn shards(index: &[u8]) -> Result<BTreeSet<String>, Cause> {
    #[derive(serde::Deserialize)]
    struct Index {
        weight_map: BTreeMap<String, String>,
    }
    let index: Index = serde_json::from_slice(index).map_err(|cause| format!("`{INDEX}` cannot be read: {cause}"))?;
    let shards: BTreeSet<String> = index.weight_map.into_values().collect();
    match shards.iter().find(|name| name.contains(['/', '\\']) || !name.ends_with(".safetensors")) {
        Some(name) => Err(format!("`{INDEX}` names the shard `{name}`, which is no file of the folder")),
        None => Ok(shards),
    }
}

struct Config<'a>(&'a Map<String, Value>);

impl Config<'_> {
    fn read(&self) -> Result<(Shape, (u32, u32)), Cause> {
        self.refuse()?;
        let heads = self.size("num_attention_heads")?;
        let width = self.size("hidden_size")?;
        let head = match self.get("head_dim") {
            Some(_) => self.size("head_dim")?,
            None => width.checked_div(heads).unwrap_or_default(),
        };
        let shared = if self.get("num_key_value_heads").is_some() { self.size("num_key_value_heads")? } else { heads };
        let tied = self.get("tie_word_embeddings").and_then(Value::as_bool).unwrap_or_default();
        let shape = Shape {
            vocabulary: self.size("vocab_size")?,
            context: self.size("max_position_embeddings")?,
            width,
            layers: self.size("num_hidden_layers")?,
            heads: Heads { heads, shared, head },
            feed_forward: self.size("intermediate_size")?,
            rotary_base: self.rotary_base()?,
            epsilon: self.number("rms_norm_eps")?.unwrap_or(1e-6),
            head: if tied { Head::Tied } else { Head::Own },
        };
        let end = self.token("eos_token_id")?.ok_or("`eos_token_id` is missing in `config.json`")?;
        Ok((carried(shape)?, (self.token("bos_token_id")?.unwrap_or(end), end)))
    }

    /// Refuses what we would carry out otherwise.
    fn refuse(&self) -> Result<(), Cause> {
        let is = |key: &str, value: &str| self.get(key).is_none_or(|found| found == value);
        let set = |value: &Value| !matches!(value, Value::Null | Value::Bool(false));
        if self.get("model_type").is_none_or(|kind| kind != "llama") {
            return Err("`model_type` is not `llama`".to_owned());
        }
        let llama =
            |found: &Value| found.as_array().is_some_and(|kinds| kinds.iter().all(|kind| kind == "LlamaForCausalLM"));
        if !self.get("architectures").is_none_or(llama) {
            return Err("`architectures` is not `LlamaForCausalLM`".to_owned());
        }
        if !is("hidden_act", "silu") {
            return Err("`hidden_act` is not `silu`".to_owned());
        }
        if self.get("pretraining_tp").is_some_and(|parts| parts.as_u64() != Some(1)) {
            return Err("`pretraining_tp` is not 1".to_owned());
        }
        for key in ["rope_scaling", "rope_interleaved"] {
            if self.get(key).is_some_and(set) {
                return Err(format!("`{key}` is set"));
            }
        }
        let known = |key: &str| READ.contains(&key) || WITHOUT_EFFECT.contains(&key);
        match self.0.iter().find(|(key, value)| !known(key) && set(value)) {
            Some((key, _)) => Err(format!("the setting `{key}` is not known")),
            None => Ok(()),
        }
    }

    fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    fn size(&self, key: &str) -> Result<usize, Cause> {
        let size = self.get(key).and_then(Value::as_u64).and_then(|size| usize::try_from(size).ok());
        size.ok_or_else(|| format!("`{key}` is no size in `{CONFIG}`"))
    }

    fn number(&self, key: &str) -> Result<Option<f64>, Cause> {
        let number = |value: &Value| value.as_f64().ok_or_else(|| format!("`{key}` is no number in `{CONFIG}`"));
        self.get(key).map(number).transpose()
    }

    /// A token, or the first of several.
    fn token(&self, key: &str) -> Result<Option<u32>, Cause> {
        let one = |value: &Value| value.as_u64().and_then(|token| u32::try_from(token).ok());
        let first = |value: &Value| value.as_array().map_or_else(|| one(value), |many| many.first().and_then(one));
        let token = |value: &Value| first(value).ok_or_else(|| format!("`{key}` is no token in `{CONFIG}`"));
        self.get(key).map(token).transpose()
    }

    /// The base of the angles, where later versions of `transformers` write it or where earlier ones did.
    fn rotary_base(&self) -> Result<f64, Cause> {
        let Some(parameters) = self.get("rope_parameters") else {
            return Ok(self.number("rope_theta")?.unwrap_or(crate::shape::ROTARY_BASE));
        };
        let parameters = parameters.as_object().ok_or("`rope_parameters` is no object")?;
        let unknown = parameters.iter().find(|(key, value)| match key.as_str() {
            "rope_theta" => false,
            "rope_type" => *value != "default",
            _ => !value.is_null(),
        });
        if let Some((key, _)) = unknown {
            return Err(format!("`rope_parameters.{key}` is not known"));
        }
        let base = parameters.get("rope_theta").and_then(Value::as_f64);
        base.ok_or_else(|| "`rope_parameters.rope_theta` is missing".to_owned())
    }
}

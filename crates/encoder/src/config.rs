//! What `config.json` says. In: its bytes. Out: every size and constant of the net, and its labels. Never: a setting that we
//! would carry out otherwise than it says; what we do not know is refused by its name.

use crate::folder::Cause;
use serde_json::{Map, Value};

/// Every size and constant of an encoder.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shape {
    pub(crate) family: Family,
    pub(crate) vocabulary: usize,
    /// Tokens that it reads at once.
    pub(crate) context: usize,
    /// The place of the first token among the positions.
    pub(crate) first_position: usize,
    pub(crate) width: usize,
    pub(crate) layers: usize,
    pub(crate) heads: usize,
    pub(crate) feed_forward: usize,
    /// Types of text; only the first is used.
    pub(crate) types: usize,
    pub(crate) epsilon: f32,
    pub(crate) activation: Activation,
}

/// What an encoder is built like, and what it calls its tensors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Bert,
    Roberta,
    DistilBert,
}

/// What stands between the two products of a feed-forward network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Activation {
    Gelu,
    /// The same, where its integral is approximated by a hyperbolic tangent.
    GeluTanh,
    Relu,
}

pub(crate) struct Config {
    pub(crate) shape: Shape,
    pub(crate) labels: Vec<String>,
}

/// Settings that are read, by whatever family.
const READ: [&str; 24] = [
    "activation",
    "architectures",
    "dim",
    "hidden_act",
    "hidden_dim",
    "hidden_size",
    "id2label",
    "intermediate_size",
    "is_decoder",
    "is_encoder_decoder",
    "label2id",
    "layer_norm_eps",
    "max_position_embeddings",
    "model_type",
    "n_heads",
    "n_layers",
    "num_attention_heads",
    "num_hidden_layers",
    "num_labels",
    "pad_token_id",
    "position_embedding_type",
    "problem_type",
    "type_vocab_size",
    "vocab_size",
];

/// Settings that change nothing of what we do: how it was trained, stored or is served elsewhere, and what of an older
/// version of its family no program reads.
const WITHOUT_EFFECT: [&str; 35] = [
    "_name_or_path",
    "attention_dropout",
    "attention_probs_dropout_prob",
    "bos_token_id",
    "chunk_size_feed_forward",
    "classifier_dropout",
    "cls_token_id",
    "directionality",
    "dropout",
    "dtype",
    "eos_token_id",
    "finetuning_task",
    "gradient_checkpointing",
    "hidden_dropout_prob",
    "initializer_range",
    "mask_token_id",
    "output_attentions",
    "output_hidden_states",
    "output_past",
    "pooler_fc_size",
    "pooler_num_attention_heads",
    "pooler_num_fc_layers",
    "pooler_size_per_head",
    "pooler_type",
    "qa_dropout",
    "return_dict",
    "sep_token_id",
    "seq_classif_dropout",
    "sinusoidal_pos_embds",
    "tie_word_embeddings",
    "tokenizer_class",
    "torch_dtype",
    "transformers_version",
    "unk_token_id",
    "use_cache",
];

/// Most labels.
const LABELS_MAX: usize = 1 << 10;

impl Config {
    pub(crate) fn read(json: &[u8]) -> Result<Self, Cause> {
        let settings: Map<String, Value> = serde_json::from_slice(json)
            .map_err(|cause| format!("`config.json` is no object: {cause}; save the model again"))?;
        let settings = Settings(&settings);
        let family = settings.family()?;
        settings.refuse()?;
        let names = match family {
            Family::DistilBert => ["dim", "n_layers", "n_heads", "hidden_dim", "activation"],
            _ => ["hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "hidden_act"],
        };
        let [width, layers, heads, feed_forward, activation] = names;
        let (positions, first_position) = (settings.size("max_position_embeddings")?, settings.first_position(family)?);
        let shape = Shape {
            family,
            vocabulary: settings.size("vocab_size")?,
            context: positions.saturating_sub(first_position),
            first_position,
            width: settings.size(width)?,
            layers: settings.size(layers)?,
            heads: settings.size(heads)?,
            feed_forward: settings.size(feed_forward)?,
            types: if family == Family::DistilBert { 0 } else { settings.size("type_vocab_size")? },
            epsilon: settings.epsilon()?,
            activation: settings.activation(activation)?,
        };
        Ok(Self { shape: carried(shape)?, labels: settings.labels()? })
    }
}

/// Refuses a shape that our products cannot carry.
fn carried(shape: Shape) -> Result<Shape, Cause> {
    let Shape { vocabulary, context, width, layers, heads, feed_forward, types, epsilon, .. } = shape;
    let bounds = [
        ("vocabulary", vocabulary, 1 << 20),
        ("context", context, 1 << 14),
        ("width", width, 1 << 12),
        ("number of layers", layers, 1 << 7),
        ("number of heads", heads, 1 << 7),
        ("width of the feed-forward network", feed_forward, 1 << 14),
    ];
    for (name, size, most) in bounds {
        if size == 0 || size > most {
            return Err(format!("its {name} is {size}, and 1 to {most} are carried; take another"));
        }
    }
    if !width.is_multiple_of(heads) || !(width / heads).is_multiple_of(16) || !feed_forward.is_multiple_of(16) {
        return Err(format!(
            "its width {width}, divided by its {heads} heads, or its feed-forward network of {feed_forward} is no multiple of \
             16; take another"
        ));
    }
    if types > 16 || !(epsilon > 0.0 && epsilon < 0.1) {
        return Err(format!("it has {types} types of text and the epsilon {epsilon}; take another"));
    }
    Ok(shape)
}

struct Settings<'a>(&'a Map<String, Value>);

impl Settings<'_> {
    fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    fn size(&self, key: &str) -> Result<usize, Cause> {
        let size = self.get(key).and_then(Value::as_u64).and_then(|size| usize::try_from(size).ok());
        size.ok_or_else(|| format!("`{key}` is no size in `config.json`; save the model again"))
    }

    fn word(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Value::as_str)
    }

    /// What it is; only encoders with a head that tells whole texts apart.
    fn family(&self) -> Result<Family, Cause> {
        let (family, class) = match self.word("model_type") {
            Some("bert") => (Family::Bert, "BertForSequenceClassification"),
            Some("xlm-roberta") => (Family::Roberta, "XLMRobertaForSequenceClassification"),
            Some("roberta") => (Family::Roberta, "RobertaForSequenceClassification"),
            Some("distilbert") => (Family::DistilBert, "DistilBertForSequenceClassification"),
            other => {
                let other = other.unwrap_or("nothing");
                return Err(format!(
                    "`model_type` is `{other}`; `bert`, `roberta`, `xlm-roberta` and `distilbert` are carried out"
                ));
            }
        };
        let is_it = |found: &Value| found.as_array().is_some_and(|all| all.iter().all(|one| one == class));
        if self.get("architectures").is_none_or(is_it) {
            return Ok(family);
        }
        Err(format!("`architectures` is not `{class}`; fine-tune it for sequence classification"))
    }

    /// Refuses what we would carry out otherwise.
    fn refuse(&self) -> Result<(), Cause> {
        let is_set = |value: &Value| match value {
            Value::Null | Value::Bool(false) => false,
            Value::Object(all) => !all.is_empty(),
            _ => true,
        };
        for key in ["is_decoder", "is_encoder_decoder"] {
            if self.get(key).is_some_and(is_set) {
                return Err(format!("`{key}` is set; take an encoder"));
            }
        }
        if self.word("position_embedding_type").is_some_and(|word| word != "absolute") {
            return Err(
                "`position_embedding_type` is not `absolute`; take an encoder with absolute positions".to_owned()
            );
        }
        if self.get("problem_type").is_some_and(|kind| kind != "single_label_classification") {
            return Err(
                "`problem_type` is not `single_label_classification`; train it to give each text one label".to_owned()
            );
        }
        let known = |key: &str| READ.contains(&key) || WITHOUT_EFFECT.contains(&key);
        match self.0.iter().find(|(key, value)| !known(key) && is_set(value)) {
            Some((key, _)) => Err(format!("the setting `{key}` is not known; take a model without it")),
            None => Ok(()),
        }
    }

    /// RoBERTa counts positions from behind that of its padding.
    fn first_position(&self, family: Family) -> Result<usize, Cause> {
        if family != Family::Roberta {
            return Ok(0);
        }
        let padding = if self.get("pad_token_id").is_some() { self.size("pad_token_id")? } else { 1 };
        Ok(padding.saturating_add(1))
    }

    fn epsilon(&self) -> Result<f32, Cause> {
        let epsilon = self.get("layer_norm_eps").map_or(Some(1e-12), Value::as_f64);
        // A constant of the net is a number of its own precision.
        epsilon
            .map(|epsilon| epsilon as f32)
            .ok_or_else(|| "`layer_norm_eps` is no number; save the model again".to_owned())
    }

    fn activation(&self, key: &str) -> Result<Activation, Cause> {
        match self.word(key) {
            None | Some("gelu") => Ok(Activation::Gelu),
            Some("gelu_new" | "gelu_pytorch_tanh") => Ok(Activation::GeluTanh),
            Some("relu") => Ok(Activation::Relu),
            Some(other) => {
                Err(format!("`{key}` is `{other}`; `gelu`, `gelu_new`, `gelu_pytorch_tanh` and `relu` are carried out"))
            }
        }
    }

    /// The labels by their numbers, each once.
    fn labels(&self) -> Result<Vec<String>, Cause> {
        let wrong = || "`id2label` does not name each label from 0 on once; save the model with its labels".to_owned();
        let named = self.get("id2label").and_then(Value::as_object).ok_or_else(wrong)?;
        if named.is_empty() || named.len() > LABELS_MAX {
            return Err(wrong());
        }
        let mut labels: Vec<String> = Vec::new();
        for number in 0..named.len() {
            let label = named.get(&number.to_string()).and_then(Value::as_str).ok_or_else(wrong)?;
            if labels.iter().any(|known| known == label) {
                return Err(wrong());
            }
            labels.push(label.to_owned());
        }
        Ok(labels)
    }
}

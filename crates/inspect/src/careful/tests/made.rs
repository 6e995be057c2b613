//! A model for tests. In: nothing. Out: a folder with an encoder that hears an author in invented words: `blorp` on health,
//! `kraaf` on an offence, and each other topic in a word of its own; another person in `grumf`, and nobody in `zonk`. Never: a
//! word that anybody says.

use serde_json::{Map, Value, json};
use std::path::Path;

/// The labels, each with the word in which it is heard.
pub const WORDS: [(&str, &str); 11] = [
    ("author:racial_ethnic", "wubble"),
    ("author:political_opinion", "snerk"),
    ("author:religion_belief", "plim"),
    ("author:trade_union", "vorch"),
    ("author:genetic", "quib"),
    ("author:biometric_id", "drazz"),
    ("author:health", "blorp"),
    ("author:sex_life_orientation", "fneep"),
    ("author:criminal", "kraaf"),
    ("other", "grumf"),
    ("nobody", "zonk"),
];

const WIDTH: usize = 16;
const MARKS: [&str; 3] = ["[UNK]", "[CLS]", "[SEP]"];
const CONTEXT: usize = 64;

/// The files of a model.
#[derive(Clone)]
pub struct Made {
    pub config: Value,
    pub tokenizer: Value,
    tensors: Vec<(String, Vec<usize>, Vec<f32>)>,
}

impl Made {
    pub fn new() -> Self {
        let labels: Map<String, Value> =
            WORDS.iter().enumerate().map(|(at, (label, _))| (at.to_string(), json!(label))).collect();
        let config = json!({
            "model_type": "bert", "architectures": ["BertForSequenceClassification"], "hidden_size": WIDTH,
            "num_hidden_layers": 1, "num_attention_heads": 1, "intermediate_size": WIDTH, "hidden_act": "gelu",
            "vocab_size": MARKS.len() + WORDS.len() + 2, "max_position_embeddings": CONTEXT, "type_vocab_size": 1,
            "layer_norm_eps": 1e-12, "id2label": labels
        });
        Self { config, tokenizer: tokenizer(), tensors: tensors() }
    }

    /// Writes the folder.
    pub fn write(&self, folder: &Path) {
        for (name, bytes) in [
            ("config.json", self.config.to_string().into_bytes()),
            ("tokenizer.json", self.tokenizer.to_string().into_bytes()),
            ("model.safetensors", self.weights()),
        ] {
            world::write_atomic(folder.join(name), bytes).expect("written");
        }
    }

    fn weights(&self) -> Vec<u8> {
        let (mut head, mut bytes) = (Map::new(), Vec::new());
        for (name, shape, numbers) in &self.tensors {
            let start = bytes.len();
            bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
            head.insert(name.clone(), json!({ "dtype": "F32", "shape": shape, "data_offsets": [start, bytes.len()] }));
        }
        let mut head = Value::Object(head).to_string();
        head += &" ".repeat(head.len().next_multiple_of(8) - head.len());
        [&(head.len() as u64).to_le_bytes(), head.as_bytes(), &bytes].concat()
    }
}

/// Words between marks; every other word is one and the same.
fn tokenizer() -> Value {
    let words = MARKS.into_iter().chain(WORDS.iter().map(|(_, word)| *word)).chain(["a", "."]).enumerate();
    let vocabulary: Map<String, Value> = words.map(|(at, word)| (word.to_owned(), json!(at))).collect();
    let mark = |mark: &str| json!({ "SpecialToken": { "id": mark, "type_id": 0 } });
    let named = |mark: &str, id: u32| json!({ "id": mark, "ids": [id], "tokens": [mark] });
    let parts = json!([mark("[CLS]"), { "Sequence": { "id": "A", "type_id": 0 } }, mark("[SEP]")]);
    json!({
        "version": "1.0", "added_tokens": [], "decoder": null, "truncation": null, "padding": null,
        "normalizer": { "type": "Lowercase" }, "pre_tokenizer": { "type": "Whitespace" },
        "post_processor": {
            "type": "TemplateProcessing", "single": parts, "pair": parts,
            "special_tokens": { "[CLS]": named("[CLS]", 1), "[SEP]": named("[SEP]", 2) }
        },
        "model": { "type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]" }
    })
}

/// Each word points its own way, attention takes the mean of all words, and each label looks one way.
fn tensors() -> Vec<(String, Vec<usize>, Vec<f32>)> {
    const LOUD: f32 = 6.0;
    let pointed = |rows: usize, skipped: usize, size: f32| {
        let mut matrix = vec![0.0; rows * WIDTH];
        for at in skipped..rows.min(skipped + WORDS.len()) {
            matrix[at * WIDTH + at - skipped] = size;
        }
        matrix
    };
    let mut tensors = Vec::new();
    let mut add =
        |name: &str, shape: &[usize], numbers: Vec<f32>| tensors.push((name.to_owned(), shape.to_vec(), numbers));
    let known = MARKS.len() + WORDS.len() + 2;
    let embeddings = "bert.embeddings";
    add(&format!("{embeddings}.word_embeddings.weight"), &[known, WIDTH], pointed(known, MARKS.len(), 1.0));
    add(&format!("{embeddings}.position_embeddings.weight"), &[CONTEXT, WIDTH], vec![0.0; CONTEXT * WIDTH]);
    add(&format!("{embeddings}.token_type_embeddings.weight"), &[1, WIDTH], vec![0.0; WIDTH]);
    let layer = "bert.encoder.layer.0";
    for norm in [embeddings.to_owned(), format!("{layer}.attention.output"), format!("{layer}.output")] {
        add(&format!("{norm}.LayerNorm.weight"), &[WIDTH], vec![1.0; WIDTH]);
        add(&format!("{norm}.LayerNorm.bias"), &[WIDTH], vec![0.0; WIDTH]);
    }
    let mut identity = vec![0.0; WIDTH * WIDTH];
    identity.iter_mut().step_by(WIDTH + 1).for_each(|one| *one = 1.0);
    let nothing = vec![0.0; WIDTH * WIDTH];
    for (name, matrix) in [
        (format!("{layer}.attention.self.query"), &nothing),
        (format!("{layer}.attention.self.key"), &nothing),
        (format!("{layer}.attention.self.value"), &identity),
        (format!("{layer}.attention.output.dense"), &identity),
        (format!("{layer}.intermediate.dense"), &nothing),
        (format!("{layer}.output.dense"), &nothing),
        ("bert.pooler.dense".to_owned(), &identity),
    ] {
        add(&format!("{name}.weight"), &[WIDTH, WIDTH], matrix.clone());
        add(&format!("{name}.bias"), &[WIDTH], vec![0.0; WIDTH]);
    }
    // A text without any of the words is nobody's, and one with a word of nobody and another word is both alike.
    let (mut looks, mut bias) = (pointed(WORDS.len(), 0, 2.0 * LOUD), vec![0.0; WORDS.len()]);
    let nobody = WORDS.len() - 1;
    (looks[nobody * WIDTH + nobody], bias[nobody]) = (LOUD, LOUD);
    add("classifier.weight", &[WORDS.len(), WIDTH], looks);
    add("classifier.bias", &[WORDS.len()], bias);
    tensors
}

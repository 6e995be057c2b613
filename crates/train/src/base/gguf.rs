//! A base as one GGUF file. In: bytes of which nothing is believed before its bounds were checked. Out: weights in our
//! order, and a tokenizer from vocabulary and merges. Never: a type, a key or a tensor that is skipped because it is not
//! known.
#![expect(clippy::indexing_slicing, reason = "blocks: their length is fixed by the type, and a row holds whole blocks")]

use super::{Cause, Found, carried, fill};
use crate::ops::Heads;
use crate::shape::{Head, Shape};
use crate::tokens;
use kernels::numbers::{self, half};
use std::collections::BTreeMap;

/// Keys that say how the model is to be carried out, and that we read.
const READ: [&str; 12] = [
    "llama.attention.head_count",
    "llama.attention.head_count_kv",
    "llama.attention.key_length",
    "llama.attention.layer_norm_rms_epsilon",
    "llama.attention.value_length",
    "llama.block_count",
    "llama.context_length",
    "llama.embedding_length",
    "llama.feed_forward_length",
    "llama.rope.dimension_count",
    "llama.rope.freq_base",
    "llama.vocab_size",
];

/// Keys of the tokenizer that are read or change nothing of what we do.
const TOKENIZER: [&str; 14] = [
    "add_bos_token",
    "add_eos_token",
    "add_space_prefix",
    "bos_token_id",
    "eos_token_id",
    "merges",
    "model",
    "padding_token_id",
    "pre",
    "scores",
    "token_type",
    "tokens",
    "unknown_token_id",
    "eot_token_id",
];

/// Reads a file from its bytes.
pub(super) fn read(bytes: &[u8]) -> Result<Found, Cause> {
    let mut cursor = Cursor { bytes, at: 0 };
    if cursor.take(4)? != b"GGUF" {
        return Err("it is no GGUF file".to_owned());
    }
    let version = cursor.u32()?;
    if !(2..=3).contains(&version) {
        return Err(format!("it is GGUF of version {version}"));
    }
    let (tensors, keys) = (cursor.u64()?, cursor.u64()?);
    let mut metadata = Metadata::default();
    for _ in 0..keys {
        let key = cursor.text()?;
        let kind = cursor.u32()?;
        let value = cursor.value(kind).map_err(|cause| format!("`{key}`: {cause}"))?;
        if metadata.0.insert(key.clone(), value).is_some() {
            return Err(format!("`{key}` stands there twice"));
        }
    }
    metadata.refuse()?;
    let mut found = BTreeMap::new();
    for _ in 0..tensors {
        let (name, tensor) = cursor.tensor()?;
        if found.insert(name.clone(), tensor).is_some() {
            return Err(format!("`{name}` stands there twice"));
        }
    }
    let alignment = metadata.number("general.alignment")?.unwrap_or(32);
    let start = (cursor.at as u64).checked_next_multiple_of(alignment).and_then(|start| usize::try_from(start).ok());
    let body = start.and_then(|start| bytes.get(start..)).ok_or("its tensors are missing")?;
    let shape = metadata.shape(found.contains_key("output.weight"), found.get("token_embd.weight"))?;
    let heads = shape.heads;
    let weights = fill(&shape, body.len(), |name, dimensions| {
        let ours = name_here(name)?;
        let tensor = found.remove(&ours).ok_or_else(|| format!("the tensor `{ours}` is missing"))?;
        let values = tensor.read(&ours, dimensions, body)?;
        Ok(match name {
            name if name.ends_with("q_proj.weight") => unturned(&values, heads.heads, heads.head),
            name if name.ends_with("k_proj.weight") => unturned(&values, heads.shared, heads.head),
            _ => values,
        })
    })?;
    match found.keys().next() {
        Some(name) => Err(format!("the tensor `{name}` is not known")),
        None => Ok(Found { shape, weights, tokenizer: metadata.tokenizer()?, marks: metadata.marks()? }),
    }
}

/// The name of a tensor in GGUF by that at Hugging Face.
pub(crate) fn name_here(name: &str) -> Result<String, Cause> {
    let whole = match name {
        "model.embed_tokens.weight" => Some("token_embd.weight"),
        "model.norm.weight" => Some("output_norm.weight"),
        "lm_head.weight" => Some("output.weight"),
        _ => None,
    };
    if let Some(whole) = whole {
        return Ok(whole.to_owned());
    }
    let (layer, part) = name.strip_prefix("model.layers.").and_then(|rest| rest.split_once('.')).unwrap_or_default();
    let part = match part {
        "self_attn.q_proj.weight" => "attn_q",
        "self_attn.k_proj.weight" => "attn_k",
        "self_attn.v_proj.weight" => "attn_v",
        "self_attn.o_proj.weight" => "attn_output",
        "mlp.gate_proj.weight" => "ffn_gate",
        "mlp.up_proj.weight" => "ffn_up",
        "mlp.down_proj.weight" => "ffn_down",
        "input_layernorm.weight" => "attn_norm",
        "post_attention_layernorm.weight" => "ffn_norm",
        _ => return Err(format!("the tensor `{name}` has no name in GGUF")),
    };
    Ok(format!("blk.{layer}.{part}.weight"))
}

/// GGUF turns neighbouring pairs of a head, we turn its two halves; so the rows of each head are put back.
fn unturned(values: &[f32], heads: usize, head: usize) -> Vec<f32> {
    let inputs = values.len() / (heads * head);
    let mut out = Vec::with_capacity(values.len());
    for rows in values.chunks_exact(head * inputs) {
        for half in 0..2 {
            for pair in 0..head / 2 {
                out.extend_from_slice(&rows[(2 * pair + half) * inputs..][..inputs]);
            }
        }
    }
    out
}

#[derive(Debug)]
enum Value {
    /// A whole number or a flag.
    Number(u64),
    Real(f64),
    Text(String),
    Numbers(Vec<u64>),
    Texts(Vec<String>),
    /// Of a type that nothing we read has.
    Other,
}

struct Tensor {
    /// As at Hugging Face, the longest stride first.
    dimensions: Vec<usize>,
    kind: u32,
    offset: u64,
}

/// Reads forward, and never beyond the end.
struct Cursor<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Cursor<'b> {
    fn take(&mut self, len: usize) -> Result<&'b [u8], Cause> {
        let end = self.at.checked_add(len).filter(|end| *end <= self.bytes.len());
        let end = end.ok_or("it ends too early")?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Cause> {
        self.take(N)?.try_into().map_err(|_| "it ends too early".to_owned())
    }

    fn u32(&mut self) -> Result<u32, Cause> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Result<u64, Cause> {
        self.array().map(u64::from_le_bytes)
    }

    fn text(&mut self) -> Result<String, Cause> {
        let len = usize::try_from(self.u64()?).map_err(|_| "a text is too long")?;
        String::from_utf8(self.take(len)?.to_vec()).map_err(|_| "a text is not UTF-8".to_owned())
    }

    fn value(&mut self, kind: u32) -> Result<Value, Cause> {
        Ok(match kind {
            0 | 7 => Value::Number(self.array::<1>()?[0].into()),
            2 => Value::Number(u16::from_le_bytes(self.array()?).into()),
            4 => Value::Number(self.u32()?.into()),
            10 => Value::Number(self.u64()?),
            1 => signed(i8::from_le_bytes(self.array()?).into()),
            3 => signed(i16::from_le_bytes(self.array()?).into()),
            5 => signed(i32::from_le_bytes(self.array()?).into()),
            11 => signed(i64::from_le_bytes(self.array()?)),
            6 => Value::Real(f32::from_le_bytes(self.array()?).into()),
            12 => Value::Real(f64::from_le_bytes(self.array()?)),
            8 => Value::Text(self.text()?),
            9 => self.list()?,
            other => return Err(format!("a value of type {other} is not known")),
        })
    }

    fn list(&mut self) -> Result<Value, Cause> {
        let (kind, len) = (self.u32()?, self.u64()?);
        if kind == 9 {
            return Err("a list of lists is not known".to_owned());
        }
        // Nothing is set aside for a length that the file only claims: each element takes at least one byte of it.
        let (mut numbers, mut texts) = (Vec::new(), Vec::new());
        for _ in 0..len {
            match self.value(kind)? {
                Value::Number(number) => numbers.push(number),
                Value::Text(text) => texts.push(text),
                _ => {}
            }
        }
        Ok(match kind {
            8 => Value::Texts(texts),
            _ if numbers.len() as u64 == len => Value::Numbers(numbers),
            _ => Value::Other,
        })
    }

    fn tensor(&mut self) -> Result<(String, Tensor), Cause> {
        let name = self.text()?;
        let count = self.u32()?;
        if !(1..=4).contains(&count) {
            return Err(format!("`{name}` has {count} dimensions"));
        }
        let mut dimensions = Vec::new();
        for _ in 0..count {
            dimensions.push(usize::try_from(self.u64()?).map_err(|_| format!("`{name}` is too large"))?);
        }
        dimensions.reverse();
        let (kind, offset) = (self.u32()?, self.u64()?);
        Ok((name, Tensor { dimensions, kind, offset }))
    }
}

fn signed(number: i64) -> Value {
    u64::try_from(number).map_or(Value::Other, Value::Number)
}

/// Reads blocks of one type.
type Blocks = fn(&[u8]) -> Vec<f32>;

impl Tensor {
    fn read(&self, name: &str, dimensions: &[usize], body: &[u8]) -> Result<Vec<f32>, Cause> {
        if self.dimensions != dimensions {
            return Err(format!("`{name}` has the shape {:?} instead of {dimensions:?}", self.dimensions));
        }
        // Numbers of a block, its bytes, and how it is read.
        let (numbers, bytes, read): (usize, usize, Blocks) = match self.kind {
            0 => (1, 4, numbers::singles),
            1 => (1, 2, numbers::halves),
            30 => (1, 2, numbers::brains),
            2 => (32, 18, |blocks| blocks.as_chunks().0.iter().flat_map(q4_0).collect()),
            3 => (32, 20, |blocks| blocks.as_chunks().0.iter().flat_map(q4_1).collect()),
            8 => (32, 34, |blocks| blocks.as_chunks().0.iter().flat_map(q8_0).collect()),
            14 => (256, 210, |blocks| blocks.as_chunks().0.iter().flat_map(q6_k).collect()),
            other => return Err(format!("`{name}` is stored as type {other}, which is not known")),
        };
        let row = dimensions.last().copied().unwrap_or_default();
        if !row.is_multiple_of(numbers) {
            return Err(format!("a row of `{name}` does not hold whole blocks"));
        }
        let count = dimensions.iter().try_fold(1_usize, |product, size| product.checked_mul(*size));
        let len = count.and_then(|count| (count / numbers).checked_mul(bytes));
        let start = usize::try_from(self.offset).ok();
        let end = start.zip(len).and_then(|(start, len)| start.checked_add(len));
        let stored = start.zip(end).and_then(|(start, end)| body.get(start..end));
        stored.map(read).ok_or_else(|| format!("`{name}` lies beyond the end"))
    }
}

/// A scale, and 32 numbers of four bits around eight.
fn q4_0(block: &[u8; 18]) -> [f32; 32] {
    let scale = half([block[0], block[1]]);
    nibbles(&block[2..]).map(|nibble| (f32::from(nibble) - 8.0) * scale)
}

/// A scale and a least value, and 32 numbers of four bits above it.
fn q4_1(block: &[u8; 20]) -> [f32; 32] {
    let (scale, least) = (half([block[0], block[1]]), half([block[2], block[3]]));
    nibbles(&block[4..]).map(|nibble| f32::from(nibble) * scale + least)
}

/// The low halves of sixteen bytes, then the high ones.
fn nibbles(bytes: &[u8]) -> [u8; 32] {
    std::array::from_fn(|at| if at < 16 { bytes[at] & 0xf } else { bytes[at - 16] >> 4 })
}

/// A scale and 32 whole numbers.
fn q8_0(block: &[u8; 34]) -> [f32; 32] {
    let scale = half([block[0], block[1]]);
    std::array::from_fn(|at| f32::from(block[2 + at].cast_signed()) * scale)
}

/// Sixteen scales under one, and 256 numbers of six bits around 32: four bits in the first part, two in the second.
fn q6_k(block: &[u8; 210]) -> [f32; 256] {
    let (low, high, scales) = (&block[..128], &block[128..192], &block[192..208]);
    let scale = half([block[208], block[209]]);
    std::array::from_fn(|at| {
        let (part, quarter, lane) = (at / 128, at % 128 / 32, at % 32);
        let low = low[part * 64 + quarter % 2 * 32 + lane] >> (quarter / 2 * 4) & 0xf;
        let high = high[part * 32 + lane] >> (quarter * 2) & 3;
        let own = scales[part * 8 + lane / 16 + quarter * 2].cast_signed();
        scale * f32::from(own) * (f32::from(low | high << 4) - 32.0)
    })
}

#[derive(Default)]
struct Metadata(BTreeMap<String, Value>);

impl Metadata {
    /// Refuses what we would carry out otherwise.
    fn refuse(&self) -> Result<(), Cause> {
        if self.text("general.architecture")? != "llama" {
            return Err(format!("its architecture is `{}`", self.text("general.architecture")?));
        }
        let without_effect = |key: &str| {
            ["general.", "quantize."].iter().any(|room| key.starts_with(room)) || key == "tokenizer.chat_template"
        };
        let known = |key: &str| match key.strip_prefix("tokenizer.ggml.") {
            Some(key) => TOKENIZER.contains(&key),
            None => READ.contains(&key) || without_effect(key),
        };
        match self.0.keys().find(|key| !known(key)) {
            Some(key) => Err(format!("the key `{key}` is not known")),
            None => Ok(()),
        }
    }

    fn text(&self, key: &str) -> Result<&str, Cause> {
        match self.0.get(key) {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(format!("the key `{key}` is missing")),
        }
    }

    fn number(&self, key: &str) -> Result<Option<u64>, Cause> {
        match self.0.get(key) {
            None => Ok(None),
            Some(Value::Number(number)) => Ok(Some(*number)),
            Some(_) => Err(format!("`{key}` is no whole number")),
        }
    }

    fn size(&self, key: &str) -> Result<usize, Cause> {
        let size = self.number(key)?.and_then(|size| usize::try_from(size).ok());
        size.ok_or_else(|| format!("the key `{key}` is missing"))
    }

    fn real(&self, key: &str) -> Result<Option<f64>, Cause> {
        match self.0.get(key) {
            None => Ok(None),
            Some(Value::Real(real)) => Ok(Some(*real)),
            Some(_) => Err(format!("`{key}` is no number")),
        }
    }

    fn shape(&self, own_head: bool, embedding: Option<&Tensor>) -> Result<Shape, Cause> {
        let width = self.size("llama.embedding_length")?;
        let heads = self.size("llama.attention.head_count")?;
        let shared = self.number("llama.attention.head_count_kv")?.map_or(Ok(heads), usize::try_from);
        let shared = shared.map_err(|_| "`llama.attention.head_count_kv` is too large")?;
        let head = match self.number("llama.attention.key_length")? {
            Some(length) => usize::try_from(length).map_err(|_| "`llama.attention.key_length` is too large")?,
            None => width.checked_div(heads).unwrap_or_default(),
        };
        for key in ["llama.attention.value_length", "llama.rope.dimension_count"] {
            if self.number(key)?.is_some_and(|length| length != head as u64) {
                return Err(format!("`{key}` is not the width of a head, {head}"));
            }
        }
        let rows = embedding.and_then(|tensor| tensor.dimensions.first().copied());
        let vocabulary = rows.ok_or("the tensor `token_embd.weight` is missing")?;
        if self.number("llama.vocab_size")?.is_some_and(|size| size != vocabulary as u64) {
            return Err("`llama.vocab_size` is not the height of `token_embd.weight`".to_owned());
        }
        let epsilon = self.real("llama.attention.layer_norm_rms_epsilon")?;
        carried(Shape {
            vocabulary,
            context: self.size("llama.context_length")?,
            width,
            layers: self.size("llama.block_count")?,
            heads: Heads { heads, shared, head },
            feed_forward: self.size("llama.feed_forward_length")?,
            rotary_base: self.real("llama.rope.freq_base")?.unwrap_or(crate::shape::ROTARY_BASE),
            epsilon: epsilon.ok_or("the key `llama.attention.layer_norm_rms_epsilon` is missing")?,
            head: if own_head { Head::Own } else { Head::Tied },
        })
    }

    fn marks(&self) -> Result<(u32, u32), Cause> {
        let token = |key: &str| {
            let token = self.number(key)?.map(u32::try_from).transpose();
            token.map_err(|_| format!("`{key}` is no token"))
        };
        let end = token("tokenizer.ggml.eos_token_id")?.ok_or("the key `tokenizer.ggml.eos_token_id` is missing")?;
        Ok((token("tokenizer.ggml.bos_token_id")?.unwrap_or(end), end))
    }

    fn tokenizer(&self) -> Result<Vec<u8>, Cause> {
        let missing = |key: &str| format!("the key `tokenizer.ggml.{key}` is missing");
        let texts = |key: &str| match self.0.get(&format!("tokenizer.ggml.{key}")) {
            Some(Value::Texts(texts)) => Ok(texts.as_slice()),
            _ => Err(missing(key)),
        };
        if self.text("tokenizer.ggml.model")? != "gpt2" {
            return Err(format!("its tokenizer is `{}`", self.text("tokenizer.ggml.model")?));
        }
        let digits = match self.text("tokenizer.ggml.pre")? {
            "smollm" => tokens::Digits::OneByOne,
            "gpt-2" => tokens::Digits::Together,
            other => return Err(format!("it cuts texts by `{other}`")),
        };
        let kinds = match self.0.get("tokenizer.ggml.token_type") {
            Some(Value::Numbers(kinds)) => kinds.as_slice(),
            _ => return Err(missing("token_type")),
        };
        let names = texts("tokens")?;
        if kinds.len() != names.len() {
            return Err("`tokenizer.ggml.token_type` is not as long as `tokenizer.ggml.tokens`".to_owned());
        }
        // 1 is a token like any other, 3 a mark, 4 one that a user added, 5 one that is never used.
        if let Some(kind) = kinds.iter().find(|kind| ![1, 3, 4, 5].contains(*kind)) {
            return Err(format!("a token of type {kind} is not known"));
        }
        let marks: Vec<bool> = kinds.iter().map(|kind| *kind == 3 || *kind == 4).collect();
        tokens::Tokens::from_merges(names, &marks, texts("merges")?, digits).map_err(|cause| cause.to_string())
    }
}

//! What holds for every encoder: it says what its makers say it says, and what it cannot carry out it refuses by name.

use crate::folder::parse;
use crate::{Encoder, EncoderError};
use kernels::numbers::singles;
use safetensors::Dtype;
use safetensors::tensor::TensorView;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use terms::Digest;

/// Encoders with what `transformers` makes of them, by `tests/careful/reference.py`.
const REFERENCE: &str = include_str!("tests/reference.json");

/// The files of an encoder.
#[derive(Clone)]
struct Made {
    config: Value,
    tokenizer: Value,
    tensors: BTreeMap<String, (Dtype, Vec<usize>, Vec<u8>)>,
}

fn reference() -> Vec<Value> {
    serde_json::from_str(REFERENCE).expect("the reference")
}

/// The numbers that stand for a tensor of this name in the reference.
fn weights(name: &str, count: usize) -> impl Iterator<Item = f32> {
    let start = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (0..count as u64).map(move |at| {
        let mut z = start.wrapping_add(at);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 40) as f32 / 16_777_216.0 - 0.5
    })
}

impl Made {
    fn of(reference: &Value) -> Self {
        let config = reference["config"].clone();
        let mut tensors = BTreeMap::new();
        for (name, shape) in reference["tensors"].as_object().expect("tensors") {
            let shape: Vec<usize> = serde_json::from_value(shape.clone()).expect("a shape");
            let shift = if shape.len() == 1 && !name.ends_with("bias") { 1.0 } else { 0.0 };
            let drawn = weights(name, shape.iter().product()).map(|weight| weight + shift);
            tensors.insert(name.clone(), (Dtype::F32, shape, drawn.flat_map(f32::to_le_bytes).collect()));
        }
        Self { config, tokenizer: tokenizer(), tensors }
    }

    fn bert() -> Self {
        Self::of(&reference()[0])
    }

    fn weights(&self) -> Vec<u8> {
        let views = self.tensors.iter().map(|(name, (dtype, shape, bytes))| {
            (name, TensorView::new(*dtype, shape.clone(), bytes).expect("a tensor"))
        });
        safetensors::serialize(views, None).expect("tensors")
    }

    fn read(&self) -> Result<Encoder, String> {
        let [config, tokenizer] = [&self.config, &self.tokenizer].map(|json| json.to_string().into_bytes());
        parse(&config, &self.weights(), &tokenizer, Digest::of("a folder"))
    }

    fn set(mut self, key: &str, value: Value) -> Self {
        self.config[key] = value;
        self
    }

    fn refused(&self, because: &str) {
        let cause = self.read().expect_err(because);
        assert!(cause.contains(because), "{cause}");
    }
}

/// A letter is a token, and so is a word that has no other; texts stand between marks.
fn tokenizer() -> Value {
    let marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].map(str::to_owned).into_iter();
    let words = marks.chain(('a'..='z').map(String::from)).enumerate();
    let vocabulary: Map<String, Value> = words.map(|(at, word)| (word, json!(at))).collect();
    let mark = |mark: &str| json!({ "SpecialToken": { "id": mark, "type_id": 0 } });
    let named = |mark: &str, id: u32| json!({ "id": mark, "ids": [id], "tokens": [mark] });
    json!({
        "version": "1.0", "added_tokens": [], "decoder": null,
        "truncation": { "direction": "Right", "max_length": 8, "strategy": "LongestFirst", "stride": 0 },
        "padding": {
            "strategy": { "Fixed": 32 }, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0, "pad_type_id": 0,
            "pad_token": "[PAD]"
        },
        "normalizer": { "type": "Lowercase" }, "pre_tokenizer": { "type": "Whitespace" },
        "post_processor": {
            "type": "TemplateProcessing", "pair": [mark("[CLS]"), { "Sequence": { "id": "A", "type_id": 0 } }, mark("[SEP]")],
            "single": [mark("[CLS]"), { "Sequence": { "id": "A", "type_id": 0 } }, mark("[SEP]")],
            "special_tokens": { "[CLS]": named("[CLS]", 2), "[SEP]": named("[SEP]", 3) }
        },
        "model": { "type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]" }
    })
}

fn pieces(reference: &Value) -> Vec<Vec<u32>> {
    serde_json::from_value(reference["pieces"].clone()).expect("pieces")
}

#[test]
fn an_encoder_says_what_transformers_says_it_says() {
    for reference in reference() {
        let encoder = Made::of(&reference).read().expect("an encoder");
        assert_eq!(encoder.labels(), ["author:health", "other:health", "nobody"]);
        let said: Vec<Vec<f32>> = serde_json::from_value(reference["logits"].clone()).expect("logits");
        let ours = encoder.logits(&pieces(&reference));
        assert_eq!(ours.len(), said.len());
        for (ours, said) in ours.iter().flatten().zip(said.iter().flatten()) {
            assert!((ours - said).abs() < 2e-5, "{}: {ours} and not {said}", reference["config"]["model_type"]);
        }
    }
}

#[test]
fn the_bits_of_a_text_depend_on_neither_threads_nor_what_is_read_beside_it() {
    let encoder = Made::bert().read().expect("an encoder");
    let texts: Vec<String> = (0..90).map(|at| "a b c x y z ".repeat(at % 13 + 1)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| encoder.probabilities(&texts))
    };
    let together = on(1);
    assert_eq!(together, on(2));
    let alone: Vec<_> = texts.iter().flat_map(|text| encoder.probabilities(&[text])).collect();
    assert_eq!(together, alone);
    for shares in together.iter().flatten() {
        assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    }
}

#[test]
fn the_bits_are_pinned() {
    let mut sum = 0_u64;
    for reference in reference() {
        let logits = Made::of(&reference).read().expect("an encoder").logits(&pieces(&reference));
        let bits = logits.iter().flatten().map(|logit| u64::from(logit.to_bits()));
        sum = bits.fold(sum, |sum, bits| sum.rotate_left(7) ^ bits);
    }
    assert_eq!(sum, PINNED, "{sum:#018x}");
}

#[test]
fn the_way_in_which_numbers_are_stored_changes_them_and_nothing_else() {
    let (reference, made) = (&reference()[0], Made::bert());
    let near = made.read().expect("an encoder").logits(&pieces(reference));
    let mut half = made.clone();
    let mut bytes = made.clone();
    for (name, (dtype, shape, stored)) in &made.tensors {
        let numbers = singles(stored);
        let top = |number: f32| ((number.to_bits() >> 16) as u16).to_le_bytes();
        half.tensors
            .insert(name.clone(), (Dtype::BF16, shape.clone(), numbers.iter().copied().flat_map(top).collect()));
        assert_eq!(*dtype, Dtype::F32);
        if shape.len() == 2 {
            let rows = numbers.chunks(shape[1]);
            let scales: Vec<f32> =
                rows.clone().map(|row| row.iter().fold(0.0, |most: f32, x| most.max(x.abs())) / 127.0).collect();
            let row =
                |(row, scale): (&[f32], &f32)| row.iter().map(|x| (x / scale).round() as i8 as u8).collect::<Vec<_>>();
            let whole = rows.zip(&scales).flat_map(row).collect();
            bytes.tensors.insert(name.clone(), (Dtype::I8, shape.clone(), whole));
            let scales_bytes = scales.iter().flat_map(|scale| scale.to_le_bytes()).collect();
            bytes.tensors.insert(format!("{name}.scale"), (Dtype::F32, vec![shape[0]], scales_bytes));
        }
    }
    for (made, off) in [(half, 0.2), (bytes, 0.2)] {
        let far = made.read().expect("an encoder").logits(&pieces(reference));
        assert_ne!(near, far);
        for (near, far) in near.iter().flatten().zip(far.iter().flatten()) {
            assert!((near - far).abs() < off, "{near} {far}");
        }
    }
}

#[test]
fn no_token_is_left_out_and_no_piece_is_too_long() {
    let encoder = Made::bert().read().expect("an encoder");
    for count in [0, 1, 61, 62, 63, 100, 1000] {
        let letters: Vec<String> = (0..count).map(|at| char::from(b'a' + (at * 7 % 26) as u8).to_string()).collect();
        let pieces = encoder.pieces(&letters.join(" ")).expect("read");
        let all: Vec<u32> = (0..count).map(|at| 5 + (at * 7 % 26) as u32).collect();
        let mut reached = 0;
        for piece in &pieces {
            let [2, inner @ .., 3] = piece.as_slice() else { panic!("marks around a piece") };
            assert!(inner.len() <= 62 && (pieces.len() == 1 || inner.len() == 62));
            // The letters repeat after 26, so the place is looked for where the last piece ends at the latest.
            let place = (0..=reached).rev().find(|at| all[*at..].starts_with(inner)).expect("in the text");
            reached = reached.max(place + inner.len());
        }
        assert_eq!(reached, count, "{count}");
        assert_eq!(pieces.len() > 1, count > 62);
    }
}

#[test]
fn a_text_of_ten_megabytes_is_read_whole() {
    let encoder = Made::bert().read().expect("an encoder");
    let text = "wholewords and letters ".repeat(450_000);
    let pieces = encoder.pieces(&text).expect("read");
    let tokens: usize = pieces.iter().map(|piece| piece.len() - 2).sum();
    assert!(text.len() > 10_000_000 && tokens > 3 * 450_000 && tokens < 2 * 3 * 450_000);
}

#[test]
fn what_would_be_carried_out_otherwise_is_refused_by_its_name() {
    let bert = Made::bert;
    bert().set("model_type", json!("electra")).refused("`model_type` is `electra`");
    bert().set("architectures", json!(["BertForMaskedLM"])).refused("`architectures` is not");
    bert().set("position_embedding_type", json!("relative_key")).refused("`position_embedding_type`");
    bert().set("problem_type", json!("multi_label_classification")).refused("`problem_type`");
    bert().set("is_decoder", json!(true)).refused("`is_decoder` is set");
    bert().set("add_cross_attention", json!(true)).refused("`add_cross_attention` is not known");
    bert().set("pruned_heads", json!({ "0": [1] })).refused("`pruned_heads` is not known");
    bert().set("embedding_size", json!(16)).refused("`embedding_size` is not known");
    bert().set("hidden_act", json!("swish")).refused("`hidden_act` is `swish`");
    bert().set("id2label", json!({ "0": "a", "2": "b" })).refused("`id2label`");
    bert().set("id2label", json!({ "0": "a", "1": "a", "2": "b" })).refused("`id2label`");
    bert().set("id2label", json!({})).refused("`id2label`");
    bert().set("layer_norm_eps", json!("small")).refused("`layer_norm_eps`");
    bert().set("layer_norm_eps", json!(3.0)).refused("epsilon 3");
    bert().set("hidden_size", json!(-1)).refused("`hidden_size` is no size");
    bert().set("num_attention_heads", json!(4)).refused("no multiple of 16");
    bert().set("intermediate_size", json!(40)).refused("no multiple of 16");
    bert().set("max_position_embeddings", json!(9)).refused("too few");
    // What changes nothing, and what is not set, is no reason.
    let made =
        bert().set("pruned_heads", json!({})).set("torch_dtype", json!("float32")).set("some_switch", json!(false));
    assert!(made.read().is_ok());
}

#[test]
fn tensors_that_do_not_fit_are_refused_by_their_names() {
    let name = "bert.encoder.layer.1.output.dense.weight";
    let mut missing = Made::bert();
    missing.tensors.remove(name);
    missing.refused(&format!("`{name}` is missing"));
    let mut turned = Made::bert();
    turned.tensors.get_mut(name).expect("there").1.reverse();
    turned.refused(&format!("`{name}` has the shape [48, 32]"));
    let mut left = Made::bert();
    left.tensors.insert("bert.extra".to_owned(), (Dtype::F32, vec![1], vec![0; 4]));
    left.refused("`bert.extra` is not known");
    left.tensors.remove("bert.extra");
    left.tensors.insert("bert.embeddings.position_ids".to_owned(), (Dtype::I64, vec![1], vec![0; 8]));
    assert!(left.read().is_ok());
    let mut double = Made::bert();
    double.tensors.insert(name.to_owned(), (Dtype::F64, vec![32, 48], vec![0; 32 * 48 * 8]));
    double.refused("is stored as F64");
    let mut unscaled = Made::bert();
    unscaled.tensors.insert(name.to_owned(), (Dtype::I8, vec![32, 48], vec![0; 32 * 48]));
    unscaled.refused(&format!("`{name}.scale` is missing"));
    for broken in [f32::NAN, f32::INFINITY] {
        for name in [name, "bert.embeddings.word_embeddings.weight", "classifier.bias"] {
            let mut made = Made::bert();
            made.tensors.get_mut(name).expect("there").2[..4].copy_from_slice(&broken.to_le_bytes());
            made.refused(&format!("`{name}` holds something that is no number"));
        }
    }
    Made::bert().set("num_hidden_layers", json!(1)).refused("is not known");
    Made::bert().set("num_hidden_layers", json!(3)).refused("is missing");
}

#[test]
fn a_tokenizer_of_another_model_is_refused() {
    let mut made = Made::bert();
    made.tokenizer["model"]["vocab"]["word"] = json!(40);
    made.refused("the token 40 and `vocab_size` is 40");
    let mut bare = Made::bert();
    bare.tokenizer["post_processor"] = Value::Null;
    bare.refused("no mark in front of a text");
    let mut empty = Made::bert();
    empty.tokenizer["post_processor"]["single"].as_array_mut().expect("parts").remove(1);
    empty.refused("knows neither letters nor digits");
    let mut typed = Made::bert();
    typed.tokenizer["post_processor"]["single"][1] = json!({ "Sequence": { "id": "A", "type_id": 1 } });
    typed.refused("another type than 0");
    let mut broken = Made::bert();
    broken.tokenizer["model"] = json!({ "type": "Unheard" });
    broken.refused("`tokenizer.json` cannot be read");
}

#[test]
fn a_tokenizer_that_is_no_json_in_any_of_its_parts_is_refused() {
    let made = Made::bert();
    let whole = made.tokenizer.to_string();
    for part in ["normalizer", "pre_tokenizer", "post_processor", "decoder", "model"] {
        let torn = whole.replacen(&format!("\"{part}\":"), &format!("\"{part}\":{{x"), 1);
        assert_ne!(torn, whole, "{part}");
        let read = parse(made.config.to_string().as_bytes(), &made.weights(), torn.as_bytes(), Digest::of("a folder"));
        let cause = read.expect_err("refused");
        assert!(cause.contains("`tokenizer.json` cannot be read"), "{cause}");
    }
}

#[test]
fn files_that_lie_about_their_size_are_refused_before_there_is_room_for_them() {
    let made = Made::bert();
    let [config, tokenizer] = [&made.config, &made.tokenizer].map(|json| json.to_string().into_bytes());
    let weights = made.weights();
    let read = |config: &[u8], weights: &[u8]| parse(config, weights, &tokenizer, Digest::of("a folder"));
    assert!(read(&config, &weights).is_ok());
    for length in [0, 7, 8, 100, weights.len() / 2, weights.len() - 1] {
        let cause = read(&config, &weights[..length]).expect_err("cut off");
        assert!(cause.contains("`model.safetensors` is broken"), "{cause}");
    }
    let mut long = weights.clone();
    long[..8].copy_from_slice(&u64::MAX.to_le_bytes());
    assert!(read(&config, &long).is_err());
    for (key, size) in [
        ("vocab_size", 1_u64 << 20),
        ("hidden_size", 1 << 12),
        ("intermediate_size", 1 << 14),
        ("num_hidden_layers", 1 << 7),
    ] {
        let large = made.clone().set(key, json!(size)).set("num_attention_heads", json!(1));
        large.refused("");
        made.clone().set(key, json!(size * 4)).refused("are carried");
        made.clone().set(key, json!(u64::MAX)).refused("");
        made.clone().set(key, json!(0)).refused("are carried");
    }
    for config in [b"".as_slice(), b"[]", b"{}", b"{\"model_type\": \"bert\"}", b"\xff"] {
        assert!(read(config, &weights).is_err());
    }
}

#[test]
fn a_folder_is_known_by_its_bytes() {
    let folder = std::env::temp_dir().join(format!("grondslag-encoder-{}", std::process::id()));
    let made = Made::bert();
    let files = [
        ("config.json", made.config.to_string().into_bytes()),
        ("model.safetensors", made.weights()),
        ("tokenizer.json", made.tokenizer.to_string().into_bytes()),
    ];
    assert!(matches!(Encoder::read(&folder), Err(EncoderError::Disk(_))));
    for (name, bytes) in &files {
        world::write_atomic(folder.join(name), bytes).expect("written");
    }
    let lines: String = files.iter().map(|(name, bytes)| format!("{}  {name}\n", Digest::of(bytes))).collect();
    let digest = Encoder::read(&folder).expect("an encoder").digest();
    assert_eq!(digest, Digest::of(&lines));
    let other = made.set("layer_norm_eps", json!(1e-11)).config.to_string();
    world::write_atomic(folder.join("config.json"), other).expect("written");
    assert_ne!(Encoder::read(&folder).expect("an encoder").digest(), digest);
    world::write_atomic(folder.join("config.json"), vec![b' '; (1 << 20) + 1]).expect("written");
    let cause = Encoder::read(&folder).expect_err("too large").to_string();
    assert!(cause.contains("`config.json` has 1048577 bytes") && cause.contains("take a smaller one"), "{cause}");
    world::remove_dir(&folder).expect("removable");
}

const PINNED: u64 = 0x9b0f_f2c0_8059_3646;

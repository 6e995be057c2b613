//! Adapters beside a base that the test makes: what is forgotten never was, and a base that is not the one is refused.

use super::{Folder, QUIET, base, bytes, check_private, input, rows, trained, without, world_of};
use crate::ops::Heads;
use crate::shape::Shape;
use crate::tokens::Tokens;
use crate::{
    AdapterChoice, Base, BaseError, Head, Model, OpenError, Plan, Progress, Projection, Row, Run, Sampling, TrainError,
    cohort, export, net, replay, replay_on, slice, train, train_on,
};
use safetensors::tensor::TensorView;
use safetensors::{Dtype, serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// Four heads that share two keys, a head for the logits of its own, and heads wider than the stream.
fn shape() -> Shape {
    Shape {
        vocabulary: 320,
        context: 64,
        width: 32,
        layers: 2,
        heads: Heads { heads: 4, shared: 2, head: 16 },
        feed_forward: 48,
        rotary_base: 100_000.0,
        epsilon: 1e-6,
        head: Head::Own,
    }
}

fn config(shape: &Shape) -> Value {
    json!({
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.context,
        "hidden_size": shape.width,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads.heads,
        "num_key_value_heads": shape.heads.shared,
        "head_dim": shape.heads.head,
        "intermediate_size": shape.feed_forward,
        "rope_parameters": {"rope_theta": shape.rotary_base, "rope_type": "default"},
        "rms_norm_eps": shape.epsilon,
        "tie_word_embeddings": shape.head == Head::Tied,
        "hidden_act": "silu",
        "bos_token_id": 0,
        "eos_token_id": [1, 2],
        "rope_scaling": null,
        "attention_bias": false,
    })
}

/// Weights as a trained model might have them, each exact in bfloat16.
fn weights(shape: &Shape) -> Vec<f32> {
    let exact = |weight: &f32| (weight * 1024.0).round() / 1024.0;
    let first = net::Net::seeded(shape, 5).weights;
    first
        .iter()
        .map(|weight| if *weight == 1.0 { 1.0 } else { exact(&(weight * 8.0)).clamp(-0.2, 0.2) })
        .map(kernels::math::round_bf16)
        .collect()
}

/// The tensors of a base in one stored form.
fn stored(shape: &Shape, dtype: Dtype) -> Vec<(String, Vec<usize>, Vec<u8>)> {
    let weights = weights(shape);
    let bytes = |values: &[f32]| -> Vec<u8> {
        match dtype {
            Dtype::BF16 => values.iter().flat_map(|value| ((value.to_bits() >> 16) as u16).to_le_bytes()).collect(),
            _ => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        }
    };
    export::tensors(shape).into_iter().map(|(name, range, shape)| (name, shape, bytes(&weights[range]))).collect()
}

fn safetensors(tensors: &[(String, Vec<usize>, Vec<u8>)], dtype: Dtype) -> Vec<u8> {
    let views = tensors
        .iter()
        .map(|(name, shape, bytes)| (name.as_str(), TensorView::new(dtype, shape.clone(), bytes).expect("fits")));
    serialize(views, None).expect("laid out")
}

fn tokenizer() -> Vec<u8> {
    Tokens::learn(&Plan { vocabulary: 320, ..Plan::demo() }, &base()).expect("learned")
}

fn write_base(folder: &Path, shape: &Shape, config: &Value) {
    let file = |name: &str, bytes: &[u8]| world::write_atomic(folder.join(name), bytes).expect("writable");
    file("config.json", config.to_string().as_bytes());
    file("tokenizer.json", &tokenizer());
    file("model.safetensors", &safetensors(&stored(shape, Dtype::F32), Dtype::F32));
}

fn read(path: &Path) -> Result<Arc<Base>, BaseError> {
    Base::read(path, Base::digest_of(path)?).map(Arc::new)
}

fn made(folder: &Folder) -> Arc<Base> {
    write_base(&folder.0, &shape(), &config(&shape()));
    read(&folder.0).expect("a base")
}

fn choice() -> AdapterChoice {
    AdapterChoice { rank: 16, alpha: 32.0, projections: Projection::ALL.to_vec() }
}

fn plan_on(base: &Base) -> Plan {
    Plan { learning_rate: 5e-3, ..super::plan() }.on(base, choice())
}

fn adapted(folder: &Folder, base: &Arc<Base>, rows: Vec<Row>) -> Model {
    train_on(input(rows), base, &plan_on(base), &folder.0, &QUIET).expect("trained")
}

fn check_forgetting(name: &str, after: Vec<Row>, threads: usize) -> crate::Attestation {
    let (old, twin) = (Folder::new(&format!("on-{name}-{threads}")), Folder::new(&format!("on-{name}-{threads}-twin")));
    let ground = Folder::new(&format!("on-{name}-{threads}-base"));
    let base = made(&ground);
    let before = adapted(&old, &base, rows());
    let run = Run { threads, ..QUIET };
    let replayed = replay_on(&world_of(&old.0), input(after.clone()), &base, &old.0, &run).expect("replayed");
    let scratch = adapted(&twin, &base, after);
    let found = bytes(&old.0);
    assert!(found.contains_key(Path::new("cohort-0002/adapter_model.safetensors")));
    assert_eq!(found, bytes(&twin.0));
    assert_eq!(replayed.model.digest(), scratch.digest());
    assert_ne!(before.digest(), scratch.digest());
    let (did, all) = (replayed.attestation.steps_replayed, replayed.attestation.steps_total);
    assert!(0 < did && did <= all && all == 3 * 3 * 4, "{did} of {all}");
    replayed.attestation
}

#[test]
fn forgetting_one_person_in_an_adapter_gives_the_bytes_of_never_having_had_them() {
    for threads in [1, 2] {
        let attestation = check_forgetting("one", without(&["s3"]), threads);
        let replayed: Vec<_> = attestation.cohorts_replayed.iter().map(|at| (at.cohort, at.from_slice)).collect();
        assert_eq!(replayed, [(cohort(&super::plan(), "s3"), slice(&super::plan(), "s3", crate::Late::Unsaid))]);
    }
}

#[test]
fn forgetting_a_batch_and_everyone_in_adapters_gives_the_bytes_of_never_having_had_them() {
    check_forgetting("batch", without(&["s1", "s5", "s8", "s16"]), 2);
    assert_eq!(check_forgetting("everyone", Vec::new(), 2).records_after, 0);
}

#[test]
fn the_bytes_of_adapters_depend_neither_on_threads_nor_on_the_order_of_rows_nor_on_the_machine() {
    let (ground, one, other) = (Folder::new("on-order-base"), Folder::new("on-order-1"), Folder::new("on-order-2"));
    let base = made(&ground);
    let model = adapted(&one, &base, rows());
    let mut reversed = input(rows());
    reversed.rows.reverse();
    train_on(reversed, &base, &plan_on(&base), &other.0, &Run { threads: 1, ..QUIET }).expect("trained");
    assert_eq!(bytes(&one.0), bytes(&other.0));
    assert_eq!(model.digest().to_string(), GOLDEN);
}

const GOLDEN: &str = "c3bdc2519727e011edf796551ea04ad4c486e06bd630bd06b5b197c8d69b0a32";

#[test]
fn adapters_whose_run_is_killed_go_on_to_the_same_bytes() {
    let (ground, whole) = (Folder::new("on-kill-base"), Folder::new("on-kill-whole"));
    let base = made(&ground);
    adapted(&whole, &base, rows());
    for steps in [1, 5, 9, 20, 35] {
        let cut = Folder::new(&format!("on-kill-{steps}"));
        let told = Mutex::new(0);
        let die = |_: Progress| {
            let mut told = told.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            *told += 1;
            assert!(*told < steps, "killed on purpose");
        };
        let run = Run { threads: 2, progress: &die, ..QUIET };
        let killed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            train_on(input(rows()), &base, &plan_on(&base), &cut.0, &run).map(|_| ())
        }));
        assert!(killed.is_err());
        assert!(matches!(Model::open_on(&cut.0, &base), Err(OpenError::NotWhole { .. })));
        adapted(&cut, &base, rows());
        assert_eq!(bytes(&whole.0), bytes(&cut.0));
    }
}

#[test]
fn a_replay_of_adapters_that_is_killed_leaves_no_export_and_goes_on_to_the_same_bytes() {
    let (ground, twin, cut) = (Folder::new("on-cut-base"), Folder::new("on-cut-twin"), Folder::new("on-cut"));
    let base = made(&ground);
    adapted(&twin, &base, without(&["s3"]));
    adapted(&cut, &base, rows());
    let run = Run { threads: 1, progress: &|_| panic!("killed on purpose"), ..QUIET };
    let (world, after) = (world_of(&cut.0), || input(without(&["s3"])));
    let killed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        replay_on(&world, after(), &base, &cut.0, &run).map(|_| ())
    }));
    assert!(killed.is_err());
    let left = bytes(&cut.0);
    assert!(left.keys().all(|path| !path.ends_with("adapter_model.safetensors")), "{:?}", left.keys());
    replay_on(&world, after(), &base, &cut.0, &QUIET).expect("replayed");
    assert_eq!(bytes(&cut.0), bytes(&twin.0));
}

#[test]
fn adapters_that_have_read_nothing_say_what_the_base_says() {
    let (ours, folder) = (Folder::new("on-ours"), Folder::new("on-ours-adapted"));
    let own = trained(&ours, rows()).weights_alone();
    let base = read(&ours.0).expect("our own export is a base");
    let model = train_on(input(Vec::new()), &base, &plan_on(&base), &folder.0, &QUIET).expect("trained");
    for text in ["post 7 from the market", "", "Ünïcödé 漢字"] {
        assert_eq!(model.logits(text).expect("read"), own.logits(text).expect("read"));
    }
    let sampling = Sampling { max_tokens: 9, ..Sampling::default() };
    assert_eq!(model.complete("post", &sampling).expect("said"), own.complete("post", &sampling).expect("said"));
}

#[test]
fn adapters_learn_what_they_read_and_leave_the_base_as_it_is() {
    let (ground, folder) = (Folder::new("on-learn-base"), Folder::new("on-learn"));
    let base = made(&ground);
    let plan = Plan { passes: 30, ..plan_on(&base) };
    let model = train_on(input(rows()), &base, &plan, &folder.0, &QUIET).expect("trained");
    let all: BTreeSet<usize> = (0..plan.cohorts).collect();
    let alone = model.without(&all).expect("the base alone");
    let bits =
        |model: &Model| model.bits_per_byte(&["post 7 from the market, number 49"]).expect("judged").expect("bytes");
    assert!(bits(&model) < 0.6 * bits(&alone), "{} {}", bits(&model), bits(&alone));
    assert_eq!(Base::digest_of(&ground.0).expect("there"), base.digest());
}

#[test]
fn the_adapters_without_a_cohort_are_those_in_which_its_people_never_were() {
    let (ground, folder, twin) = (Folder::new("on-out-base"), Folder::new("on-out"), Folder::new("on-out-twin"));
    let base = made(&ground);
    let whole = adapted(&folder, &base, rows());
    let gone = whole.cohort_of("s3");
    adapted(&twin, &base, rows().into_iter().filter(|row| whole.cohort_of(&row.subject) != gone).collect());
    let without = |folder: &Folder, cohorts: &[usize]| {
        let whole = Model::open_on(&folder.0, &base).expect("whole");
        let model = whole.without(&cohorts.iter().copied().collect()).expect("opened");
        (model.digest(), model.logits("post 7").expect("read"))
    };
    assert_eq!(without(&folder, &[gone]), without(&twin, &[gone]));
    assert_eq!(without(&folder, &[0, 1, 2]), without(&twin, &[0, 1, 2]), "the base alone");
    assert_eq!(without(&folder, &[]).0, whole.digest());
    assert_ne!(without(&folder, &[gone]).0, whole.digest());
    // What many people say is counted beside adapters, too.
    assert!(bytes(&folder.0).contains_key(Path::new("ngrams.safetensors")));
    let with = whole.logits("post 7").expect("read");
    assert_ne!(with, whole.weights_alone().logits("post 7").expect("read"));
}

#[test]
fn no_file_of_adapters_holds_a_pseudonym_or_a_text() {
    let (ground, folder) = (Folder::new("on-private-base"), Folder::new("on-private"));
    let base = made(&ground);
    check_private(&folder.0, |rows| drop(adapted(&folder, &base, rows)));
}

#[test]
fn a_model_of_another_kind_in_the_same_folder_leaves_nothing_of_the_first() {
    let (ground, folder, twin) = (Folder::new("on-kind-base"), Folder::new("on-kind"), Folder::new("on-kind-twin"));
    let base = made(&ground);
    trained(&folder, rows());
    adapted(&folder, &base, rows());
    adapted(&twin, &base, rows());
    assert_eq!(bytes(&folder.0), bytes(&twin.0));
    trained(&folder, rows());
    trained(&Folder(twin.0.clone()), rows());
    assert!(bytes(&folder.0).keys().all(|path| !path.ends_with("adapter_model.safetensors")));
}

#[test]
fn another_base_is_refused_before_anything_is_read_with_it() {
    let (ground, folder) = (Folder::new("on-other-base"), Folder::new("on-other"));
    let base = made(&ground);
    adapted(&folder, &base, rows());
    // One weight of the base changes after training.
    let path = ground.0.join("model.safetensors");
    let mut changed = world::read(&path).expect("there");
    let last = changed.len() - 1;
    changed[last] ^= 1;
    world::write_atomic(&path, changed).expect("writable");
    assert!(matches!(Base::read(&ground.0, base.digest()), Err(BaseError::OtherBytes { .. })));
    let other = read(&ground.0).expect("a base, and not the one");
    let refused = Model::open_on(&folder.0, &other).map(|_| ()).expect_err("refused");
    assert!(matches!(refused, OpenError::OtherBase { .. }), "{refused}");
    assert!(refused.to_string().contains("bring back that base"), "{refused}");
    let refused = replay_on(&world_of(&folder.0), input(rows()), &other, &folder.0, &QUIET).map(|_| ());
    assert!(matches!(refused, Err(TrainError::Open(OpenError::OtherBase { .. }))), "{refused:?}");
    let refused = train_on(input(rows()), &other, &plan_on(&base), &folder.0, &QUIET).map(|_| ());
    assert!(matches!(refused, Err(TrainError::Plan(error)) if error.field == "adapter.base"));
    assert!(matches!(Model::open(&folder.0), Err(OpenError::BaseNeeded { .. })));
    let refused = replay(&world_of(&folder.0), input(rows()), &folder.0, &QUIET).map(|_| ());
    assert!(matches!(refused, Err(TrainError::Open(OpenError::BaseNeeded { .. }))), "{refused:?}");
    let refused = train(input(rows()), &super::base(), &plan_on(&base), &folder.0, &QUIET).map(|_| ());
    assert!(matches!(refused, Err(TrainError::Plan(error)) if error.field == "adapter"));
    let alone = Folder::new("on-other-alone");
    trained(&alone, rows());
    assert!(matches!(Model::open_on(&alone.0, &base), Err(OpenError::NoBase { .. })));
}

fn refused(
    name: &str,
    change: impl FnOnce(&mut Value),
    tensors: impl FnOnce(&mut Vec<(String, Vec<usize>, Vec<u8>)>),
) -> String {
    let ground = Folder::new(&format!("on-refused-{name}"));
    let mut config = config(&shape());
    change(&mut config);
    write_base(&ground.0, &shape(), &config);
    let mut stored = stored(&shape(), Dtype::F32);
    tensors(&mut stored);
    let path = ground.0.join("model.safetensors");
    world::write_atomic(path, safetensors(&stored, Dtype::F32)).expect("writable");
    read(&ground.0).map(|_| ()).expect_err("refused").to_string()
}

#[test]
fn a_base_that_we_would_carry_out_otherwise_is_refused_by_the_name_of_what_stands_in_the_way() {
    let settings = [
        ("rope_scaling", json!({"type": "linear", "factor": 2.0})),
        ("attention_bias", json!(true)),
        ("mlp_bias", json!(true)),
        ("sliding_window", json!(4096)),
        ("quantization_config", json!({"bits": 4})),
        ("hidden_act", json!("gelu")),
        ("model_type", json!("mistral")),
        ("architectures", json!(["MistralForCausalLM"])),
        ("pretraining_tp", json!(2)),
        ("rope_interleaved", json!(true)),
        ("rope_parameters", json!({"rope_theta": 1e4, "rope_type": "llama3"})),
        ("hidden_size", json!(null)),
        ("eos_token_id", json!(null)),
    ];
    for (key, value) in settings {
        let said = refused(key, |config| config[key] = value, |_| {});
        assert!(said.contains(key), "{key}: {said}");
    }
    let said = refused("width", |config| config["vocab_size"] = json!(321), |_| {});
    assert!(said.contains("vocabulary is 321"), "{said}");
    let said = refused("keys", |config| config["num_key_value_heads"] = json!(3), |_| {});
    assert!(said.contains("share 3 keys"), "{said}");
}

#[test]
fn a_base_with_a_tensor_missing_added_or_of_another_shape_is_refused_by_its_name() {
    let name = "model.layers.1.self_attn.v_proj.weight";
    let said = refused("missing", |_| {}, |tensors| tensors.retain(|(found, ..)| found != name));
    assert!(said.contains(&format!("`{name}` is missing")), "{said}");
    let said = refused(
        "turned",
        |_| {},
        |tensors| {
            tensors
                .iter_mut()
                .filter(|(found, ..)| found == "model.layers.0.mlp.up_proj.weight")
                .for_each(|(_, shape, _)| shape.reverse());
        },
    );
    assert!(said.contains("`model.layers.0.mlp.up_proj.weight` has the shape [32, 48] instead of [48, 32]"), "{said}");
    let said = refused(
        "bias",
        |_| {},
        |tensors| {
            tensors.push(("model.layers.0.self_attn.q_proj.bias".to_owned(), vec![4], vec![0; 16]));
        },
    );
    assert!(said.contains("q_proj.bias` is not known"), "{said}");
    let said = refused("nan", |_| {}, |tensors| tensors[0].2[..4].copy_from_slice(&f32::NAN.to_le_bytes()));
    assert!(said.contains("no number"), "{said}");
}

#[test]
fn a_base_in_two_shards_or_in_half_the_bytes_is_the_same_base() {
    let (whole, parts) = (Folder::new("on-whole"), Folder::new("on-parts"));
    let one = made(&whole);
    write_base(&parts.0, &shape(), &config(&shape()));
    world::remove_file(parts.0.join("model.safetensors")).expect("removable");
    let stored = stored(&shape(), Dtype::BF16);
    let (first, second) = stored.split_at(5);
    let mut map = serde_json::Map::new();
    for (file, tensors) in [("model-00001-of-00002.safetensors", first), ("model-00002-of-00002.safetensors", second)] {
        world::write_atomic(parts.0.join(file), safetensors(tensors, Dtype::BF16)).expect("writable");
        map.extend(tensors.iter().map(|(name, ..)| (name.clone(), json!(file))));
    }
    let index = parts.0.join("model.safetensors.index.json");
    world::write_atomic(&index, json!({"metadata": {}, "weight_map": map}).to_string()).expect("writable");
    let other = read(&parts.0).expect("a base");
    assert_eq!(other.weights(), one.weights());
    assert_ne!(other.digest(), one.digest());
    map.insert("x".to_owned(), json!("../model.safetensors"));
    world::write_atomic(&index, json!({"weight_map": map}).to_string()).expect("writable");
    assert!(read(&parts.0).map(|_| ()).expect_err("refused").to_string().contains("no file of the folder"));
}

/// The values of a GGUF file, as it writes them.
mod written {
    pub fn bare(text: &str) -> Vec<u8> {
        [&(text.len() as u64).to_le_bytes()[..], text.as_bytes()].concat()
    }

    pub fn number(value: usize) -> Vec<u8> {
        [4u32.to_le_bytes(), (value as u32).to_le_bytes()].concat()
    }

    pub fn real(value: f64) -> Vec<u8> {
        [6u32.to_le_bytes(), (value as f32).to_le_bytes()].concat()
    }

    pub fn text(value: &str) -> Vec<u8> {
        [&8u32.to_le_bytes()[..], &bare(value)].concat()
    }

    pub fn list(kind: u32, len: usize, body: Vec<u8>) -> Vec<u8> {
        [&9u32.to_le_bytes()[..], &kind.to_le_bytes(), &(len as u64).to_le_bytes(), &body].concat()
    }

    pub fn texts(values: &[String]) -> Vec<u8> {
        list(8, values.len(), values.iter().flat_map(|value| bare(value)).collect())
    }
}

/// The keys of a GGUF file of the base.
fn keys(shape: &Shape) -> Vec<(&'static str, Vec<u8>)> {
    let json: Value = serde_json::from_slice(&tokenizer()).expect("JSON");
    let vocabulary = json["model"]["vocab"].as_object().expect("a vocabulary");
    let mut names = vec![String::new(); vocabulary.len()];
    vocabulary.iter().for_each(|(name, at)| names[at.as_u64().expect("a number") as usize].clone_from(name));
    let merge = |pair: &Value| format!("{} {}", pair[0].as_str().expect("text"), pair[1].as_str().expect("text"));
    let merges: Vec<String> = json["model"]["merges"].as_array().expect("merges").iter().map(merge).collect();
    let kinds = (0..names.len()).flat_map(|at| (if at < 2 { 3i32 } else { 1 }).to_le_bytes()).collect();
    vec![
        ("general.architecture", written::text("llama")),
        ("llama.block_count", written::number(shape.layers)),
        ("llama.context_length", written::number(shape.context)),
        ("llama.embedding_length", written::number(shape.width)),
        ("llama.feed_forward_length", written::number(shape.feed_forward)),
        ("llama.attention.head_count", written::number(shape.heads.heads)),
        ("llama.attention.head_count_kv", written::number(shape.heads.shared)),
        ("llama.attention.key_length", written::number(shape.heads.head)),
        ("llama.attention.layer_norm_rms_epsilon", written::real(shape.epsilon)),
        ("llama.rope.freq_base", written::real(shape.rotary_base)),
        ("tokenizer.ggml.model", written::text("gpt2")),
        ("tokenizer.ggml.pre", written::text("gpt-2")),
        ("tokenizer.ggml.tokens", written::texts(&names)),
        ("tokenizer.ggml.merges", written::texts(&merges)),
        ("tokenizer.ggml.token_type", written::list(5, names.len(), kinds)),
        ("tokenizer.ggml.bos_token_id", written::number(0)),
        ("tokenizer.ggml.eos_token_id", written::number(1)),
    ]
}

/// A GGUF file of the base, its weights in single precision, with this tensor left out and these keys beside.
fn gguf(left_out: &str, beside: &[(&'static str, usize)]) -> Vec<u8> {
    let shape = shape();
    let mut keys = keys(&shape);
    keys.extend(beside.iter().map(|(name, value)| (*name, written::number(*value))));
    let weights = weights(&shape);
    let tensors: Vec<_> = export::tensors(&shape).into_iter().filter(|(name, ..)| name != left_out).collect();
    let mut out = [&b"GGUF"[..], &3u32.to_le_bytes()].concat();
    out.extend((tensors.len() as u64).to_le_bytes());
    out.extend((keys.len() as u64).to_le_bytes());
    for (name, value) in keys {
        out.extend(written::bare(name));
        out.extend(value);
    }
    let mut body: Vec<u8> = Vec::new();
    for (name, range, dimensions) in tensors {
        out.extend(written::bare(&crate::base::gguf_name(&name).expect("known")));
        out.extend((dimensions.len() as u32).to_le_bytes());
        dimensions.iter().rev().for_each(|size| out.extend((*size as u64).to_le_bytes()));
        out.extend(0u32.to_le_bytes());
        out.extend((body.len() as u64).to_le_bytes());
        let values = match &name {
            name if name.contains("q_proj") => turned(&weights[range], 4),
            name if name.contains("k_proj") => turned(&weights[range], 2),
            _ => weights[range].to_vec(),
        };
        body.extend(values.iter().flat_map(|value| value.to_le_bytes()));
        body.resize(body.len().next_multiple_of(32), 0);
    }
    out.resize(out.len().next_multiple_of(32), 0);
    [out, body].concat()
}

/// Rows as GGUF keeps them: of each head the first of the one half, the first of the other, and so on.
fn turned(values: &[f32], heads: usize) -> Vec<f32> {
    let (head, inputs) = (16, values.len() / 16 / heads);
    let row = |head_at: usize, at: usize| &values[(head_at * head + at % 2 * head / 2 + at / 2) * inputs..][..inputs];
    (0..heads).flat_map(|head_at| (0..head).flat_map(move |at| row(head_at, at).to_vec())).collect()
}

fn read_gguf(name: &str, bytes: &[u8]) -> Result<Arc<Base>, BaseError> {
    let folder = Folder::new(&format!("on-gguf-{name}"));
    let path = folder.0.join("base.gguf");
    world::write_atomic(&path, bytes).expect("writable");
    read(&path)
}

#[test]
fn a_gguf_file_and_a_folder_of_the_same_base_say_the_same() {
    let ground = Folder::new("on-gguf-base");
    let (folder, file) = (made(&ground), read_gguf("whole", &gguf("", &[])).expect("a base"));
    assert_eq!(file.weights(), folder.weights());
    assert_eq!(file.shape().heads, folder.shape().heads);
    assert_eq!(file.marks(), folder.marks());
    let tokens = |base: &Base| Tokens::read_with(base.tokenizer(), base.marks()).expect("read");
    for text in ["Water boils at 30 degrees", "<|end|> is no end", "Ünïcödé 漢字\n\ttab"] {
        let ids = tokens(&file).encode(text).expect("cut");
        assert_eq!(ids, tokens(&folder).encode(text).expect("cut"));
        assert_eq!(tokens(&file).decode(&ids).expect("text"), text);
    }
}

#[test]
fn a_gguf_file_with_something_missing_or_unknown_is_refused_by_its_name() {
    let said = |name: &str, bytes: Vec<u8>| read_gguf(name, &bytes).map(|_| ()).expect_err("refused").to_string();
    let found = said("missing", gguf("model.layers.1.mlp.down_proj.weight", &[]));
    assert!(found.contains("`blk.1.ffn_down.weight` is missing"), "{found}");
    for key in ["llama.rope.scaling.factor", "llama.expert_count", "tokenizer.ggml.byte_fallback"] {
        let found = said(key, gguf("", &[(key, 2)]));
        assert!(found.contains(&format!("`{key}` is not known")), "{found}");
    }
    let found = said("kind", [&gguf("", &[])[..4], &9u32.to_le_bytes()].concat());
    assert!(found.contains("version 9"), "{found}");
}

/// Nothing that a file claims is believed: cut anywhere, or with any byte of its head changed, it is read or refused.
#[test]
fn a_broken_gguf_file_never_ends_the_program() {
    let whole = gguf("", &[]);
    for len in (0..whole.len()).step_by(997) {
        assert!(crate::base::read_gguf(&whole[..len]).is_err(), "{len}");
    }
    let mut dice = kernels::math::Dice::new(7);
    for _ in 0..400 {
        let mut broken = whole.clone();
        let at = dice.below(whole.len().min(14_000));
        broken[at] = dice.next() as u8;
        let _ = crate::base::read_gguf(&broken);
    }
}

#[test]
fn a_gguf_file_that_claims_more_than_it_holds_is_refused_before_room_is_made_for_it() {
    let mut lying = gguf("", &[]);
    let name = b"llama.block_count";
    let at = lying.windows(name.len()).position(|window| window == name).expect("a key") + name.len() + 4;
    lying[at..at + 2].copy_from_slice(&1024u16.to_le_bytes());
    let cause = crate::base::read_gguf(&lying).expect_err("refused");
    assert!(cause.starts_with("it claims"), "{cause}");
}

#[test]
fn a_base_with_one_mark_for_both_ends_of_a_text_can_end_one() {
    let (ground, folder) = (Folder::new("on-one-mark-base"), Folder::new("on-one-mark"));
    let mut one_mark = config(&shape());
    (one_mark["bos_token_id"], one_mark["eos_token_id"]) = (Value::Null, json!(1));
    write_base(&ground.0, &shape(), &one_mark);
    let base = read(&ground.0).expect("a base");
    let model = adapted(&folder, &base, rows());
    let ended = (0..400).any(|seed| {
        let sampling = Sampling { max_tokens: 50, temperature: 2.0, seed, ..Sampling::default() };
        model.complete("post 7", &sampling).expect("completed").stopped == crate::Stopped::End
    });
    assert!(ended, "no text of 400 ended by itself");
}

//! The evidence of a project: what documents are filled from. In: a project as it lies there. Out: one branch of values for
//! each file or store, and the answers and editions that are kept in `documents`. Never: a text of a post, a handle, or an
//! id of a person.

mod declared;
mod said;
mod shelf;

pub use declared::{law_values, register_values};
pub use shelf::{Drawer, answers_file, kept, load, rely};

use crate::command::audit::Audit;
use crate::journey::Account;
use crate::model_rooms::Forgotten;
use crate::project::Project;
use crate::rooms;
use account::document::{Evidence, Nature, Shelf, derive};
use anyhow::Result;
use corpus::Corpus;
use serde_json::{Value, json};

/// What was trained, and by which plan.
pub const TRAINING: &str = "model/training-manifest.json";

/// Gathers everything that is there; what is not there is no branch, and its fields are missing.
pub fn gather(project: &Project, shelf: &Shelf) -> Result<Evidence> {
    let mut evidence = Evidence::default();
    declared::add(&mut evidence, project)?;
    let ran = world::exists(project.world.path("work/account.json"));
    if ran {
        measured(&mut evidence, &rooms::read_account(project)?)?;
    }
    if world::exists(project.corpus_folder().join("manifest.json")) {
        corpus(&mut evidence, project)?;
    }
    if let Some(manifest) = trained(project)? {
        let mut add = |name: &str, value: Value| evidence.add(name, TRAINING, Nature::Measured, value);
        add("training", self::training(&manifest));
        // What is there was trained so, whatever the configuration says by now.
        manifest.get("plan").into_iter().for_each(|plan| add("plan", plan.clone()));
    }
    said::add(&mut evidence, project)?;
    // Written by hand from what `inspect --evaluate` prints, so it is declared, not measured.
    let evaluation = project.world.path("documents/evaluation.json");
    if world::exists(&evaluation) {
        let value: Value = serde_json::from_str(&world::read_string(&evaluation)?)?;
        evidence.add("evaluation", "documents/evaluation.json", Nature::Declared, value);
    }
    audited(&mut evidence, project)?;
    show_shelf(&mut evidence, shelf);
    Ok(evidence)
}

/// The manifest of the model, where there is one.
pub fn trained(project: &Project) -> Result<Option<Value>> {
    let path = project.model_folder().join("training-manifest.json");
    Ok(if world::exists(&path) { Some(serde_json::from_str(&world::read_string(&path)?)?) } else { None })
}

/// Shows the editions as they are now, and computes again what rests on others.
pub fn show_shelf(evidence: &mut Evidence, shelf: &Shelf) {
    evidence.add("documents", "documents/register.json", Nature::Measured, index(shelf));
    derive(evidence);
}

/// What the last audit found, if it was one of the weights that there are now: of others it says nothing.
fn audited(evidence: &mut Evidence, project: &Project) -> Result<()> {
    let Some(audit) = Audit::read(project)? else { return Ok(()) };
    let weights = evidence.value("training.model");
    if weights != Some(&json!(audit.model_digest)) {
        return Ok(());
    }
    let of = |attacks: &[&str]| -> Vec<_> {
        audit.rows.iter().filter(|row| attacks.contains(&row.attack.as_str())).collect()
    };
    let value = json!({
        "canaries": audit.canaries, "seed": audit.seed,
        "membership": of(&["loss", "min_k_plus_plus", "reference"]),
        "extraction": of(&["exposure", "extraction", "regurgitation", "regurgitation_guarded"]),
    });
    evidence.add("audit", Audit::FILE, Nature::Measured, value);
    Ok(())
}

/// What a run found.
fn measured(evidence: &mut Evidence, account: &Account) -> Result<()> {
    let source = "work/account.json";
    let mut add = |name: &str, value: Value| evidence.add(name, source, Nature::Measured, value);
    let taken = &account.intake;
    let sources: Vec<Value> = taken
        .sources
        .iter()
        .map(|one| json!({ "name": one.name, "format": one.format, "posts": one.posts, "accounts": one.accounts, "media": one.media, "rejected": one.rejected }))
        .collect();
    add(
        "intake",
        json!({ "read": taken.read, "posts": taken.posts, "accounts": taken.accounts, "pictures": taken.pictures, "rejected": taken.rejected, "sources": by_name(sources) }),
    );
    add("inspection", serde_json::to_value(&account.inspect)?);
    add("assembled", serde_json::to_value(&account.assembled)?);
    add("decided", serde_json::to_value(&account.decided)?);
    let mut model = serde_json::to_value(&account.model)?;
    if let Some(model) = model.as_object_mut() {
        model.remove("loss");
    }
    add("model", model);
    if let Some(answer) = &account.answer {
        add(
            "answer",
            json!({ "ai_generated": answer.ai_generated, "model_digest": answer.model_digest, "seed": answer.seed }),
        );
    }
    let forgotten = account.forgotten.iter().map(|one| {
        json!({
            "subject": one.subject, "records": one.records, "corpus_before": one.corpus_before, "corpus_digest": one.corpus_digest,
            "model_before": one.model_before, "model_digest": one.model_digest, "steps_replayed": one.steps_replayed,
            "steps_total": one.steps_total, "seconds": one.seconds, "compared": one.compared, "receipt_index": one.receipt_index,
        })
    });
    add("forgotten", Value::Array(forgotten.collect()));
    // Somebody who was forgotten without a test leaves the tests of a release incomplete, so nothing is shown as if it were all.
    let tested: Option<Vec<[Value; 2]>> = account.forgotten.iter().map(tested).collect();
    if let Some(tested) = tested {
        add("forgetting", Value::Array(tested.into_iter().flatten().collect()));
    }
    Ok(())
}

/// What the model told of a person's records before and after they were forgotten, and what one told that never saw them.
fn tested(one: &Forgotten) -> Option<[Value; 2]> {
    let tested = one.tested.as_ref()?;
    // The model of training from the start has the same bytes, so it gives the same figures [EDPB Opinion 28/2024].
    let control = |value: f64| one.compared.then_some(value);
    let (before, after) = (&tested.before, &tested.after);
    Some([
        json!({
            "subject": one.subject, "measure": "extraction", "tried": before.extraction.tried,
            "before": before.extraction.value, "before_low": before.extraction.low, "before_high": before.extraction.high,
            "after": after.extraction.value, "after_low": after.extraction.low, "after_high": after.extraction.high,
            "control": control(after.extraction.value),
        }),
        json!({
            "subject": one.subject, "measure": "loss", "tried": before.records,
            "before": before.loss, "before_low": Value::Null, "before_high": Value::Null,
            "after": after.loss, "after_low": Value::Null, "after_high": Value::Null, "control": control(after.loss),
        }),
    ])
}

/// One row for each name; a source of several files is one source.
fn by_name(rows: Vec<Value>) -> Vec<Value> {
    let mut joined: Vec<Value> = Vec::new();
    for row in rows {
        let Some(known) = joined.iter_mut().find(|known| known.get("name") == row.get("name")) else {
            joined.push(row);
            continue;
        };
        for key in ["posts", "accounts", "media", "rejected"] {
            let sum = [&*known, &row].iter().filter_map(|one| one.get(key)?.as_u64()).sum::<u64>();
            if let Some(cell) = known.get_mut(key) {
                *cell = sum.into();
            }
        }
    }
    joined
}

/// What the manifest of the corpus says about itself.
fn corpus(evidence: &mut Evidence, project: &Project) -> Result<()> {
    let corpus = Corpus::open(project.corpus_folder())?;
    evidence.add(
        "corpus",
        "corpus/manifest.json",
        Nature::Measured,
        corpus_values(&serde_json::to_value(corpus.manifest())?),
    );
    Ok(())
}

/// The same from the file itself, as a verifier reads it.
pub fn corpus_values(manifest: &Value) -> Value {
    let mut meta = manifest.get("meta").cloned().unwrap_or(Value::Null);
    let sources = meta.as_object_mut().and_then(|meta| meta.remove("sources"));
    json!({
        "digest": manifest.get("corpus_digest"),
        "people_root": manifest.get("people_root"),
        "meta": meta,
        "sources": sources,
        "counts": manifest.get("counts"),
        "shards": manifest.get("shards").and_then(Value::as_array).map(Vec::len),
    })
}

/// What the manifest of the model says about itself.
pub fn training(manifest: &Value) -> Value {
    let keep = |key: &str| manifest.get(key).cloned().unwrap_or(Value::Null);
    let slices =
        manifest.get("cohorts").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_array).flatten();
    // Of the last pass over each slice: each token of the corpus once.
    let tokens: u64 = slices.filter_map(|slice| slice.get("stage")?.get("tokens")?.as_u64()).sum();
    json!({
        "tokens": tokens,
        "base_tokens": base_tokens(manifest),
        "engine": keep("engine"), "plan_digest": keep("plan_digest"), "corpus": keep("corpus"), "base": keep("base"),
        "records": keep("records"), "parameters": keep("parameters"), "files": keep("files"),
        "model": served(manifest), "base_model": manifest.get("plan").and_then(|plan| plan.get("adapter")),
        "cohorts": manifest.get("cohorts").and_then(Value::as_array).map(Vec::len),
    })
}

/// The digest of the weights that answer: all of them, or those of adapters beside a base of somebody else.
pub fn served(manifest: &Value) -> Option<&Value> {
    let files = manifest.get("files")?;
    files.get("model.safetensors").or_else(|| files.get("adapter_model.safetensors"))
}

/// Tokens of base text that were read, all passes: the text itself has at most as many.
fn base_tokens(manifest: &Value) -> Option<u64> {
    let of = |key: &str| manifest.get("plan")?.get(key)?.as_u64();
    of("base_steps")?.checked_mul(of("base_sequences")?)?.checked_mul(of("context")?)
}

/// Every document with its last version.
pub fn index(shelf: &Shelf) -> Value {
    let mut rows = Vec::new();
    let mut index = serde_json::Map::new();
    for sheet in account::document::sheets() {
        let last = shelf.last(&sheet.id);
        let approval = last.and_then(|last| last.approval.as_ref());
        let row = json!({
            "version": last.map(|last| last.version),
            "missing": last.map(|last| last.missing.len()),
            "approved_on": approval.map(|approval| approval.on),
            "review_due": approval.map(|approval| approval.review_due),
        });
        if last.is_some() {
            index.insert(sheet.id.clone(), row.clone());
        }
        let mut row = row;
        if let Some(row) = row.as_object_mut() {
            row.insert("id".to_owned(), json!(sheet.id));
            row.insert("title".to_owned(), json!({ "en": sheet.title.en, "nl": sheet.title.nl }));
        }
        rows.push(row);
    }
    index.insert("index".to_owned(), Value::Array(rows));
    Value::Object(index)
}

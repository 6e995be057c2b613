//! `grondslag lineage`: from a record to the model that read it, and from a part of the model back to its records. In: the corpus
//! and the model on disk. Out: one line a record. Never: a text.

use super::Context;
use crate::exit::{Exit, Stop};
use crate::model_rooms;
use anyhow::Result;
use clap::Args;
use corpus::Corpus;
use intake::Versions;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;
use terms::{Digest, RecordId, SubjectId};
use train::{Late, Model, Place};

/// Which way.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct Way {
    /// A record, as its source names it: what came of it
    pub record: Option<String>,
    /// A person, as the accounts name them: what came of all their records
    #[arg(long)]
    pub subject: Option<String>,
    /// A cohort of the model: which records its weights have read
    #[arg(long)]
    pub cohort: Option<usize>,
    /// The whole model: its slices, in the order in which they were trained
    #[arg(long)]
    pub model: bool,
}

/// From where.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    way: Way,
}

/// One record and what came of it.
#[derive(Serialize)]
struct Line<'a> {
    source: RecordId,
    record: &'a str,
    shard: &'a str,
    #[serde(flatten)]
    place: Place,
    /// Digests of the states that have read it: of its slice, and of each later one of the cohort.
    states: Vec<Digest>,
    model: Digest,
    /// The Delta table that it came from, as the register names it: which version, and which commit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tables: Vec<serde_json::Value>,
    /// SHA-256 of each of its pictures in the corpus.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pictures: Vec<Digest>,
}

/// Follows.
pub fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let corpus = Corpus::open(project.corpus_folder())?;
    let model = model_rooms::model_of(&project, &corpus)?;
    let manifest = model.manifest();
    if arguments.way.model {
        slices(&model, context)?;
        return Ok(Exit::Done);
    }
    let pseudonymizer = project.ledger()?.pseudonymizer();
    let subject = arguments.way.subject.as_deref();
    let subject = subject.map(|subject| pseudonymizer.pseudonym("subject", SubjectId::new(subject).as_str()));
    let mut pictures = corpus.pictures()?;
    let versions = project.versions_folder();
    let versions = if Versions::exists(&versions) { Some(Versions::open(&versions)?) } else { None };
    // Only a plan with late slices places somebody by it, and the rows are read for it.
    let late = if manifest.plan.late_slices > 0 { corpus.late()? } else { BTreeSet::new() };
    let mut found = 0;
    for line in corpus.lineage() {
        let line = line?;
        let late = if late.contains(&line.subject) { Late::Yes } else { Late::No };
        let place = train::place(&manifest.plan, &line.subject, &line.record, late);
        let wanted = arguments.way.record.as_deref().is_some_and(|record| record == line.source.as_str())
            || subject.as_ref().is_some_and(|subject| *subject == line.subject)
            || arguments.way.cohort == Some(place.cohort);
        if !wanted {
            continue;
        }
        found += 1;
        let slices = manifest.cohorts.get(place.cohort).into_iter().flatten().skip(place.slice);
        let states: Vec<Digest> = slices.map(|slice| slice.stage.state).collect();
        let pictures = pictures.remove(&line.record).unwrap_or_default();
        let pictures: Vec<Digest> = pictures.into_iter().map(|picture| picture.sha256).collect();
        context.say(format!(
            "{} → {} in {} → cohort {}, slice {}, steps {:?} → {} states → model {:.12}…",
            line.source.as_str(),
            line.record,
            line.shard,
            place.cohort,
            place.slice,
            place.steps,
            states.len(),
            model.digest().to_string()
        ))?;
        let tables = tables(versions.as_ref(), &line.source)?;
        for table in &tables {
            let number = table.get("version").and_then(serde_json::Value::as_u64).unwrap_or_default();
            let at = table.get("committed_at").and_then(serde_json::Value::as_str).unwrap_or_default();
            context.say(format!("    from version {number} of its table, of {at}"))?;
        }
        for picture in &pictures {
            context.say(format!("    with picture {picture}, which no model has read"))?;
        }
        if !context.text() {
            let (source, record, shard) = (line.source, line.record.as_str(), line.shard.as_str());
            context.line(&Line { source, record, shard, place, states, model: model.digest(), tables, pictures })?;
        }
    }
    if found == 0 {
        return Err(
            Stop::refused("no record of this name is in the corpus; `grondslag corpus find RECORD` says why").into()
        );
    }
    Ok(Exit::Done)
}

/// The tables of the import that gave a record as it stands.
fn tables(versions: Option<&Versions>, source: &RecordId) -> Result<Vec<serde_json::Value>> {
    let entries = versions.map(|versions| versions.import_of(source.as_str())).transpose()?.unwrap_or_default();
    Ok(entries.iter().filter_map(|entry| entry.get("table").cloned()).collect())
}

fn slices(model: &Model, context: &Context) -> Result<()> {
    let manifest = model.manifest();
    context.say(format!("base: state {:.12}…", manifest.base_state.state.to_string()))?;
    for (cohort, slices) in manifest.cohorts.iter().enumerate() {
        for (slice, entry) in slices.iter().enumerate() {
            let (records, state) = (entry.records, entry.stage.state);
            context
                .say(format!("cohort {cohort}, slice {slice}: {records} records → state {:.12}…", state.to_string()))?;
            if !context.text() {
                context.line(&json!({ "cohort": cohort, "slice": slice, "records": records, "digest": entry.digest, "state": state, "model": model.digest() }))?;
            }
        }
    }
    Ok(())
}

//! `grondslag decide --replay FOLDER`: stored decisions are made again. In: a folder of decisions, and the project as it lies
//! here. Out: every row that comes out differently, and whether all have the same bytes. Never: a pass for decisions that
//! could not be read whole, or whose law is not here.

use super::super::Context;
use crate::exit::{Exit, Stop};
use crate::progress;
use crate::project::Project;
use crate::rooms::Bench;
use anyhow::Result;
use law::Law;
use pipeline::{CrossCheck, Difference, PipelineError, Plan, Under};
use serde_json::json;
use std::path::Path;
use terms::format_instant;

/// How many records are listed; all are counted.
const LISTED: usize = 20;

pub(super) async fn execute(path: &Path, check: CrossCheck, context: &Context) -> Result<Exit> {
    if !world::exists(path) {
        return Err(Stop::usage(format!("there is no folder `{}`", path.display())).into());
    }
    let mut project = context.project()?;
    let under = under(path)?;
    let law = set_back(&mut project, &under, path)?;
    let bench = Bench::open(&project, under.as_of).await?;
    let bar = progress::room(context.show, "law");
    let plan = Plan { check, ..bench.plan(&law, under.operation, under.as_of) };
    let replayed = pipeline::replay(&project.work()?, &plan, path, &mut |records| bar.records(records)).await;
    let replayed = replayed.map_err(|error| unreadable(path, error))?;
    bar.done(format!("{} records decided again", replayed.decisions));
    // Another ruling comes before other facts that lead to the same one.
    let (others, same): (Vec<_>, Vec<_>) = replayed.differences.iter().partition(|one| one.what != ["facts"]);
    for difference in others.iter().chain(&same).take(LISTED) {
        say(difference, context)?;
    }
    let (decisions, differ, rulings) = (replayed.decisions, replayed.differences.len(), others.len());
    context.say(format!(
        "{decisions} decisions for {} as of {} under {} ({:.16}…), {} events: {differ} differ, {rulings} of them not in their \
         facts alone; the bytes {}",
        under.operation,
        format_instant(under.as_of),
        under.profile,
        under.rules_digest,
        under.tree_size,
        if replayed.same_bytes { "are the same" } else { "are not the same" }
    ))?;
    if !context.text() {
        context.line(&json!({
            "purpose": under.purpose, "operation": under.operation, "as_of": format_instant(under.as_of),
            "profile": under.profile, "rules_digest": under.rules_digest, "tree_size": under.tree_size,
            "decisions": decisions, "differences": differ, "other_rulings": rulings, "same_bytes": replayed.same_bytes, "holds": replayed.holds(),
        }))?;
    }
    Ok(if replayed.holds() { Exit::Done } else { Exit::ProofFails })
}

fn under(path: &Path) -> Result<Under> {
    let under = pipeline::under(path).map_err(|error| unreadable(path, error))?;
    let what = "it holds no decisions; name the folder that has their `manifest.json`";
    Ok(under.ok_or_else(|| Stop::usage(format!("`{}`: {what}", path.display())))?)
}

/// Puts the project back to where the decisions were made: purpose, moment, events, law.
fn set_back(project: &mut Project, under: &Under, path: &Path) -> Result<Law> {
    let path = path.display();
    project.ask_about(under.purpose.as_str()).map_err(|error| Stop::proof(format!("`{path}`: {error}")))?;
    let held = project.ledger()?.tree_head().size;
    if under.tree_size > held {
        let told = format!("`{path}` counts {} events, and the ledger here has {held}", under.tree_size);
        return Err(Stop::proof(told).into());
    }
    project.ask_as_of(under.as_of, Some(under.tree_size));
    let law = project.law_with(&under.rules_digest)?.ok_or_else(|| {
        Stop::proof(format!(
            "`{path}` was decided under rules `{}`, which are not here; put that folder into `laws`",
            under.rules_digest
        ))
    })?;
    if law.profile() != under.profile {
        let told = format!("`{path}` names the profile `{}`, and its rules are of `{}`", under.profile, law.profile());
        return Err(Stop::proof(told).into());
    }
    Ok(law)
}

/// What cannot be read is not what was written.
fn unreadable(path: &Path, error: PipelineError) -> anyhow::Error {
    match error {
        PipelineError::Engine { .. } | PipelineError::Parquet { .. } | PipelineError::Column { .. } => Stop::proof(format!(
            "`{}` cannot be read as decisions of this version; a file was altered, cut or removed, or they are of an earlier \
             version and have to be decided again",
            path.display()
        ))
        .into(),
        error => error.into(),
    }
}

fn say(difference: &Difference, context: &Context) -> Result<()> {
    let Difference { record, what, stored, found } = difference;
    if context.text() {
        let told = |side: &Option<(String, Vec<String>)>| {
            side.as_ref()
                .map_or_else(|| "nothing".to_owned(), |(decision, rules)| format!("{decision} {}", rules.join(" ")))
        };
        return context.say(format!(
            "{record}: stored {}, comes out {} ({})",
            told(stored),
            told(found),
            what.join(", ")
        ));
    }
    let side = |side: &Option<(String, Vec<String>)>| {
        side.as_ref().map(|(decision, rules)| json!({ "decision": decision, "rules": rules }))
    };
    context.line(&json!({ "record_id": record, "differs": what, "stored": side(stored), "found": side(found) }))
}

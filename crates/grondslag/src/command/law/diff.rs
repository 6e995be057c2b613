//! `grondslag law diff`: what another law, or another profile, would change before it takes effect. Facts are gathered as
//! of a moment and both laws are asked. Nothing is written, but for the counts where somebody wants them kept.

use super::super::Context;
use crate::exit::{Exit, Stop};
use crate::progress;
use crate::project::Project;
use crate::rooms::Bench;
use anyhow::Result;
use clap::Args;
use corpus::Corpus;
use law::diff::{Asked, Diff, Differ};
use law::{Law, Outcome};
use portal::Altered;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use terms::{Digest, Instant, Operation, format_instant};

/// Which law to compare with.
#[derive(Args)]
pub struct Arguments {
    /// Folder of the proposed law
    #[arg(value_name = "DIR")]
    pub proposed: PathBuf,
    /// Operation to decide the records of the project for
    #[arg(long, value_name = "OPERATION", default_value = "train", value_parser = super::super::decide::operation)]
    pub operation: Operation,
    /// Purpose of the register to decide them for [default: the run's]
    #[arg(long, value_name = "PURPOSE")]
    pub purpose: Option<String>,
    /// How many records and people to list; all are counted
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Keep the counts in `work/law-diff`, where the console shows them
    #[arg(long)]
    pub keep: bool,
}

/// A corpus or a model that holds records which the proposed law would refuse or hold.
#[derive(Serialize)]
struct Affected {
    /// Its digest.
    digest: Digest,
    /// Records in it that would have to leave.
    leave: u64,
    /// People they are of.
    people: u64,
}

/// The counts of a diff, as they are kept. No record and no person.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    grondslag_law_diff: u64,
    as_of: String,
    operation: String,
    records: u64,
    changed: u64,
    people: u64,
    moves: BTreeMap<String, u64>,
    gained: BTreeMap<String, u64>,
    lost: BTreeMap<String, u64>,
}

fn file(project: &Project, from: Digest, to: Digest) -> PathBuf {
    project.world.path(format!("work/law-diff/{from}-{to}.json"))
}

/// The counts that were kept about going from one law to another.
pub fn kept(project: &Project, from: Digest, to: Digest) -> Result<Option<Altered>> {
    let path = file(project, from, to);
    if !world::exists(&path) {
        return Ok(None);
    }
    let kept: Kept = serde_json::from_str(&world::read_string(&path)?)?;
    if kept.grondslag_law_diff > KEPT_VERSION {
        return Err(Stop::usage(format!("`{}` was written by a later grondslag; use that", path.display())).into());
    }
    let Kept { as_of, operation, records, changed, people, moves, gained, lost, .. } = kept;
    Ok(Some(Altered { as_of, operation, records, changed, people, moves, gained, lost }))
}

fn keep(project: &Project, diff: &Diff, operation: Operation, at: Instant) -> Result<()> {
    let kept = Kept {
        grondslag_law_diff: KEPT_VERSION,
        as_of: format_instant(at),
        operation: operation.as_str().to_owned(),
        records: diff.records,
        changed: diff.changed,
        people: diff.people_changed,
        moves: diff.moves.clone(),
        gained: diff.gained.clone(),
        lost: diff.lost.clone(),
    };
    let path = file(project, diff.old.rules_digest, diff.new.rules_digest);
    Ok(world::write_atomic(path, format!("{}\n", serde_json::to_string_pretty(&kept)?))?)
}

/// The version of the format that this program writes and reads.
const KEPT_VERSION: u64 = 1;

/// What would change, with what was made of the records.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    diff: &'a Diff,
    operation: Operation,
    /// Records that lack a fact: no law is asked about them, and each is refused.
    missing: u64,
    corpora: Vec<Affected>,
    models: Vec<Affected>,
}

/// Compares.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let mut project = context.project()?;
    if let Some(purpose) = &arguments.purpose {
        project.ask_about(purpose)?;
    }
    let at = project.now();
    let (old, new) = (project.law_at(at)?, Law::open(&arguments.proposed)?);
    let bench = Bench::open(&project, at).await?;
    let pseudonymizer = project.ledger()?.pseudonymizer();
    let bar = progress::room(context.show, "law");
    // All changes are kept: which of them stand in a corpus is asked below.
    let mut differ = Differ::new(&old, &new, usize::MAX);
    let (mut missing, mut read) = (0, 0);
    pipeline::facts(&project.work()?, &bench.plan(&old, arguments.operation, at), &mut |asked| {
        let subject = pseudonymizer.pseudonym("subject", asked.subject_id.as_deref().unwrap_or_default());
        match asked.facts {
            Ok(facts) => differ.ask(&Asked { record: asked.record_id, subject, facts }),
            Err(_) => missing += 1,
        }
        read += 1;
        if read % 10_000 == 0 {
            bar.records(read);
        }
    })
    .await?;
    let mut diff = differ.finish();
    bar.done(format!("{read} records asked about"));
    if arguments.keep {
        keep(&project, &diff, arguments.operation, at)?;
    }
    let (corpora, models) = affected(&project, &diff)?;
    diff.changes_left_off = diff.changes.len().saturating_sub(arguments.limit) as u64;
    diff.changes.truncate(arguments.limit);
    diff.people.truncate(arguments.limit);
    let whole = Whole { diff: &diff, operation: arguments.operation, missing, corpora, models };
    if context.text() {
        say(&whole, context)?
    } else {
        context.line(&whole)?
    }
    Ok(Exit::Done)
}

/// The corpus and the model of the project, where a record in them would have to leave.
fn affected(project: &Project, diff: &Diff) -> Result<(Vec<Affected>, Vec<Affected>)> {
    let lawful = |outcome: Outcome| matches!(outcome, Outcome::Permit | Outcome::PermitWith);
    let leaving: BTreeSet<&str> = diff
        .changes
        .iter()
        .filter(|change| lawful(change.from) && !lawful(change.to))
        .map(|change| change.record.as_str())
        .collect();
    if !world::exists(project.corpus_folder().join("manifest.json")) {
        return Ok((Vec::new(), Vec::new()));
    }
    let corpus = Corpus::open(project.corpus_folder())?;
    let (mut leave, mut people) = (0, BTreeSet::new());
    for line in corpus.lineage() {
        let line = line?;
        if leaving.contains(line.source.as_str()) {
            leave += 1;
            people.insert(line.subject);
        }
    }
    if leave == 0 {
        return Ok((Vec::new(), Vec::new()));
    }
    let people = people.len() as u64;
    let digest = corpus.manifest().corpus_digest;
    // The model that was trained on this corpus, if it is the one that lies there.
    let model = crate::model_rooms::model_trained_on(project, digest)?;
    let models = model.map(|digest| Affected { digest, leave, people }).into_iter().collect();
    Ok((vec![Affected { digest, leave, people }], models))
}

fn say(whole: &Whole<'_>, context: &Context) -> Result<()> {
    let diff = whole.diff;
    let policies = &diff.policies;
    context.say(format!("from {} {:.16}…", diff.old.profile, diff.old.rules_digest.to_string()))?;
    context.say(format!("to   {} {:.16}…", diff.new.profile, diff.new.rules_digest.to_string()))?;
    for (word, ids) in [("added", &policies.added), ("removed", &policies.removed)] {
        for id in ids {
            context.say(format!("  {word:<8} {id}"))?;
        }
    }
    for rule in &policies.edited {
        let parts: Vec<&str> = rule.edits.iter().map(|edit| edit.part.as_str()).collect();
        context.say(format!("  edited   {}: {}", rule.id, parts.join(", ")))?;
    }
    for edit in &policies.numbers {
        context.say(format!("  number   {}: {} -> {}", edit.part, edit.old, edit.new))?;
    }
    context.say(format!(
        "{} of {} records of {} people would get another answer for {}; {} lack a fact and stay refused",
        diff.changed, diff.records, diff.people_changed, whole.operation, whole.missing
    ))?;
    for (movement, count) in &diff.moves {
        context.say(format!("  {count:>8}  {movement}"))?;
    }
    for (word, rules) in [("newly", &diff.gained), ("no longer", &diff.lost)] {
        for (id, count) in rules {
            context.say(format!("  {count:>8}  {word} {id}"))?;
        }
    }
    for change in &diff.changes {
        let (record, from, to) = (&change.record, change.from.as_str(), change.to.as_str());
        context.say(format!("  {record}: {from} -> {to}  +{:?} -{:?}", change.gained, change.lost))?;
    }
    if diff.changes_left_off > 0 {
        context.say(format!("  … and {} more; `--limit` lists them", diff.changes_left_off))?;
    }
    for (word, all) in [("corpus", &whole.corpora), ("model", &whole.models)] {
        for one in all {
            let digest = one.digest.to_string();
            context.say(format!("{word} {digest:.16}…: {} records of {} people would leave", one.leave, one.people))?;
        }
    }
    Ok(())
}

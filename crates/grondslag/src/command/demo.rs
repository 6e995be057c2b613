//! `grondslag demo`: the whole journey on a generated platform, checked against what its generator planted, and one person
//! taken out again.

use super::{Context, run};
use crate::config;
use crate::demo::{self, Size};
use crate::exit::{Exit, Stop};
use crate::journey::{self, Account};
use crate::model_rooms::Compare;
use crate::project::{Project, REGISTER};
use crate::rooms;
use anyhow::Result;
use clap::Args;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use terms::{Operation, RecordId};
use world::World;

/// Which platform.
#[derive(Args)]
pub struct Arguments {
    /// Seed of the platform: the same seed gives the same platform, corpus and model
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Generate the platform and its project, and stop
    #[arg(long)]
    pub generate_only: bool,
    /// Instead of a platform, write posts of its people in every format that intake reads, with a `[[source]]` for each, and
    /// stop; `grondslag intake` reads them
    #[arg(long, conflicts_with_all = ["generate_only", "over", "base"])]
    pub formats: bool,
    /// Instead of a platform, lay invented accounts, notices and choices over these posts (JSON lines with `id`, `author`,
    /// `ts`, `lang`, `channel`, `text`), and stop; `grondslag run` does the rest
    #[arg(long, value_name = "POSTS.jsonl.gz", requires = "base")]
    pub over: Option<PathBuf>,
    /// Text without data subjects for the base model of such a project: plain, or JSON lines with `text`
    #[arg(long, value_name = "FILE")]
    pub base: Option<PathBuf>,
}

/// Generates, runs, compares, forgets.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let folder = context.global.project_or("demo");
    let what = match (&arguments.over, arguments.formats) {
        (Some(_), _) => "overlay",
        (None, true) => "formats",
        (None, false) => "demo",
    };
    prepare(&folder, what)?;
    let world = World::repeatable(&folder, demo::training(), arguments.seed);
    if let (Some(posts), Some(base)) = (&arguments.over, &arguments.base) {
        return overlay(posts, base, &world, arguments.seed, context);
    }
    if arguments.formats {
        return formats(&world, arguments.seed, context);
    }
    let generated = demo::generate(&world, Path::new(""), arguments.seed, Size::DEMO)?;
    context.say(format!(
        "platform   {} records of {} accounts of {} invented persons, {} events",
        generated.records, generated.accounts, generated.persons, generated.events
    ))?;
    pipeline::write_posts(&generated.parquet_path, generated.parquet_posts)?;
    super::init::write_law(&folder)?;
    let path = folder.join("grondslag.toml");
    world::write_atomic(&path, &generated.config)?;
    world::write_atomic(world.path(REGISTER), &generated.register)?;
    let project = Project::of(world, config::parse(&path, &generated.config, config::environment())?);
    if arguments.generate_only {
        context.say(format!("a platform with seed {} lies in {}", arguments.seed, folder.display()))?;
        return Ok(Exit::Done);
    }

    let account = journey::run(&project, context.show).await?;
    let truth = read_truth(&folder.join("truth.jsonl"))?;
    let differences = compare(&project, &truth).await?;
    let before = account.clone();
    let account =
        journey::forget(&project, &generated.forget, account, Compare::WithTrainingFromTheStart, context.show).await?;

    context.say(rooms::summary(&project.law_at(project.now())?, &before))?;
    context.say(story(&project, &before, &account, &differences))?;
    if !context.text() {
        let mut totals = run::totals(&before);
        if let Some(members) = totals.as_object_mut() {
            members.insert("truth_records".to_owned(), truth.len().into());
            members.insert("truth_differences".to_owned(), differences.len().into());
            members.insert("model_digest_after_forgetting".to_owned(), account.model.model_digest.to_string().into());
            members.insert("corpus_digest_after_forgetting".to_owned(), account.corpus_digest().to_string().into());
        }
        context.line(&totals)?;
    }
    Ok(if differences.is_empty() { Exit::Done } else { Exit::Failed })
}

fn formats(world: &World, seed: u64, context: &Context) -> Result<Exit> {
    let written = demo::write_formats(world.root(), seed)?;
    super::init::write_law(world.root())?;
    world::write_atomic(world.path("grondslag.toml"), &written.config)?;
    context.say(format!(
        "{} layouts with {} posts lie in {}",
        written.layouts,
        written.posts,
        world.root().display()
    ))?;
    context.say("what intake must read of each stands in `expected`, in our own shape")?;
    context.say(format!("next: grondslag --project {} intake", world.root().display()))?;
    Ok(Exit::Done)
}

fn overlay(posts: &Path, base: &Path, world: &World, seed: u64, context: &Context) -> Result<Exit> {
    let absolute = |path: &Path| std::path::absolute(path);
    let laid = demo::overlay(world, &absolute(posts)?, &absolute(base)?, Path::new(""), seed)?;
    super::init::write_law(world.root())?;
    context.say(format!(
        "{} posts by {} authors; {} persons without a notice, {} objections, {} withdrawals, {} minors",
        laid.posts, laid.authors, laid.untold, laid.objections, laid.withdrawals, laid.minors
    ))?;
    if let Some(prolific) = laid.prolific {
        context.say(format!("who wrote most: {prolific}"))?;
    }
    context.say(format!("next: grondslag --project {} run", world.root().display()))?;
    Ok(Exit::Done)
}

/// Makes room for a demo. A folder that is no demo's is not touched.
fn prepare(folder: &Path, what: &str) -> Result<()> {
    let marker = folder.join(MARKER);
    if !world::exists(&marker) && !world::list(folder)?.is_empty() {
        return Err(Stop::usage(format!(
            "`{}` holds something else than a demo; choose another `--project`",
            folder.display()
        ))
        .into());
    }
    // The marker goes last and comes first, so that a demo that was killed is recognised and made anew.
    for path in world::list(folder)?.into_iter().filter(|path| *path != marker) {
        if path.is_dir() { world::remove_dir(&path)? } else { world::remove_file(&path)? }
    }
    world::write_atomic(&marker, format!("{{\"grondslag\":\"{what}\",\"version\":1}}\n"))?;
    Ok(())
}

/// A line of the generator's truth: what it planted.
#[derive(Deserialize)]
struct Truth {
    record_id: RecordId,
    assemble: Expected,
    train: Expected,
}

/// The decision that a record must get.
#[derive(Deserialize)]
struct Expected {
    decision: String,
    rules: Vec<String>,
    transforms: Vec<String>,
}

fn read_truth(path: &Path) -> Result<BTreeMap<RecordId, Truth>> {
    let lines = world::read_string(path)?;
    let truths = lines.lines().map(serde_json::from_str::<Truth>).collect::<Result<Vec<_>, _>>()?;
    Ok(truths.into_iter().map(|truth| (truth.record_id.clone(), truth)).collect())
}

/// Compares the decisions with what the generator planted, record by record and rule by rule.
async fn compare(project: &Project, truth: &BTreeMap<RecordId, Truth>) -> Result<Vec<String>> {
    let mut differences = Vec::new();
    for (op, expected) in [
        (Operation::Assemble, (|truth: &Truth| &truth.assemble) as fn(&Truth) -> &Expected),
        (Operation::Train, |truth| &truth.train),
    ] {
        let decisions = pipeline::read_decisions(&project.work()?, op)?;
        for (record, found) in &decisions {
            let Some(truth) = truth.get(record) else {
                differences.push(format!("{record} {op}: not in the truth"));
                continue;
            };
            let expected = expected(truth);
            if (&found.0, &found.1, &found.2) != (&expected.decision, &expected.rules, &expected.transforms) {
                differences.push(format!(
                    "{record} {op}: {} {:?} {:?} found, {} {:?} {:?} planted",
                    found.0, found.1, found.2, expected.decision, expected.rules, expected.transforms
                ));
            }
        }
        let unseen = truth.keys().filter(|record| !decisions.contains_key(*record));
        differences.extend(unseen.map(|record| format!("{record} {op}: planted and not decided")));
    }
    Ok(differences)
}

/// What a newcomer should have seen.
fn story(project: &Project, before: &Account, after: &Account, differences: &[String]) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "truth      {} differences between the decisions and what the generator planted",
        differences.len()
    );
    for difference in differences.iter().take(20) {
        let _ = writeln!(out, "           {difference}");
    }
    if let Some(answer) = &before.answer {
        let _ = writeln!(out, "prompt     {}", answer.prompt);
        let _ = writeln!(out, "answer     {}", answer.completion.trim());
        let _ = writeln!(out, "           (written by an AI system)");
    }
    if let Some(forgotten) = after.forgotten.last() {
        let _ = writeln!(
            out,
            "forgotten  {}: {} records left the corpus, {} of {} training steps replayed in {:.1} s",
            forgotten.subject, forgotten.records, forgotten.steps_replayed, forgotten.steps_total, forgotten.seconds
        );
        let _ = writeln!(
            out,
            "           model {:.16}… became {:.16}…",
            before.model.model_digest.to_string(),
            after.model.model_digest.to_string()
        );
        let _ =
            writeln!(out, "           `grondslag verify {}` checks the receipt offline", forgotten.receipt.display());
    }
    let _ = writeln!(out, "report     {}", project.world.path("report/index.html").display());
    let _ = write!(out, "next       grondslag --project {} explain RECORD", project.world.root().display());
    out
}

/// Marks a folder that this command made.
const MARKER: &str = "demo.json";

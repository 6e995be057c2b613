//! `grondslag audit`: what the model gives away about the records it was trained on.

use super::Context;
use crate::exit::{Exit, Stop};
use crate::permitted::Permitted;
use crate::project::Project;
use crate::{guard, model_rooms, progress};
use anyhow::Result;
use clap::Args;
use corpus::Corpus;
use serde::{Deserialize, Serialize};
use terms::{Digest, SubjectId};
use train::{Attacked, Extent};

/// What is tried.
#[derive(Args)]
pub struct Arguments {
    /// Only what the model gives away about this person, as the accounts name them
    #[arg(long, value_name = "SUBJECT")]
    pub subject: Option<String>,
    /// Most records of each side of a membership test
    #[arg(long, value_name = "N", default_value_t = Extent::default().records)]
    pub records: usize,
    /// Alternatives to which each canary is compared
    #[arg(long, value_name = "N", default_value_t = Extent::default().alternatives)]
    pub alternatives: usize,
    /// Completions that are sampled
    #[arg(long, value_name = "N", default_value_t = Extent::default().completions)]
    pub completions: usize,
    /// Seed of every draw
    #[arg(long, value_name = "N", default_value_t = Extent::default().seed)]
    pub seed: u64,
}

/// What was found, as it is kept for the documents.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audit {
    version: u32,
    /// The weights that were attacked.
    pub model_digest: Digest,
    corpus_digest: Digest,
    /// Planted people.
    pub canaries: usize,
    /// Of the draws.
    pub seed: u64,
    /// One row an attack.
    pub rows: Vec<Attacked>,
}

impl Audit {
    /// Where it is kept.
    pub const FILE: &str = "work/audit.json";
    const VERSION: u32 = 1;

    /// The last audit of the project, if there was one.
    pub fn read(project: &Project) -> Result<Option<Self>> {
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        let path = project.world.path(Self::FILE);
        if !world::exists(&path) {
            return Ok(None);
        }
        let (text, file) = (world::read_string(&path)?, Self::FILE);
        let malformed = |_| Stop::usage(format!("`{file}` is not what `grondslag audit` writes; run it again"));
        let head: Head = serde_json::from_str(&text).map_err(malformed)?;
        if head.version > Self::VERSION {
            return Err(Stop::usage(format!("`{file}` has version {}; use a later grondslag", head.version)).into());
        }
        Ok(Some(serde_json::from_str(&text).map_err(malformed)?))
    }
}

/// Audits.
pub fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let corpus = Corpus::open(project.corpus_folder())?;
    // An audit reads the records once more, so it needs what training needs.
    Permitted::of(&project, &corpus)?
        .ask()
        .map_err(|why| Stop::refused(format!("no audit: {why}; run `grondslag run` first")))?;
    let bar = progress::room(context.show, "audit");
    let audit = tried(&project, &corpus, arguments)?;
    bar.done(format!("{} attacks", audit.rows.len()));
    for row in &audit.rows {
        context.say(format!(
            "{:<22} {:<7} {:>6.3} {:<5} [{:.3}, {:.3}]  {} tried  {}",
            row.attack, row.target, row.value, row.measure, row.low, row.high, row.tried, row.power
        ))?;
        if context.global.format == super::Format::Jsonl {
            context.line(row)?;
        }
    }
    if audit.canaries == 0 && arguments.subject.is_none() {
        context.say("no canaries are planted: set `train.canaries = 8` and train again to measure exposure")?;
    }
    if arguments.subject.is_none() {
        let text = serde_json::to_vec_pretty(&audit)?;
        world::write_atomic(project.world.path(Audit::FILE), text)?;
    }
    if context.global.format == super::Format::Json {
        context.line(&audit)?;
    }
    Ok(Exit::Done)
}

fn tried(project: &Project, corpus: &Corpus, arguments: &Arguments) -> Result<Audit> {
    let model = model_rooms::model_of(project, corpus)?;
    let canaries = project.config().train.canaries();
    let input = model_rooms::input(project, corpus)?;
    let rows = match &arguments.subject {
        Some(subject) => {
            let pseudonym = project.ledger()?.pseudonymizer().pseudonym("subject", SubjectId::new(subject).as_str());
            let theirs: Vec<_> = input.rows.into_iter().filter(|row| row.subject == pseudonym).collect();
            train::audit_person(&model, &theirs)?.into_iter().collect()
        }
        None => {
            let extent = Extent {
                records: arguments.records,
                alternatives: arguments.alternatives,
                completions: arguments.completions,
                seed: arguments.seed,
                ..Extent::default()
            };
            train::audit(&model, &input, &canaries, &guard::verbatim(project, corpus, &model)?, &extent)?
        }
    };
    Ok(Audit {
        version: Audit::VERSION,
        model_digest: model.digest(),
        corpus_digest: corpus.manifest().corpus_digest,
        canaries: canaries.len(),
        seed: arguments.seed,
        rows,
    })
}

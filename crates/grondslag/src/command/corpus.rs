//! `grondslag corpus`: seal, verify, prove.

use super::Context;
use crate::exit::{Exit, Stop};
use crate::progress;
use crate::rooms;
use anyhow::Result;
use clap::Subcommand;
use corpus::Corpus;
use serde_json::json;
use terms::Operation;

/// What to do with the corpus.
#[derive(Subcommand)]
pub enum Arguments {
    /// Decide every record and seal what is lawful
    Seal {
        /// Decide and count, and seal nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Compare every byte and count with the manifest
    Verify,
    /// Say in which shard a record is, or why it is in none
    Prove {
        /// The record, as its source names it
        record: String,
    },
}

/// Does it.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    match arguments {
        Arguments::Seal { dry_run } => {
            let at = project.now();
            let law = project.law_at(at)?;
            let bar = progress::room(context.show, "law");
            if *dry_run {
                let bench = rooms::Bench::open(&project, at).await?;
                let totals =
                    pipeline::decide(&project.work()?, &bench.plan(&law, Operation::Assemble, at), &mut |records| {
                        bar.records(records)
                    })
                    .await?;
                context.say(format!("{} records would be sealed", totals.admitted))?;
                if !context.text() {
                    context.line(&json!({ "corpus_digest": null, "shards": project.config().corpus.shards, "records": totals.admitted }))?;
                }
            } else {
                let sealed = rooms::seal(&project, &law, Operation::Assemble, at, bar).await?;
                context.say(format!("{} records sealed, corpus {}", sealed.totals.admitted, sealed.corpus_digest))?;
                if !context.text() {
                    context.line(&json!({ "corpus_digest": sealed.corpus_digest, "shards": project.config().corpus.shards, "records": sealed.totals.admitted }))?;
                }
            }
        }
        Arguments::Verify => {
            // What a kill left half done is finished first: a decided switch is finished, anything else is dropped.
            corpus::recover(project.corpus_folder())?;
            let corpus = Corpus::open(project.corpus_folder())?;
            corpus.verify()?;
            context.say(format!("corpus {} holds", corpus.manifest().corpus_digest))?;
            if !context.text() {
                context.line(&json!({ "corpus_digest": corpus.manifest().corpus_digest, "holds": true }))?;
            }
        }
        Arguments::Prove { record } => return prove(&project, record, context),
    }
    Ok(Exit::Done)
}

fn prove(project: &crate::project::Project, record: &str, context: &Context) -> Result<Exit> {
    let corpus = Corpus::open(project.corpus_folder())?;
    for line in corpus.lineage()? {
        let line = line?;
        if line.source.as_str() == record {
            context.say(format!("in {} as {}", line.shard, line.record))?;
            if !context.text() {
                context.line(&json!({ "record_id": record, "shard": line.shard, "record": line.record }))?;
            }
            return Ok(Exit::Done);
        }
    }
    for row in corpus.excluded()? {
        let row = row?;
        if row.source.as_str() == record {
            context.say(format!(
                "in no shard: {} {}",
                row.exclusion.refusal.as_str(),
                row.exclusion.rules.join(" ")
            ))?;
            if !context.text() {
                context.line(&json!({ "record_id": record, "shard": null, "decision": row.exclusion.refusal.as_str(), "rules": row.exclusion.rules }))?;
            }
            return Ok(Exit::Done);
        }
    }
    Err(Stop::usage(format!(
        "the corpus knows no record `{record}`; it was sealed before the record was read, or it is misspelt"
    ))
    .into())
}

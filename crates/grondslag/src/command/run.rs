//! `grondslag run`: the whole journey of the project.

use super::Context;
use crate::exit::Exit;
use crate::journey::{self, Account};
use crate::rooms;
use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};

/// What to do.
#[derive(Args)]
pub struct Arguments {
    /// Print the plan and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Runs it.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    if arguments.dry_run {
        context.say(rooms::plan_in_words(&project)?)?;
        return Ok(Exit::Done);
    }
    let account = journey::run(&project, context.show).await?;
    context.say(rooms::summary(&project.law_at(project.now())?, &account))?;
    if !context.text() {
        context.line(&totals(&account))?;
    }
    Ok(if account.intake.rejected == 0 { Exit::Done } else { Exit::Incomplete })
}

/// The last line of `run` and `demo`.
pub fn totals(account: &Account) -> Value {
    let totals = &account.decided.totals;
    json!({
        "read": totals.read,
        "admitted": totals.admitted,
        "refused": totals.refused,
        "held": totals.held,
        "duplicates": totals.duplicates,
        "rejected_at_intake": account.intake.rejected,
        "corpus_digest": account.corpus_digest(),
        "model_digest": account.model.model_digest,
        "decisions_digest": account.decided.decisions_digest,
        "rules_digest": account.decided.rules_digest,
        "tree_size": account.ledger.tree_size,
    })
}

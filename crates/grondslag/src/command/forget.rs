//! `grondslag forget SUBJECT`: takes one person out of corpus and model, and attests it.

use super::Context;
use crate::exit::Exit;
use crate::model_rooms::Compare;
use crate::{journey, rooms};
use anyhow::Result;
use clap::Args;
use law::register::Extraction;
use serde_json::json;
use terms::SubjectId;

/// Who.
#[derive(Args)]
pub struct Arguments {
    /// The person, as the accounts name them
    pub subject: String,
    /// Train without the person from the start as well, and compare every byte
    #[arg(long)]
    pub compare: bool,
    /// Say what would be replayed, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Forgets.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let subject = SubjectId::new(&arguments.subject);
    let trigger = project.register()?.choice.unlearning_trigger.value;
    // HOLE: no audit tests whether one person can be extracted, so each is taken for extractable, and each choice unlearns.
    let extraction = Extraction::NotTested;
    let unlearns = trigger.unlearns(extraction, true);
    if arguments.dry_run {
        let records = rooms::records_in_corpus(&project, &subject)?;
        context.say(format!(
            "{records} records of this person would leave the corpus, and the model would be replayed without them: \
             `unlearning_trigger` is `{trigger}`, and nobody tested whether something about the person can be extracted"
        ))?;
        if !context.text() {
            context.line(&json!({ "subject": subject, "records": records, "dry_run": true, "unlearning": { "trigger": trigger, "extraction": extraction, "unlearns": unlearns } }))?;
        }
        return Ok(Exit::Done);
    }
    let compare = if arguments.compare { Compare::WithTrainingFromTheStart } else { Compare::No };
    let account = rooms::read_account(&project)?;
    let account = journey::forget(&project, &subject, account, compare, context.show).await?;
    if let Some(forgotten) = account.forgotten.last() {
        context.say(format!(
            "forgotten: {} records left the corpus, {} of {} steps replayed, model {}\nattestation {}\nreceipt {}",
            forgotten.records,
            forgotten.steps_replayed,
            forgotten.steps_total,
            forgotten.model_digest,
            forgotten.attestation.display(),
            forgotten.receipt.display()
        ))?;
        if !context.text() {
            context.line(&json!({
                "subject": forgotten.subject,
                "unlearning": { "trigger": trigger, "extraction": extraction, "unlearns": unlearns },
                "compared": forgotten.compared,
                "corpora": [forgotten.corpus_digest],
                "models": [forgotten.model_digest],
                "seconds": forgotten.seconds,
                "attestation": forgotten.attestation,
                "receipt": forgotten.receipt,
            }))?;
        }
    }
    Ok(Exit::Done)
}

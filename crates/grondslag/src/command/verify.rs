//! `grondslag verify FILE`: checks a receipt or an attestation, offline: no project, no network, no key but the given one.

use super::Context;
use crate::exit::{Exit, Stop};
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use terms::format_instant;

/// What to check.
#[derive(Args)]
pub struct Arguments {
    /// A `.tlog-proof` receipt
    pub file: PathBuf,
    /// Public key of the log (a vkey, as `grondslag ledger show` prints it); without it the receipt's own key is used,
    /// which proves that nothing was changed since, not who made it
    #[arg(long)]
    pub key: Option<String>,
}

/// Checks it.
pub fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let bytes = world::read(&arguments.file).map_err(|error| Stop::usage(error.to_string()))?;
    let verified = ledger::verify_receipt(&bytes, arguments.key.as_deref())?;
    let act = verified.said.as_ref().map(|said| said.act.name());
    let at = verified.said.as_ref().map(|said| format_instant(said.at));
    let trust = match verified.trust {
        ledger::Trust::Given => "the given key",
        ledger::Trust::Included => "the receipt's own key",
    };
    context.say(format!(
        "holds: event {} of {} ({}, {}), signed with {trust}",
        verified.index,
        verified.signed.head.size,
        act.unwrap_or("content erased"),
        at.as_deref().unwrap_or("moment erased")
    ))?;
    if !context.text() {
        context.line(&json!({
            "holds": true, "index": verified.index, "act": act, "at": at,
            "tree_size": verified.signed.head.size, "tree_root": verified.signed.head.root, "trust": trust,
        }))?;
    }
    Ok(Exit::Done)
}

//! `grondslag verify FILE`: checks a receipt or an export of a whole log, offline: no project, no network, no key but the
//! given one.

use super::Context;
use crate::exit::{Exit, Stop};
use anyhow::Result;
use clap::Args;
use ledger::Quorum;
use serde_json::json;
use std::path::{Path, PathBuf};
use terms::format_instant;

/// What to check.
#[derive(Args)]
pub struct Arguments {
    /// A `.tlog-proof` receipt, or a whole log as `grondslag ledger export --as whole` writes it
    pub file: PathBuf,
    /// Public key of the log (a vkey, as `grondslag ledger show` prints it); without it the receipt's own key is used,
    /// which proves that nothing was changed since, not who made it
    #[arg(long)]
    pub key: Option<String>,
    /// Policy of the witnesses that must have cosigned the checkpoint: lines `log`, `witness`, `group` and `quorum`
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    pub quorum: Option<PathBuf>,
}

/// Checks it.
pub fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let bytes = world::read(&arguments.file).map_err(|error| Stop::usage(error.to_string()))?;
    if bytes.starts_with(b"{\"key\":") || bytes.starts_with(b"{\"ledger_export\":") {
        return whole(&bytes, arguments, context);
    }
    let verified = match &arguments.quorum {
        Some(policy) => ledger::verify_witnessed(&bytes, &quorum(policy)?)?,
        None => ledger::verify_receipt(&bytes, arguments.key.as_deref())?,
    };
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
    for cosigned in &verified.cosigned {
        context.say(format!("cosigned by {}", cosigned.witness))?;
    }
    if !context.text() {
        context.line(&json!({
            "holds": true, "index": verified.index, "act": act, "at": at,
            "tree_size": verified.signed.head.size, "tree_root": verified.signed.head.root, "trust": trust,
            "cosigned": verified.cosigned.iter().map(|cosigned| &cosigned.witness).collect::<Vec<_>>(),
        }))?;
    }
    Ok(Exit::Done)
}

/// The policy in a file.
pub fn quorum(path: &Path) -> Result<Quorum> {
    let text = world::read_string(path).map_err(|error| Stop::usage(error.to_string()))?;
    Ok(Quorum::read(&text).map_err(|error| Stop::usage(format!("{}: {error}", path.display())))?)
}

/// Checks every event of a whole log against its commitment, and all commitments against the signed root.
fn whole(bytes: &[u8], arguments: &Arguments, context: &Context) -> Result<Exit> {
    let Some(key) = &arguments.key else {
        return Err(
            Stop::usage("a whole log is checked with `--key`, from somebody who has a reason to trust it").into()
        );
    };
    let whole = ledger::exchange::whole::verify(bytes, key)?;
    let (size, open) = (whole.signed.head.size, whole.events.len());
    context.say(format!(
        "holds: {size} events, {open} of them open and {} erased, signed with the given key",
        whole.erased
    ))?;
    if !context.text() {
        context.line(&json!({
            "holds": true, "tree_size": size, "tree_root": whole.signed.head.root, "open": open, "erased": whole.erased,
        }))?;
    }
    Ok(Exit::Done)
}

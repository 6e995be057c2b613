//! `grondslag verify FILE`: checks a pack, a receipt, an export of a whole log, a proof about a corpus or a certificate of a purge,
//! offline: no project, no network, no key but the given one.

use super::Context;
use crate::exit::{Exit, Stop};
use crate::pack::{self, Checking};
use anyhow::Result;
use clap::Args;
use corpus::{Certificate, Proof, ProofError};
use ledger::Quorum;
use serde_json::json;
use std::path::{Path, PathBuf};
use terms::format_instant;

/// What to check.
#[derive(Args)]
pub struct Arguments {
    /// The folder or the zip of a pack as `grondslag report pack` writes it, a `.tlog-proof` receipt, a whole log as `grondslag ledger export --as whole` writes it, or what `grondslag corpus
    /// prove` or `purge` wrote
    pub file: PathBuf,
    /// Public key of the log (a vkey, as `grondslag ledger show` prints it); without it the receipt's own key is used,
    /// which proves that nothing was changed since, not who made it
    #[arg(long)]
    pub key: Option<String>,
    /// Policy of the witnesses that must have cosigned the checkpoint: lines `log`, `witness`, `group` and `quorum`
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    pub quorum: Option<PathBuf>,
    /// Of a pack: how many records are drawn, to make their decisions again
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub sample: usize,
    /// Of a pack: which draw; the same number draws the same records
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
}

/// Checks it.
pub fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    if arguments.file.is_dir() || pack::is_one(&arguments.file) {
        if arguments.quorum.is_some() {
            return Err(Stop::usage("a pack is checked with `--key`; `--quorum` is for a receipt").into());
        }
        let checking = Checking { key: arguments.key.as_deref(), sample: arguments.sample, seed: arguments.seed };
        return pack::verify(&arguments.file, &checking, context);
    }
    let bytes = world::read(&arguments.file).map_err(|error| Stop::usage(error.to_string()))?;
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let first: Option<serde_json::Value> = serde_json::from_slice(first).ok();
    if first.is_some_and(|line| line.get("ledger_export").is_some()) {
        return whole(&bytes, arguments, context);
    }
    let kind: Option<serde_json::Value> = serde_json::from_slice(&bytes).ok();
    match kind.as_ref().and_then(serde_json::Value::as_object) {
        Some(members) if members.contains_key("purge_certificate") => return certificate(&bytes, arguments, context),
        Some(_) => return proof(&bytes, arguments, context),
        None => {}
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

/// Checks a proof about one person and a corpus.
fn proof(bytes: &[u8], arguments: &Arguments, context: &Context) -> Result<Exit> {
    let proof = Proof::read(bytes).map_err(broken)?;
    let signed = receipt(&proof, arguments.key.as_deref())?;
    let answer = match proof.records() {
        Some(records) => format!("is in corpus {} with {} records", proof.corpus(), records.len()),
        None => format!("is not in corpus {}", proof.corpus()),
    };
    context.say(format!("holds: {} {answer}; {signed}", proof.person()))?;
    if !context.text() {
        context.line(&json!({
            "holds": true, "person": proof.person(), "corpus": proof.corpus(), "in": proof.records().is_some(),
            "records": proof.records(), "trust": signed,
        }))?;
    }
    Ok(Exit::Done)
}

/// Checks the certificate of a purge: both of its proofs, and those of the copies.
fn certificate(bytes: &[u8], arguments: &Arguments, context: &Context) -> Result<Exit> {
    let certificate = Certificate::read(bytes).map_err(broken)?;
    let key = arguments.key.as_deref();
    let (before, after) = (receipt(&certificate.before, key)?, receipt(&certificate.after, key)?);
    let to_notify: Vec<&str> =
        certificate.recipients.iter().filter(|one| one.notified.is_none()).map(|one| one.recipient.as_str()).collect();
    let unreached: Vec<&str> =
        certificate.copies.iter().filter(|one| one.after.is_none()).map(|one| one.folder.as_str()).collect();
    context.say(format!(
        "holds: {} records of {} left corpus {} ({before}), which is now {} ({after}); {} copies not reached, {} recipients to be told",
        certificate.removed, certificate.person, certificate.before.corpus(), certificate.after.corpus(), unreached.len(), to_notify.len()
    ))?;
    if !context.text() {
        context.line(&json!({
            "holds": true, "person": certificate.person, "at": format_instant(certificate.at),
            "removed": certificate.removed, "corpora": [certificate.before.corpus(), certificate.after.corpus()],
            "in": certificate.after.records().is_some(), "whole": certificate.is_whole(),
            "unreached": unreached, "to_notify": to_notify,
        }))?;
    }
    Ok(Exit::Done)
}

/// Checks the receipt of a proof: that the ledger names this corpus. Says what vouches for the corpus digest.
fn receipt(proof: &Proof, key: Option<&str>) -> Result<&'static str> {
    let Some(receipt) = proof.receipt() else {
        return match key {
            Some(_) => Err(Stop::proof("the proof carries no receipt, so the key has nothing to check; compare its corpus digest with one that you trust").into()),
            None => Ok("compare the corpus digest with one that you trust"),
        };
    };
    let verified = ledger::verify_receipt(receipt.as_bytes(), key)?;
    let named = verified.said.and_then(|said| said.act.corpus());
    if named.is_none_or(|(corpus, _)| corpus != proof.corpus()) {
        return Err(Stop::proof("the receipt in the proof is of another event than the sealing of this corpus").into());
    }
    Ok(match verified.trust {
        ledger::Trust::Given => "signed with the given key",
        ledger::Trust::Included => "signed with the receipt's own key",
    })
}

fn broken(error: ProofError) -> Stop {
    match error {
        ProofError::Newer { .. } => Stop::usage(error.to_string()),
        _ => Stop::proof(error.to_string()),
    }
}

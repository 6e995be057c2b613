//! `grondslag ledger`: append, show, prove, verify, export.

use super::{Context, Format};
use crate::exit::{Exit, Stop};
use crate::project::Project;
use anyhow::Result;
use clap::Subcommand;
use ledger::Ledger;
use serde_json::json;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use terms::{SubjectId, format_instant};

/// What to do with the ledger.
#[derive(Subcommand)]
pub enum Arguments {
    /// Append the events of a file (`-` is stdin), one JSON object a line; all of them or none
    Append {
        /// File of events
        file: PathBuf,
        /// Append nothing; say what would be appended
        #[arg(long)]
        dry_run: bool,
    },
    /// Tree head and events by act; or the events of one person
    Show {
        /// Person
        #[arg(long)]
        subject: Option<String>,
    },
    /// Write the receipt of an event
    Prove {
        /// Its index in the log
        index: u64,
    },
    /// Check the whole log: every commitment, every hash, the tiles and the signature
    Verify,
    /// Print all events that can be read, one JSON object a line
    Export,
}

/// Does it.
pub fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let mut ledger = project.ledger()?;
    match arguments {
        Arguments::Append { file, dry_run } => return append(&project, &mut ledger, file, *dry_run, context),
        Arguments::Show { subject: None } => {
            let (head, counts) = (ledger.tree_head(), ledger.counts()?);
            context.say(format!("{} events, root {}\nkey {}", head.size, head.root, ledger.public_key()))?;
            for (act, count) in &counts.acts {
                context.say(format!("{count:>8}  {act}"))?;
            }
            if !context.text() {
                context.line(&json!({ "tree_size": head.size, "tree_root": head.root, "key": ledger.public_key(), "acts": counts.acts, "erased": counts.erased }))?;
            }
        }
        Arguments::Show { subject: Some(subject) } => {
            for (index, said) in ledger.history(&SubjectId::new(subject))? {
                context.say(format!("{index:>8}  {}  {}", format_instant(said.at), said.act.name()))?;
                if context.global.format == Format::Jsonl {
                    context.line(&json!({ "index": index, "at": format_instant(said.at), "act": said.act.name() }))?;
                }
            }
        }
        Arguments::Prove { index } => {
            let path = ledger.write_receipt(*index)?;
            context.say(path.display().to_string())?;
            if !context.text() {
                context.line(&json!({ "receipt": path }))?;
            }
        }
        Arguments::Verify => {
            let audit = ledger.verify()?;
            context.say(format!(
                "{} events: every hash, every commitment that can be opened, the tiles and the signature hold",
                ledger.tree_head().size
            ))?;
            if !context.text() {
                context.line(&json!({ "tree_size": ledger.tree_head().size, "audit": format!("{audit:?}") }))?;
            }
        }
        Arguments::Export => {
            for event in ledger.events() {
                let (_, said) = event?;
                context.line(&said)?;
            }
        }
    }
    Ok(Exit::Done)
}

/// Appends a file, and writes receipts if it is a person's few events and not a bulk import.
fn append(project: &Project, ledger: &mut Ledger, file: &Path, dry_run: bool, context: &Context) -> Result<Exit> {
    let input: Box<dyn Read> =
        if file.as_os_str() == "-" { Box::new(std::io::stdin()) } else { Box::new(world::open(file)?) };
    let said = ledger::read_said(BufReader::new(input))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| Stop::usage(format!("{}: {error}", file.display())))?;
    if dry_run {
        context.say(format!("{} events would be appended", said.len()))?;
        return Ok(Exit::Done);
    }
    let receipts = ledger.append(&project.world, &said)?;
    let mut paths = Vec::new();
    // A receipt for each person who acts alone; a bulk import can be proved event by event with `prove`.
    if receipts.len() <= RECEIPTS_WRITTEN_MAX {
        for receipt in &receipts {
            paths.push(ledger.write_receipt(receipt.index)?);
        }
    }
    let head = ledger.tree_head();
    context.say(format!("{} events appended, tree head {} ({})", receipts.len(), head.size, head.root))?;
    for path in &paths {
        context.say(format!("receipt {}", path.display()))?;
    }
    if !context.text() {
        context.line(
            &json!({ "appended": receipts.len(), "tree_size": head.size, "tree_root": head.root, "receipts": paths }),
        )?;
    }
    Ok(Exit::Done)
}

const RECEIPTS_WRITTEN_MAX: usize = 100;

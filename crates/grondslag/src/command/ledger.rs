//! `grondslag ledger`: append, show, prove, verify, export, one person's history, erasure, key rotation.

use super::{Context, Format};
use crate::exit::{Exit, Stop};
use crate::project::Project;
use anyhow::Result;
use clap::{Subcommand, ValueEnum};
use ledger::exchange::Found;
use ledger::{Act, Ledger, Said, exchange};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};
use terms::{SubjectId, format_instant};

/// What to do with the ledger.
#[derive(Subcommand)]
pub enum Arguments {
    /// Append the events of a file (`-` is stdin); all of them or none
    Append {
        /// File of events
        file: PathBuf,
        /// Form of the file
        #[arg(long = "as", value_enum, default_value_t = Reading::Events)]
        reading: Reading,
        /// Whose request it is, for `opendsr` and `drp`: nothing that stands in a request is believed. Several times where
        /// one of these people made it and nobody knows which
        #[arg(long, value_name = "PERSON")]
        subject: Vec<String>,
        /// The authorised agent that sent a `drp` request, as its id in the service directory and its `verify_key`
        #[arg(long, value_name = "ID=KEY")]
        agent: Option<String>,
        /// Our id in that directory
        #[arg(long, value_name = "ID")]
        business: Option<String>,
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
    /// Print all events that can be read, in a form that others read
    Export {
        /// Form of the output; 27560 and kantara are about consents only
        #[arg(long = "as", value_enum, default_value_t = Writing::Events)]
        writing: Writing,
    },
    /// Print everything about one person, with proofs [GDPR 15, 20]
    History {
        /// Person
        subject: String,
    },
    /// Destroy key and content of everything about one person [GDPR 17]; the tree stays, and a keyed hash keeps them out
    Erase {
        /// Person
        subject: String,
        /// Erase nothing; say how many events are about this person
        #[arg(long)]
        dry_run: bool,
    },
    /// Wrap every data key under a new root key; no event is touched
    RotateKeys,
    /// Ask witnesses to cosign the published checkpoint, and keep what they answer [C2SP tlog-witness]
    #[command(subcommand)]
    Witness(Witnessing),
}

/// Both ends of a request to a witness; how it travels is up to you.
#[derive(Subcommand)]
pub enum Witnessing {
    /// Print the body of an `add-checkpoint` request
    Request {
        /// Size that the witness cosigned last; it answers 409 with the right one
        #[arg(long, value_name = "SIZE", default_value_t = 0)]
        old: u64,
    },
    /// Keep the cosignatures of an answer
    Add {
        /// The request that was sent
        request: PathBuf,
        /// The body of the answer
        answer: PathBuf,
        /// The status of the answer
        #[arg(long, default_value_t = 200)]
        status: u16,
        /// Policy that names the witnesses to hear
        #[arg(long, value_name = "FILE")]
        quorum: PathBuf,
    },
}

/// Forms that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Reading {
    /// One JSON object a line, as the ledger writes them.
    Events,
    /// The same as a table.
    Csv,
    /// One consent record of ISO/IEC TS 27560 as JSON-LD (DPV 2.3).
    #[value(name = "27560")]
    Iso27560,
    /// One request of OpenDSR 1.0 to 3.0.
    Opendsr,
    /// One request of the Data Rights Protocol 0.9, signed by its agent.
    Drp,
}

/// Forms that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Writing {
    /// One JSON object a line.
    Events,
    /// The whole log with its proofs, for `verify` elsewhere.
    Whole,
    /// A table.
    Csv,
    /// Consent records of ISO/IEC TS 27560 as JSON-LD (DPV 2.3), one a line.
    #[value(name = "27560")]
    Iso27560,
    /// Kantara consent receipts v1.1, one a line.
    Kantara,
}

/// Does it.
pub async fn execute(arguments: &Arguments, context: &Context) -> Result<Exit> {
    let project = context.project()?;
    let mut ledger = project.ledger()?;
    match arguments {
        Arguments::Append { file, reading, dry_run, subject, agent, business } => {
            let said = match reading {
                Reading::Opendsr | Reading::Drp => {
                    vec![request(&project, file, subject, agent.as_deref().zip(business.as_deref()), *reading)?]
                }
                reading => read(file, *reading)?,
            };
            return append(&project, &mut ledger, &said, *dry_run, context);
        }
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
        Arguments::Export { writing } => export(&ledger, *writing, context)?,
        Arguments::History { subject } => {
            let history = ledger.history_file(&SubjectId::new(subject), project.now())?;
            std::io::stdout().lock().write_all(&history)?;
        }
        Arguments::Erase { subject, dry_run } => {
            return erase(&project, &mut ledger, subject, *dry_run, context);
        }
        Arguments::RotateKeys => {
            let wrapped = ledger.rotate_keys(&project.world)?;
            context.say(format!("{wrapped} data keys are wrapped under a new root key; back it up apart from them"))?;
            if !context.text() {
                context.line(&json!({ "data_keys": wrapped }))?;
            }
        }
        Arguments::Witness(what) => witness(&mut ledger, what, context)?,
    }
    Ok(Exit::Done)
}

fn witness(ledger: &mut Ledger, what: &Witnessing, context: &Context) -> Result<()> {
    match what {
        Witnessing::Request { old } => {
            ledger.publish()?;
            std::io::stdout().lock().write_all(&ledger.witness_request(*old)?)?;
        }
        Witnessing::Add { request, answer, status, quorum } => {
            let quorum = super::verify::quorum(quorum)?;
            let (request, answer) = (world::read(request)?, world::read(answer)?);
            for cosigned in ledger.add_cosignatures(&request, *status, &answer, &quorum)? {
                context.say(format!("cosigned by {}", cosigned.witness))?;
                if !context.text() {
                    context.line(&json!({ "witness": cosigned.witness }))?;
                }
            }
        }
    }
    Ok(())
}

/// The event that a request of another system is, received now. Its identities are not believed: the caller says whose it
/// is.
fn request(
    project: &Project,
    file: &Path,
    subjects: &[String],
    drp: Option<(&str, &str)>,
    reading: Reading,
) -> Result<Said> {
    let wrong = |error: exchange::ExchangeError| Stop::usage(format!("{}: {error}", file.display()));
    let found = match subjects {
        [] => return Err(Stop::usage("`--subject` is missing: say whose request this is, after you checked it").into()),
        [one] => Found::One(SubjectId::new(one)),
        several => Found::Several(several.iter().map(SubjectId::new).collect()),
    };
    let (bytes, now) = (world::read(file)?, project.world.now());
    let (id, right, channel) = if reading == Reading::Opendsr {
        let read = exchange::opendsr::read(&bytes).map_err(wrong)?;
        (read.id, read.right, "opendsr")
    } else {
        let usage = || Stop::usage("`--as drp` needs `--agent ID=KEY` and `--business ID`, from the service directory");
        let (agent, business) = drp.ok_or_else(usage)?;
        let (id, verify_key) = agent.split_once('=').ok_or_else(usage)?;
        let agent = exchange::drp::Agent { id: id.to_owned(), verify_key: verify_key.to_owned() };
        let read = exchange::drp::read(&bytes, &agent, business, now).map_err(wrong)?;
        (read.id, read.right, "drp")
    };
    Ok(exchange::to_said(&id, right, found, channel, now).map_err(wrong)?)
}

fn export(ledger: &Ledger, writing: Writing, context: &Context) -> Result<()> {
    if writing == Writing::Whole {
        ledger.export(std::io::stdout().lock())?;
        return Ok(());
    }
    let mut all = Vec::new();
    for event in ledger.events() {
        let (_, said) = event?;
        let consent =
            matches!(said.act, Act::ConsentGiven(_) | Act::ConsentRefused { .. } | Act::ConsentWithdrawn { .. });
        match writing {
            Writing::Events => context.line(&said)?,
            Writing::Csv => all.push(said),
            Writing::Iso27560 if consent => {
                writeln!(std::io::stdout().lock(), "{}", exchange::iso27560::write(&said)?)?
            }
            Writing::Kantara if consent => {
                let receipt = exchange::kantara::write(&said, &ledger.public_key())?;
                writeln!(std::io::stdout().lock(), "{receipt}")?;
            }
            Writing::Iso27560 | Writing::Kantara | Writing::Whole => {}
        }
    }
    if writing == Writing::Csv {
        exchange::csv::write(&all, std::io::stdout().lock())?;
    }
    Ok(())
}

fn erase(project: &Project, ledger: &mut Ledger, subject: &str, dry_run: bool, context: &Context) -> Result<Exit> {
    let subject = SubjectId::new(subject);
    let names = names_of(project, ledger, &subject)?;
    if dry_run {
        let mut events = 0;
        for name in &names {
            events += ledger.history(name)?.len();
        }
        context.say(format!("{events} events are about this person; those about them alone would be destroyed"))?;
        if !context.text() {
            context.line(&json!({ "events": events, "dry_run": true }))?;
        }
        return Ok(Exit::Done);
    }
    let mut leaves = 0;
    for name in &names {
        leaves += ledger.erase(&project.world, name)?.leaves.len();
    }
    context.say(format!(
        "{leaves} events erased; their leaves stay in the tree, and the person stays out of every later decision"
    ))?;
    if !context.text() {
        let head = ledger.tree_head();
        context.line(&json!({ "erased": leaves, "tree_size": head.size, "tree_root": head.root }))?;
    }
    Ok(Exit::Done)
}

/// All names of this person: linked accounts resolve to one. Names with links come last: their events say what is linked,
/// so that an erasure that was cut off goes on where it stopped.
fn names_of(project: &Project, ledger: &Ledger, subject: &SubjectId) -> Result<Vec<SubjectId>> {
    let links = ledger.links(project.world.now())?;
    let same = links.same(&project.holders()?);
    let person = same.get(subject).unwrap_or(subject);
    let others = same.iter().filter(|(_, of)| *of == person).map(|(name, _)| name);
    let names: BTreeSet<&SubjectId> = others.chain([person, subject]).collect();
    let mut names: Vec<SubjectId> = names.into_iter().cloned().collect();
    names.sort_by_key(|name| links.has(name));
    Ok(names)
}

fn read(file: &Path, reading: Reading) -> Result<Vec<Said>> {
    let mut input: Box<dyn Read> =
        if file.as_os_str() == "-" { Box::new(std::io::stdin()) } else { Box::new(world::open(file)?) };
    let wrong = |error: &dyn std::fmt::Display| Stop::usage(format!("{}: {error}", file.display()));
    Ok(match reading {
        Reading::Events => {
            ledger::read_said(BufReader::new(input)).collect::<Result<Vec<_>, _>>().map_err(|error| wrong(&error))?
        }
        Reading::Csv => exchange::csv::read(input).map_err(|error| wrong(&error))?,
        Reading::Iso27560 => {
            let mut bytes = Vec::new();
            input.read_to_end(&mut bytes)?;
            vec![exchange::iso27560::read(&bytes).map_err(|error| wrong(&error))?]
        }
        Reading::Opendsr | Reading::Drp => return Err(Stop::usage("a request is read with `--subject`").into()),
    })
}

/// Appends events, and writes receipts if they are a person's few and not a bulk import.
fn append(project: &Project, ledger: &mut Ledger, said: &[Said], dry_run: bool, context: &Context) -> Result<Exit> {
    if dry_run {
        context.say(format!("{} events would be appended", said.len()))?;
        return Ok(Exit::Done);
    }
    let receipts = ledger.append(&project.world, said)?;
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

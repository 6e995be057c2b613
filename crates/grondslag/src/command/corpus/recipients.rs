//! `grondslag corpus recipients`: who outside of reach has to be told that records left, who was told and who confirmed
//! [GDPR 19]. In: the certificates of purges, the register of copies and the ledger. Out: a state for each recipient and
//! person, and the notice that a recipient can act on. Never: a name in a notice; a recipient knows rows by pseudonyms.

use super::{CERTIFICATES, COPIES, TOLD};
use crate::command::Context;
use crate::exit::{Exit, Stop};
use crate::project::Project;
use anyhow::{Context as _, Result};
use clap::Subcommand;
use corpus::{Certificate, Copies};
use ledger::{Act, Said};
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use terms::{Digest, Instant, SubjectId, format_instant};

/// What to do about those who have to be told.
#[derive(Subcommand)]
pub enum Arguments {
    /// Say for each recipient and person: outstanding, told when, confirmed when
    List,
    /// Write what a recipient has to be told: the pseudonyms of the records that left, and no name
    Notice {
        /// The recipient, as the register of copies names it
        recipient: String,
        /// File for the notice; without it the notice is printed
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Note in the ledger that a recipient was told about a person
    Told {
        /// The recipient, as the register of copies names it
        recipient: String,
        /// The person: as the accounts name them, or by pseudonym
        person: String,
    },
    /// Note in the ledger that a recipient confirmed that it followed
    Confirmed {
        /// The recipient, as the register of copies names it
        recipient: String,
        /// The person: as the accounts name them, or by pseudonym
        person: String,
    },
}

/// Where one recipient stands with one person.
#[derive(Debug, Serialize)]
struct Standing {
    recipient: String,
    person: String,
    /// The act that the recipient has to be told of; `None` if the ledger no longer says.
    of: Option<String>,
    state: &'static str,
    told: Option<String>,
    confirmed: Option<String>,
}

/// What left of one person, over all certificates.
#[derive(Default)]
struct Left {
    records: BTreeSet<String>,
    corpora: BTreeSet<Digest>,
}

/// What the ledger says about telling others of one person.
#[derive(Default)]
struct Said19 {
    subject: Option<SubjectId>,
    /// The last act that recipients have to be told of.
    asked: Option<(u64, &'static str)>,
    /// By recipient and act: told and confirmed, with the event.
    told: BTreeMap<(String, String), (u64, Instant)>,
    confirmed: BTreeMap<(String, String), (u64, Instant)>,
}

/// Does it.
pub fn execute(project: &Project, arguments: &Arguments, context: &Context) -> Result<Exit> {
    let register = Copies::read(project.world.path(COPIES))?;
    let known = |recipient: &str| match register.recipients.contains(recipient) {
        true => Ok(()),
        false => Err(Stop::usage(format!(
            "the register has no recipient `{recipient}`; `grondslag corpus copies list` prints it"
        ))),
    };
    match arguments {
        Arguments::List => list(project, &register, context),
        Arguments::Notice { recipient, out } => {
            known(recipient)?;
            notice(project, &register, recipient, out.as_ref(), context)
        }
        Arguments::Told { recipient, person } => {
            known(recipient)?;
            note(project, recipient, person, context, |subject, recipient, of| Act::RecipientNotified {
                subject,
                recipient,
                of,
            })
        }
        Arguments::Confirmed { recipient, person } => {
            known(recipient)?;
            note(project, recipient, person, context, |subject, recipient, of| Act::RecipientAcknowledged {
                subject,
                recipient,
                of,
            })
        }
    }
}

fn list(project: &Project, register: &Copies, context: &Context) -> Result<Exit> {
    let standings = standings(project, register)?;
    for one in &standings {
        let since = [("told", &one.told), ("confirmed", &one.confirmed)];
        let since = since.iter().filter_map(|(word, at)| at.as_ref().map(|at| format!(", {word} {at}")));
        let of = one.of.as_deref().unwrap_or("what was erased");
        context.say(format!(
            "{}: {} of {of} of {}{}",
            one.recipient,
            one.state,
            one.person,
            since.collect::<String>()
        ))?;
    }
    let outstanding = standings.iter().filter(|one| one.state == OUTSTANDING).count();
    let unconfirmed = standings.iter().filter(|one| one.state == UNCONFIRMED).count();
    context.say(format!("{outstanding} to be told, {unconfirmed} told and not confirmed"))?;
    if !context.text() {
        context.line(&json!({ "recipients": standings, "outstanding": outstanding, "unconfirmed": unconfirmed }))?;
    }
    Ok(if outstanding > 0 { Exit::Incomplete } else { Exit::Done })
}

fn notice(
    project: &Project,
    register: &Copies,
    recipient: &str,
    out: Option<&PathBuf>,
    context: &Context,
) -> Result<Exit> {
    let left = left(project)?;
    let due: Vec<Standing> = standings(project, register)?
        .into_iter()
        .filter(|one| one.recipient == recipient && one.state != CONFIRMED)
        .collect();
    let people: Vec<_> = due
        .iter()
        .filter_map(|one| {
            let Left { records, corpora } = left.get(&one.person)?;
            Some(json!({ "person": one.person, "records": records, "corpora": corpora, "of": one.of }))
        })
        .collect();
    let notice = json!({
        "removal_notice": 1,
        "recipient": recipient,
        "controller": project.config().project.name,
        "at": format_instant(project.world.now()),
        "provision": "GDPR 19",
        "ask": "delete these records from every copy of these corpora, and confirm",
        "people": people,
    });
    let text = format!("{}\n", serde_json::to_string_pretty(&notice)?);
    match out {
        Some(path) => {
            world::write_atomic(path, text)?;
            context.say(format!("{} people: {}", people.len(), path.display()))?;
        }
        None => std::io::Write::write_all(&mut std::io::stdout().lock(), text.as_bytes())?,
    }
    Ok(Exit::Done)
}

/// Appends what `act` makes of the person and the last act that recipients have to be told of.
fn note(
    project: &Project,
    recipient: &str,
    person: &str,
    context: &Context,
    act: impl FnOnce(SubjectId, String, String) -> Act,
) -> Result<Exit> {
    let mut ledger = project.ledger()?;
    let pseudonym = match corpus::is_pseudonym(person) {
        true => person.to_owned(),
        false => ledger.pseudonymizer().pseudonym("subject", person),
    };
    let said = said(project, &BTreeSet::from([pseudonym.clone()]))?.remove(&pseudonym).unwrap_or_default();
    let (subject, (_, of)) = said.subject.zip(said.asked).ok_or_else(|| {
        Stop::usage("this person asked for nothing that recipients have to be told of; check the name or pseudonym")
    })?;
    let receipts = ledger
        .append(&project.world, &[Said::new(project.world.now(), act(subject, recipient.to_owned(), of.to_owned()))])?;
    let index = receipts.first().context("INVARIANT: one event has one receipt")?.index;
    context.say(format!("noted as event {index}: {recipient}, {of} of {pseudonym}"))?;
    if !context.text() {
        context.line(&json!({ "event": index, "recipient": recipient, "person": pseudonym, "of": of }))?;
    }
    Ok(Exit::Done)
}

/// Each recipient with each person of whom something left.
fn standings(project: &Project, register: &Copies) -> Result<Vec<Standing>> {
    let people: BTreeSet<String> = left(project)?.into_keys().collect();
    let mut all = said(project, &people)?;
    let mut standings = Vec::new();
    for person in people {
        let said = all.remove(&person).unwrap_or_default();
        for recipient in &register.recipients {
            let key = |of: &str| (recipient.clone(), of.to_owned());
            // What was said before the person asked again says nothing about that.
            let after = |map: &BTreeMap<_, (u64, Instant)>| {
                let (since, of) = said.asked?;
                map.get(&key(of)).filter(|(index, _)| *index > since).map(|(_, at)| format_instant(*at))
            };
            let (told, confirmed) = (after(&said.told), after(&said.confirmed));
            let state = match (&told, &confirmed) {
                (_, Some(_)) => CONFIRMED,
                (Some(_), None) => UNCONFIRMED,
                (None, None) => OUTSTANDING,
            };
            let of = said.asked.map(|(_, of)| of.to_owned());
            standings.push(Standing {
                recipient: recipient.clone(),
                person: person.clone(),
                of,
                state,
                told,
                confirmed,
            });
        }
    }
    Ok(standings)
}

/// What left, by pseudonym, as the certificates of all purges tell.
// HOLE: records that leave by a new seal have no certificate, so nobody is told of them here.
fn left(project: &Project) -> Result<BTreeMap<String, Left>> {
    let mut all: BTreeMap<String, Left> = BTreeMap::new();
    for path in world::list(project.world.path(CERTIFICATES))? {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if !name.ends_with(".json") || name.ends_with(".before.json") {
            continue;
        }
        let certificate = Certificate::read(&world::read(&path)?)
            .map_err(|error| Stop::proof(format!("`{}`: {error}", path.display())))?;
        let records = |proof: &corpus::Proof| -> BTreeSet<String> {
            proof.records().unwrap_or_default().iter().map(|record| record.record.clone()).collect()
        };
        let theirs = all.entry(certificate.person.clone()).or_default();
        theirs.records.extend(records(&certificate.before).difference(&records(&certificate.after)).cloned());
        theirs.corpora.insert(certificate.before.corpus());
    }
    Ok(all)
}

/// What the ledger says about telling others of these people.
fn said(project: &Project, people: &BTreeSet<String>) -> Result<BTreeMap<String, Said19>> {
    let ledger = project.ledger()?;
    let pseudonymizer = ledger.pseudonymizer();
    let mut all: BTreeMap<String, Said19> = BTreeMap::new();
    for event in ledger.events() {
        let (index, said) = event?;
        let Some(subject) = said.act.subject() else { continue };
        let person = pseudonymizer.pseudonym("subject", subject.as_str());
        if !people.contains(&person) {
            continue;
        }
        let theirs = all.entry(person).or_default();
        theirs.subject = Some(subject.clone());
        let name = said.act.name();
        match said.act {
            Act::RecipientNotified { recipient, of, .. } => {
                theirs.told.insert((recipient, of), (index, said.at));
            }
            Act::RecipientAcknowledged { recipient, of, .. } => {
                theirs.confirmed.insert((recipient, of), (index, said.at));
            }
            _ if TOLD.contains(&name) => theirs.asked = Some((index, name)),
            _ => {}
        }
    }
    Ok(all)
}

const OUTSTANDING: &str = "outstanding";
const UNCONFIRMED: &str = "told";
const CONFIRMED: &str = "confirmed";

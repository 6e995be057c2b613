//! `grondslag corpus`: seal, verify, prove, purge, and where its copies are. In: the sealed corpus, the ledger and the law.
//! Out: proofs and certificates that are checked elsewhere. Never: a record taken out that the law still lets in, or a
//! certificate of what was not done.

mod bucket;
mod reached;
mod recipients;
mod table;

use super::Context;
use crate::exit::{Exit, Stop};
use crate::progress;
use crate::project::Project;
use crate::rooms::{self, Bench};
use ::bucket::{Bucket, BucketError};
use anyhow::{Context as _, Result};
use clap::Subcommand;
use corpus::{Certificate, Copies, CopyPurged, Corpus, Exclusion, Leaving, Meta, Proof, Recipient, Refusal};
use ledger::{Act, Ledger, Said};
use pipeline::Plan;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use terms::{Digest, Instant, Operation, RecordId, SubjectId, format_instant};

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
    Find {
        /// The record, as its source names it
        record: String,
    },
    /// Prove that a person is in the corpus, with which records, or is not in it
    Prove {
        /// The person, as the accounts name them
        subject: String,
        /// File for the proof; without it the proof is printed
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Take a person's records that are no longer lawful out of the corpus and its copies, and certify it
    Purge {
        /// The person, as the accounts name them
        subject: String,
        /// File for a copy of the certificate, which always lies in `certificates` of the project
        #[arg(long)]
        out: Option<PathBuf>,
        /// Take nothing out; say what would leave
        #[arg(long)]
        dry_run: bool,
    },
    /// Put the corpus into an object store, over the version that lies there, or into a folder as the next version of a Delta
    /// table; credentials come from the environment
    Publish {
        /// Where, such as s3://BUCKET/PREFIX, gs://BUCKET/PREFIX, az://CONTAINER/PREFIX, or a folder for a Delta table
        address: String,
        /// At an address, too: as the next version of a Delta table
        #[arg(long)]
        table: bool,
    },
    /// Bring a corpus from an object store into a folder, compared byte for byte with its manifest
    Fetch {
        /// Where it lies, such as s3://BUCKET/PREFIX
        address: String,
        /// The folder
        folder: PathBuf,
    },
    /// Who has to be told that a person's records left, who was told and who confirmed
    Recipients {
        /// What to do about them
        #[command(subcommand)]
        change: recipients::Arguments,
    },
    /// The versions of the corpus, as the ledger names them
    Versions,
    /// Where copies of the corpus are
    Copies {
        /// What to do with the register of copies
        #[command(subcommand)]
        change: Change,
    },
}

/// What to do with the register of copies.
#[derive(Subcommand)]
pub enum Change {
    /// Note a copy: a folder or a place in an object store that a purge can reach, or a recipient who has to be told
    Add {
        /// A folder (with a `/`), an address such as s3://BUCKET/PREFIX, or a name
        place: String,
    },
    /// Take a copy off the register, because it is gone
    Remove {
        /// A folder (with a `/`), an address such as s3://BUCKET/PREFIX, or a name
        place: String,
    },
    /// Print the register
    List,
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
                context.say(format!(
                    "{} records would be sealed, but for those that repeat another one",
                    totals.admitted
                ))?;
                if !context.text() {
                    context.line(&json!({ "corpus_digest": null, "shards": project.config().corpus.shards, "records": totals.admitted }))?;
                }
            } else {
                let sealed = rooms::seal(&project, &law, Operation::Assemble, at, bar).await?;
                let (totals, digest) = (&sealed.totals, sealed.corpus_digest);
                let records = totals.admitted - totals.duplicates;
                context.say(format!("{records} records sealed, corpus {digest}"))?;
                if !context.text() {
                    context.line(&json!({ "corpus_digest": digest, "shards": project.config().corpus.shards, "records": records, "duplicates": totals.duplicates }))?;
                }
            }
        }
        Arguments::Verify => {
            // What a kill left half done is finished first: a decided switch is finished, anything else is dropped.
            corpus::recover(project.corpus_folder())?;
            let corpus = Corpus::open(project.corpus_folder())?;
            corpus.verify()?;
            let ledger = project.ledger()?;
            let signed = signed_at(&ledger, &corpus)?;
            if let Some(index) = signed {
                corpus.write_receipt(ledger.receipt(index)?.proof)?;
            }
            let digest = corpus.manifest().corpus_digest;
            context.say(match signed {
                Some(index) => format!("corpus {digest} holds, and event {index} names its manifest"),
                None => format!("corpus {digest} holds; no event names its manifest, so nobody else may train on it: run `grondslag corpus seal`"),
            })?;
            if !context.text() {
                context.line(&json!({ "corpus_digest": digest, "holds": true, "event": signed }))?;
            }
        }
        Arguments::Find { record } => return find(&project, record, context),
        Arguments::Prove { subject, out } => return prove(&project, subject, out.as_deref(), context),
        Arguments::Purge { subject, out, dry_run } => {
            return purge(&project, &SubjectId::new(subject), out.as_deref(), *dry_run, context).await;
        }
        Arguments::Publish { address, table } if *table || !Bucket::is_address(address) => {
            return table::publish(&project, address, context).await;
        }
        Arguments::Publish { address, .. } => return bucket::publish(&project, address, context).await,
        Arguments::Fetch { address, folder } => return bucket::fetch(&project, address, folder, context).await,
        Arguments::Recipients { change } => return recipients::execute(&project, change, context),
        Arguments::Versions => return versions(&project, context),
        Arguments::Copies { change } => return copies(&project, change, context).await,
    }
    Ok(Exit::Done)
}

fn find(project: &Project, record: &str, context: &Context) -> Result<Exit> {
    let corpus = Corpus::open(project.corpus_folder())?;
    for line in corpus.lineage() {
        let line = line?;
        if line.source.as_str() == record {
            context.say(format!("in {} as {}", line.shard, line.record))?;
            if !context.text() {
                context.line(&json!({ "record_id": record, "shard": line.shard, "record": line.record }))?;
            }
            return Ok(Exit::Done);
        }
    }
    for row in corpus.excluded() {
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

fn prove(project: &Project, subject: &str, out: Option<&Path>, context: &Context) -> Result<Exit> {
    let ledger = project.ledger()?;
    let person = ledger.pseudonymizer().pseudonym("subject", subject);
    let corpus = Corpus::open(project.corpus_folder())?;
    let proof = with_receipt(&ledger, &corpus, corpus.prove(&person)?)?;
    let Some(out) = out else {
        // The proof is the data that was asked for, in every format.
        std::io::stdout().lock().write_all(proof.to_json().as_bytes())?;
        return Ok(Exit::Done);
    };
    world::write_atomic(out, proof.to_json())?;
    context.say(match proof.records() {
        Some(records) => format!("in the corpus with {} records: {}", records.len(), out.display()),
        None => format!("not in the corpus: {}", out.display()),
    })?;
    if !context.text() {
        context.line(&json!({
            "corpus": proof.corpus(), "in": proof.records().is_some(),
            "records": proof.records().map_or(0, <[_]>::len), "receipt": proof.receipt().is_some(), "proof": out,
        }))?;
    }
    Ok(Exit::Done)
}

/// Adds the receipt of the last event that names the corpus of this proof, if there is one.
fn with_receipt(ledger: &Ledger, corpus: &Corpus, proof: Proof) -> Result<Proof> {
    let Some(index) = named_in(ledger, corpus)? else { return Ok(proof) };
    Ok(proof.with_receipt(String::from_utf8(ledger.receipt(index)?.proof)?))
}

/// The last event that names this corpus.
fn named_in(ledger: &Ledger, corpus: &Corpus) -> Result<Option<u64>> {
    let is_named = |said: &Said| said.act.corpus().is_some_and(|(named, _)| named == corpus.manifest().corpus_digest);
    // What names a corpus comes after the events that it was decided under. Only a crash before that event, after an
    // earlier seal of the same rows, leaves nothing there.
    let (from, until) = (corpus.manifest().meta.tree_size, ledger.tree_head().size);
    let after = ledger.events_between(from, until)?;
    if let Some((index, _)) = after.iter().rev().find(|(_, said)| is_named(said)) {
        return Ok(Some(*index));
    }
    let mut found = None;
    for event in ledger.events() {
        let (index, said) = event?;
        if is_named(&said) {
            found = Some(index);
        }
    }
    Ok(found)
}

/// Takes out what the law no longer lets in, from the corpus and every copy within reach, and certifies it.
async fn purge(
    project: &Project,
    subject: &SubjectId,
    out: Option<&Path>,
    dry_run: bool,
    context: &Context,
) -> Result<Exit> {
    let folder = project.corpus_folder();
    corpus::recover(&folder)?;
    let person = project.ledger()?.pseudonymizer().pseudonym("subject", subject.as_str());
    let register = Copies::read(project.world.path(COPIES))?;
    let (law, at) = (project.law()?, project.world.now());
    let bench = Bench::open(project, at).await?;
    let mut sources = records_everywhere(&folder, &register, &person)?;
    let looked = bucket::records(project, &register, &person, &mut sources).await?;
    let theirs = no_longer_lawful(project, &bench.plan(&law, Operation::Train, at), &sources).await?;
    let certificates = project.world.path(CERTIFICATES);
    let kept = certificates.join(format!("{person}.before.json"));
    if dry_run {
        return tell_dry(subject, theirs.len(), sources.len(), context);
    }
    let is_unfinished = looked.is_unfinished && sources.is_empty();
    if theirs.is_empty() && !is_unfinished && !world::exists(&kept) {
        if let Some(address) = looked.unreached {
            return Err(Stop::incomplete(format!("the copy at `{address}` could not be looked at, and nothing leaves the others; run again, or `grondslag corpus copies remove` if it is gone")).into());
        }
        table::refuse_left(project, &register, &person, &sources).await?;
        let records = sources.len();
        return Err(Stop::refused(format!("nothing leaves: the law still lets in all {records} records of this person that the corpus and its copies hold; append the objection, withdrawal or erasure first")).into());
    }
    let decided = Decided { law: &law, head: bench.head, at };
    let gone = Leaving::from([(person.clone(), theirs)]);
    // If we crash after the purge, the proof from before it lies here, and the next run writes the certificate with it.
    let before = before(project, &person, &kept)?;
    let corpus = Corpus::open(&folder)?;
    let (meta, found) = (decided.meta(corpus.manifest()), corpus.manifest().corpus_digest);
    let purged = corpus.purge(&gone, meta)?;
    let now = purged.manifest.corpus_digest;
    // If we crash after this line, the corpus in the folder is the new one already; the kept proof still names the old.
    let replaced = if found == now { before.corpus() } else { found };
    let mut ledger = project.ledger()?;
    note_purge(project, &mut ledger, &purged.manifest, replaced)?;
    rooms::carry_change(project, replaced, now)?;
    let corpus = Corpus::open(&folder)?;
    let after = with_receipt(&ledger, &corpus, corpus.prove(&person)?)?;
    let mut copies: Vec<_> = register.folders.iter().map(|copy| decided.purge_copy(copy, &gone, &person)).collect();
    copies.extend(decided.purge_stores(project, &register, &gone, &person).await);
    copies.extend(table::purge(project, &corpus, &register, &person).await);
    let done = corpus::Done {
        at,
        head: (bench.head.size, bench.head.root),
        shards_rewritten: purged.rewritten,
        bytes_rewritten: purged.bytes_rewritten,
    };
    let recipients = recipients(&ledger, subject, &register)?;
    let certificate = Certificate::new(done, &before, &after, copies, recipients)?;
    // `corpus recipients` reads only this folder: one that lay elsewhere alone would tell nobody [GDPR 19].
    let path = certificates.join(format!("{person}-{}.json", after.corpus()));
    world::write_atomic(&path, certificate.to_json())?;
    if let Some(out) = out {
        world::write_atomic(out, certificate.to_json())?;
    }
    // As long as a copy was not reached, the next run goes on from the same proof: its certificate takes the place of this
    // one, and has to say all that left.
    if certificate.copies.iter().all(|copy| copy.after.is_some()) {
        world::remove_file(&kept)?;
    }
    tell(&certificate, subject, out.unwrap_or(&path), context)
}

/// Says what would be done.
fn tell_dry(subject: &SubjectId, leaving: usize, held: usize, context: &Context) -> Result<Exit> {
    context.say(format!("{leaving} of {held} records would leave the corpus and its copies"))?;
    if !context.text() {
        context.line(&json!({ "subject": subject, "records": leaving, "dry_run": true }))?;
    }
    Ok(Exit::Done)
}

/// Says what was done, what was not, and what to do about that.
fn tell(certificate: &Certificate, subject: &SubjectId, path: &Path, context: &Context) -> Result<Exit> {
    let (shards, bytes) = (certificate.shards_rewritten.len(), certificate.bytes_rewritten);
    context.say(format!(
        "{} records left the corpus; {shards} shards and {bytes} bytes were written\ncertificate {}",
        certificate.removed,
        path.display()
    ))?;
    let unreached: Vec<_> = certificate.copies.iter().filter(|copy| copy.after.is_none()).collect();
    let untold: Vec<_> = certificate.recipients.iter().filter(|recipient| recipient.notified.is_none()).collect();
    for copy in &unreached {
        context.say(format!("not reached: {}; make it reachable, or run `grondslag corpus copies remove` if it is gone, and purge again", copy.folder))?;
    }
    for recipient in &untold {
        context.say(format!(
            "to be told: {0}; `grondslag corpus recipients notice {0}` writes what, and `told {0} PERSON` notes it",
            recipient.recipient
        ))?;
    }
    if !context.text() {
        context.line(&json!({
            "subject": subject, "removed": certificate.removed, "shards_rewritten": certificate.shards_rewritten,
            "bytes_rewritten": bytes, "corpora": [certificate.before.corpus(), certificate.after.corpus()],
            "certificate": path, "unreached": unreached, "to_notify": untold,
        }))?;
    }
    Ok(if certificate.is_whole() { Exit::Done } else { Exit::Incomplete })
}

/// The records of a person in the corpus and in the copies within reach: pseudonym and source.
fn records_everywhere(folder: &Path, register: &Copies, person: &str) -> Result<BTreeMap<String, RecordId>> {
    let mut sources = BTreeMap::new();
    let mut look_in = |corpus: Corpus| -> Result<()> {
        sources.extend(corpus.lineage_of(person)?.into_iter().map(|line| (line.record, line.source)));
        Ok(())
    };
    look_in(Corpus::open(folder)?)?;
    for copy in &register.folders {
        // One that cannot be opened stands in the certificate as not reached.
        if corpus::recover(copy).is_ok()
            && let Ok(corpus) = Corpus::open(copy)
        {
            look_in(corpus)?;
        }
    }
    Ok(sources)
}

/// Asks the law about each of these records now.
async fn no_longer_lawful(
    project: &Project,
    plan: &Plan<'_>,
    sources: &BTreeMap<String, RecordId>,
) -> Result<BTreeMap<String, Exclusion>> {
    let mut gone = BTreeMap::new();
    for (record, source) in sources {
        let exclusion = match pipeline::explain(&project.work()?, plan, source).await? {
            Some(explained) if explained.judged.is_lawful() => continue,
            Some(explained) => {
                let refusal =
                    if explained.judged.word() == Refusal::Hold.as_str() { Refusal::Hold } else { Refusal::Forbid };
                Exclusion::new(refusal, explained.judged.answer.rules.iter().cloned())
            }
            // No source has it any more: nothing is known about it, and unknown means no.
            None => Exclusion::new(Refusal::Forbid, [law::DEFAULT_DENY]),
        };
        gone.insert(record.clone(), exclusion);
    }
    Ok(gone)
}

/// What a purge is decided under.
struct Decided<'a> {
    law: &'a law::Law,
    head: ledger::TreeHead,
    at: Instant,
}

impl Decided<'_> {
    fn meta(&self, sealed: &corpus::Manifest) -> Meta {
        Meta {
            profile: self.law.profile().to_owned(),
            rules_digest: self.law.digest(),
            tree_size: self.head.size,
            tree_root: self.head.root,
            as_of: self.at,
            ..sealed.meta.clone()
        }
    }

    /// Purges a copy. What goes wrong there does not undo what was done elsewhere: the copy counts as not reached.
    fn purge_copy(&self, folder: &str, gone: &Leaving, person: &str) -> CopyPurged {
        let purged = || -> Result<(u64, Proof)> {
            let corpus = Corpus::open(folder)?;
            let meta = self.meta(corpus.manifest());
            let removed = corpus.purge(gone, meta)?.removed;
            Ok((removed, Corpus::open(folder)?.prove(person)?))
        };
        match purged() {
            Ok((removed, after)) => CopyPurged { folder: folder.to_owned(), removed, after: Some(after) },
            Err(error) => {
                tracing::warn!("the copy in `{folder}` was not purged: {error:#}");
                CopyPurged { folder: folder.to_owned(), removed: 0, after: None }
            }
        }
    }
}

/// The proof from before the purge: the one that an interrupted run kept, or one made and kept now.
fn before(project: &Project, person: &str, kept: &Path) -> Result<Proof> {
    let corpus = Corpus::open(project.corpus_folder())?;
    let now = corpus.prove(person)?;
    if world::exists(kept) {
        let before = Proof::read(&world::read(kept)?);
        let before = before.ok().filter(|before| before.is_about_the_same(&now)).with_context(|| {
            format!(
                "`{}` is not the proof that an interrupted purge kept; take it away and purge again",
                kept.display()
            )
        })?;
        let held: BTreeSet<_> = before.records().unwrap_or_default().iter().map(|record| &record.record).collect();
        // What was sealed since is not in it: nobody would be told that it left. The certificate of then stands beside.
        if now.records().unwrap_or_default().iter().all(|record| held.contains(&record.record)) {
            return Ok(before);
        }
    }
    let before = with_receipt(&project.ledger()?, &corpus, now)?;
    world::write_atomic(kept, before.to_json())?;
    Ok(before)
}

/// Appends the purge to the ledger, once, with the receipt beside the manifest.
fn note_purge(project: &Project, ledger: &mut Ledger, manifest: &corpus::Manifest, replaced: Digest) -> Result<()> {
    let corpus = Corpus::open(project.corpus_folder())?;
    let digest = manifest.corpus_digest;
    if let Some(index) = signed_at(ledger, &corpus)? {
        return Ok(corpus.write_receipt(ledger.receipt(index)?.proof)?);
    }
    let act = Act::CorpusPurged {
        corpus: digest,
        manifest: Some(corpus.manifest_digest()),
        replaces: Some(replaced),
        records: Some(manifest.counts.admitted),
        tree_size: Some(manifest.meta.tree_size),
    };
    rooms::record(project, ledger, &corpus, act)
}

/// The last event that names this very manifest.
fn signed_at(ledger: &Ledger, corpus: &Corpus) -> Result<Option<u64>> {
    let held = (corpus.manifest().corpus_digest, Some(corpus.manifest_digest()));
    let mut found = None;
    // What names a corpus comes after the events that it was decided under.
    let (from, until) = (corpus.manifest().meta.tree_size, ledger.tree_head().size);
    for (index, said) in ledger.events_between(from, until)? {
        if said.act.corpus() == Some(held) {
            found = Some(index);
        }
    }
    Ok(found)
}

/// Each recipient, with the event that they were told of the last thing that this person asked for [GDPR 19].
fn recipients(ledger: &Ledger, subject: &SubjectId, register: &Copies) -> Result<Vec<Recipient>> {
    let history = ledger.history(subject)?;
    let asked = history.iter().rev().map(|(index, said)| (*index, said.act.name())).find(|(_, act)| TOLD.contains(act));
    let told = |name: &str| {
        let (since, cause) = asked?;
        history.iter().rev().find_map(|(index, said)| match &said.act {
            Act::RecipientNotified { recipient, of, .. } if recipient == name && of == cause && *index > since => {
                Some(*index)
            }
            _ => None,
        })
    };
    Ok(register.recipients.iter().map(|name| Recipient { recipient: name.clone(), notified: told(name) }).collect())
}

/// Each version that the ledger names: what it replaced, how many records it has, and whether it is the one that lies here.
fn versions(project: &Project, context: &Context) -> Result<Exit> {
    let here = Corpus::open(project.corpus_folder()).ok().map(|corpus| corpus.manifest().corpus_digest);
    for event in project.ledger()?.events() {
        let (index, Said { at, act, .. }) = event?;
        let (name, at) = (act.name(), format_instant(at));
        let (corpus, records, replaces) = match act {
            Act::CorpusSealed { corpus, records, .. } => (corpus, records, None),
            Act::CorpusPurged { corpus, records, replaces, .. } => (corpus, records, replaces),
            _ => continue,
        };
        let records_told = records.map_or_else(|| "?".to_owned(), |records| records.to_string());
        let mark = if Some(corpus) == here { ", here" } else { "" };
        context.say(format!("{index} {at} {name} {corpus}, {records_told} records{mark}"))?;
        if !context.text() {
            context.line(&json!({
                "event": index, "at": at, "act": name, "corpus": corpus, "records": records, "replaces": replaces,
                "here": Some(corpus) == here,
            }))?;
        }
    }
    Ok(Exit::Done)
}

async fn copies(project: &Project, change: &Change, context: &Context) -> Result<Exit> {
    let path = project.world.path(COPIES);
    let mut register = Copies::read(&path)?;
    let folder = |place: &str| -> Result<Option<String>> {
        let is_folder = place.contains(std::path::MAIN_SEPARATOR);
        Ok(if is_folder { Some(std::path::absolute(place)?.display().to_string()) } else { None })
    };
    let changed = match change {
        Change::Add { place } if Bucket::is_address(place) => {
            let bucket = bucket::open(project, place)?;
            match bucket.manifest().await {
                Err(BucketError::Absent { .. }) if reached::is_table(project, place).await? => {
                    register.tables.insert(bucket.address().trim_end_matches('/').to_owned())
                }
                manifest => {
                    manifest?;
                    register.stores.insert(bucket.address().to_owned())
                }
            }
        }
        Change::Remove { place } if Bucket::is_address(place) => {
            if !forget(&mut register.stores, place) && !forget(&mut register.tables, place) {
                return Err(unknown_copy().into());
            }
            true
        }
        Change::Add { place } => match folder(place)? {
            Some(folder) if delta::is_table(Path::new(&folder)) => register.tables.insert(folder),
            Some(folder) => {
                // A slip of the pen here would be a copy that no purge ever reaches.
                Corpus::open(&folder).map_err(|error| Stop::usage(error.to_string()))?;
                register.folders.insert(folder)
            }
            None => register.recipients.insert(place.clone()),
        },
        Change::Remove { place } => {
            let removed = match folder(place)? {
                Some(folder) => forget(&mut register.folders, &folder) || forget(&mut register.tables, &folder),
                None => register.recipients.remove(place),
            };
            if !removed {
                return Err(unknown_copy().into());
            }
            true
        }
        Change::List => false,
    };
    if changed {
        register.write(&path)?;
    }
    for place in register.folders.iter().chain(&register.stores).chain(&register.tables).chain(&register.recipients) {
        context.say(place)?;
    }
    if !context.text() {
        context.line(&register)?;
    }
    Ok(Exit::Done)
}

/// Takes a place out of a list of them, however it ends: with a `/` or without.
fn forget(places: &mut BTreeSet<String>, place: &str) -> bool {
    let before = places.len();
    places.retain(|known| known.trim_end_matches('/') != place.trim_end_matches('/'));
    places.len() < before
}

fn unknown_copy() -> Stop {
    Stop::usage("the register has no such copy; `grondslag corpus copies list` prints it")
}

/// The register of copies, in the folder of the project.
const COPIES: &str = "corpus-copies.json";
/// The certificates of purges, in the folder of the project.
const CERTIFICATES: &str = "certificates";
/// What recipients have to be told of.
const TOLD: [&str; 7] = [
    "objection",
    "consent_withdrawn",
    "erasure_requested",
    "erasure_granted",
    "restriction_requested",
    "accuracy_contested",
    "rectification_made",
];

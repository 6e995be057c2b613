//! What the portal's console asks of this project. In: its questions. Out: what lies in `work`, `corpus`, `model` and
//! `documents`, read anew each time. Never: a text in an error, or a document approved by one person.

use crate::command::Context as Command;
use crate::command::law::diff;
use crate::command::report::documents;
use crate::project::Project;
use crate::signing::{self, SigningError, Wanted};
use crate::{dossier, pack};
use account::document::{self, Edition};
use anyhow::{Context, Result};
use corpus::Corpus;
use portal::{
    Doubt, Held, HeldRecord, Looked, Office, OfficeError, Outcome, Packed, Reader, Sheet, Signature, Signed, Signing,
    Use,
};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use terms::SubjectId;
use train::Model;

/// Texts that one page of the console shows.
const HELD_SHOWN: usize = 20;
/// Where the evidence pack of the console lies, until the next one.
const PACK: &str = "work/pack/evidence.zip";

/// The office of a project. `command` opens it anew for the pack, as `report pack` does.
pub fn of(project: Project, command: Command) -> Office {
    let project = Arc::new(project);
    // Documents are filled, signed and written by one at a time.
    let desk = Arc::new(Mutex::new(()));
    let with = || Arc::clone(&project);
    let turn = || Arc::clone(&desk);
    Office {
        held: Box::new({
            let project = with();
            move |looked| held(&project, looked).map_err(unavailable)
        }),
        waiting: Box::new({
            let project = with();
            move |looked| waiting(&project, looked).map_err(unavailable)
        }),
        sheets: Box::new({
            let (project, desk) = (with(), turn());
            move |()| {
                let _turn = desk.lock().unwrap_or_else(PoisonError::into_inner);
                sheets(&project).map_err(unavailable)
            }
        }),
        drafts: Box::new({
            let (project, key) = (with(), OnceLock::new());
            move |()| drafts(&project, &key).map_err(unavailable)
        }),
        sign: Box::new({
            let (project, desk) = (with(), turn());
            move |signature| {
                let _turn = desk.lock().unwrap_or_else(PoisonError::into_inner);
                sign(&project, signature)
            }
        }),
        uses: Box::new({
            let project = with();
            move |subject| uses(&project, subject).map_err(unavailable)
        }),
        laws: Box::new({
            let project = with();
            move |()| project.laws().map_err(unavailable)
        }),
        altered: Box::new({
            let project = with();
            move |(from, to)| diff::kept(&project, *from, *to).map_err(unavailable)
        }),
        pack: Box::new({
            let (project, desk) = (with(), turn());
            move |()| packed(&project, &desk, &command).map_err(unavailable)
        }),
    }
}

fn unavailable(error: anyhow::Error) -> OfficeError {
    OfficeError::Unavailable { why: format!("{error:#}") }
}

/// Waits on the portal's runtime; the question came on a thread that may.
fn wait<T>(work: impl Future<Output = T>) -> Result<T> {
    Ok(tokio::runtime::Handle::try_current().context("INVARIANT: the portal asks from its own runtime")?.block_on(work))
}

fn held(project: &Project, looked: &Looked) -> Result<Held> {
    let (total, first) = wait(pipeline::held(&project.work()?, looked, HELD_SHOWN))??;
    let record = |one: pipeline::Uncertain| HeldRecord {
        doubts: one
            .findings
            .iter()
            .map(|finding| Doubt { start: finding.start, end: finding.end, kind: finding.kind.as_str().to_owned() })
            .collect(),
        record: one.record,
        subject: one.subject,
        posted_on: one.posted_on,
        lang: one.lang,
        text: one.text,
        reviewed: one.reviewed,
    };
    Ok(Held { total, records: first.into_iter().map(record).collect() })
}

fn sheets(project: &Project) -> Result<Vec<Sheet>> {
    let filled = documents::fill(project, None)?;
    let on = project.world.now().date_naive();
    let sheet = |(document, edition): &(document::Document, Edition)| {
        let sheet = document::sheet(&document.id)?;
        let approval = edition.approval.as_ref();
        Some(Sheet {
            id: document.id.clone(),
            title: BTreeMap::from([
                ("en".to_owned(), sheet.title.en.clone()),
                ("nl".to_owned(), sheet.title.nl.clone()),
            ]),
            version: edition.version,
            substance: edition.substance,
            missing: edition.missing.len(),
            bars: edition.bars.clone(),
            approver: sheet.approver.clone(),
            signed: edition
                .signatures
                .iter()
                .map(|one| Signed { by: one.by.clone(), role: one.role.clone(), on: one.on })
                .collect(),
            approved_until: approval.map(|approval| approval.review_due),
            stands: edition.standing(on).is_some(),
        })
    };
    Ok(filled.documents.iter().filter_map(sheet).collect())
}

/// How many records wait, without their texts.
fn waiting(project: &Project, looked: &Looked) -> Result<u64> {
    Ok(wait(pipeline::held(&project.work()?, looked, 0))??.0)
}

/// How many documents cannot be relied on today, as the gates of the law read it: by the editions that were kept when they
/// were filled last. One that was never filled is a draft.
fn drafts(project: &Project, key: &OnceLock<String>) -> Result<u64> {
    let key = match key.get() {
        Some(key) => key,
        None => {
            let found = project.ledger()?.public_key();
            key.get_or_init(|| found)
        }
    };
    let (shelf, on) = (dossier::kept(project, key)?, project.world.now().date_naive());
    let stands = |sheet: &&document::Sheet| shelf.last(&sheet.id).is_some_and(|last| last.standing(on).is_some());
    let sheets = document::sheets().iter();
    Ok(sheets.filter(|sheet| !stands(sheet)).count() as u64)
}

fn sign(project: &Project, signature: &Signature) -> Result<Signing, OfficeError> {
    let wanted = Wanted {
        document: &signature.document,
        shown: Some((signature.version, signature.substance)),
        by: &signature.by,
        role: signature.role,
        review_due: None,
    };
    match signing::sign(project, &wanted) {
        Ok(given) => Ok(if given.approved_until.is_some() { Signing::Approved } else { Signing::Waiting }),
        Err(SigningError::Changed) => Err(OfficeError::Changed),
        Err(SigningError::Shelf(document::ShelfError::SamePerson(_))) => Err(OfficeError::SamePerson),
        Err(SigningError::Broken(error)) => Err(unavailable(error)),
        Err(error) => Err(OfficeError::Refused { why: error.to_string() }),
    }
}

/// The evidence pack as `report pack` makes it, in one file.
fn packed(project: &Project, desk: &Mutex<()>, command: &Command) -> Result<Packed> {
    let path = project.world.path(PACK);
    let filled = {
        // Only filling writes the editions; a signature need not wait until everything is printed.
        let _turn = desk.lock().unwrap_or_else(PoisonError::into_inner);
        documents::fill(project, None)?
    };
    let made = wait(pack::one_file(project, &filled, &path, command))??;
    Ok(Packed { digest: world::digest(&path)?, bytes: world::size(&path)?, tree_size: made.tree_size, path })
}

/// The model that read this corpus. One that is there and cannot be read is none that did not read it.
// HOLE: a model that was trained on an earlier corpus says nothing here, though it may have read the record.
fn reader(project: &Project, corpus: Option<&Corpus>) -> Reader {
    if !world::exists(project.model_folder()) {
        return Reader::None;
    }
    match (Model::look(&project.model_folder()), corpus) {
        (Ok(manifest), Some(corpus)) if manifest.corpus == corpus.manifest().corpus_digest => {
            manifest.model().map_or(Reader::Unreadable, Reader::Model)
        }
        (Ok(_), _) => Reader::None,
        (Err(error), _) => {
            tracing::error!(%error, "the model could not be read");
            Reader::Unreadable
        }
    }
}

fn uses(project: &Project, subject: &SubjectId) -> Result<Vec<Use>> {
    let ledger = project.ledger()?;
    let links = ledger.links(project.world.now())?;
    let accounts: Vec<_> = links.accounts_of(subject).cloned().collect();
    let used = wait(pipeline::uses(&project.work()?, subject, &accounts))??;
    let corpus = match world::exists(project.corpus_folder().join("manifest.json")) {
        true => Some(Corpus::open(project.corpus_folder())?),
        false => None,
    };
    let holders = project.holders()?;
    // Rows of the corpus stand under the name that its source gives the person, which a link may tell more of.
    let names: BTreeSet<&SubjectId> =
        accounts.iter().filter_map(|account| holders.get(account)).chain([subject]).collect();
    let pseudonymizer = ledger.pseudonymizer();
    let mut sealed = BTreeSet::new();
    for name in names {
        let pseudonym = pseudonymizer.pseudonym("subject", name.as_str());
        let lines = corpus.as_ref().map(|corpus| corpus.lineage_of(&pseudonym)).transpose()?;
        sealed.extend(lines.into_iter().flatten().map(|line| line.source));
    }
    let reader = reader(project, corpus.as_ref());
    let digest = corpus.as_ref().map(|corpus| corpus.manifest().corpus_digest);
    let shown = |one: pipeline::Used| {
        let is_sealed = sealed.contains(&one.record);
        Use {
            outcome: match one.decision.as_deref() {
                Some("PERMIT") => Outcome::Used,
                Some("PERMIT_WITH") => Outcome::UsedInPart,
                Some("HOLD") => Outcome::Held,
                Some(_) => Outcome::Refused,
                None => Outcome::Undecided,
            },
            record: one.record,
            posted_on: one.posted_on,
            kind: one.kind,
            text: one.text,
            rules: one.rules,
            transforms: one.transforms,
            corpus: digest.filter(|_| is_sealed),
            model: match reader {
                Reader::Model(_) if !is_sealed => Reader::None,
                reader => reader,
            },
        }
    };
    Ok(used.into_iter().map(shown).collect())
}

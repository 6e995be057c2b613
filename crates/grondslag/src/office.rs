//! What the portal's console asks of this project. In: its questions. Out: what lies in `work`, `corpus`, `model` and
//! `documents`, read anew each time. Never: a text in an error, or a document approved by one person.

use crate::command::report::{answer, documents};
use crate::model_rooms;
use crate::project::Project;
use account::document::{self, Edition, ShelfError};
use anyhow::{Context, Result};
use corpus::Corpus;
use portal::{Doubt, Held, HeldRecord, Looked, Office, OfficeError, Outcome, Sheet, Signature, Signed, Signing, Use};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use terms::SubjectId;

/// Texts that one page of the console shows.
const HELD_SHOWN: usize = 20;

/// The office of a project.
pub fn of(project: Project) -> Office {
    let project = Arc::new(project);
    // Documents are filled, signed and written by one at a time.
    let desk = Arc::new(Mutex::new(()));
    let with = |project: &Arc<Project>| Arc::clone(project);
    let (one, two, three, four) = (with(&project), with(&project), with(&project), project);
    let (reading, signing) = (Arc::clone(&desk), desk);
    Office {
        held: Box::new(move |looked| held(&one, looked).map_err(unavailable)),
        sheets: Box::new(move |()| {
            let _turn = reading.lock().unwrap_or_else(PoisonError::into_inner);
            sheets(&two).map_err(unavailable)
        }),
        sign: Box::new(move |signature| {
            let _turn = signing.lock().unwrap_or_else(PoisonError::into_inner);
            sign(&three, signature)
        }),
        uses: Box::new(move |subject| uses(&four, subject).map_err(unavailable)),
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

fn sign(project: &Project, signature: &Signature) -> Result<Signing, OfficeError> {
    let sheet = document::sheet(&signature.document).ok_or(OfficeError::Changed)?;
    let mut filled = documents::fill(project, None).map_err(unavailable)?;
    let is_shown = |edition: &Edition| edition.version == signature.version && edition.substance == signature.substance;
    if !filled.drawer.shelf.last(&signature.document).is_some_and(is_shown) {
        return Err(OfficeError::Changed);
    }
    let on = project.world.now().date_naive();
    let given = document::Signature { by: signature.by.clone(), role: signature.role.as_str().to_owned(), on };
    let due = answer::due(on, sheet.review_months);
    let signed = filled.drawer.shelf.sign(&signature.document, &sheet.approver, given, due);
    let approved = signed.map_err(|error| match error {
        ShelfError::SamePerson(_) => OfficeError::SamePerson,
        error => OfficeError::Refused { why: error.to_string() },
    })?;
    let mut ledger = project.ledger().map_err(unavailable)?;
    if let Some(edition) = &approved {
        answer::announce(project, &mut ledger, &signature.document, edition, on, due).map_err(unavailable)?;
    }
    filled.drawer.save_shelf(project, &ledger).map_err(unavailable)?;
    Ok(if approved.is_some() { Signing::Approved } else { Signing::Waiting })
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
    // A model that was trained on another corpus than this one says nothing about it.
    let model = corpus.as_ref().and_then(|corpus| model_rooms::model_of(project, corpus).ok());
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
            model: model.as_ref().filter(|_| is_sealed).map(|model| model.digest()),
        }
    };
    Ok(used.into_iter().map(shown).collect())
}

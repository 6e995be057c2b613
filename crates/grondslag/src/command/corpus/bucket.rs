//! `grondslag corpus publish` and `fetch`: a corpus in an object store, and what a purge does there. In: an address, and the
//! credentials of the environment. Out: the corpus there, or in a folder. Never: a place that holds a copy and stands in no
//! register.

use super::{COPIES, Decided};
use crate::brought;
use crate::command::Context;
use crate::exit::{Exit, Stop};
use crate::project::Project;
use ::bucket::{Bucket, BucketError};
use anyhow::Result;
use corpus::{Copies, CopyPurged, Corpus, Leaving};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use terms::RecordId;

/// The place at an address, with the credentials of the environment.
pub fn open(project: &Project, address: &str) -> Result<Bucket, BucketError> {
    Bucket::open(address, brought::credentials(), brought::patience(project))
}

/// Puts the corpus there, and the address into the register of copies.
pub async fn publish(project: &Project, address: &str, context: &Context) -> Result<Exit> {
    let bucket = open(project, address)?;
    let corpus = Corpus::open(project.corpus_folder())?;
    let path = project.world.path(COPIES);
    let mut register = Copies::read(&path)?;
    if register.tables.contains(address.trim_end_matches('/')) {
        return Err(Stop::usage(format!(
            "a Delta table lies at `{address}`, as the register of copies says; choose another prefix, or say `--table`"
        ))
        .into());
    }
    // First: if we crash after this line, a purge looks where nothing is yet, and never misses what is.
    if register.stores.insert(bucket.address().to_owned()) {
        register.write(&path)?;
    }
    let published = bucket.publish(&corpus).await?;
    let digest = corpus.manifest().corpus_digest;
    context.say(format!(
        "corpus {digest} at {}: {} files and {} bytes sent, {} lay there, {} of earlier versions removed",
        bucket.address(),
        published.sent,
        published.bytes,
        published.kept,
        published.removed
    ))?;
    if !context.text() {
        context.line(&json!({
            "corpus_digest": digest, "address": bucket.address(), "sent": published.sent, "bytes": published.bytes,
            "kept": published.kept, "removed": published.removed,
        }))?;
    }
    Ok(Exit::Done)
}

/// Brings the corpus that lies there into a folder.
pub async fn fetch(project: &Project, address: &str, folder: &Path, context: &Context) -> Result<Exit> {
    let corpus = open(project, address)?.fetch(folder).await?;
    let (digest, records) = (corpus.manifest().corpus_digest, corpus.manifest().counts.admitted);
    context.say(format!("corpus {digest} with {records} records in {}", folder.display()))?;
    if !context.text() {
        context.line(&json!({ "corpus_digest": digest, "records": records, "folder": folder }))?;
    }
    Ok(Exit::Done)
}

/// What there is to do for a person in the copies in object stores.
#[derive(Default)]
pub struct Looked {
    /// The address of a copy that could not be looked at.
    pub unreached: Option<String>,
    /// A run ended in one of them before it was done: objects lie there that nobody sees, and may hold the person.
    pub is_unfinished: bool,
}

/// Adds the records of a person in the copies in object stores to those elsewhere.
pub async fn records(
    project: &Project,
    register: &Copies,
    person: &str,
    sources: &mut BTreeMap<String, RecordId>,
) -> Result<Looked> {
    let mut looked = Looked::default();
    for address in &register.stores {
        let folder = world::ScratchDir::create()?;
        let found = match open(project, address) {
            Ok(bucket) => look(&bucket, folder.path(), person, sources).await,
            Err(error) => Err(error.into()),
        };
        match found {
            Ok(has_strays) => looked.is_unfinished |= has_strays,
            Err(_) => looked.unreached = Some(address.clone()),
        }
    }
    Ok(looked)
}

/// Adds the records of a person in one copy, and says whether something lies there that is no part of it.
async fn look(bucket: &Bucket, folder: &Path, person: &str, sources: &mut BTreeMap<String, RecordId>) -> Result<bool> {
    match bucket.fetch(folder).await {
        Ok(corpus) => sources.extend(corpus.lineage_of(person)?.into_iter().map(|line| (line.record, line.source))),
        // Nothing was published there yet.
        Err(BucketError::Absent { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(bucket.has_strays().await?)
}

impl Decided<'_> {
    /// Purges the copies in object stores: each is fetched into a folder that nobody else can read, purged there, and
    /// published over itself, which removes every object that holds the person. An address where nothing was published holds
    /// no copy.
    pub async fn purge_stores(
        &self,
        project: &Project,
        register: &Copies,
        gone: &Leaving,
        person: &str,
    ) -> Vec<CopyPurged> {
        let mut purged = Vec::new();
        for address in &register.stores {
            match self.purge_store(project, address, gone, person).await {
                Ok(done) => purged.extend(done),
                Err(error) => {
                    tracing::warn!("the copy at `{address}` was not purged: {error:#}");
                    purged.push(CopyPurged { folder: address.clone(), removed: 0, after: None });
                }
            }
        }
        purged
    }

    async fn purge_store(
        &self,
        project: &Project,
        address: &str,
        gone: &Leaving,
        person: &str,
    ) -> Result<Option<CopyPurged>> {
        let (bucket, folder) = (open(project, address)?, world::ScratchDir::create()?);
        let corpus = match bucket.fetch(folder.path()).await {
            Err(BucketError::Absent { .. }) => {
                bucket.clear().await?;
                return Ok(None);
            }
            fetched => fetched?,
        };
        let meta = self.meta(corpus.manifest());
        let removed = corpus.purge(gone, meta)?.removed;
        let corpus = Corpus::open(folder.path())?;
        bucket.publish(&corpus).await?;
        Ok(Some(CopyPurged { folder: address.to_owned(), removed, after: Some(corpus.prove(person)?) }))
    }
}

//! `grondslag corpus publish FOLDER` and `publish --table ADDRESS`: a corpus as a Delta table, and what a purge does there. In: a
//! folder or an address. Out: the next version of the table. Never: a table that holds a copy and stands in no register, or a
//! person's rows in an earlier version of it after a purge.

use super::COPIES;
use super::reached::Reached;
use crate::command::Context;
use crate::exit::{Exit, Stop};
use crate::project::Project;
use ::bucket::Bucket;
use anyhow::{Result, ensure};
use corpus::{Copies, CopyPurged, Corpus};
use delta::{DeltaError, PublishError};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use terms::RecordId;

/// Makes the corpus the newest version of the table there, and notes the table in the register of copies.
pub async fn publish(project: &Project, place: &str, context: &Context) -> Result<Exit> {
    let place = match Bucket::is_address(place) {
        true => place.to_owned(),
        false => std::path::absolute(place)?.display().to_string(),
    };
    // One place has one name, so that it is found again.
    let place = place.trim_end_matches('/');
    let corpus = Corpus::open(project.corpus_folder())?;
    let path = project.world.path(COPIES);
    let mut register = Copies::read(&path)?;
    if register.stores.iter().any(|store| store.trim_end_matches('/') == place) {
        return Err(Stop::usage(format!(
            "a corpus in its own layout lies at `{place}`, as the register of copies says; choose another prefix for the table"
        ))
        .into());
    }
    let table = Reached::of(project, place).await?;
    let place = table.place();
    // What is refused is no copy.
    delta::check(table.folder()).map_err(|error| table.named(error))?;
    // First: if we crash after this line, a purge looks where nothing is yet, and never misses what is.
    if register.tables.insert(place.to_owned()) {
        register.write(&path)?;
    }
    let published = delta::publish(&project.world, &corpus, table.folder()).map_err(|error| table.named(error))?;
    table.carry().await?;
    let digest = corpus.manifest().corpus_digest;
    context.say(format!(
        "corpus {digest} is version {} of the table in {place}: {} files and {} bytes written, {} lay there, {} of earlier versions removed; versions that can be read: {}",
        published.version,
        published.written,
        published.bytes,
        published.kept,
        published.removed,
        published.readable.iter().map(u64::to_string).collect::<Vec<_>>().join(", ")
    ))?;
    if !context.text() {
        context.line(&json!({
            "corpus_digest": digest, "table": place, "version": published.version, "written": published.written,
            "bytes": published.bytes, "kept": published.kept, "removed": published.removed, "readable": published.readable,
        }))?;
    }
    Ok(Exit::Done)
}

/// The records of a person that any version of a table holds.
fn records(table: &Reached, person: &str) -> Result<BTreeSet<String>, PublishError> {
    delta::records_of(table.folder(), person).map_err(|error| table.named(error))
}

/// Refuses to say that nothing leaves where a table holds records of a person that no corpus within reach does.
pub async fn refuse_left(
    project: &Project,
    register: &Copies,
    person: &str,
    sources: &BTreeMap<String, RecordId>,
) -> Result<(), Stop> {
    for place in &register.tables {
        let found = match Reached::of(project, place).await {
            Ok(table) => records(&table, person).map_err(anyhow::Error::from),
            Err(error) => Err(error),
        };
        let left = match found {
            Ok(found) => found.iter().filter(|record| !sources.contains_key(*record)).count(),
            Err(error) => {
                return Err(Stop::incomplete(format!(
                    "the table in `{place}` could not be looked at, and nothing leaves the others: {error}; run again, or `grondslag corpus copies remove` if it is gone"
                )));
            }
        };
        if left > 0 {
            let table = if Bucket::is_address(place) { "--table " } else { "" };
            return Err(Stop::incomplete(format!(
                "the table in `{place}` holds {left} records of this person from an earlier version; run `grondslag corpus publish {table}{place}`"
            )));
        }
    }
    Ok(())
}

/// Makes every table the corpus that the purge left, which removes each file of an earlier version that holds the person.
pub async fn purge(project: &Project, corpus: &Corpus, register: &Copies, person: &str) -> Vec<CopyPurged> {
    let mut purged = Vec::new();
    for place in &register.tables {
        purged.push(match purge_table(project, corpus, place, person).await {
            Ok(purged) => purged,
            Err(error) => {
                tracing::warn!("the table in `{place}` was not purged: {error:#}");
                CopyPurged { folder: place.clone(), removed: 0, after: None }
            }
        });
    }
    purged
}

async fn purge_table(project: &Project, corpus: &Corpus, place: &str, person: &str) -> Result<CopyPurged> {
    let table = Reached::of(project, place).await?;
    // A table that is not there is not begun anew: it may be there for others.
    if !delta::is_table(table.folder()) {
        return Err(table.named(DeltaError::NoTable { folder: table.folder().to_owned() }.into()).into());
    }
    // Looked at before: afterwards the rows are gone.
    let before = records(&table, person).unwrap_or_default();
    delta::publish(&project.world, corpus, table.folder()).map_err(|error| table.named(error))?;
    table.carry().await?;
    let left = records(&table, person)?;
    ensure!(left.is_subset(&corpus.records_of(person)?), "rows of an earlier version are left there");
    let removed = before.difference(&left).count() as u64;
    Ok(CopyPurged { folder: place.to_owned(), removed, after: Some(corpus.prove(person)?) })
}
